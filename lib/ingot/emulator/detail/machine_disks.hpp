#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why a machine cannot have the disks that its body asks for: a source that is not there, a size smaller
/// than the image's, a disk that exists already, or one that another machine has attached.
/// @param image_id of the managed image or image version that it is made from; may be empty
[[nodiscard]] std::optional<refusal> refused_machine_disks(const world& state, const json& machine,
                                                           std::string_view machine_id,
                                                           std::string_view image_id);

/// Makes and attaches the disks that the body asks for, and names them there.
void make_machine_disks(world& state, json& machine, std::string_view image_id);

/// Detaches the disks of a machine that is gone, or deletes those whose `deleteOption` is Delete.
void release_machine_disks(world& state, const json& machine);

} // namespace ingot::inline v0::emulator
