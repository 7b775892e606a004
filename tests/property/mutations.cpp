#include "properties.hpp"

#include "model.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace property {
namespace {

using namespace ingot;
using versions = std::vector<const gallery_image_version*>;

/// The listed versions that answer to something, in random order.
template <class Predicate>
versions versions_where(const world& of, random_source& random, Predicate wanted) {
    versions all;
    for (const gallery_image_version& version : of.estate.image_versions)
        if (wanted(version)) all.push_back(&version);
    random.shuffle(all);
    return all;
}

bool soft_deleted(const world& of, const gallery_image_version& version) {
    const auto& bin = of.estate.soft_deleted_versions;
    return std::find(bin.begin(), bin.end(), version.id) != bin.end();
}

const gallery* gallery_of(const world& of, const gallery_image_version& version) {
    for (const gallery& one : of.estate.galleries)
        if (one.id == version.id.without_last(4)) return &one;
    return nullptr;
}

/// The steps with an action.
std::vector<std::size_t> steps_with(const plan& in, action wanted) {
    std::vector<std::size_t> all;
    for (std::size_t at = 0; at < in.steps.size(); ++at)
        if (in.steps[at].action == wanted) all.push_back(at);
    return all;
}

/// A plan that claims to have decided a step: the verdict agrees and lists no hold.
step& force(plan& in, const gallery_image_version& version, action what) {
    for (verdict& one : in.verdicts)
        if (one.id == version.id) {
            one.rule = "forced";
            one.decision = what == action::remove ? decision::remove
                           : what == action::trim ? decision::trim
                                                  : decision::deprecate;
            one.holds.clear();
        }
    std::erase_if(in.steps, [&](const step& one) { return one.target == version.id; });
    step made;
    made.id = "forced";
    made.action = what;
    made.target = version.id;
    made.request.remove = what == action::remove;
    in.steps.push_back(std::move(made));
    return in.steps.back();
}

/// Deletes the first of the versions; says no when there is none.
bool force_delete(plan& in, const versions& of) {
    if (of.empty()) return false;
    force(in, *of.front(), action::remove);
    return true;
}

std::set<resource_id> latest_somewhere(const world& of) {
    std::set<resource_id> all;
    for (const definition_latest& definition : resolve_all_latest(of.whole()))
        for (const latest_in_region& one : definition.regions)
            if (one.version)
                all.insert(resource_id::parse(definition.id.text() + "/versions/" + one.version->to_string())
                               .value());
    return all;
}

/// Spoils one of the steps with an action; says no when there is none.
template <class Change>
auto step_changed(action wanted, Change change) {
    return [=](const world& of, plan& in, random_source& random) {
        const auto found = steps_with(in, wanted);
        return !found.empty() && change(of, in, in.steps[random.pick(found)]);
    };
}

std::vector<mutation> service_mutations() {
    using random = random_source;
    return {
        {"a delete of what is latest", safety_rule::latest_touched,
         [](const world& of, plan& in, random& r) {
             const auto latest = latest_somewhere(of);
             return force_delete(
                 in, versions_where(of, r, [&](const auto& v) { return latest.count(v.id) != 0; }));
         }},
        {"a deprecation of what is latest", safety_rule::latest_change,
         [](const world& of, plan& in, random& r) {
             const auto latest = latest_somewhere(of);
             const auto found = versions_where(of, r, [&](const auto& v) { return latest.count(v.id) != 0; });
             if (found.empty()) return false;
             force(in, *found.front(), action::deprecate).request =
                 deprecation_of(*found.front(), deprecate_block{}, in.now);
             return true;
         }},
        {"a trim of what is latest there", safety_rule::latest_touched,
         [](const world& of, plan& in, random&) {
             for (const definition_latest& definition : resolve_all_latest(of.whole()))
                 for (const latest_in_region& one : definition.regions)
                     for (const gallery_image_version& version : of.estate.image_versions)
                         if (version.version == one.version && version.definition_id() == definition.id) {
                             force(in, version, action::trim).request.drop_regions = {one.where};
                             return true;
                         }
             return false;
         }},
        {"a delete of what a consumer names", safety_rule::in_use,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     return std::any_of(of.references.begin(), of.references.end(),
                                                        [&](const reference& one) {
                                                            return equal_folded(one.target, v.id.text());
                                                        });
                                 }));
         }},
        {"a delete of the only good version", safety_rule::last_good,
         [](const world& of, plan& in, random& r) {
             const auto is_good = [&](const auto& v) { return facts_of(v, soft_deleted(of, v)).good; };
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     const auto& all = of.estate.image_versions;
                                     return is_good(v) &&
                                            std::none_of(all.begin(), all.end(), [&](const auto& other) {
                                                return !(other.id == v.id) &&
                                                       other.definition_id() == v.definition_id() &&
                                                       is_good(other);
                                            });
                                 }));
         }},
        {"a delete of what is soft-deleted", safety_rule::in_transition,
         [](const world& of, plan& in, random& r) {
             return force_delete(in,
                                 versions_where(of, r, [&](const auto& v) { return soft_deleted(of, v); }));
         }},
        {"a delete of what is being made or updated", safety_rule::in_transition,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [](const auto& v) {
                                     return v.provisioning_state != provisioning::succeeded &&
                                            v.provisioning_state != provisioning::failed;
                                 }));
         }},
        {"a delete under a lock", safety_rule::locked,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     return std::any_of(of.estate.locks.begin(), of.estate.locks.end(),
                                                        [&](const auto& lock) {
                                                            return lock.forbids_deletion() &&
                                                                   lock.scope.contains(v.id);
                                                        });
                                 }));
         }},
        {"a delete before the end of life that the service insists on",
         safety_rule::blocked_before_end_of_life,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     const auto& end = v.publishing.end_of_life_date;
                                     return v.safety.block_deletion_before_end_of_life &&
                                            (!end || *end > of.now);
                                 }));
         }},
        {"a delete of what has no date", safety_rule::undated,
         [](const world& of, plan& in, random& r) {
             return force_delete(
                 in, versions_where(of, r, [](const auto& v) { return !facts_of(v, false).date; }));
         }},
        {"a delete from a shared gallery without notice", safety_rule::shared_without_notice,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     const gallery* owner = gallery_of(of, v);
                                     return (owner == nullptr || owner->shared()) &&
                                            !find_tag(v.tags, tag::notice_at) &&
                                            v.provisioning_state != provisioning::failed;
                                 }));
         }},
        {"a delete of a failed version where soft delete is on", safety_rule::failed_under_soft_delete,
         [](const world& of, plan& in, random& r) {
             return force_delete(in, versions_where(of, r, [&](const auto& v) {
                                     const gallery* owner = gallery_of(of, v);
                                     return v.provisioning_state == provisioning::failed &&
                                            (owner == nullptr || owner->soft_delete_enabled);
                                 }));
         }},
        {"a trim of a revoked version that is not deprecated", safety_rule::not_trimmable,
         [](const world& of, plan& in, random& r) {
             const auto found = versions_where(of, r, [&](const auto& v) {
                 const version_facts facts = facts_of(v, soft_deleted(of, v));
                 return facts.revoked && !facts.deprecated();
             });
             if (found.empty()) return false;
             force(in, *found.front(), action::trim).request.drop_regions = {region("nowhere")};
             return true;
         }},
        {"a deprecation of a candidate", safety_rule::not_deprecatable,
         [](const world& of, plan& in, random& r) {
             const auto found =
                 versions_where(of, r, [](const auto& v) { return facts_of(v, false).candidate; });
             if (found.empty()) return false;
             force(in, *found.front(), action::deprecate).request =
                 deprecation_of(*found.front(), deprecate_block{}, in.now);
             return true;
         }},
    };
}

std::vector<mutation> step_mutations() {
    const auto deprecation = [](auto change) { return step_changed(action::deprecate, change); };
    const auto trim = [](auto change) { return step_changed(action::trim, change); };
    const auto remove = [](auto change) { return step_changed(action::remove, change); };
    return {
        {"a trim that drops the home region", safety_rule::home_region_dropped,
         trim([](const world& of, plan&, step& s) {
             for (const auto& v : of.estate.image_versions)
                 if (v.id == s.target) s.request.drop_regions.push_back(v.location);
             return true;
         })},
        {"a trim of a region that is no target", safety_rule::region_not_targeted,
         trim([](const world&, plan&, step& s) {
             s.request.drop_regions.push_back(region("nowhere"));
             return true;
         })},
        {"a trim without a way back", safety_rule::wrong_inverse, trim([](const world&, plan&, step& s) {
             s.inverse.reset();
             return true;
         })},
        {"a trim whose inverse forgets a region", safety_rule::wrong_inverse,
         trim([](const world&, plan&, step& s) {
             s.inverse->add_regions.pop_back();
             return true;
         })},
        {"a trim that brings a region", safety_rule::request_mismatch, trim([](const world&, plan&, step& s) {
             s.request.add_regions.push_back({region("nowhere"), {}, "", {}, 0});
             return true;
         })},
        {"a delete without the trim that it requires", safety_rule::delete_before_trim,
         [](const world&, plan& in, random_source&) {
             const auto erased = std::find_if(in.steps.begin(), in.steps.end(), [&](const step& trim_step) {
                 return std::any_of(in.steps.begin(), in.steps.end(), [&](const step& s) {
                     return s.requires_done == std::vector{trim_step.id};
                 });
             });
             if (erased == in.steps.end()) return false;
             in.steps.erase(erased);
             return true;
         }},
        {"a delete that does not wait for its trim", safety_rule::delete_before_trim,
         remove([](const world&, plan&, step& s) { return !std::exchange(s.requires_done, {}).empty(); })},
        {"a delete before the trim that it requires", safety_rule::step_order,
         remove([](const world&, plan& in, step& s) {
             if (s.requires_done.empty()) return false;
             std::reverse(in.steps.begin(), in.steps.end());
             return true;
         })},
        {"a delete with something beside it", safety_rule::request_mismatch,
         remove([](const world&, plan&, step& s) {
             s.request.set_tags["reason"] = "old";
             return true;
         })},
        {"a delete whose way back is wrong", safety_rule::wrong_inverse,
         remove([](const world&, plan&, step& s) {
             if (s.inverse)
                 s.inverse->restore = false;
             else
                 s.inverse.emplace();
             return true;
         })},
        {"a deprecation that leaves a region", safety_rule::incomplete_deprecation,
         deprecation([](const world& of, plan&, step& s) {
             for (const auto& v : of.estate.image_versions)
                 if (v.id == s.target)
                     s.request.exclude_in_regions[v.publishing.target_regions.front().name] = false;
             return true;
         })},
        {"a deprecation that does not tag", safety_rule::incomplete_deprecation,
         deprecation([](const world& of, plan& in, step& s) {
             s.request.set_tags.clear();
             // Somebody may have tagged it at this very instant, without hiding it.
             return std::none_of(of.estate.image_versions.begin(), of.estate.image_versions.end(),
                                 [&](const auto& v) {
                                     const auto tagged = find_tag(v.tags, tag::deprecated_at);
                                     return v.id == s.target && tagged && parse_timestamp(*tagged) == in.now;
                                 });
         })},
        {"a deprecation dated back", safety_rule::incomplete_deprecation,
         deprecation([](const world&, plan& in, step& s) {
             s.request.set_tags[std::string(tag::deprecated_at)] = format_timestamp(in.now - duration(1));
             return true;
         })},
        {"a deprecation that ended life already", safety_rule::wrong_end_of_life,
         deprecation([](const world&, plan& in, step& s) {
             s.request.end_of_life_date = in.now - duration(1);
             return true;
         })},
        {"a deprecation without a way back", safety_rule::wrong_inverse,
         deprecation([](const world&, plan&, step& s) {
             s.inverse.reset();
             return true;
         })},
        {"a deprecation that deletes", safety_rule::request_mismatch,
         deprecation([](const world&, plan&, step& s) {
             s.request.remove = true;
             return true;
         })},
    };
}

std::vector<mutation> document_mutations() {
    const auto first = [](auto change) {
        return [=](const world&, plan& in, random_source& r) {
            if (in.steps.empty()) return false;
            change(in, in.steps[r.below(in.steps.size())]);
            return true;
        };
    };
    const auto verdict_changed = [](auto change) {
        return [=](const world&, plan& in, random_source& r) {
            if (in.verdicts.empty()) return false;
            return change(in, r.below(in.verdicts.size()));
        };
    };
    return {
        {"two steps with one id", safety_rule::duplicate_step, first([](plan& in, step& s) {
             step copy = s;
             copy.target = in.steps.front().target;
             in.steps.push_back(copy);
         })},
        {"the same step twice", safety_rule::conflicting_steps, first([](plan& in, step& s) {
             step copy = s;
             copy.id = "again";
             in.steps.push_back(copy);
         })},
        {"a step that requires an unknown one", safety_rule::unknown_requirement,
         first([](plan&, step& s) { s.requires_done.push_back("nothing"); })},
        {"a step that requires itself", safety_rule::step_order,
         first([](plan&, step& s) { s.requires_done.push_back(s.id); })},
        {"a step on a version that is not there", safety_rule::unknown_version,
         first([](plan&, step& s) { s.target = resource_id::parse(s.target.text() + "1").value(); })},
        {"a step that a hold forbids", safety_rule::unsupported_step, first([](plan& in, step& s) {
             for (verdict& one : in.verdicts)
                 if (one.id == s.target) one.holds.push_back({hold_code::orphan, "", {}, {}});
         })},
        {"a step on a definition whose breaker tripped", safety_rule::circuit_breaker,
         first([](plan& in, step& s) {
             for (verdict& one : in.verdicts)
                 if (one.id == s.target) one.holds.push_back({hold_code::circuit_breaker, "", {}, {}});
         })},
        {"a decision without its step", safety_rule::missing_step, first([](plan& in, step& s) {
             const resource_id target = s.target;
             std::erase_if(in.steps, [&](const step& one) { return one.target == target; });
         })},
        {"a version without a verdict", safety_rule::missing_verdict,
         verdict_changed([](plan& in, std::size_t at) {
             in.verdicts.erase(in.verdicts.begin() + static_cast<std::ptrdiff_t>(at));
             return true;
         })},
        {"a version with two verdicts", safety_rule::duplicate_verdict,
         verdict_changed([](plan& in, std::size_t at) {
             const verdict copy = in.verdicts[at];
             in.verdicts.push_back(copy);
             return true;
         })},
        {"a replica counted twice", safety_rule::wrong_estimate, verdict_changed([](plan& in, std::size_t) {
             ++in.estimates.replicas_removed;
             return true;
         })},
        {"a change of latest that does not happen", safety_rule::latest_change,
         verdict_changed([](plan& in, std::size_t at) {
             in.latest.push_back(
                 {in.verdicts[at].id.without_last(2), region("westeurope"), image_version{1, 0, 0}, {}});
             return true;
         })},
    };
}

} // namespace

const std::vector<mutation>& all_mutations() {
    static const std::vector<mutation> all = [] {
        std::vector<mutation> list = service_mutations();
        for (auto& one : step_mutations()) list.push_back(std::move(one));
        for (auto& one : document_mutations()) list.push_back(std::move(one));
        return list;
    }();
    return all;
}

} // namespace property
