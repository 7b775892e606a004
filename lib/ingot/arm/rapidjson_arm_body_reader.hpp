#pragma once

#include <ingot/ports/arm_body_reader.hpp>

#include <cstddef>
#include <string_view>

namespace ingot::inline v0 {

/// What is beyond these is unreadable.
struct arm_body_limits {
    /// Azure Resource Manager answers with at most 8 MB (RPC contract), Resource Graph with 16.
    std::size_t bytes = std::size_t{32} * 1024 * 1024;
    std::size_t depth = 100; ///< of arrays and objects within each other
};

/// Reads bodies in one pass and keeps nothing but what the protocol needs, however large a page is.
/// Strings that are not UTF-8, and a member given twice among those that count, make a body unreadable.
/// Safe to share between threads.
class rapidjson_arm_body_reader final : public arm_body_reader {
public:
    rapidjson_arm_body_reader() = default;
    explicit rapidjson_arm_body_reader(arm_body_limits limits) noexcept : limits_(limits) {}

    [[nodiscard]] arm_body read(std::string_view body) const override;

private:
    arm_body_limits limits_;
};

} // namespace ingot::inline v0
