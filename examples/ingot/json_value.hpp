#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::cli {

/// A JSON value that was read, and what is in it; a value that is not there is absent, and so is all within.
class json_value {
public:
    json_value() = default;

    /// Absent when the text is no JSON.
    [[nodiscard]] static json_value parse(std::string_view text);

    [[nodiscard]] bool absent() const noexcept { return at_ == nullptr; }
    [[nodiscard]] json_value member(std::string_view name) const;
    [[nodiscard]] std::vector<json_value> items() const;
    [[nodiscard]] std::optional<std::string> text() const;
    [[nodiscard]] std::optional<double> number() const;

private:
    std::shared_ptr<const void> document_; ///< keeps alive what `at_` points into
    const void* at_ = nullptr;
};

} // namespace ingot::cli
