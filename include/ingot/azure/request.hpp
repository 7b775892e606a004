#pragma once

#include <ingot/azure/request_path.hpp>
#include <ingot/azure/service.hpp>
#include <ingot/http/percent_encoding.hpp>
#include <ingot/http/url.hpp>
#include <ingot/result.hpp>
#include <ingot/run/operation.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// What every builder of a request gives: an operation to drive, or why it must not be sent
/// (`errc::invalid_argument`: an id of another type, a name that cannot be; `errc::unsupported`: something
/// that the api-version does not have). Nothing has been sent.
using request = result<run::operation>;

/// The text of a JSON body. A body that could not be written makes its request fail.
using json_body = result<std::string>;

/// One more `name=value` of the query; the value is encoded.
struct query_option {
    std::string_view name; ///< as the service writes it, such as `$expand`
    std::string value;
};

/// What a deletion makes of the service's saying that something still lies below the resource. It says so for
/// a while also after the last child has gone (409 `CannotDeleteResource`, Azure/azure-sdk-for-net#30258).
enum class child_refusal {
    waited_out, ///< it is sent again, with growing pauses, until the patience for it is at its end
    final,      ///< it is the answer
};

namespace detail {

[[nodiscard]] inline request make_request(const service& at, http::method how, run::operation_kind kind,
                                          request_path path, const std::string& api_version,
                                          const std::vector<query_option>& options = {},
                                          json_body body = {}) {
    if (!body) return tl::unexpected(std::move(body.error()));
    auto text = std::move(path).finish();
    if (!text) return tl::unexpected(std::move(text.error()));
    *text += "?api-version=" + http::percent_encode(api_version);
    for (const auto& [name, value] : options) {
        *text += '&';
        *text += name;
        *text += '=' + http::percent_encode(value);
    }
    run::operation made;
    made.request.method = how;
    made.request.url = http::join_url(at.endpoint, *text);
    made.request.body = std::move(*body);
    made.kind = kind;
    return made;
}

[[nodiscard]] inline request read(const service& at, request_path path, const std::string& api_version,
                                  const std::vector<query_option>& options = {}) {
    return make_request(at, http::method::get, run::operation_kind::read, std::move(path), api_version,
                        options);
}

[[nodiscard]] inline request list(const service& at, request_path path, const std::string& api_version,
                                  const std::vector<query_option>& options = {}) {
    return make_request(at, http::method::get, run::operation_kind::list, std::move(path), api_version,
                        options);
}

[[nodiscard]] inline request write(const service& at, http::method how, request_path path,
                                   const std::string& api_version, json_body body,
                                   const std::vector<query_option>& options = {}) {
    return make_request(at, how, run::operation_kind::write, std::move(path), api_version, options,
                        std::move(body));
}

/// Asks the service to do something to a resource.
[[nodiscard]] inline request act(const service& at, request_path path, const std::string& api_version,
                                 json_body body = {}, const std::vector<query_option>& options = {}) {
    return write(at, http::method::post, std::move(path), api_version, std::move(body), options);
}

[[nodiscard]] inline request remove(const service& at, request_path path, const std::string& api_version,
                                    child_refusal refusal = child_refusal::waited_out,
                                    const std::vector<query_option>& options = {}) {
    auto made = make_request(at, http::method::remove, run::operation_kind::remove, std::move(path),
                             api_version, options);
    if (made) made->wait_for_children = refusal == child_refusal::waited_out;
    return made;
}

} // namespace detail

} // namespace ingot::inline v0::azure
