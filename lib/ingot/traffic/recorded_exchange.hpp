#pragma once

#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>

#include <string>

namespace ingot::inline v0 {

/// One exchange as a document for `oav validate-traffic` (the live payload of Azure/oav):
///
///     {"liveRequest": {"headers", "method", "url", "body"},
///      "liveResponse": {"statusCode", "headers", "body"}}
///
/// Names of header fields are in lower case, the status is text, a JSON body is JSON, any other body text,
/// and an empty one absent. Credentials in headers, queries, forms and bodies (tokens, secrets, assertions,
/// passwords, protected settings, signatures of shared access) are replaced by `REDACTED`. Nothing else is
/// changed but what is nested deeper than 64 levels, which is left out.
[[nodiscard]] std::string recorded_exchange(const http::request& request, const http::response& response);

} // namespace ingot::inline v0
