#pragma once

#include <ingot/core/case_fold.hpp>

#include <compare>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// The name of an Azure region, normalised: "West US" and "westus" are one region.
/// Source: Resource Manager RPC, common API details: locations compare without case and spaces.
class region {
public:
    region() = default;
    explicit region(std::string_view spelling) {
        name_.reserve(spelling.size());
        for (const char c : spelling)
            if (c != ' ') name_ += fold(c);
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool empty() const noexcept { return name_.empty(); }

    friend auto operator<=>(const region&, const region&) = default;

private:
    std::string name_;
};

} // namespace ingot::inline v0
