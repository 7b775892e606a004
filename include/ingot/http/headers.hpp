#pragma once

#include <ingot/core/case_fold.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::http {

/// Header fields in the order in which they came; names compare without regard to case (RFC 9110).
class headers {
public:
    headers() = default;
    headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }

    /// The first value of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept {
        for (const auto& [key, value] : fields_)
            if (equal_folded(key, name)) return value;
        return std::nullopt;
    }

    [[nodiscard]] auto begin() const noexcept { return fields_.begin(); }
    [[nodiscard]] auto end() const noexcept { return fields_.end(); }

    friend bool operator==(const headers&, const headers&) = default;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

} // namespace ingot::inline v0::http
