#pragma once

#include <ingot/core/case_fold.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// A value of a service enumeration that may grow: known values compare by their constant, without
/// regard to case; unknown ones keep their spelling and survive a round trip.
///
/// `Names` is a type with `using value = <enum>` and `static constexpr` array `table` of
/// `{value, spelling}` pairs.
template <class Names>
class open_enum {
public:
    using value_type = typename Names::value;

    open_enum() = default;
    /// A constant stands for its value wherever one is expected.
    open_enum(value_type known) // NOLINT(google-explicit-constructor)
        : spelling_(spelling_of(known)) {}
    explicit open_enum(std::string_view spelling) : spelling_(spelling) {
        for (const auto& [value, name] : Names::table)
            if (equal_folded(name, spelling)) spelling_ = name;
    }

    /// The constant, when the value is a known one.
    [[nodiscard]] std::optional<value_type> known() const noexcept {
        for (const auto& [value, name] : Names::table)
            if (name == spelling_) return value;
        return std::nullopt;
    }

    /// The official spelling of a known value; an unknown one as it was read; empty when absent.
    [[nodiscard]] const std::string& spelling() const noexcept { return spelling_; }
    [[nodiscard]] bool absent() const noexcept { return spelling_.empty(); }

    friend bool operator==(const open_enum& a, const open_enum& b) noexcept {
        return equal_folded(a.spelling_, b.spelling_);
    }
    friend bool operator==(const open_enum& a, value_type b) noexcept {
        return a.spelling_ == spelling_of(b);
    }

private:
    [[nodiscard]] static constexpr std::string_view spelling_of(value_type value) noexcept {
        for (const auto& [known, name] : Names::table)
            if (known == value) return name;
        return {};
    }

    std::string spelling_;
};

} // namespace ingot::inline v0
