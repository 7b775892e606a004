#pragma once

#include <rapidjson/error/error.h>

#include <string>

namespace ingot::inline v0 {

/// What a syntax error means to a person: what is wrong, and what was expected instead. `found` is the byte
/// at the error, or none at the end of the text.
[[nodiscard]] std::string describe_syntax_error(rapidjson::ParseErrorCode code, int found);

} // namespace ingot::inline v0
