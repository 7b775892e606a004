#pragma once

#include <ingot/azure/request.hpp>

#include <string>
#include <vector>

namespace ingot_test {

/// One request as it must leave.
struct expected_request {
    std::string what;
    ingot::azure::request made;
    std::string method;
    std::string target; ///< path and query
    ingot::run::operation_kind kind = ingot::run::operation_kind::read;
    std::string body;
};

/// Every request that can be built, each once.
[[nodiscard]] std::vector<expected_request> all_requests();

} // namespace ingot_test
