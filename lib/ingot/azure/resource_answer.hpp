#pragma once

#include <ingot/core/gallery.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/image_definition.hpp>
#include <ingot/core/management_lock.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::azure {

/// A resource as the service gave it: what decisions rest on, typed, and all of it as text.
template <class Resource>
struct answer {
    Resource resource;
    std::string json; ///< as it came, so that nothing is lost that the model does not know
};

/// Reads one resource. Members that the model does not know are ignored, unknown values of enumerations keep
/// their spelling. Fails with `errc::invalid_document`, and then names every violation.
/// Resource is one of gallery, image_definition, gallery_image_version and management_lock, or one of those
/// in `ingot/azure/read/`.
/// @param name of the document, for messages
template <class Resource>
[[nodiscard]] result<Resource> read_resource(std::string_view json, const std::string& name);

/// Reads one page of a list. A page on which something cannot be read fails as a whole: it could not be known
/// what is missing.
template <class Resource>
[[nodiscard]] result<std::vector<Resource>> read_page(std::string_view json, const std::string& name);

} // namespace ingot::inline v0::azure
