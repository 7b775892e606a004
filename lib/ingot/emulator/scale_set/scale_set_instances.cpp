#include <ingot/emulator/detail/scale_set_instances.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/script_runs.hpp>

#include <fmt/format.h>

#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::scale_set_instance;

} // namespace

const json* model_image(const json& set) noexcept {
    return find(set, {"properties", "virtualMachineProfile", "storageProfile", "imageReference"});
}

bool is_uniform(const json& set) noexcept {
    return !equal_folded(text_at(set, {"properties", "orchestrationMode"}), "Flexible");
}

std::vector<std::string> instances_of(const world& state, std::string_view set_id) {
    std::vector<std::string> ids;
    state.resources.under(kind, fmt::format("{}/virtualMachines/", set_id),
                          [&](const std::string& id, const stored_resource&) {
                              ids.push_back(id);
                              return true;
                          });
    return ids;
}

tl::expected<std::vector<std::string>, refusal> chosen_instances(const world& state, std::string_view set_id,
                                                                 const json& body, absent_list absent) {
    const json* const wanted = find(&body, "instanceIds");
    if (wanted == nullptr || !wanted->IsArray() || wanted->Empty()) {
        if (absent == absent_list::means_all) return instances_of(state, set_id);
        return tl::unexpected<refusal>(missing_parameter("instanceIds"));
    }
    std::vector<std::string> chosen;
    for (const auto& each : wanted->GetArray()) {
        if (text_of(&each) == "*") return instances_of(state, set_id);
        chosen.push_back(fold(fmt::format("{}/virtualMachines/{}", set_id, text_of(&each))));
        if (state.resources.find(kind, chosen.back()) == nullptr)
            return tl::unexpected<refusal>(
                invalid_parameter("instanceIds", fmt::format("The instance '{}' does not exist in {}.",
                                                             text_of(&each), set_id)));
    }
    return chosen;
}

void apply_image(json& instance, const json& set_body, std::string_view exact_version) {
    set(object_at(instance, "properties"), "latestModelApplied", json(true));
    const json* const reference = model_image(set_body);
    if (reference == nullptr) return;
    json& profile = object_at(object_at(instance, "properties"), "storageProfile");
    set(profile, "imageReference", json_copy(*reference));
    if (!exact_version.empty()) set(*find(&profile, "imageReference"), "exactVersion", exact_version);
}

void remove_instance(world& state, std::string_view id) {
    stop_scripts_of(state, id);
    state.guests.erase(fold(id));
    state.resources.remove(kind, id);
}

bool is_instance_healthy(const world& state, const json& instance) {
    return equal_folded(power_state(instance), "running") &&
           state.settings.is_healthy(
               {text_at(instance, {"id"}),
                text_at(instance, {"properties", "storageProfile", "imageReference", "exactVersion"})});
}

} // namespace ingot::inline v0::emulator
