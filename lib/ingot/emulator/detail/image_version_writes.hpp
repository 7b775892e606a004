#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why the body cannot be a new version: no source or two kinds of source, an end of life in the past,
/// a source in another region or an OS state other than the definition's, or target regions that cannot be.
[[nodiscard]] std::optional<refusal> refused_creation(const world& state, const json& body,
                                                      const json& definition);

/// Turns the body of an accepted PUT into the stored form: defaults are filled in, what only the service
/// may say is replaced.
void complete_creation(const world& state, json& body, std::string_view api_version);

/// Why the body cannot be written over the stored version: a property that is immutable would change, the
/// end of life lies in the past, or target regions cannot be.
[[nodiscard]] std::optional<refusal> refused_update(const world& state, const json& stored, const json& body);

/// Writes an accepted update into the stored version. A full one (PUT) also takes away what it leaves
/// out: tags, and the global exclusion from latest.
void apply_update(json& stored, const json& body, bool full);

} // namespace ingot::inline v0::emulator
