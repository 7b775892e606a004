#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/result.hpp>

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// An Azure Resource Manager id or scope. Compares without regard to case and keeps its spelling.
class resource_id {
public:
    resource_id() = default;

    /// Accepts `/segment[/segment...]`; a trailing slash is dropped, empty segments are refused.
    [[nodiscard]] static result<resource_id> parse(std::string_view spelling) {
        std::string_view text = spelling;
        if (!text.empty() && text.back() == '/') text.remove_suffix(1);
        if (text.empty() || text.front() != '/' || text.back() == '/' ||
            text.find("//") != std::string_view::npos)
            return fail(errc::invalid_argument,
                        "'" + std::string(spelling) +
                            "' is not a resource id; expected "
                            "/subscriptions/<id>/resourceGroups/<name>/providers/...");
        resource_id id;
        id.text_ = text;
        return id;
    }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::string folded() const { return fold(text_); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    /// The last segment: the resource's own name.
    [[nodiscard]] std::string_view name() const noexcept {
        return std::string_view(text_).substr(text_.rfind('/') + 1);
    }

    [[nodiscard]] std::vector<std::string_view> segments() const {
        std::vector<std::string_view> parts;
        std::string_view rest(text_);
        while (!rest.empty()) {
            rest.remove_prefix(1);
            const auto slash = rest.find('/');
            parts.push_back(rest.substr(0, slash));
            rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash);
        }
        return parts;
    }

    /// The segment after `/subscriptions`; empty for an id outside a subscription.
    [[nodiscard]] std::string_view subscription() const noexcept {
        constexpr std::string_view prefix = "/subscriptions/";
        if (!starts_with_folded(text_, prefix)) return {};
        const std::string_view rest = std::string_view(text_).substr(prefix.size());
        return rest.substr(0, rest.find('/'));
    }

    /// The id without its last `segments` segments. @pre the id has more segments than that.
    [[nodiscard]] resource_id without_last(int segments) const {
        std::string_view rest(text_);
        for (int i = 0; i < segments; ++i) rest = rest.substr(0, rest.rfind('/'));
        resource_id id;
        id.text_ = rest;
        return id;
    }

    /// Whether this scope is `other` itself or stands above it.
    [[nodiscard]] bool contains(const resource_id& other) const noexcept {
        return starts_with_folded(other.text_, text_) &&
               (other.text_.size() == text_.size() || other.text_[text_.size()] == '/');
    }

    friend bool operator==(const resource_id& a, const resource_id& b) noexcept {
        return equal_folded(a.text_, b.text_);
    }
    friend std::strong_ordering operator<=>(const resource_id& a, const resource_id& b) noexcept {
        return compare_folded(a.text_, b.text_);
    }

private:
    std::string text_;
};

} // namespace ingot::inline v0
