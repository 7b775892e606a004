#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/url.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::run {

/// What Azure counts a request as.
struct operation_group {
    std::string subscription; ///< folded id; empty: of the tenant
    std::string region;       ///< folded, where the path tells it; empty elsewhere
    /// `SubscriptionReads`, `TenantDeletes` and so on: what Azure Resource Manager itself counts.
    std::string arm;
    /// What the resource provider counts: a policy category of Compute such as `LowCostGetVM` (Azure Compute
    /// throttling limits), or else provider, type and verb, such as `Microsoft.Compute/galleries/list`.
    std::string provider;
    std::string resource; ///< folded id of the resource that is counted by itself; empty: none

    friend bool operator==(const operation_group&, const operation_group&) = default;
};

namespace detail {

struct provider_path {
    std::string_view provider;
    std::string type;        ///< folded, such as `galleries/images`
    std::string_view action; ///< of a POST, or the last segment of a view such as `/instanceView`
    std::size_t named = 0;   ///< length of the path up to the last name
    std::vector<std::string_view> names;
};

/// Takes a path apart behind its last `/providers/`: an extension's own path is what counts.
[[nodiscard]] inline provider_path split_provider_path(std::string_view path) {
    constexpr std::string_view mark = "/providers/";
    std::size_t at = std::string_view::npos;
    for (std::size_t i = 0; i + mark.size() <= path.size(); ++i)
        if (path[i] == '/' && equal_folded(path.substr(i, mark.size()), mark)) at = i;
    provider_path parts;
    // Resource groups, subscriptions and their like are Resource Manager's own.
    parts.provider = "Microsoft.Resources";
    std::size_t from = 0;
    if (at != std::string_view::npos) {
        from = at + mark.size();
        const std::size_t end = std::min(path.find('/', from), path.size());
        parts.provider = path.substr(from, end - from);
        from = end;
    }
    bool is_name = false;
    while (from < path.size()) {
        const std::size_t end = std::min(path.find('/', from + 1), path.size());
        const std::string_view segment = path.substr(from + 1, end - from - 1);
        from = end;
        if (segment.empty()) continue;
        if (is_name) {
            parts.names.push_back(segment);
            parts.named = end;
            if (!parts.type.empty()) parts.type += '/';
            parts.type += fold(parts.action);
            parts.action = {};
        } else {
            parts.action = segment;
        }
        is_name = !is_name;
    }
    return parts;
}

/// One policy category of Compute: which requests it is made of.
struct compute_category {
    std::string_view type;
    std::string_view methods; ///< first letters: G(et), P(ut), A (patch), O (post), D(elete)
    std::string_view actions; ///< separated by spaces; `-` is none, `*` any
    std::string_view name;
    bool by_resource; ///< counted for each resource as well as for the subscription
};

/// In the order of precedence (Azure Compute throttling limits, "policy category"). That the list of a scale
/// set's instances counts as its costly reads, and that galleries' operations are polled at the cost of
/// others, no source says: it is the reading that sends less.
inline constexpr std::array<compute_category, 28> compute_categories{{
    {"virtualmachines", "P", "-", "PutVM", true},
    {"virtualmachines", "A", "-", "UpdateVM", true},
    {"virtualmachines", "D", "-", "DeleteVM", true},
    {"virtualmachines", "O", "deallocate simulateEviction", "DeleteVM", true},
    {"virtualmachines", "O", "*", "UpdateVM", true},
    {"virtualmachines", "G", "*", "LowCostGetVM", true},
    {"virtualmachines", "G", "-", "LowCostGetVM", true},
    {"virtualmachines/runcommands", "G", "-", "LowCostGetVM", true},
    {"virtualmachines/extensions", "G", "-", "LowCostGetVM", true},
    {"virtualmachines/runcommands", "PAD", "-", "UpdateVM", true},
    {"virtualmachines/extensions", "PAD", "-", "UpdateVM", true},
    {"", "G", "virtualMachines", "HighCostGetVM", false},
    {"locations", "G", "virtualMachines", "HighCostGetVM", false},
    {"locations/operations", "G", "-", "GetOperation", true},
    {"locations/capsoperations", "G", "-", "GetOperation", true},
    {"virtualmachinescalesets", "P", "-", "PutVMScaleSet", true},
    {"virtualmachinescalesets", "A", "-", "UpdateVMScaleSet", true},
    {"virtualmachinescalesets", "D", "-", "DeleteVMScaleSet", true},
    {"virtualmachinescalesets", "O", "deallocate delete", "DeleteVMScaleSet", true},
    {"virtualmachinescalesets", "O", "*", "UpdateVMScaleSet", true},
    {"virtualmachinescalesets", "G", "instanceView virtualMachines", "HighCostGetVMScaleSet", true},
    {"virtualmachinescalesets", "G", "*", "LowCostGetVMScaleSet", true},
    {"virtualmachinescalesets", "G", "-", "LowCostGetVMScaleSet", true},
    {"virtualmachinescalesets/rollingupgrades", "G", "-", "LowCostGetVMScaleSet", true},
    {"virtualmachinescalesets/rollingupgrades", "O", "-", "UpdateVMScaleSet", true},
    {"", "G", "virtualMachineScaleSets", "HighCostGetVMScaleSet", false},
    {"virtualmachinescalesets/virtualmachines", "PAD", "-", "UpdateVMScaleSetVM", true},
    {"virtualmachinescalesets/virtualmachines", "O", "*", "UpdateVMScaleSetVM", true},
}};

[[nodiscard]] constexpr char letter_of(http::method how) noexcept {
    switch (how) {
    case http::method::put: return 'P';
    case http::method::patch: return 'A';
    case http::method::post: return 'O';
    case http::method::remove: return 'D';
    case http::method::get:
    case http::method::head: break;
    }
    return 'G';
}

[[nodiscard]] constexpr bool lists_action(std::string_view actions, std::string_view action) noexcept {
    if (actions == "-") return action.empty();
    if (actions == "*") return !action.empty();
    while (!actions.empty() && !action.empty()) {
        const std::size_t end = std::min(actions.find(' '), actions.size());
        if (equal_folded(actions.substr(0, end), action)) return true;
        actions.remove_prefix(std::min(end + 1, actions.size()));
    }
    return false;
}

[[nodiscard]] inline const compute_category* category_of(http::method how, const provider_path& parts) noexcept {
    if (!equal_folded(parts.provider, "Microsoft.Compute")) return nullptr;
    const auto found = std::find_if(compute_categories.begin(), compute_categories.end(), [&](const auto& one) {
        return one.type == parts.type && one.methods.find(letter_of(how)) != std::string_view::npos &&
               lists_action(one.actions, parts.action);
    });
    return found == compute_categories.end() ? nullptr : &*found;
}

[[nodiscard]] inline std::string verb_of(http::method how, std::string_view action) {
    switch (letter_of(how)) {
    case 'G': return action.empty() ? "read" : "list";
    case 'D': return "delete";
    case 'O': return action.empty() ? "action" : fold(action);
    default: return "write";
    }
}

/// Compute counts by the machine or scale set, whatever part of it a request is about.
[[nodiscard]] inline std::string_view counted_resource(std::string_view path, const provider_path& parts) {
    std::size_t end = parts.named;
    if (starts_with_folded(parts.type, "virtualmachines/") ||
        equal_folded(parts.type, "virtualmachinescalesets/rollingupgrades")) {
        const std::string_view first = parts.names.front();
        end = static_cast<std::size_t>(first.data() - path.data()) + first.size();
    }
    return path.substr(0, end);
}

} // namespace detail

/// What a request to Azure Resource Manager counts as. A POST counts as a write (assumed), but a query to
/// Resource Graph as a read.
[[nodiscard]] inline operation_group operation_group_of(http::method how, std::string_view url) {
    const std::string path = http::path_of(url);
    const detail::provider_path parts = detail::split_provider_path(path);
    operation_group group;
    constexpr std::string_view subscriptions = "/subscriptions/";
    if (starts_with_folded(path, subscriptions)) {
        const std::size_t end = std::min(path.find('/', subscriptions.size()), path.size());
        group.subscription = fold(path.substr(subscriptions.size(), end - subscriptions.size()));
    }
    if (starts_with_folded(parts.type, "locations") && !parts.names.empty()) group.region = fold(parts.names.front());

    const bool graph = equal_folded(parts.provider, "Microsoft.ResourceGraph");
    group.arm = group.subscription.empty() ? "Tenant" : "Subscription";
    if (http::reads_only(how) || graph)
        group.arm += "Reads";
    else
        group.arm += how == http::method::remove ? "Deletes" : "Writes";

    if (graph) {
        group.provider = "ResourceGraph";
        // Counted by user, whatever the query is about.
        group.subscription.clear();
        group.arm = "TenantReads";
        return group;
    }
    if (const auto* const category = detail::category_of(how, parts)) {
        group.provider = category->name;
        if (category->by_resource) group.resource = fold(detail::counted_resource(path, parts));
        return group;
    }
    group.provider = fold(parts.provider);
    if (!parts.type.empty()) group.provider += '/' + parts.type;
    if (how == http::method::get && !parts.action.empty()) group.provider += '/' + fold(parts.action);
    group.provider += '/' + detail::verb_of(how, parts.action);
    return group;
}

} // namespace ingot::inline v0::run
