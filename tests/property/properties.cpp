#include "properties.hpp"

#include "model.hpp"
#include "random_source.hpp"
#include "random_world.hpp"

#include <ingot/plan/check_plan.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace property {
namespace {

using namespace ingot;

std::vector<verdict> verdicts_of(const world& of, timestamp now) {
    return decide(of.whole(), of.policy, now).verdicts;
}

bool has_hold(const verdict& in, hold_code code) {
    return std::any_of(in.holds.begin(), in.holds.end(), [&](const hold& one) { return one.code == code; });
}

const verdict* find_verdict(const std::vector<verdict>& in, const resource_id& id) {
    const auto found = std::find_if(in.begin(), in.end(), [&](const verdict& one) { return one.id == id; });
    return found == in.end() ? nullptr : &*found;
}

world shuffled(world of, random_source& random) {
    estate& estate = of.estate;
    random.shuffle(estate.scopes);
    random.shuffle(estate.coverage);
    random.shuffle(estate.galleries);
    random.shuffle(estate.image_definitions);
    random.shuffle(estate.image_versions);
    random.shuffle(estate.soft_deleted_versions);
    random.shuffle(estate.locks);
    random.shuffle(of.references);
    for (gallery& one : estate.galleries) random.shuffle(one.public_names);
    for (gallery_image_version& version : estate.image_versions) {
        random.shuffle(version.publishing.target_regions);
        random.shuffle(version.storage.sources);
        if (version.replication) random.shuffle(*version.replication);
    }
    for (rule& one : of.policy.rules) {
        random.shuffle(one.match.galleries);
        random.shuffle(one.match.definitions);
        random.shuffle(one.keep.versions);
        random.shuffle(one.evidence.sources);
        random.shuffle(one.evidence.scopes);
    }
    return of;
}

std::string order_never_matters(const world& of, std::uint64_t seed) {
    random_source random(seed);
    const plan before = plan_of(of);
    const plan after = plan_of(shuffled(of, random));
    if (before == after) return {};
    if (before.verdicts != after.verdicts) {
        for (std::size_t i = 0; i < std::min(before.verdicts.size(), after.verdicts.size()); ++i)
            if (!(before.verdicts[i] == after.verdicts[i]))
                return "the verdict on " + before.verdicts[i].id.text() +
                       " depends on the order of the input";
        return "the verdicts depend on the order of the input";
    }
    for (std::size_t i = 0; i < std::min(before.steps.size(), after.steps.size()); ++i)
        if (!(before.steps[i] == after.steps[i]))
            return "step " + before.steps[i].id + " depends on the order of the input";
    return "the plan depends on the order of the input";
}

/// The versions that only the limits keep, or nothing.
std::set<resource_id> free_versions(const world& of) {
    std::set<resource_id> all;
    for (const verdict& one : verdicts_of(of, of.now))
        if (std::all_of(one.holds.begin(), one.holds.end(), [](const hold& h) {
                return h.code == hold_code::limit || h.code == hold_code::circuit_breaker;
            }))
            all.insert(one.id);
    return all;
}

/// One reason more to keep things. Says what it did; empty where there was nothing to do it to.
std::string restrict(world& of, random_source& random, std::size_t how) {
    auto& versions = of.estate.image_versions;
    auto& rules = of.policy.rules;
    auto& coverage = of.estate.coverage;
    if (versions.empty()) return {};
    switch (how) {
    case 0: of.references.push_back(random_reference(random, of)); return "a reference";
    case 1: of.estate.locks.push_back(random_lock(random, of)); return "a lock";
    case 2:
        versions[random.below(versions.size())].tags.insert_or_assign("legal-hold", "case 1");
        return "a hold tag";
    case 3: {
        if (coverage.empty()) return {};
        const auto row = static_cast<std::ptrdiff_t>(random.below(coverage.size()));
        if (random.percent(50))
            coverage.erase(coverage.begin() + row);
        else
            coverage[static_cast<std::size_t>(row)].status = completeness::partial;
        return "less coverage";
    }
    default: break;
    }
    if (rules.empty()) return {};
    rule& one = rules[random.below(rules.size())];
    switch (how) {
    case 4: ++one.keep.newest; return "one more newest version kept";
    case 5: ++one.keep.rollback_reserve; return "a deeper rollback reserve";
    case 6:
        one.keep.versions.push_back(random.pick(versions).version.to_string());
        return "a version kept by name";
    case 7: one.keep.tags["legal-hold"] = {"*"}; return "a tag that keeps";
    case 8: one.keep.lineage = true; return "lineage kept";
    default: return {};
    }
}

std::string more_reasons_never_free_more(const world& of, std::uint64_t seed) {
    random_source random(seed);
    const std::set<resource_id> before = free_versions(of);
    for (std::size_t how = 0; how < 9; ++how) {
        world stricter = of;
        const std::string what = restrict(stricter, random, how);
        if (what.empty()) continue;
        for (const resource_id& id : free_versions(stricter))
            if (before.count(id) == 0) return what + " freed " + id.text();
    }
    return {};
}

using latest_map = std::map<std::pair<resource_id, region>, std::optional<image_version>>;

latest_map latest_of(const world& of) {
    latest_map all;
    for (const definition_latest& definition : resolve_all_latest(of.whole()))
        for (const latest_in_region& one : definition.regions) all[{definition.id, one.where}] = one.version;
    return all;
}

std::string latest_changes_only_as_planned(const world& of, std::uint64_t) {
    const plan made = plan_of(of);
    latest_map before = latest_of(of);
    latest_map after = latest_of(applied(of, made));
    for (const latest_change& said : made.latest) {
        const std::pair key{said.definition, said.where};
        if (before[key] != said.before || after[key] != said.after)
            return "latest in " + said.where.name() + " does not change as the plan says";
        before[key] = after[key];
    }
    for (const auto& [key, version] : before)
        if (after[key] != version)
            return "latest of " + key.first.text() + " changes in " + key.second.name() + " unannounced";
    for (const auto& [key, version] : after)
        if (before[key] != version)
            return "latest of " + key.first.text() + " appears in " + key.second.name() + " unannounced";
    return {};
}

std::string checks_find_nothing(const world& of, const plan& made) {
    const auto found = check_plan(made, of.whole());
    if (found.empty()) return {};
    return std::string(name_of(found.front().rule)) + ", " + found.front().target.text() + ", step '" +
           found.front().step + "': " + found.front().sentence;
}

bool hidden_by(const plan& made, const world& before, const resource_id& id) {
    const auto hidden = [&](const world& in) {
        const auto& all = in.estate.image_versions;
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& v) { return v.id == id; });
        return found != all.end() && excluded_everywhere(*found);
    };
    return !hidden(before) && hidden(applied(before, made));
}

/// Whether the first plan made a step of the second possible.
bool made_possible(const plan& first, const world& before, const verdict& now, decision what) {
    const verdict* was = find_verdict(first.verdicts, now.id);
    if (was == nullptr) return false;
    if (was->decision == decision::deprecate) return what == decision::trim || what == decision::remove;
    if (what != decision::remove) return false;
    if (has_hold(*was, hold_code::limit)) return true;
    // A version that is tagged as a candidate or as deprecated becomes one when the regions go where it still
    // was to be had.
    if (was->decision == decision::trim && hidden_by(first, before, now.id)) return true;
    if (!has_hold(*was, hold_code::lineage)) return false;
    const auto names_parent = [&](const image_target& source) {
        return source.version && source.version->to_string() == now.id.name();
    };
    for (const ingot::step& one : first.steps)
        for (const gallery_image_version& child : before.estate.image_versions)
            if (one.action == action::remove && child.id == one.target &&
                std::any_of(child.storage.sources.begin(), child.storage.sources.end(), names_parent))
                return true;
    return false;
}

std::string planning_again_ends(const world& of, std::uint64_t) {
    world now = of;
    plan made = plan_of(now);
    const std::size_t enough = 3 * of.estate.image_versions.size() + 3;
    for (std::size_t round = 0;; ++round) {
        if (const std::string bad = checks_find_nothing(now, made); !bad.empty())
            return "the checks find in round " + std::to_string(round) + ": " + bad;
        if (made.steps.empty()) return {};
        if (round == enough) return "planning and applying does not come to an end";
        world next = applied(now, made);
        plan again = plan_of(next);
        for (const ingot::step& one : again.steps) {
            const verdict* judged = find_verdict(again.verdicts, one.target);
            if (judged == nullptr || !made_possible(made, now, *judged, judged->decision))
                return "in round " + std::to_string(round + 1) + " the plan would " +
                       std::string(name_of(one.action)) + " " + one.target.text() +
                       ", which nothing before made possible";
        }
        now = std::move(next);
        made = std::move(again);
    }
}

std::string until_is_exact(const world& of, std::uint64_t) {
    struct place {
        resource_id id;
        hold_code code;
    };
    std::map<timestamp, std::vector<place>> promised;
    for (const verdict& one : verdicts_of(of, of.now))
        for (const hold& h : one.holds)
            if (h.until) promised[*h.until].push_back({one.id, h.code});
    for (const auto& [until, places] : promised) {
        if (until <= of.now) return "a hold lapsed at " + format_timestamp(until) + " and is still reported";
        const auto then = verdicts_of(of, until);
        const auto just_before = verdicts_of(of, until - duration(1));
        for (const place& one : places) {
            const std::string which = std::string(name_of(one.code)) + " on " + one.id.text();
            const verdict* late = find_verdict(then, one.id);
            const verdict* early = find_verdict(just_before, one.id);
            if (late == nullptr || early == nullptr) return "there is no verdict on " + one.id.text();
            if (has_hold(*late, one.code)) return which + " outlives " + format_timestamp(until);
            if (!has_hold(*early, one.code)) return which + " lapses before " + format_timestamp(until);
        }
    }
    return {};
}

std::string spoilt_plans_are_found(const world& of, std::uint64_t seed) {
    const estate whole = of.whole();
    const plan made = plan_of(of);
    for (const mutation& one : all_mutations()) {
        random_source random(seed);
        plan spoilt = made;
        if (!one.spoil(of, spoilt, random)) continue;
        const auto found = check_plan(spoilt, whole);
        if (std::none_of(found.begin(), found.end(), [&](const auto& f) { return f.rule == one.expected; }))
            return "the checks do not find " + std::string(name_of(one.expected)) + " in this: " + one.name;
    }
    return {};
}

} // namespace

const std::vector<invariant>& all_properties() {
    static const std::vector<invariant> all{
        {"the order of the input never matters", order_never_matters},
        {"one more reason to keep never frees a version", more_reasons_never_free_more},
        {"latest changes only as the plan says", latest_changes_only_as_planned},
        {"planning again holds only what came to be possible, and ends", planning_again_ends},
        {"every until is exact to the tick", until_is_exact},
        {"the checks find every spoilt plan", spoilt_plans_are_found},
    };
    return all;
}

} // namespace property
