#include "publication.hpp"

#include <ingot/core/tags.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/document/canonical_writer.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ingot::cli {

namespace {

/// The type of the resource, such as `virtualMachines`: the segment before its name.
std::string_view type_of(const resource_id& id) {
    const auto parts = id.segments();
    return parts.size() < 2 ? std::string_view() : parts[parts.size() - 2];
}

bool is_definition(const resource_id& id) {
    const auto parts = id.segments();
    return parts.size() == 10 && equal_folded(parts[6], "galleries") && equal_folded(parts[8], "images");
}

/// Source: GalleryImageVersionStorageProfile. A disk or snapshot is given for the OS disk, all else as a
/// whole.
void write_storage(canonical_writer& out, const resource_id& source) {
    out.key("storageProfile");
    out.begin_object();
    const std::string_view type = type_of(source);
    const bool disk = equal_folded(type, "disks") || equal_folded(type, "snapshots");
    if (disk) {
        out.key("osDiskImage");
        out.begin_object();
    }
    out.key("source");
    out.begin_object();
    out.member(equal_folded(type, "virtualMachines") ? "virtualMachineId" : "id", source.text());
    out.end_object();
    if (disk) out.end_object();
    out.end_object();
}

} // namespace

result<publication> publication::parse(const arguments& given) {
    publication made;
    const auto definition = resource_id::parse(*given.operand(0));
    if (!definition || !is_definition(*definition))
        return fail(errc::invalid_argument,
                    fmt::format("'{}' is not the id of an image definition; expected .../providers/"
                                "Microsoft.Compute/galleries/<gallery>/images/<definition>",
                                *given.operand(0)));
    made.definition = *definition;
    if (given.has("version") == given.has("bump"))
        return fail(errc::invalid_argument, "give either --version X.Y.Z or --bump major|minor|patch");
    if (const auto text = given.value("version")) {
        const auto version = image_version::parse(*text);
        if (!version) return tl::unexpected(version.error());
        made.version = *version;
    }
    if (const auto text = given.value("bump")) {
        if (*text == "major")
            made.bump = part::major;
        else if (*text == "minor")
            made.bump = part::minor;
        else if (*text != "patch")
            return fail(errc::invalid_argument, fmt::format("--bump {}: it is major, minor or patch", *text));
    }
    const auto source = resource_id::parse(*given.value("source"));
    if (!source) return tl::unexpected(source.error());
    made.source = *source;
    for (const std::string& name : given.list("regions")) {
        const region where(name);
        if (std::find(made.regions.begin(), made.regions.end(), where) != made.regions.end())
            return fail(errc::invalid_argument, fmt::format("--regions: {} stands there twice", name));
        made.regions.push_back(where);
    }
    if (made.regions.empty()) return fail(errc::invalid_argument, "--regions: name at least the home region");
    made.candidate = given.has("candidate");
    return made;
}

result<image_version> publication::next_after(const std::vector<image_version>& existing) const {
    if (version) return *version;
    if (existing.empty()) return image_version{1, 0, 0};
    const image_version highest = *std::max_element(existing.begin(), existing.end());
    const auto next = bump == part::major   ? highest.next_major()
                      : bump == part::minor ? highest.next_minor()
                                            : highest.next_patch();
    if (next) return *next;
    return fail(
        errc::invalid_argument,
        fmt::format("no version comes after {} in that part; bump a higher one", highest.to_string()));
}

result<std::string> publication::body(timestamp now) const {
    text_sink sink;
    canonical_writer out(sink);
    out.begin_object();
    out.member("location", regions.front().name());
    out.key("properties");
    out.begin_object();
    out.key("publishingProfile");
    out.begin_object();
    out.key("excludeFromLatest");
    out.boolean(candidate);
    out.key("targetRegions");
    out.begin_array();
    for (const region& where : regions) {
        out.begin_object();
        if (candidate) {
            out.key("excludeFromLatest");
            out.boolean(true);
        }
        out.member("name", where.name());
        out.end_object();
    }
    out.end_array();
    out.end_object();
    out.key("safetyProfile");
    out.begin_object();
    out.key("allowDeletionOfReplicatedLocations");
    out.boolean(false);
    out.end_object();
    write_storage(out, source);
    out.end_object();
    out.key("tags");
    out.begin_object();
    out.member(tag::created_at, format_timestamp(now));
    if (candidate) out.member(tag::stage, "candidate");
    out.end_object();
    out.end_object();
    if (const auto written = out.finish(); !written) return tl::unexpected(written.error());
    return sink.text();
}

} // namespace ingot::cli
