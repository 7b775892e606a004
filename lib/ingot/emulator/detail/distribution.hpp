#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// What one entry of a template's `distribute` has become.
struct distributed_image {
    std::string run_output;   ///< its name
    std::string artifact_id;  ///< of the image version or managed image
    std::string artifact_uri; ///< of the blob
    std::string failure;      ///< why there is none; empty when there is
    timestamp ends;           ///< when it has reached every region, or failed to
};

/// Makes what a template distributes: image versions (SharedImage), managed images and blobs (VHD).
[[nodiscard]] std::vector<distributed_image> distribute_image(world& state, const json& image_template);

/// Looks at an image version once it has ended: a version that failed, or that did not reach every region, is
/// a failure.
void judge_distribution(const world& state, distributed_image& image);

} // namespace ingot::inline v0::emulator
