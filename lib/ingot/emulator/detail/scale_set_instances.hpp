#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// The image reference of a scale set's model, or null.
[[nodiscard]] const json* model_image(const json& set) noexcept;

/// Whether the instances are scale-set instances, not virtual machines of their own (Flexible).
[[nodiscard]] bool is_uniform(const json& set) noexcept;

/// Ids of the instances of a Uniform set, folded.
[[nodiscard]] std::vector<std::string> instances_of(const world& state, std::string_view set_id);

enum class absent_list { means_all, is_refused };

/// Those that `instanceIds` names, `*` all of them; refused is one that is not there.
[[nodiscard]] tl::expected<std::vector<std::string>, refusal>
chosen_instances(const world& state, std::string_view set_id, const json& body, absent_list absent);

/// Gives the instance the model's image, in that version.
void apply_image(json& instance, const json& set, std::string_view exact_version);

/// Takes an instance away, with the scripts that it runs.
void remove_instance(world& state, std::string_view id);

[[nodiscard]] bool is_instance_healthy(const world& state, const json& instance);

} // namespace ingot::inline v0::emulator
