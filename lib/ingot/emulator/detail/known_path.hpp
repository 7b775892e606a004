#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/disks.hpp>
#include <ingot/emulator/detail/resource_kind.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <span>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Whether locks at and above a path stop the writes to it.
enum class lock_check {
    full,
    lock_itself,
    question, ///< a POST that only asks; it is not in the activity log either
};

/// A path that the emulator knows, and who answers there.
struct known_path {
    std::string_view pattern; ///< `*` is one segment, a leading `**` any scope
    std::string_view methods; ///< as on the wire, with a space after each
    http::response (*answer)(world&, const call&);
    lock_check check = lock_check::full;
};

inline constexpr std::string_view reads = "GET ";
inline constexpr std::string_view writes = "GET PUT DELETE ";
inline constexpr std::string_view updates = "GET PUT PATCH DELETE ";

/// Handlers for a table of routes, made from functions of other shapes.
template <http::response (*Reader)(const world&, const call&)>
http::response reading(world& state, const call& request) {
    return Reader(state, request);
}
template <resource_kind Kind>
http::response disk_like(world& state, const call& request) {
    return handle_disk(state, request, Kind);
}
template <resource_kind Kind>
http::response tracked_list(world& state, const call& request) {
    return list_tracked_resources(state, request, Kind);
}

/// The route that fits a path, or null.
[[nodiscard]] const known_path* find_known_path(std::string_view path);

/// The routes of each resource provider. Among all of them the first whose pattern fits a path answers it.
[[nodiscard]] std::span<const known_path> gallery_routes() noexcept;
[[nodiscard]] std::span<const known_path> compute_routes() noexcept;
[[nodiscard]] std::span<const known_path> image_builder_routes() noexcept;
[[nodiscard]] std::span<const known_path> authorization_routes() noexcept;
[[nodiscard]] std::span<const known_path> policy_routes() noexcept;
[[nodiscard]] std::span<const known_path> insights_routes() noexcept;
[[nodiscard]] std::span<const known_path> resources_routes() noexcept;
[[nodiscard]] std::span<const known_path> resource_graph_routes() noexcept;

} // namespace ingot::inline v0::emulator
