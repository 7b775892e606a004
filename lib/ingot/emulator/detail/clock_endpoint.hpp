#pragma once

#include <ingot/emulator/emulator.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>

#include <optional>

namespace ingot::inline v0::emulator {

/// Answers `/emulator/clock`, which lies outside the namespace of Azure Resource Manager; nothing for any
/// other path. Moving the clock is answered with 409 unless it is `manual`.
[[nodiscard]] std::optional<http::response> answer_clock(emulator& service, const http::request& request,
                                                         bool manual);

} // namespace ingot::inline v0::emulator
