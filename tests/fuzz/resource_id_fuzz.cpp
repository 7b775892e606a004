// Any text as a resource id or an image reference.
#include "require.hpp"

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/image_target.hpp>
#include <ingot/core/resource_id.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto target = ingot::parse_image_target(text);
    if (target && *target) {
        const auto again = ingot::parse_image_target((*target)->text());
        require(again.has_value() && *again == *target, "a target reads back from its canonical text");
    }
    const auto id = ingot::resource_id::parse(text);
    const auto version = ingot::parse_version_id(text);
    require(!version || id, "a version's id is a resource id");
    if (!id) return 0;
    const auto folded = ingot::resource_id::parse(id->folded());
    require(folded.has_value() && *folded == *id, "an id equals its folded form");
    require(id->contains(*id), "an id contains itself");
    const auto segments = id->segments();
    require(!segments.empty() && segments.back() == id->name(), "the name is the last segment");
    std::string joined;
    for (const auto segment : segments) joined.append("/").append(segment);
    require(joined == id->text(), "the segments make up the id");
    if (segments.size() > 1) require(id->without_last(1).contains(*id), "a parent contains its child");
    return 0;
}
