#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ingot::benchmarks {

struct fleet_size {
    std::size_t versions = 10'000;
    std::size_t machines = 100'000;
    std::size_t scale_sets = 400;         ///< every fourth is Flexible, the others Uniform
    std::size_t instances_per_set = 25;   ///< of Uniform ones
    std::size_t disks = 2'000;
    std::size_t fleets = 4;               ///< subscriptions of consumers; that of the galleries is one more
};

struct fleet {
    std::string estate;                     ///< an `ingot.estate/1` document to seed an emulator with
    std::vector<std::string> subscriptions; ///< that of the galleries first
    std::size_t resources = 0;              ///< that a survey must find
};

/// An estate whose consumers name their images in each way that there is: by exact version, by definition,
/// through a shared gallery and through a community gallery; every second definition is specialised. The same
/// size gives the same bytes.
[[nodiscard]] fleet make_fleet(const fleet_size& size);

} // namespace ingot::benchmarks
