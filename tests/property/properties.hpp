#pragma once

#include "random_source.hpp"
#include "world.hpp"

#include <ingot/plan/plan.hpp>
#include <ingot/plan/plan_finding.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace property {

/// What must hold of a world. `check` says how it is broken, and nothing when it holds. Its choices come
/// from the seed alone, so that a smaller world can be tried in the same way.
struct invariant {
    std::string name;
    std::function<std::string(const world&, std::uint64_t seed)> check;
};

[[nodiscard]] const std::vector<invariant>& all_properties();

/// A plan that was spoilt on purpose, so that the checks must find something.
struct mutation {
    std::string name;
    ingot::safety_rule expected; ///< what must be found, whatever else is
    /// Spoils the plan; says no where the world offers no place for it.
    std::function<bool(const world&, ingot::plan&, random_source&)> spoil;
};

[[nodiscard]] const std::vector<mutation>& all_mutations();

/// Every world that is smaller by one thing. Stops when `visit` says yes.
void each_smaller(const world& from, const std::function<bool(world)>& visit);

[[nodiscard]] std::string described(const world& of);

} // namespace property
