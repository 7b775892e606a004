#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/resource_graph/detail/resource_graph.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::array routes{
    known_path{"/providers/Microsoft.ResourceGraph/resources", "POST ", query_resources},
};

} // namespace

std::span<const known_path> resource_graph_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
