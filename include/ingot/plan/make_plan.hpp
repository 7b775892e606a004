#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/delete_budget.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/plan/version_change.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Digests what the model holds of a version, which is listed and not soft-deleted.
using version_fingerprint = std::function<std::string(const gallery_image_version&)>;

/// What a deprecation writes: the version leaves `latest` in every target region and as a whole, gets an end
/// of life where it has none or a later one, and is tagged.
[[nodiscard]] inline version_change deprecation_of(const gallery_image_version& version,
                                                   const deprecate_block& block, timestamp now) {
    version_change change;
    change.exclude_from_latest = true;
    for (const target_region& target : version.publishing.target_regions)
        change.exclude_in_regions.emplace(target.name, true);
    const timestamp end_of_life = now + block.end_of_life_after;
    const auto& current = version.publishing.end_of_life_date;
    if (!current || *current > end_of_life) change.end_of_life_date = end_of_life;
    change.set_tags.emplace(tag::deprecated_at, format_timestamp(now));
    if (const auto carried = version.tags.find(tag::stage); carried != version.tags.end())
        change.remove_tags.push_back(carried->first);
    return change;
}

/// What takes a change of flags, tags, end of life and replicas back, given the version as it was before.
/// An end of life cannot be cleared at the service once it is set, only moved: one that was absent stays.
[[nodiscard]] inline version_change inverse_of(const version_change& change,
                                               const gallery_image_version& before) {
    version_change inverse;
    if (change.exclude_from_latest)
        inverse.exclude_from_latest = before.publishing.exclude_from_latest.value_or(false);
    for (const target_region& target : before.publishing.target_regions) {
        if (change.exclude_in_regions.contains(target.name))
            inverse.exclude_in_regions.emplace(target.name, excluded_in(before, target));
        if (std::find(change.drop_regions.begin(), change.drop_regions.end(), target.name) !=
            change.drop_regions.end())
            inverse.add_regions.push_back(target);
    }
    std::sort(inverse.add_regions.begin(), inverse.add_regions.end(),
              [](const target_region& a, const target_region& b) { return a.name < b.name; });
    if (change.end_of_life_date) inverse.end_of_life_date = before.publishing.end_of_life_date;
    for (const auto& [name, value] : change.set_tags) {
        const auto carried = before.tags.find(name);
        if (carried == before.tags.end())
            inverse.remove_tags.push_back(name);
        else
            inverse.set_tags.emplace(carried->first, carried->second);
    }
    for (const std::string& name : change.remove_tags)
        if (const auto carried = before.tags.find(name); carried != before.tags.end())
            inverse.set_tags.emplace(carried->first, carried->second);
    return inverse;
}

namespace detail {

/// Turns decisions into steps. One use, by make_plan().
class plan_maker {
public:
    plan_maker(const estate& from, const decisions& made, timestamp now,
               const version_fingerprint& fingerprint)
        : from_(&from), made_(&made), fingerprint_(&fingerprint) {
        result_.now = now;
        result_.verdicts = made.verdicts;
        for (const gallery& g : from.galleries)
            if (g.soft_delete_enabled) recycling_.insert(g.id.folded());
    }

    [[nodiscard]] plan run() {
        for (const decision wanted : {decision::deprecate, decision::trim, decision::remove})
            for (std::size_t at = 0; at < made_->verdicts.size(); ++at)
                if (made_->verdicts[at].decision == wanted) add_steps(at);
        find_latest_changes();
        std::int64_t deletes = 0;
        for (const step& s : result_.steps)
            if (s.action == action::remove) ++deletes;
        // Each write is read before, written, asked about once and read back.
        result_.estimates.requests = std::int64_t{4} * static_cast<std::int64_t>(result_.steps.size());
        result_.estimates.least_duration = least_delete_time(deletes);
        return std::move(result_);
    }

private:
    void add_steps(std::size_t at) {
        const gallery_image_version& version = *made_->records[at]; // what is not listed is always kept
        switch (made_->verdicts[at].decision) {
        case decision::keep: return;
        case decision::deprecate:
            add(action::deprecate, version,
                deprecation_of(version, *made_->rules[at]->deprecate, result_.now),
                "rule " + made_->rules[at]->name + ": older than " +
                    format_duration(made_->rules[at]->deprecate->older_than) + ", not latest anywhere");
            return;
        case decision::trim:
            add_trim(version, made_->drops[at],
                     "rule " + made_->rules[at]->name + ": not latest, not in reserve and not used there");
            return;
        case decision::remove: add_delete(at, version); return;
        }
    }

    void add_delete(std::size_t at, const gallery_image_version& version) {
        const std::string because = "rule " + made_->rules[at]->name + ": nothing holds it";
        std::vector<region> drop;
        if (find_target(version, version.location) != nullptr)
            for (const target_region& target : version.publishing.target_regions)
                if (target.name != version.location) drop.push_back(target.name);
        std::sort(drop.begin(), drop.end());
        std::vector<std::string> requires_done;
        gallery_image_version expected = version;
        if (!drop.empty()) {
            const step& trim = add_trim(version, std::move(drop), because + "; its replicas go before it");
            requires_done.push_back(trim.id);
            expected = after_change(version, trim.request);
        }
        version_change change;
        change.remove = true;
        step& added = add(action::remove, expected, std::move(change), because);
        added.requires_done = std::move(requires_done);
        const resource_id gallery = version.definition_id().without_last(2);
        if (recycling_.contains(gallery.folded())) {
            added.inverse = version_change();
            added.inverse->restore = true;
        } else {
            added.inverse.reset();
        }
        for (const target_region& target : expected.publishing.target_regions)
            count_removed(expected, target);
    }

    /// A failed version is taken out of `latest` as well, so that a write cannot bring it to life there.
    const step& add_trim(const gallery_image_version& version, std::vector<region> drop,
                         std::string because) {
        version_change change;
        change.drop_regions = std::move(drop);
        for (const target_region& target : version.publishing.target_regions) {
            const bool dropped =
                std::binary_search(change.drop_regions.begin(), change.drop_regions.end(), target.name);
            if (dropped)
                count_removed(version, target);
            else if (version.provisioning_state == provisioning::failed)
                change.exclude_in_regions.emplace(target.name, true);
        }
        return add(action::trim, version, std::move(change), std::move(because));
    }

    step& add(action what, const gallery_image_version& expected, version_change change,
              std::string because) {
        step added;
        added.id = "s" + std::to_string(result_.steps.size() + 1);
        added.action = what;
        added.target = expected.id;
        added.precondition = (*fingerprint_)(expected);
        added.inverse = inverse_of(change, expected);
        added.request = std::move(change);
        added.because = std::move(because);
        result_.steps.push_back(std::move(added));
        return result_.steps.back();
    }

    void count_removed(const gallery_image_version& version, const target_region& target) {
        const std::int64_t replicas = version.replicas_in(target);
        result_.estimates.replicas_removed += replicas;
        result_.estimates.gigabytes_freed += replicas * version.storage.size_gb;
    }

    /// Compares `latest` in the estate with `latest` in the estate that the steps leave behind.
    void find_latest_changes() {
        if (result_.steps.empty()) return;
        std::unordered_map<std::string, std::vector<const step*>> writes;
        std::unordered_set<std::string> touched;
        for (const step& s : result_.steps) {
            writes[s.target.folded()].push_back(&s);
            touched.insert(s.target.without_last(2).folded());
        }
        estate before;
        for (const gallery_image_version& version : from_->image_versions)
            if (touched.contains(version.definition_id().folded())) before.image_versions.push_back(version);
        for (const image_definition& definition : from_->image_definitions)
            if (touched.contains(definition.id.folded())) before.image_definitions.push_back(definition);
        before.soft_deleted_versions = from_->soft_deleted_versions;
        estate after = before;
        std::erase_if(after.image_versions, [&](gallery_image_version& version) {
            const auto found = writes.find(version.id.folded());
            if (found == writes.end()) return false;
            for (const step* s : found->second) {
                if (s->request.remove) return true;
                version = after_change(std::move(version), s->request);
            }
            return false;
        });
        compare(resolve_all_latest(before), resolve_all_latest(after));
    }

    void compare(const std::vector<definition_latest>& before, const std::vector<definition_latest>& after) {
        auto next = after.begin();
        for (const definition_latest& definition : before) {
            // A definition all of whose versions go, and that is not listed, is not there afterwards.
            static const std::vector<latest_in_region> none;
            const bool there = next != after.end() && next->id == definition.id;
            const auto& later = there ? next->regions : none;
            if (there) ++next;
            std::vector<region> regions;
            for (const auto& r : definition.regions) regions.push_back(r.where);
            for (const auto& r : later) regions.push_back(r.where);
            std::sort(regions.begin(), regions.end());
            regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
            const auto meaning = [](const std::vector<latest_in_region>& all, const region& where) {
                const auto found =
                    std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.where == where; });
                return found == all.end() ? std::nullopt : found->version;
            };
            for (const region& where : regions) {
                const auto was = meaning(definition.regions, where);
                const auto will_be = meaning(later, where);
                if (was != will_be) result_.latest.push_back({definition.id, where, was, will_be});
            }
        }
    }

    const estate* from_;
    const decisions* made_;
    const version_fingerprint* fingerprint_;
    std::unordered_set<std::string> recycling_; ///< galleries with soft delete on
    plan result_;
};

} // namespace detail

/// Turns decisions into an ordered plan: deprecations, then trims, then deletions, each in the order of the
/// verdicts; a deletion of a version with replicas elsewhere is preceded by a trim to its home region, which
/// it requires. Every step carries the digest of the version as it must be found, and its inverse where there
/// is one. The digests of the documents are left empty: they belong to the document layer.
///
/// @param made what decide() made of the same estate at the same instant
/// @param fingerprint digests one version; the same that apply uses to check a precondition
[[nodiscard]] inline plan make_plan(const estate& from, const decisions& made, timestamp now,
                                    const version_fingerprint& fingerprint) {
    return detail::plan_maker(from, made, now, fingerprint).run();
}

} // namespace ingot::inline v0
