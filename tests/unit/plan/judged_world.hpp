#pragma once

#include "estate_builder.hpp"

#include <ingot/plan/decide.hpp>

#include <functional>
#include <string>
#include <vector>

namespace built {

/// 4.0.0 is latest, 3.0.0 is what a rollback needs, and nothing holds the subject, 1.0.0, which is 300 days
/// old. Evidence stays good for long, so that a test can judge at other instants than `now`.
struct judged_world : estate_builder {
    ingot::rule by = deleting_rule();

    explicit judged_world(const std::vector<std::string>& regions = {"westeurope"}) {
        estate.image_versions.reserve(16); // references to versions stay good
        version("4.0.0", 10, regions);
        version("3.0.0", 100, regions);
        version("1.0.0", 300, regions);
        for (auto& row : estate.coverage) row.at = now - day * 500;
        by.evidence.max_age = day * 1000;
    }

    ingot::gallery_image_version& of(std::string_view number) {
        return *std::find_if(estate.image_versions.begin(), estate.image_versions.end(),
                             [&](const auto& one) { return one.id.name() == number; });
    }
    ingot::gallery_image_version& subject() { return of("1.0.0"); }
    ingot::gallery& owner() { return estate.galleries.front(); }

    void exclude(std::string_view number) { of(number).publishing.exclude_from_latest = true; }
    void make_candidate() {
        exclude("1.0.0");
        subject().tags["ingot-stage"] = "candidate";
    }
    void make_deprecated(int days) {
        exclude("1.0.0");
        subject().tags["ingot-deprecated-at"] = ingot::format_timestamp(now - day * days);
    }

    [[nodiscard]] std::vector<ingot::verdict> all(ingot::timestamp when) const {
        return ingot::decide(estate, only(by), when).verdicts;
    }
    [[nodiscard]] ingot::verdict judged(ingot::timestamp when) const {
        return verdict_on(all(when), "1.0.0");
    }
    [[nodiscard]] ingot::verdict judged() const { return judged(now); }
};

using world_change = std::function<void(judged_world&)>;

} // namespace built
