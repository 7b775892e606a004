#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/policy/policy.hpp>

#include <string>
#include <vector>

namespace property {

/// A reference on its own, so that one can be taken out of an estate, or put elsewhere.
struct reference {
    std::string kind;
    std::string consumer;
    std::string target; ///< any form of image id
    ingot::region where;
};

/// All that a plan is made from, in a form that can be shuffled and made smaller.
struct world {
    ingot::estate estate; ///< without its references
    std::vector<reference> references;
    ingot::policy policy;
    ingot::timestamp now;

    [[nodiscard]] ingot::estate whole() const {
        ingot::estate all = estate;
        for (const reference& one : references)
            if (const auto target = ingot::parse_image_target(one.target); target && *target)
                all.references.add(one.kind, one.consumer, **target, one.where);
        return all;
    }
};

} // namespace property
