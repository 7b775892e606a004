#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/delete_budget.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/plan/resolve_latest.hpp>
#include <ingot/plan/version_change.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
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
    plan_maker(const estate& from, decisions made, timestamp now, const version_fingerprint& fingerprint)
        : made_(std::move(made)), fingerprint_(&fingerprint), steps_of_(made_.verdicts.size()) {
        result_.now = now;
        for (const gallery& g : from.galleries)
            if (g.soft_delete_enabled) recycling_.insert(g.id.folded());
    }

    [[nodiscard]] plan run() {
        for (const decision wanted : {decision::deprecate, decision::trim, decision::remove})
            for (std::size_t at = 0; at < made_.verdicts.size(); ++at)
                if (made_.verdicts[at].decision == wanted) {
                    const std::size_t first = result_.steps.size();
                    add_steps(at);
                    for (std::size_t number = first; number < result_.steps.size(); ++number)
                        steps_of_[at].push_back(number);
                }
        find_latest_changes();
        result_.verdicts = std::move(made_.verdicts);
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
        const gallery_image_version& version = *made_.records[at]; // what is not listed is always kept
        switch (made_.verdicts[at].decision) {
        case decision::keep: return;
        case decision::deprecate:
            add(action::deprecate, version, deprecation_of(version, *made_.rules[at]->deprecate, result_.now),
                "rule " + made_.rules[at]->name + ": older than " +
                    format_duration(made_.rules[at]->deprecate->older_than) + ", not latest anywhere");
            return;
        case decision::trim:
            add_trim(version, made_.drops[at],
                     "rule " + made_.rules[at]->name + ": not latest, not in reserve and not used there");
            return;
        case decision::remove: add_delete(at, version); return;
        }
    }

    void add_delete(std::size_t at, const gallery_image_version& version) {
        const std::string because = "rule " + made_.rules[at]->name + ": nothing holds it";
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

    /// Compares `latest` as it is with `latest` as the steps leave it, one definition at a time.
    void find_latest_changes() {
        const std::size_t all = made_.verdicts.size();
        for (std::size_t first = 0; first < all;) {
            const resource_id definition = made_.verdicts[first].id.without_last(2);
            std::size_t last = first;
            bool touched = false;
            for (; last < all && definition.contains(made_.verdicts[last].id); ++last)
                touched = touched || !steps_of_[last].empty();
            if (touched) compare_latest(first, last);
            first = last;
        }
    }

    void compare_latest(std::size_t first, std::size_t last) {
        std::vector<version_facts> before;
        std::vector<version_facts> after;
        std::deque<gallery_image_version> changed; // stable addresses
        for (std::size_t at = first; at < last; ++at) {
            const gallery_image_version* record = made_.records[at];
            if (record == nullptr) continue; // only in the recycle bin: never latest
            const bool soft_deleted = made_.verdicts[at].stage == stage::soft_deleted;
            before.push_back(facts_of(*record, soft_deleted));
            bool removed = false;
            for (const std::size_t number : steps_of_[at]) {
                const version_change& change = result_.steps[number].request;
                removed = removed || change.remove;
                record = &changed.emplace_back(after_change(*record, change));
            }
            if (!removed) after.push_back(facts_of(*record, soft_deleted));
        }
        std::vector<region> regions = regions_of(before);
        for (region& where : regions_of(after)) regions.push_back(std::move(where));
        std::sort(regions.begin(), regions.end());
        regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
        for (const region& where : regions) {
            const auto was = resolve_latest(before, where).version;
            const auto will_be = resolve_latest(after, where).version;
            if (was != will_be)
                result_.latest.push_back({made_.verdicts[first].id.without_last(2), where, was, will_be});
        }
    }

    decisions made_;
    const version_fingerprint* fingerprint_;
    std::unordered_set<std::string> recycling_;      ///< galleries with soft delete on
    std::vector<std::vector<std::size_t>> steps_of_; ///< of each verdict, as positions among the steps
    plan result_;
};

} // namespace detail

/// Turns decisions into an ordered plan: deprecations, then trims, then deletions, each in the order of the
/// verdicts; a deletion of a version with replicas elsewhere is preceded by a trim to its home region, which
/// it requires. Every step carries the digest of the version as it must be found, and its inverse where there
/// is one. The digests of the documents are left empty: they belong to the document layer.
///
/// @param made what decide() made of the same estate at the same instant; its verdicts move into the plan
/// @param fingerprint digests one version; the same that apply uses to check a precondition
[[nodiscard]] inline plan make_plan(const estate& from, decisions made, timestamp now,
                                    const version_fingerprint& fingerprint) {
    return detail::plan_maker(from, std::move(made), now, fingerprint).run();
}

} // namespace ingot::inline v0
