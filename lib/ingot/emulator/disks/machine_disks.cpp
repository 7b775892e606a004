#include <ingot/emulator/detail/machine_disks.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::disk;

/// A disk that has no resource of its own.
bool is_ephemeral(const json& disk) noexcept { return find(&disk, "diffDiskSettings") != nullptr; }

const json* os_disk_of(const json& machine) noexcept {
    return find(machine, {"properties", "storageProfile", "osDisk"});
}

std::vector<const json*> data_disks_of(const json& machine) {
    std::vector<const json*> disks;
    const json* const list = find(machine, {"properties", "storageProfile", "dataDisks"});
    if (list != nullptr && list->IsArray())
        for (const auto& disk : list->GetArray()) disks.push_back(&disk);
    return disks;
}

std::string_view disk_id(const json& disk) noexcept {
    return text_of(find(find(&disk, "managedDisk"), "id"));
}

bool attaches(const json& disk) noexcept {
    return equal_folded(text_of(find(&disk, "createOption")), "Attach");
}

std::string id_of_new(std::string_view machine_id, std::string_view name) {
    return fmt::format("{}/disks/{}", resource_id::parse(machine_id)->without_last(2).text(), name);
}

/// The data disk of the image with that number, or null.
const json* image_data_disk(const world& state, std::string_view image_id, std::int64_t lun) {
    const json* disks = nullptr;
    if (const auto* const version = state.resources.find(resource_kind::image_version, image_id))
        disks = find(version->body, {"properties", "storageProfile", "dataDiskImages"});
    else if (const auto* const image = state.resources.find(resource_kind::managed_image, image_id))
        disks = find(image->body, {"properties", "storageProfile", "dataDisks"});
    if (disks == nullptr || !disks->IsArray()) return nullptr;
    const auto all = disks->GetArray();
    const auto* const found = std::find_if(all.begin(), all.end(), [&](const json& each) {
        return integer_of(find(&each, "lun")).value_or(0) == lun;
    });
    return found == all.end() ? nullptr : found;
}

std::optional<std::int64_t> size_in_image(const json* disk) noexcept {
    const auto size = integer_of(find(disk, "sizeInGB"));
    return size ? size : integer_of(find(disk, "diskSizeGB"));
}

std::optional<refusal> refused_attachment(const world& state, const json& disk, std::string_view machine_id,
                                          const region& home, const std::string& target) {
    static constexpr std::array disks{resource_kind::disk};
    const auto id = disk_id(disk);
    if (id.empty()) return missing_parameter(target + ".managedDisk.id");
    if (auto refused = refused_named_source(state, {id, target + ".managedDisk.id", disks, home}))
        return refused;
    const auto* const there = state.resources.find(kind, id);
    const auto owner = there == nullptr ? std::string_view{} : text_at(there->body, {"managedBy"});
    if (owner.empty() || equal_folded(owner, machine_id)) return std::nullopt;
    return refusal{409, "ConflictingUserInput",
                   fmt::format("Disk '{}' cannot be attached as the disk is already owned by VM '{}'.",
                               text_at(there->body, {"name"}), owner),
                   target};
}

std::optional<refusal> refused_new(const world& state, const json& disk, std::string_view machine_id,
                                   std::optional<std::int64_t> image_size, const std::string& target) {
    if (auto refused = refused_size(find(&disk, "diskSizeGB"), image_size, target + ".diskSizeGB"))
        return refused;
    const auto name = text_of(find(&disk, "name"));
    if (name.empty() || state.resources.find(kind, id_of_new(machine_id, name)) == nullptr)
        return std::nullopt;
    return refusal{409, "ConflictingUserInput",
                   fmt::format("Disk {} already exists. Only CreateOption.Attach is supported.", name),
                   target};
}

std::optional<refusal> refused_data_disk(const world& state, const json& disk, std::string_view machine_id,
                                         std::string_view image_id, const region& home) {
    const std::string target = "dataDisks";
    const auto lun = integer_of(find(&disk, "lun"));
    if (!lun || *lun < 0 || *lun > 63)
        return invalid_parameter(target + ".lun", "The lun of a data disk is a whole number from 0 to 63.");
    const auto option = text_of(find(&disk, "createOption"));
    if (option.empty()) return missing_parameter(target + ".createOption");
    if (attaches(disk)) return refused_attachment(state, disk, machine_id, home, target);
    if (equal_folded(option, "Empty") && find(&disk, "diskSizeGB") == nullptr)
        return missing_parameter(target + ".diskSizeGB");
    const json* const of_image = image_data_disk(state, image_id, *lun);
    const bool known = state.resources.find(resource_kind::image_version, image_id) != nullptr ||
                       state.resources.find(resource_kind::managed_image, image_id) != nullptr;
    if (equal_folded(option, "FromImage") && known && of_image == nullptr)
        return invalid_parameter(target + ".lun",
                                 fmt::format("StorageProfile.dataDisks.lun does not have required "
                                             "value(s) for image specified in storage profile: "
                                             "'{}' has no disk {}.",
                                             image_id, *lun));
    return refused_new(state, disk, machine_id,
                       equal_folded(option, "FromImage") ? size_in_image(of_image) : std::nullopt, target);
}

void attach(world& state, std::string_view id, std::string_view machine_id) {
    auto* const disk = state.resources.find(kind, id);
    if (disk == nullptr) return;
    set(disk->body, "managedBy", machine_id);
    set(object_at(disk->body, "properties"), "diskState", "Attached");
}

/// How the disk itself says that it was made.
json creation_data(const json& disk, std::string_view image_id) {
    json data = json_object();
    const auto option = text_of(find(&disk, "createOption"));
    set(data, "createOption", option);
    if (!equal_folded(option, "FromImage") || image_id.empty()) return data;
    json reference = json_object();
    set(reference, "id", image_id);
    if (const json* const lun = find(&disk, "lun")) set(reference, "lun", json_copy(*lun));
    set(data, fits(resource_kind::image_version, image_id) ? "galleryImageReference" : "imageReference",
        std::move(reference));
    return data;
}

void make_disk(world& state, const json& machine, json& disk, std::string_view image_id,
               std::optional<std::int64_t> image_size, std::string_view usual_name) {
    const std::string machine_id(text_at(machine, {"id"}));
    if (attaches(disk)) {
        attach(state, disk_id(disk), machine_id);
        return;
    }
    if (text_of(find(&disk, "name")).empty())
        set(disk, "name", fmt::format("{}_{}_{}", text_at(machine, {"name"}), usual_name, state.ids.next()));
    if (find(&disk, "diskSizeGB") == nullptr && image_size) set(disk, "diskSizeGB", json(*image_size));
    const std::string id = id_of_new(machine_id, text_of(find(&disk, "name")));
    json body = json_object();
    set_envelope(body, kind, id);
    set(body, "location", text_at(machine, {"location"}));
    json& properties = object_at(body, "properties");
    set(properties, "creationData", creation_data(disk, image_id));
    if (const json* const size = find(&disk, "diskSizeGB")) set(properties, "diskSizeGB", json_copy(*size));
    if (const json* const type = find(&disk, "osType")) set(properties, "osType", json_copy(*type));
    set(properties, "timeCreated", format_timestamp(state.now));
    set(properties, "uniqueId", state.ids.next());
    set_provisioning_state(body, "Succeeded");
    state.resources.put(kind, id, std::move(body));
    attach(state, id, machine_id);
    set(object_at(disk, "managedDisk"), "id", id);
}

} // namespace

std::optional<refusal> refused_machine_disks(const world& state, const json& machine,
                                             std::string_view machine_id, std::string_view image_id) {
    const region home(text_at(machine, {"location"}));
    if (const json* const disk = os_disk_of(machine); disk != nullptr && !is_ephemeral(*disk)) {
        auto refused = attaches(*disk)
                           ? refused_attachment(state, *disk, machine_id, home, "osDisk")
                           : refused_new(state, *disk, machine_id, size_of_source(state, image_id), "osDisk");
        if (refused) return refused;
    }
    for (const json* const disk : data_disks_of(machine))
        if (auto refused = refused_data_disk(state, *disk, machine_id, image_id, home)) return refused;
    return std::nullopt;
}

void make_machine_disks(world& state, json& machine, std::string_view image_id) {
    json* const profile = find(&object_at(machine, "properties"), "storageProfile");
    if (json* const disk = find(profile, "osDisk"); disk != nullptr && !is_ephemeral(*disk))
        make_disk(state, machine, *disk, image_id, size_of_source(state, image_id), "OsDisk_1");
    if (json* const disks = find(profile, "dataDisks"); disks != nullptr && disks->IsArray())
        for (auto& disk : disks->GetArray()) {
            const auto lun = integer_of(find(&disk, "lun")).value_or(0);
            make_disk(state, machine, disk, image_id, size_in_image(image_data_disk(state, image_id, lun)),
                      fmt::format("DataDisk_{}", lun));
        }
}

void release_machine_disks(world& state, const json& machine) {
    const auto machine_id = text_at(machine, {"id"});
    std::vector<const json*> disks = data_disks_of(machine);
    if (const json* const disk = os_disk_of(machine)) disks.push_back(disk);
    for (const json* const disk : disks) {
        const std::string id(disk_id(*disk));
        auto* const there = state.resources.find(kind, id);
        if (there == nullptr || !equal_folded(text_at(there->body, {"managedBy"}), machine_id)) continue;
        if (equal_folded(text_of(find(disk, "deleteOption")), "Delete")) {
            state.resources.remove(kind, id);
            continue;
        }
        erase(there->body, "managedBy");
        set(object_at(there->body, "properties"), "diskState", "Unattached");
    }
}

} // namespace ingot::inline v0::emulator
