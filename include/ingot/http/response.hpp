#pragma once

#include <ingot/http/headers.hpp>

#include <string>

namespace ingot::inline v0::http {

struct response {
    int status = 0;
    http::headers headers;
    std::string body;
};

} // namespace ingot::inline v0::http
