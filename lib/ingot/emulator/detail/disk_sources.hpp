#pragma once

#include <ingot/core/region.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// What something is to be made from.
struct named_source {
    std::string_view id;
    std::string_view target;              ///< of errors
    std::span<const resource_kind> kinds; ///< those it may be of
    region where;                         ///< where it has to be
};

/// Why nothing can be made from it: it is of another kind, is not there (unless `implicit_sources` lets
/// unknown ones pass), is not ready, or is in another region.
[[nodiscard]] std::optional<refusal> refused_named_source(const world& state, const named_source& source);

/// Size in GB of the OS disk of an image version, managed image or virtual machine, or of a disk or snapshot;
/// nothing where the emulator does not know it.
[[nodiscard]] std::optional<std::int64_t> size_of_source(const world& state, std::string_view id);

/// Why that size is refused: it is no number above 0, or smaller than the source's.
[[nodiscard]] std::optional<refusal> refused_size(const json* wanted, std::optional<std::int64_t> source,
                                                  std::string_view target);

} // namespace ingot::inline v0::emulator
