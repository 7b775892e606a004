#pragma once

#include <ingot/plan/plan.hpp>
#include <ingot/plan/plan_finding.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::checking {

/// Collects what is found.
class findings {
public:
    void about_step(safety_rule rule, const step& which, std::string sentence) {
        found_.push_back({rule, which.id, which.target, std::move(sentence)});
    }
    void about(safety_rule rule, const resource_id& target, std::string sentence) {
        found_.push_back({rule, {}, target, std::move(sentence)});
    }
    [[nodiscard]] std::vector<plan_finding> take() && { return std::move(found_); }

private:
    std::vector<plan_finding> found_;
};

} // namespace ingot::inline v0::checking
