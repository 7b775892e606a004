#pragma once

#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <vector>

namespace ingot::inline v0::apply_detail {

/// What a step waits for, as positions in the plan; all of them lie before it.
struct step_order {
    std::vector<std::size_t> requirements; ///< must have been done
    std::vector<std::size_t> after;        ///< must have ended: the step before on the same version
    bool before_delete = false;            ///< a deletion requires it
};

/// One for each step of a plan. Fails with invalid_document when a step requires what does not stand before
/// it, has the id of another, acts on no version, or asks for something else than its action says.
[[nodiscard]] result<std::vector<step_order>> order_steps(const plan& what);

} // namespace ingot::inline v0::apply_detail
