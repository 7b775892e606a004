#include "proxy_variables.hpp"

#include <cstdlib>
#include <initializer_list>

namespace ingot::cli {

namespace {

/// Of the first that is set. A variable that is set to nothing says: none.
std::string first_set(std::initializer_list<const char*> names) {
    for (const char* const name : names)
        if (const char* const value = std::getenv(name); value != nullptr) return value;
    return {};
}

} // namespace

std::string proxy_of_environment() { return first_set({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}); }
std::string no_proxy_of_environment() { return first_set({"no_proxy", "NO_PROXY"}); }

} // namespace ingot::cli
