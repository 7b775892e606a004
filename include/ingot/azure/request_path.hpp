#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/http/percent_encoding.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// The path of a request, put together from checked segments. Keeps the first mistake to the end, so that a
/// request that would reach another resource than the one meant is never made.
class request_path {
public:
    request_path() = default;

    /// Of a resource below a resource group.
    /// @param type such as `Microsoft.Compute/galleries/images`; an id of any other type is refused
    [[nodiscard]] static request_path to_resource(const resource_id& id, std::string_view type) {
        request_path made;
        const auto parts = id.segments();
        const bool grouped = parts.size() > 6 && equal_folded(parts[0], "subscriptions") &&
                             equal_folded(parts[2], "resourceGroups") && equal_folded(parts[4], "providers");
        if (!grouped || type_after(parts, 4) != fold(type))
            made.refuse("'" + id.text() + "' is not the id of a resource of type " + std::string(type) +
                        "; expected /subscriptions/<id>/resourceGroups/<name>/providers/" + with_names(type));
        return std::move(made.down(id));
    }

    /// Of a resource that stands at a scope of any kind, as locks and policy assignments do.
    [[nodiscard]] static request_path to_extension(const resource_id& id, std::string_view type) {
        request_path made;
        const auto parts = id.segments();
        std::optional<std::size_t> providers;
        for (std::size_t at = 0; at < parts.size(); ++at)
            if (equal_folded(parts[at], "providers")) providers = at;
        if (!providers || type_after(parts, *providers) != fold(type))
            made.refuse("'" + id.text() + "' is not the id of a resource of type " + std::string(type) +
                        "; expected <scope>/providers/" + with_names(type));
        return std::move(made.down(id));
    }

    /// Of any scope: a subscription, a resource group, a management group, or a resource.
    [[nodiscard]] static request_path to_scope(const resource_id& scope) {
        request_path made;
        if (scope.empty()) made.refuse("no scope is given; expected an id such as /subscriptions/<id>");
        return std::move(made.down(scope));
    }

    /// Of a subscription or a resource group.
    [[nodiscard]] static request_path to_container(const resource_id& scope) {
        request_path made;
        const auto parts = scope.segments();
        const bool subscription = parts.size() == 2 && equal_folded(parts[0], "subscriptions");
        const bool group = parts.size() == 4 && equal_folded(parts[0], "subscriptions") &&
                           equal_folded(parts[2], "resourceGroups");
        if (!subscription && !group)
            made.refuse("'" + scope.text() +
                        "' is neither a subscription nor a resource group; expected "
                        "/subscriptions/<id>[/resourceGroups/<name>]");
        return std::move(made.down(scope));
    }

    /// Of a subscription.
    /// @param scope `/subscriptions/<id>`
    [[nodiscard]] static request_path to_subscription(const resource_id& scope) {
        request_path made;
        const auto parts = scope.segments();
        if (parts.size() != 2 || !equal_folded(parts[0], "subscriptions"))
            made.refuse("'" + scope.text() + "' is not a subscription; expected /subscriptions/<id>");
        return std::move(made.down(scope));
    }

    /// Goes down along segments that are part of the interface.
    [[nodiscard]] request_path&& along(std::string_view segments) && {
        text_ += '/';
        text_ += segments;
        return std::move(*this);
    }

    /// Goes down to something that has this name.
    [[nodiscard]] request_path&& to(std::string_view name) && {
        add(name);
        return std::move(*this);
    }
    [[nodiscard]] request_path&& to(const region& where) && { return std::move(*this).to(where.name()); }

    /// Keeps a mistake that was found elsewhere.
    [[nodiscard]] request_path&& unless(const result<void>& checked) && {
        if (!checked && !mistake_) mistake_ = checked.error();
        return std::move(*this);
    }

    /// The path, encoded, beginning with `/`; or the first mistake.
    [[nodiscard]] result<std::string> finish() && {
        if (mistake_) return tl::unexpected(std::move(*mistake_));
        return std::move(text_);
    }

private:
    /// `namespace/type/type` folded, of the segments after `providers`; empty where they do not alternate.
    [[nodiscard]] static std::string type_after(const std::vector<std::string_view>& parts,
                                                std::size_t providers) {
        if (parts.size() < providers + 4 || (parts.size() - providers) % 2 != 0) return {};
        std::string type = fold(parts[providers + 1]);
        for (std::size_t at = providers + 2; at < parts.size(); at += 2) type += '/' + fold(parts[at]);
        return type;
    }

    /// `Microsoft.Compute/galleries/<name>/images/<name>`
    [[nodiscard]] static std::string with_names(std::string_view type) {
        std::string shown(type.substr(0, type.find('/')));
        for (type.remove_prefix(shown.size()); !type.empty();) {
            const auto next = type.find('/', 1);
            shown += type.substr(0, next);
            shown += "/<name>";
            type.remove_prefix(next == std::string_view::npos ? type.size() : next);
        }
        return shown;
    }

    [[nodiscard]] request_path& down(const resource_id& id) {
        for (const std::string_view segment : id.segments()) add(segment);
        return *this;
    }

    /// Clients and gateways fold `.` and `..` away, and so reach something above.
    void add(std::string_view segment) {
        if (segment.empty() || segment == "." || segment == "..")
            refuse("'" + std::string(segment) + "' cannot be a name in a path");
        text_ += '/';
        text_ += http::percent_encode(segment);
    }

    void refuse(std::string why) {
        if (!mistake_) mistake_ = error{errc::invalid_argument, std::move(why), {}, {}};
    }

    std::string text_;
    std::optional<error> mistake_;
};

} // namespace ingot::inline v0::azure
