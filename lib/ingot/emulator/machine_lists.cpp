#include <ingot/emulator/detail/machine_lists.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/etags.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/paging.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {
namespace {

/// What a list covers.
struct list_scope {
    std::string prefix;            ///< of the ids
    std::optional<region> located; ///< of the resources
};

/// .../providers/Microsoft.Compute[/locations/{l}]/{type}: everything before "providers" is the scope.
list_scope scope_of(const call& request) {
    const auto path = resource_id::parse(request.path);
    const auto parts = path->segments();
    if (parts.size() >= 5 && equal_folded(parts[4], "locations"))
        return {path->without_last(5).text() + '/', region(parts[5])};
    return {path->without_last(3).text() + '/', std::nullopt};
}

bool is_there(const list_scope& scope, const json& body) {
    return !scope.located || region(text_at(body, {"location"})) == *scope.located;
}

/// The scale set that `'virtualMachineScaleSet/id' eq '{id}'` names; nothing for another filter.
std::optional<std::string_view> filtered_scale_set(std::string_view filter) {
    constexpr std::string_view name = "virtualMachineScaleSet/id";
    if (filter.starts_with('\'')) filter.remove_prefix(1);
    if (!starts_with_folded(filter, name)) return std::nullopt;
    filter.remove_prefix(name.size());
    if (filter.starts_with('\'')) filter.remove_prefix(1);
    constexpr std::string_view equals = " eq '";
    if (!starts_with_folded(filter, equals) || filter.size() <= equals.size() || filter.back() != '\'')
        return std::nullopt;
    filter.remove_prefix(equals.size());
    filter.remove_suffix(1);
    return filter;
}

} // namespace

http::response list_virtual_machines(const world& state, const call& request) {
    const list_scope scope = scope_of(request);
    std::optional<std::string_view> scale_set;
    if (const auto filter = request.parameter("$filter"); !filter.empty()) {
        scale_set = filtered_scale_set(filter);
        if (!scale_set)
            return answer(invalid_parameter("$filter", "The only filter of virtual machines is "
                                                       "'virtualMachineScaleSet/id' eq '{id}'."));
    }
    const bool expanded = expands_instance_view(request);
    if (expanded && !scale_set)
        return answer(invalid_parameter("$expand", "instanceView is understood only together with a filter "
                                                   "by 'virtualMachineScaleSet/id'."));
    const bool with_view = expanded || equal_folded(request.parameter("statusOnly"), "true");
    return list_page(
        state, request, resource_kind::virtual_machine, scope.prefix,
        [&](std::string_view, const json& body) -> std::optional<json> {
            if (!is_there(scope, body)) return std::nullopt;
            if (scale_set &&
                !equal_folded(text_at(body, {"properties", "virtualMachineScaleSet", "id"}), *scale_set))
                return std::nullopt;
            return shown_machine(state, request, body, with_view);
        });
}

http::response list_scale_sets(const world& state, const call& request) {
    const list_scope scope = scope_of(request);
    return list_page(state, request, resource_kind::scale_set, scope.prefix,
                     [&](std::string_view, const json& body) -> std::optional<json> {
                         if (!is_there(scope, body)) return std::nullopt;
                         json shown = json_copy(body);
                         hide_unknown_etag(request, shown);
                         return shown;
                     });
}

} // namespace ingot::inline v0::emulator
