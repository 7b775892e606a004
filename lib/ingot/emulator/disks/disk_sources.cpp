#include <ingot/emulator/detail/disk_sources.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <array>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

std::optional<resource_kind> kind_of(std::span<const resource_kind> kinds, std::string_view id) {
    for (const auto kind : kinds)
        if (fits(kind, id)) return kind;
    return std::nullopt;
}

bool is_ready(const json& body) noexcept {
    const auto state = provisioning_state(body);
    return state.empty() || equal_folded(state, "Succeeded") || equal_folded(state, "Updating");
}

} // namespace

std::optional<refusal> refused_named_source(const world& state, const named_source& source) {
    const auto kind = kind_of(source.kinds, source.id);
    if (!kind) {
        std::vector<std::string_view> types;
        for (const auto each : source.kinds) types.push_back(facts_of(each).type);
        return invalid_parameter(source.target,
                                 fmt::format("'{}' is not the id of a source. Name one of type {}.",
                                             source.id, fmt::join(types, " or ")));
    }
    const auto* const there = state.resources.find(*kind, source.id);
    if (there == nullptr) {
        if (state.settings.implicit_sources) return std::nullopt;
        return refusal{
            404, "NotFound",
            fmt::format("The source '{}' was not found. Create it first, or name another.", source.id),
            std::string(source.target)};
    }
    if (!is_ready(there->body))
        return refusal{409, "OperationNotAllowed",
                       fmt::format("The source '{}' is {}. Wait until it has Succeeded.", source.id,
                                   provisioning_state(there->body)),
                       std::string(source.target)};
    if (region(text_at(there->body, {"location"})) != source.where)
        return invalid_parameter(source.target, fmt::format("The source '{}' must be in the location '{}'.",
                                                            source.id, source.where.name()));
    return std::nullopt;
}

std::optional<std::int64_t> size_of_source(const world& state, std::string_view id) {
    for (const auto kind : {resource_kind::disk, resource_kind::snapshot})
        if (const auto* const there = state.resources.find(kind, id))
            return integer_of(find(there->body, {"properties", "diskSizeGB"}));
    if (const auto* const image = state.resources.find(resource_kind::managed_image, id)) {
        const json* const disk = find(image->body, {"properties", "storageProfile", "osDisk"});
        if (const auto size = integer_of(find(disk, "diskSizeGB"))) return size;
        for (const std::string_view from : {"managedDisk", "snapshot"})
            if (const auto source = text_of(find(find(disk, from), "id")); !source.empty())
                return size_of_source(state, source);
    }
    if (const auto* const version = state.resources.find(resource_kind::image_version, id))
        return integer_of(find(version->body, {"properties", "storageProfile", "osDiskImage", "sizeInGB"}));
    if (const auto* const machine = state.resources.find(resource_kind::virtual_machine, id)) {
        const auto disk =
            text_at(machine->body, {"properties", "storageProfile", "osDisk", "managedDisk", "id"});
        if (!disk.empty()) return size_of_source(state, disk);
    }
    return std::nullopt;
}

std::optional<refusal> refused_size(const json* wanted, std::optional<std::int64_t> source,
                                    std::string_view target) {
    if (wanted == nullptr || wanted->IsNull()) return std::nullopt;
    const auto size = integer_of(wanted);
    if (!size || *size <= 0)
        return invalid_parameter(target, "The size of a disk is a whole number of GB above 0.");
    if (!source || *size >= *source) return std::nullopt;
    return refusal{
        400, "ResizeDiskError",
        fmt::format("The specified disk size {} GB is smaller than the size of the corresponding disk "
                    "in the source: {} GB. This is not allowed. Please choose equal or greater size or "
                    "do not specify an explicit size.",
                    *size, *source),
        std::string(target)};
}

} // namespace ingot::inline v0::emulator
