#include "random_world.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace property {
namespace {

using namespace ingot;
using std::chrono::hours;
using std::chrono::minutes;

constexpr duration day = hours(24);
constexpr duration tick{1};
constexpr const char* subscriptions[] = {"/subscriptions/11111111-0000-0000-0000-000000000001",
                                         "/subscriptions/22222222-0000-0000-0000-000000000002"};

resource_id id_of(const std::string& text) { return resource_id::parse(text).value(); }

/// The same id in another spelling, as the service's own answers have it at times.
std::string respelled(random_source& random, std::string text) {
    if (!random.percent(20)) return text;
    for (char& c : text)
        if (c >= 'a' && c <= 'z' && random.percent(30)) c = static_cast<char>(c - 'a' + 'A');
    return text;
}

const std::vector<duration>& waits() {
    static const std::vector<duration> all{duration::zero(), tick,     hours(1), day * 7,
                                           day * 14,         day * 30, day * 60, day * 90};
    return all;
}

/// An instant that a rule may be waiting for: on one of its limits, a tick beside it, or anywhere.
timestamp instant_near(random_source& random, timestamp now) {
    const timestamp at =
        now - random.pick(waits()) - (random.percent(30) ? random.pick(waits()) : duration::zero());
    switch (random.below(8)) {
    case 0: return at + tick;
    case 1: return at - tick;
    case 2: return now + random.pick(waits()) + tick;
    case 3:
    case 4: return now - day * static_cast<std::int64_t>(random.below(400));
    default: return at;
    }
}

std::string instant_text(random_source& random, timestamp now) {
    static const std::vector<std::string> unreadable{"", "yesterday", "2026-01-01", "0001-01-01T00:00:00Z",
                                                     "2026-01-01T00:00:00"};
    return random.percent(10) ? random.pick(unreadable) : format_timestamp(instant_near(random, now));
}

void add_tag(random_source& random, tags& to, std::string_view name, std::string value) {
    to.insert_or_assign(respelled(random, std::string(name)), std::move(value));
}

gallery random_gallery(random_source& random, std::size_t number) {
    static const std::vector<std::string> names{"prod", "test", "hub_images"};
    gallery made;
    made.id = id_of(std::string(subscriptions[number % 2]) +
                    "/resourceGroups/images/providers/Microsoft.Compute/galleries/" + names[number]);
    if (random.percent(80)) made.unique_name = "unique-" + names[number];
    if (random.percent(40)) made.public_names = {names[number] + "-public", names[number] + "-old"};
    static const std::vector<std::string> permissions{"",        "",       "Private",   "private",
                                                      "Private", "Groups", "Community", "Partners"};
    made.permissions = open_enum<sharing_names>(random.pick(permissions));
    made.soft_delete_enabled = random.percent(35);
    return made;
}

const std::vector<image_version>& numbers() {
    constexpr std::int32_t last = 2147483647;
    static const std::vector<image_version> all{{0, 0, 0},      {0, 24254, 42935}, {1, 2, 9},  {1, 2, 10},
                                                {1, 9, 0},      {1, 10, 0},        {1, 10, 1}, {1, last, 0},
                                                {2, 0, 0},      {9, 0, 0},         {10, 0, 0}, {2018, 12, 1},
                                                {2026, 930, 1}, {last, last, last}};
    return all;
}

void add_replication(random_source& random, gallery_image_version& to) {
    if (random.percent(30)) return;
    const bool whole = random.percent(60);
    to.replication.emplace();
    for (const target_region& target : to.publishing.target_regions) {
        static const std::vector<std::string> states{
            "Completed", "completed", "Replicating", "Failed", "Unknown", "Paused", ""};
        if (!whole && random.percent(20)) continue;
        to.replication->push_back(
            {target.name, open_enum<replication_names>(whole ? "Completed" : random.pick(states))});
    }
    const region elsewhere = random_region(random);
    if (random.percent(10) && std::none_of(to.replication->begin(), to.replication->end(),
                                           [&](const auto& row) { return row.name == elsewhere; }))
        to.replication->push_back({elsewhere, replication::completed});
}

void add_targets(random_source& random, gallery_image_version& to, bool hidden) {
    const std::size_t shape = random.below(100);
    if (shape < 3) return;
    if (shape < 95 && !to.location.empty())
        to.publishing.target_regions.push_back({to.location, {}, "", {}, 0});
    for (std::size_t more = random.below(4); more > 0; --more) {
        const region where = random_region(random);
        auto& targets = to.publishing.target_regions;
        if (std::none_of(targets.begin(), targets.end(), [&](const auto& t) { return t.name == where; }))
            targets.push_back({where, {}, "Standard_LRS", {}, 0});
    }
    if (hidden || random.percent(25)) to.publishing.exclude_from_latest = hidden || random.percent(50);
    for (target_region& target : to.publishing.target_regions) {
        if (random.percent(60)) target.regional_replica_count = static_cast<std::int32_t>(random.below(4));
        if (random.percent(10)) target.additional_replicas = static_cast<std::int32_t>(random.below(3));
        if (hidden ? random.percent(40) : random.percent(25))
            target.exclude_from_latest = hidden || random.percent(50);
    }
    if (random.percent(40)) to.publishing.replica_count = static_cast<std::int32_t>(1 + random.below(3));
}

gallery_image_version random_version(random_source& random, const resource_id& definition,
                                     const image_version& number, timestamp now) {
    static const std::vector<std::string> states{"Updating", "Failed",    "Failed", "Failed", "Creating",
                                                 "Deleting", "Migrating", "Paused", "",       "succeeded"};
    gallery_image_version made;
    made.id = id_of(respelled(random, definition.text()) + "/versions/" + number.to_string());
    made.version = number;
    if (!random.percent(3)) made.location = random_region(random);
    made.provisioning_state =
        open_enum<provisioning_names>(random.percent(75) ? "Succeeded" : random.pick(states));
    const std::size_t life = random.below(100); // hidden from latest: a candidate, or deprecated
    add_targets(random, made, life < 50);
    add_replication(random, made);
    if (life < 12) add_tag(random, made.tags, tag::stage, random.percent(80) ? "Candidate" : "gold");
    if ((life >= 12 && life < 45) || random.percent(5))
        add_tag(random, made.tags, tag::deprecated_at, instant_text(random, now));
    if (random.percent(3)) add_tag(random, made.tags, tag::stage, "candidate");
    if (random.percent(7)) add_tag(random, made.tags, tag::revoked, random.percent(50) ? "" : "CVE");
    if (random.percent(40)) add_tag(random, made.tags, tag::notice_at, instant_text(random, now));
    if (random.percent(30)) add_tag(random, made.tags, tag::created_at, instant_text(random, now));
    if (random.percent(6)) add_tag(random, made.tags, "legal-hold", random.percent(70) ? "case 7" : "no");
    if (!random.percent(8)) made.publishing.published_date = instant_near(random, now);
    if (random.percent(50)) made.created_at = instant_near(random, now);
    if (random.percent(45))
        made.publishing.end_of_life_date = random.percent(20) ? now : instant_near(random, now + day * 30);
    made.safety.block_deletion_before_end_of_life = random.percent(12);
    made.validation_failed = random.percent(6);
    made.storage.size_gb = static_cast<std::int64_t>(random.below(128));
    return made;
}

void add_coverage(random_source& random, world& to) {
    static const std::vector<std::string> sources{"virtual_machines", "scale_sets", "scale_set_instances",
                                                  "locks", "disks"};
    const bool whole = random.percent(75);
    for (const char* scope : subscriptions)
        for (const std::string& source : sources) {
            coverage_row row{id_of(respelled(random, scope)), respelled(random, source),
                             completeness::complete, to.now, ""};
            if (!whole) {
                static const std::vector<std::string> answers{"complete", "complete", "COMPLETE", "partial",
                                                              "denied",   "failed",   "guessed",  ""};
                static const std::vector<duration> ages{
                    duration::zero(), hours(24), hours(24) + tick, -minutes(5), -minutes(5) - tick, day * 7};
                if (random.percent(5)) continue;
                if (random.percent(12)) row.status = open_enum<completeness_names>(random.pick(answers));
                if (random.percent(25)) row.at = to.now - random.pick(ages);
                if (random.percent(3)) row.at.reset();
            }
            to.estate.coverage.push_back(std::move(row));
        }
}

rule random_rule(random_source& random, std::size_t number) {
    rule made;
    made.name = "rule-" + std::to_string(number);
    if (random.percent(40)) made.match.galleries = {random.percent(50) ? "PROD*" : "?*t*"};
    if (random.percent(25)) made.match.definitions = {"ubuntu-*", "win??"};
    if (random.percent(15)) made.match.tags["Tier"] = {random.percent(70) ? "p*" : "test"};
    const auto count = [&](std::size_t limit) { return static_cast<std::int32_t>(random.below(limit)); };
    if (random.percent(70)) made.keep.newest = count(3);
    if (random.percent(70)) made.keep.rollback_reserve = count(3);
    if (random.percent(60)) made.keep.tags["Legal-Hold"] = {random.percent(50) ? "*" : "CASE ?"};
    if (random.percent(15)) made.keep.versions = {"1.?.0", "2026.*"};
    made.keep.lineage = !random.percent(15);
    if (random.percent(60))
        made.deprecate = deprecate_block{random.pick(waits()), count(3), random.pick(waits()) + tick};
    if (random.percent(60)) made.trim = trim_block{count(3), random.percent(60)};
    if (random.percent(80)) {
        made.remove = delete_block{random.pick(waits()), {}, {}};
        if (random.percent(40)) made.remove->deprecated_for = random.pick(waits());
        if (random.percent(25)) made.remove->unused_for = random.pick(waits());
    }
    if (random.percent(70)) made.failed = expiry_block{random.pick(waits())};
    if (random.percent(60)) made.candidates = expiry_block{random.pick(waits())};
    if (random.percent(60)) made.shared = shared_block{random.pick(waits())};
    if (random.percent(20)) made.evidence.max_age = random.pick(waits());
    if (random.percent(15)) made.evidence.sources = {"Virtual_Machines", "disks"};
    if (random.percent(15)) made.evidence.scopes = {id_of(subscriptions[random.below(2)])};
    static const std::vector<double> fractions{0.0, 0.3, 0.5, 0.75, 1.0, 1.0, 1.0};
    if (random.percent(80)) made.limits.max_fraction = random.pick(fractions);
    if (random.percent(40)) made.limits.max_deletes = count(4);
    return made;
}

} // namespace

region random_region(random_source& random) {
    static const std::vector<std::string> names{"westeurope", "West Europe", "EastUS2", "Brazil South",
                                                "northeurope"};
    return region(random.pick(names));
}

std::string random_image_id(random_source& random, const world& of) {
    const auto& versions = of.estate.image_versions;
    if (versions.empty() || random.percent(3))
        return "/SharedGalleries/somewhere-else/Images/ubuntu-22/Versions/1.10.0";
    const gallery_image_version& version = random.pick(versions);
    std::string id = version.definition_id().text();
    const resource_id owner = version.id.without_last(4);
    const auto listed = std::find_if(of.estate.galleries.begin(), of.estate.galleries.end(),
                                     [&](const gallery& g) { return g.id == owner; });
    if (listed != of.estate.galleries.end() && random.percent(30)) {
        const std::string image = "/Images/" + std::string(version.definition_id().name());
        if (!listed->unique_name.empty()) id = "/SharedGalleries/" + listed->unique_name + image;
        if (!listed->public_names.empty() && random.percent(50))
            id = "/CommunityGalleries/" + random.pick(listed->public_names) + image;
    }
    switch (random.below(5)) {
    case 0: break;
    case 1: id += "/Versions/latest"; break;
    default: id += "/versions/" + version.version.to_string(); break;
    }
    return respelled(random, id);
}

reference random_reference(random_source& random, const world& of) {
    static const std::vector<std::string> kinds{"virtual_machine", "scale_set", "scale_set_instance", "disk",
                                                "infrastructure_file"};
    return {random.pick(kinds), "consumer-" + std::to_string(random.below(50)), random_image_id(random, of),
            random.percent(20) ? region() : random_region(random)};
}

management_lock random_lock(random_source& random, const world& of) {
    management_lock made;
    if (!of.estate.image_versions.empty()) {
        // From the version itself up to its subscription.
        static const std::vector<int> levels{0, 0, 0, 2, 2, 4, 8, 10};
        made.scope = random.pick(of.estate.image_versions).id.without_last(random.pick(levels));
    } else {
        made.scope = id_of(subscriptions[0]);
    }
    made.scope = id_of(respelled(random, made.scope.text()));
    made.id = id_of(made.scope.text() + "/providers/Microsoft.Authorization/locks/lock-" +
                    std::to_string(of.estate.locks.size()));
    static const std::vector<std::string> names{"CanNotDelete", "cannotdelete", "ReadOnly", "NotSpecified",
                                                "Frozen"};
    made.level = open_enum<lock_level_names>(random.pick(names));
    return made;
}

world random_world(random_source& random) {
    world made;
    made.now = parse_timestamp("2026-09-30T00:00:00Z").value() + hours(random.below(48));
    made.estate.taken_at = made.now;
    const std::size_t galleries = 1 + random.below(3);
    for (std::size_t g = 0; g < galleries; ++g) {
        const gallery owner = random_gallery(random, g);
        if (!random.percent(10)) made.estate.galleries.push_back(owner);
        static const std::vector<std::string> names{"ubuntu-22", "win22", "Rhel"};
        const std::size_t definitions = 1 + random.below(2);
        for (std::size_t d = 0; d < definitions; ++d) {
            image_definition definition;
            definition.id = id_of(owner.id.text() + "/images/" + names[random.below(2) == 0 ? d : 2 - d]);
            if (random.percent(50))
                add_tag(random, definition.tags, "tier", random.percent(60) ? "prod" : "test");
            if (random.percent(4)) add_tag(random, definition.tags, "LEGAL-hold", "case 9");
            if (std::any_of(made.estate.image_definitions.begin(), made.estate.image_definitions.end(),
                            [&](const auto& other) { return other.id == definition.id; }))
                continue;
            if (!random.percent(10)) made.estate.image_definitions.push_back(definition);
            std::vector<image_version> free = numbers();
            random.shuffle(free);
            for (std::size_t left = random.below(8); left > 0; --left)
                made.estate.image_versions.push_back(
                    random_version(random, definition.id, free[left], made.now));
        }
    }
    auto& versions = made.estate.image_versions;
    // Two definitions that are not listed may share a name.
    std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    versions.erase(std::unique(versions.begin(), versions.end(),
                               [](const auto& a, const auto& b) { return a.id == b.id; }),
                   versions.end());
    random.shuffle(versions);
    for (gallery_image_version& version : versions)
        if (random.percent(10))
            if (const auto source = parse_image_target(random_image_id(random, made)); source && *source)
                version.storage.sources.push_back(**source);
    for (const gallery_image_version& version : versions)
        if (random.percent(5)) made.estate.soft_deleted_versions.push_back(version.id);
    if (!versions.empty() && random.percent(10)) {
        const resource_id definition = random.pick(versions).definition_id();
        made.estate.soft_deleted_versions.push_back(id_of(definition.text() + "/versions/77.7.7"));
        made.estate.soft_deleted_versions.push_back(made.estate.soft_deleted_versions.back());
    }
    if (!random.percent(5)) made.estate.scopes = {id_of(subscriptions[0]), id_of(subscriptions[1])};
    add_coverage(random, made);
    for (std::size_t left = random.below(5); left > 1; --left)
        made.estate.locks.push_back(random_lock(random, made));
    for (std::size_t left = random.below(6); left > 0; --left)
        made.references.push_back(random_reference(random, made));
    if (random.percent(75)) made.estate.watched_since = made.now - day * 100;
    if (random.percent(25)) made.estate.watched_since = instant_near(random, made.now);
    for (const gallery_image_version& version : versions)
        if (random.percent(20)) made.estate.last_seen_in_use[version.id] = instant_near(random, made.now);
    const std::size_t rules = random.percent(15) ? random.below(2) : 1 + random.below(3);
    for (std::size_t r = 0; r < rules; ++r) made.policy.rules.push_back(random_rule(random, r));
    if (rules > 0 && random.percent(70)) made.policy.rules.back().match = {};
    return made;
}

} // namespace property
