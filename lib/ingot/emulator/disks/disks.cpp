#include <ingot/emulator/detail/disks.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::array copied_from{resource_kind::disk, resource_kind::snapshot};
constexpr std::array<std::string_view, 5> set_by_service{"provisioningState", "timeCreated", "uniqueId",
                                                         "diskState", "creationData"};

const json* creation_data(const json& body) noexcept { return find(body, {"properties", "creationData"}); }

std::string_view option_of(const json& body) noexcept {
    return text_of(find(creation_data(body), "createOption"));
}

/// How a kind names its properties in errors.
std::string named(resource_kind kind, std::string_view property) {
    return fmt::format("{}.{}", kind == resource_kind::disk ? "disk" : "snapshot", property);
}

/// What the creation copies, with the size of that where it is known.
tl::expected<std::optional<std::int64_t>, refusal> read_source(const world& state, const json& body,
                                                               resource_kind kind) {
    const auto refuse = [](refusal why) { return tl::unexpected<refusal>(std::move(why)); };
    const auto option = option_of(body);
    const region home(text_at(body, {"location"}));
    if (option.empty()) return refuse(missing_parameter(named(kind, "creationData.createOption")));
    if (equal_folded(option, "Empty")) {
        const json* const size = find(body, {"properties", "diskSizeGB"});
        if (size == nullptr || size->IsNull()) return refuse(missing_parameter(named(kind, "diskSizeGB")));
    }
    const bool afar = equal_folded(option, "CopyStart"); // from another region
    if (equal_folded(option, "Copy") || afar) {
        const std::string target = named(kind, "creationData.sourceResourceId");
        const auto id = text_of(find(creation_data(body), "sourceResourceId"));
        if (id.empty()) return refuse(missing_parameter(target));
        region where = home;
        for (const auto each : copied_from)
            if (const auto* const there = state.resources.find(each, id); afar && there != nullptr)
                where = region(text_at(there->body, {"location"}));
        if (auto refused = refused_named_source(state, {id, target, copied_from, where}))
            return refuse(std::move(*refused));
        return size_of_source(state, id);
    }
    if (equal_folded(option, "FromImage")) {
        const json* const gallery = find(creation_data(body), "galleryImageReference");
        if ((gallery == nullptr) == (find(creation_data(body), "imageReference") == nullptr))
            return refuse(invalid_parameter(named(kind, "creationData"),
                                            "Give either imageReference or galleryImageReference."));
        const auto image = resolve_image(state, gallery, home.name());
        if (!image) return refuse(image.error());
        return size_of_source(state, image->source_id);
    }
    return std::nullopt;
}

http::response create(world& state, const call& request, resource_kind kind) {
    auto source = read_source(state, request.body, kind);
    if (!source) return answer(source.error());
    if (auto refused = refused_size(find(request.body, {"properties", "diskSizeGB"}), *source,
                                    named(kind, "diskSizeGB")))
        return answer(*refused);
    const std::string id = usual_spelling(kind, request.path);
    json body = json_copy(request.body);
    set_envelope(body, kind, id);
    erase(body, "managedBy");
    json& properties = object_at(body, "properties");
    set(properties, "timeCreated", format_timestamp(state.now));
    set(properties, "uniqueId", state.ids.next());
    set(properties, "diskState", "Unattached");
    if (*source && find(&properties, "diskSizeGB") == nullptr) set(properties, "diskSizeGB", json(**source));
    return begin_create(state, request, kind, id, std::move(body), state.settings.latencies.compute_write);
}

/// A member that stands in both bodies with different texts.
std::optional<refusal> refused_creation_change(const json& stored, const json& body, resource_kind kind) {
    const json* const wanted = creation_data(body);
    for (const std::string_view member : {"createOption", "sourceResourceId", "sourceUri"}) {
        const auto value = text_of(find(wanted, member));
        if (!value.empty() && !equal_folded(value, text_of(find(creation_data(stored), member))))
            return property_change_not_allowed(named(kind, fmt::format("creationData.{}", member)));
    }
    if (const auto incremental = boolean_of(find(body, {"properties", "incremental"}));
        incremental &&
        *incremental != boolean_of(find(stored, {"properties", "incremental"})).value_or(false))
        return property_change_not_allowed(named(kind, "incremental"));
    return std::nullopt;
}

http::response update(world& state, const call& request, resource_kind kind, stored_resource& disk) {
    const std::string id(text_at(disk.body, {"id"}));
    if (auto busy = refused_as_busy(state, disk, id, "Update")) return answer(*busy);
    if (auto refused = refused_creation_change(disk.body, request.body, kind)) return answer(*refused);
    const auto size = integer_of(find(disk.body, {"properties", "diskSizeGB"}));
    const json* const wanted = find(request.body, {"properties", "diskSizeGB"});
    if (auto refused = refused_size(wanted, std::nullopt, named(kind, "diskSizeGB"))) return answer(*refused);
    if (size && integer_of(wanted).value_or(*size) < *size)
        return answer(refusal{409, "OperationNotAllowed",
                              fmt::format("Disk size reduction is not supported. Current size is {} GB, "
                                          "requested size is {} GB.",
                                          *size, *integer_of(wanted)),
                              named(kind, "diskSizeGB")});
    json changes = json_copy(request.body);
    erase(changes, "managedBy");
    for (const auto member : set_by_service) erase(object_at(changes, "properties"), member);
    write_over(disk.body, changes, http::method::patch);
    if (request.method == http::method::put && find(&changes, "tags") == nullptr) erase(disk.body, "tags");
    return begin_update(state, request, kind, id, state.settings.latencies.compute_write);
}

} // namespace

http::response handle_disk(world& state, const call& request, resource_kind kind) {
    auto* const disk = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto problem = refused_envelope(request.body, disk)) return answer(*problem);
        return disk == nullptr ? create(state, request, kind) : update(state, request, kind, *disk);
    case http::method::remove:
        if (disk == nullptr) return answer(204);
        if (const auto owner = text_at(disk->body, {"managedBy"}); !owner.empty())
            return answer(
                refusal{409,
                        "OperationNotAllowed",
                        fmt::format("Disk {} is attached to VM {}. Detach it, or delete the VM, first.",
                                    text_at(disk->body, {"name"}), owner),
                        {}});
        return delete_tracked_resource(state, request, kind, *disk);
    default: break;
    }
    if (disk == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get) return answer(200, disk->body);
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return update(state, request, kind, *disk);
}

} // namespace ingot::inline v0::emulator
