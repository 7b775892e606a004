#include <ingot/emulator/detail/managed_images.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::managed_image;
constexpr std::string_view profile_name = "image.properties.storageProfile";

std::string_view machine_of(const json& body) noexcept {
    return text_at(body, {"properties", "sourceVirtualMachine", "id"});
}

const json* profile_of(const json& body) noexcept { return find(body, {"properties", "storageProfile"}); }

/// A disk of an image is made from one of these.
std::optional<refusal> refused_disk(const world& state, const json& disk, const region& home,
                                    const std::string& target) {
    static constexpr std::array disks{resource_kind::disk};
    static constexpr std::array snapshots{resource_kind::snapshot};
    const auto managed = text_of(find(find(&disk, "managedDisk"), "id"));
    const auto snapshot = text_of(find(find(&disk, "snapshot"), "id"));
    const auto blob = text_of(find(&disk, "blobUri"));
    if (int{!managed.empty()} + int{!snapshot.empty()} + int{!blob.empty()} != 1)
        return invalid_parameter(target, "Give exactly one of managedDisk, snapshot and blobUri.");
    const std::string_view source = managed.empty() ? snapshot : managed;
    if (!managed.empty())
        if (auto refused = refused_named_source(state, {managed, target + ".managedDisk.id", disks, home}))
            return refused;
    if (!snapshot.empty())
        if (auto refused = refused_named_source(state, {snapshot, target + ".snapshot.id", snapshots, home}))
            return refused;
    return refused_size(find(&disk, "diskSizeGB"), size_of_source(state, source), target + ".diskSizeGB");
}

std::optional<refusal> refused_profile(const world& state, const json& body) {
    const json* const os_disk = find(profile_of(body), "osDisk");
    const std::string os_target = std::string(profile_name) + ".osDisk";
    if (os_disk == nullptr) return missing_parameter(os_target);
    for (const std::string_view member : {"osType", "osState"})
        if (text_of(find(os_disk, member)).empty())
            return missing_parameter(fmt::format("{}.{}", os_target, member));
    const region home(text_at(body, {"location"}));
    if (auto refused = refused_disk(state, *os_disk, home, os_target)) return refused;
    if (const json* const disks = find(profile_of(body), "dataDisks"); disks != nullptr && disks->IsArray())
        for (const auto& disk : disks->GetArray())
            if (auto refused = refused_disk(state, disk, home, std::string(profile_name) + ".dataDisks"))
                return refused;
    return std::nullopt;
}

std::optional<refusal> refused_machine(const world& state, const json& body) {
    static constexpr std::array machines{resource_kind::virtual_machine};
    const auto id = machine_of(body);
    const region home(text_at(body, {"location"}));
    if (auto refused =
            refused_named_source(state, {id, "image.properties.sourceVirtualMachine.id", machines, home}))
        return refused;
    const auto* const machine = state.resources.find(resource_kind::virtual_machine, id);
    if (machine == nullptr || is_generalized(machine->body)) return std::nullopt;
    return refusal{
        409,
        "OperationNotAllowed",
        fmt::format("The operation 'Create Image' requires the Virtual Machine '{}' to be Generalized.",
                    text_at(machine->body, {"name"})),
        {}};
}

std::optional<refusal> refused_origin(const world& state, const json& body) {
    const bool from_machine = !machine_of(body).empty();
    if (from_machine && profile_of(body) != nullptr && find(profile_of(body), "osDisk") != nullptr)
        return invalid_parameter("image.properties",
                                 "Give either sourceVirtualMachine or storageProfile.osDisk, not both.");
    return from_machine ? refused_machine(state, body) : refused_profile(state, body);
}

/// One disk of a machine as the image shows it.
json captured(const json& disk) {
    json taken = json_object();
    for (const std::string_view member : {"lun", "osType", "caching", "diskSizeGB", "managedDisk"})
        if (const json* const value = find(&disk, member)) set(taken, member, json_copy(*value));
    return taken;
}

void capture_disks(const world& state, json& image) {
    const auto* const machine = state.resources.find(resource_kind::virtual_machine, machine_of(image));
    if (machine == nullptr) return;
    const json* const from = find(machine->body, {"properties", "storageProfile"});
    json& profile = object_at(object_at(image, "properties"), "storageProfile");
    if (const json* const os_disk = find(from, "osDisk")) {
        json taken = captured(*os_disk);
        set(taken, "osState", "Generalized");
        set(profile, "osDisk", std::move(taken));
    }
    json data_disks = json_array();
    if (const json* const disks = find(from, "dataDisks"); disks != nullptr && disks->IsArray())
        for (const auto& disk : disks->GetArray()) append(data_disks, captured(disk));
    set(profile, "dataDisks", std::move(data_disks));
    if (find(&profile, "zoneResilient") == nullptr) set(profile, "zoneResilient", json(false));
}

http::response create(world& state, const call& request) {
    if (auto refused = refused_origin(state, request.body)) return answer(*refused);
    const std::string id = usual_spelling(kind, request.path);
    json body = json_copy(request.body);
    set_envelope(body, kind, id);
    capture_disks(state, body);
    return begin_create(state, request, kind, id, std::move(body), state.settings.latencies.compute_write);
}

http::response update(world& state, const call& request, stored_resource& image) {
    const std::string id(text_at(image.body, {"id"}));
    if (auto busy = refused_as_busy(state, image, id, "Update Image")) return answer(*busy);
    if (const auto machine = machine_of(request.body);
        !machine.empty() && !equal_folded(machine, machine_of(image.body)))
        return answer(property_change_not_allowed("sourceVirtualMachine"));
    const json* const wanted = find(profile_of(request.body), "osDisk");
    const json* const stored = find(profile_of(image.body), "osDisk");
    for (const std::string_view source : {"managedDisk", "snapshot"})
        if (const auto from = text_of(find(find(wanted, source), "id"));
            !from.empty() && !equal_folded(from, text_of(find(find(stored, source), "id"))))
            return answer(property_change_not_allowed(fmt::format("storageProfile.osDisk.{}", source)));
    write_over(image.body, request.body, http::method::patch);
    if (request.method == http::method::put && find(&request.body, "tags") == nullptr)
        erase(image.body, "tags");
    return begin_update(state, request, kind, id, state.settings.latencies.compute_write);
}

} // namespace

http::response handle_managed_image(world& state, const call& request) {
    auto* const image = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto problem = refused_envelope(request.body, image)) return answer(*problem);
        return image == nullptr ? create(state, request) : update(state, request, *image);
    case http::method::remove:
        return image == nullptr ? answer(204) : delete_tracked_resource(state, request, kind, *image);
    default: break;
    }
    if (image == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get) return answer(200, image->body);
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return update(state, request, *image);
}

} // namespace ingot::inline v0::emulator
