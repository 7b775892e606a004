#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/policy/policy.hpp>

#include <string>

namespace ingot::inline v0 {

/// What a digest is made of: canonical JSON of what the model holds, defaults included, with ids, regions,
/// tag names and enumeration values folded and every set sorted (resources by id, target regions by name,
/// the rest by their canonical text) and free of repetition. So the order, the spelling and the ignored
/// members of a document do not count. Written as a stream, because an estate may have millions of
/// references. Fails when the sink does, or when a text is not UTF-8.
[[nodiscard]] result<void> write_digested(const estate& from, byte_sink& sink);
[[nodiscard]] result<void> write_digested(const policy& from, byte_sink& sink);
[[nodiscard]] result<void> write_digested(const gallery_image_version& from, bool soft_deleted,
                                          byte_sink& sink);

/// SHA-256 of the above as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string estate_digest(const estate& from);
[[nodiscard]] std::string policy_digest(const policy& from);
/// The fingerprint of one version: it differs when anything differs on which a decision rests.
[[nodiscard]] std::string version_digest(const gallery_image_version& from, bool soft_deleted);

} // namespace ingot::inline v0
