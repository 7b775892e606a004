#include "arm_client.hpp"

#include <ingot/http/url.hpp>

#include <utility>

namespace ingot::cli {

run::operation arm_client::operation(http::method method, run::operation_kind kind,
                                     const std::string& path) const {
    run::operation made;
    made.request.method = method;
    made.request.url = http::join_url(endpoint_, path);
    made.kind = kind;
    return made;
}

result<http::response> arm_client::get(const std::string& path) {
    result<http::response> answer = fail(errc::internal, "no answer");
    driver_.submit(operation(http::method::get, run::operation_kind::read, path),
                   [&](result<http::response> ended) { answer = std::move(ended); });
    driver_.run();
    return answer;
}

result<std::vector<std::string>> arm_client::list(const std::string& path) {
    std::vector<std::string> pages;
    std::optional<error> failure;
    driver_.submit(
        operation(http::method::get, run::operation_kind::list, path),
        [&](const result<http::response>& ended) {
            if (!ended) failure = ended.error();
        },
        [&](const http::response& page) { pages.push_back(page.body); });
    driver_.run();
    if (failure) return tl::unexpected(*failure);
    return pages;
}

} // namespace ingot::cli
