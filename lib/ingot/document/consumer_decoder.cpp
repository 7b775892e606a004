// The part of resource_decoder that reads what refers to images.
#include <ingot/document/resource_decoder.hpp>

#include <ingot/core/image_target.hpp>

#include <string>
#include <utility>

namespace ingot::inline v0 {

struct resource_decoder::consumer {
    std::string_view kind;
    std::string name; ///< its resource id, or the place where it stands
    region where;
};

std::optional<resource_decoder::consumer> resource_decoder::read_consumer(const json_value& resource,
                                                                          std::string_view kind) {
    const auto own_id = id(resource);
    const std::string location = members_.text(resource, "location");
    if (!own_id) return std::nullopt;
    return consumer{kind, own_id->text(), region(location)};
}

void resource_decoder::read_machine(const json_value& resource, std::string_view kind,
                                    reference_table& into) {
    const auto by = read_consumer(resource, kind);
    const auto storage = members_.object(properties(resource), "storageProfile");
    if (by) read_image_reference(members_.object(storage, "imageReference"), *by, into);
}

void resource_decoder::read_scale_set(const json_value& resource, reference_table& into) {
    const auto by = read_consumer(resource, "scale_set");
    const auto profile = members_.object(properties(resource), "virtualMachineProfile");
    const auto storage = members_.object(profile, "storageProfile");
    if (by) read_image_reference(members_.object(storage, "imageReference"), *by, into);
}

void resource_decoder::read_disk(const json_value& resource, reference_table& into) {
    const auto by = read_consumer(resource, "disk");
    const auto creation = members_.object(properties(resource), "creationData");
    if (!by) return;
    read_image_reference(members_.object(creation, "galleryImageReference"), *by, into);
    read_image_reference(members_.object(creation, "imageReference"), *by, into);
}

// Source: VM Image Builder, ImageTemplateSharedImageVersionSource: exactVersion is an id there.
void resource_decoder::read_image_template(const json_value& resource, reference_table& into) {
    const auto by = read_consumer(resource, "image_template");
    const auto source = members_.object(properties(resource), "source");
    const auto text = members_.string(source, "imageVersionId");
    const auto exact = members_.string(source, "exactVersion");
    if (!by) return;
    std::optional<image_target> target;
    if (text) target = add_target(*text, *by, into);
    if (exact && !exact->text().empty() && exact->text().front() == '/')
        add_target(*exact, *by, into);
    else
        add_exact_version(exact, std::move(target), *by, into);
}

void resource_decoder::read_reference(const json_value& row, reference_table& into) {
    if (!members_.expect(row, json_kind::object)) return;
    const auto kind = members_.required_string(row, "kind");
    const auto target = members_.required_string(row, "target");
    consumer by{kind ? kind->text() : std::string_view(), members_.text(row, "where"),
                region(members_.text(row, "region"))};
    if (!kind || !target) return;
    // People and tools write these rows, so that a slip is likelier than in what the service returns, and a
    // reference that nobody understands would free its image.
    if (!parse_id(*target)) return;
    add_target(*target, by, into);
}

void resource_decoder::read_image_reference(const std::optional<json_value>& reference, const consumer& by,
                                            reference_table& into) {
    const auto exact = members_.string(reference, "exactVersion");
    for (const std::string_view member : {"id", "sharedGalleryImageId", "communityGalleryImageId"})
        if (const auto text = members_.string(reference, member))
            add_exact_version(exact, add_target(*text, by, into), by, into);
}

std::optional<image_target> resource_decoder::add_target(const json_value& text, const consumer& by,
                                                         reference_table& into) {
    auto target = parse_image_target(text.text());
    if (!target) {
        members_.report(text, target.error().message + ", or 'latest'");
        return std::nullopt;
    }
    if (*target) into.add(by.kind, by.name, **target, by.where);
    return std::move(*target);
}

void resource_decoder::add_exact_version(const std::optional<json_value>& exact,
                                         std::optional<image_target> target, const consumer& by,
                                         reference_table& into) {
    if (!exact || !target || exact->text().empty()) return;
    const auto version = image_version::parse(exact->text());
    if (!version) {
        members_.report(*exact, version.error().message);
        return;
    }
    if (target->version == *version) return; // said already
    target->version = *version;
    into.add(by.kind, by.name, *target, by.where);
}

} // namespace ingot::inline v0
