#pragma once

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <string>

namespace ingot::inline v0::apply_detail {

/// A version as it was just read.
struct fresh_version {
    gallery_image_version model;
    std::string digest; ///< as the precondition of a step has it
    std::string body;   ///< as the service gave it
    timestamp at{};
};

/// Fails with invalid_document when the body is no version, or is another one than was asked for.
[[nodiscard]] result<fresh_version> read_fresh_version(std::string body, const resource_id& asked, timestamp at);

} // namespace ingot::inline v0::apply_detail
