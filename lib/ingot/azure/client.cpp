#include <ingot/azure/client.hpp>

namespace ingot::inline v0 {

result<std::string> azure_client::call(azure::request what) {
    if (!what) return tl::unexpected(std::move(what.error()));
    result<http::response> last = fail(errc::internal, name_of(what) + " came to no end");
    driver one(carrier_, reader_, options_.driver, options_.jitter);
    one.submit(
        std::move(*what), [&](result<http::response> ended) { last = std::move(ended); }, {},
        options_.progress);
    one.run();
    if (!last) return tl::unexpected(std::move(last.error()));
    return std::move(last->body);
}

result<void> azure_client::each_page(azure::request what,
                                     const std::function<void(const std::string&)>& take) {
    if (!what) return tl::unexpected(std::move(what.error()));
    if (what->kind != run::operation_kind::list)
        return fail(errc::invalid_argument, name_of(what) + " is not a list");
    std::optional<error> failure;
    driver one(carrier_, reader_, options_.driver, options_.jitter);
    one.submit(
        std::move(*what),
        [&](result<http::response> ended) {
            if (!ended) failure = std::move(ended.error());
        },
        [&](const http::response& page) { take(page.body); }, options_.progress);
    one.run();
    if (failure) return tl::unexpected(std::move(*failure));
    return {};
}

} // namespace ingot::inline v0
