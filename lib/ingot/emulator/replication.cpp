#include <ingot/emulator/detail/replication.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/automatic_upgrades.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

const json* target_regions(const json& version) noexcept {
    const json* const regions = find(version, {"properties", "publishingProfile", "targetRegions"});
    return regions != nullptr && regions->IsArray() ? regions : nullptr;
}

json row(std::string_view where, std::string_view row_state, int progress) {
    json made = json_object();
    set(made, "region", where);
    set(made, "state", row_state);
    set(made, "details", "");
    set(made, "progress", json(progress));
    return made;
}

const json* find_row(const json& status, const region& where) {
    const json* const summary = find(&status, "summary");
    if (summary == nullptr || !summary->IsArray()) return nullptr;
    for (const auto& each : summary->GetArray())
        if (region(text_of(find(&each, "region"))) == where) return &each;
    return nullptr;
}

json* find_row(json& status, const region& where) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): what it points into is not const
    return const_cast<json*>(find_row(static_cast<const json&>(status), where));
}

void aggregate(json& status) {
    const json* const summary = find(&status, "summary");
    bool failed = false;
    bool running = false;
    bool any = false;
    if (summary != nullptr && summary->IsArray()) {
        for (const auto& each : summary->GetArray()) {
            const auto row_state = text_of(find(&each, "state"));
            any = true;
            failed = failed || equal_folded(row_state, "Failed");
            running = running || !(equal_folded(row_state, "Failed") || equal_folded(row_state, "Completed"));
        }
    }
    set(status, "aggregatedState",
        !any      ? "Unknown"
        : running ? "InProgress"
        : failed  ? "Failed"
                  : "Completed");
}

/// The status as if everything had been replicated long ago.
json assumed_status(const json& version) {
    json status = json_object();
    json summary = json_array();
    if (const json* const regions = target_regions(version);
        regions != nullptr && equal_folded(provisioning_state(version), "Succeeded"))
        for (const auto& each : regions->GetArray())
            append(summary, row(text_of(find(&each, "name")), "Completed", 100));
    set(status, "summary", std::move(summary));
    aggregate(status);
    return status;
}

/// FNV-1a: the same on every platform.
std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

duration replica_takes(const replication_times& times, const std::string& folded_id, const region& where) {
    constexpr std::int64_t shares = 1000;
    const auto share = static_cast<std::int64_t>(hash_of(folded_id + '|' + where.name()) % shares);
    return times.shortest + times.spread * share / shares;
}

bool planned_to_fail(world& state, const std::string& folded_id, const region& where) {
    for (auto& planned : state.failing_replications) {
        if (planned.times == 0 || planned.where != where) continue;
        if (!planned.version_id.empty() && planned.version_id != folded_id) continue;
        --planned.times;
        return true;
    }
    return false;
}

void end_replica(world& state, const std::string& folded_id, std::uint64_t life, const region& where,
                 timestamp ends, bool fails) {
    auto* const version = state.resources.find(resource_kind::image_version, folded_id, life);
    const auto under_way = state.replicating.find(folded_id);
    if (version == nullptr || under_way == state.replicating.end()) return;
    const auto replica = under_way->second.find(where);
    if (replica == under_way->second.end() || replica->second.ends != ends)
        return; // taken out, then added again
    under_way->second.erase(replica);
    json& status = object_at(object_at(version->body, "properties"), "replicationStatus");
    if (json* const there = find_row(status, where)) {
        set(*there, "state", fails ? "Failed" : "Completed");
        set(*there, "progress", json(fails ? 0 : 100));
        if (fails) set(*there, "details", "The replication job failed. Remove the region and add it again.");
    }
    aggregate(status);
    if (!fails) await_automatic_upgrade(state, resource_id::parse(folded_id)->without_last(2).text());
}

void begin_replica(world& state, const std::string& folded_id, std::uint64_t life, const region& where,
                   timestamp starts, timestamp ends, bool fails) {
    state.replicating[folded_id][where] = {starts, ends};
    state.events.at(ends, [&state, folded_id, life, where, ends, fails] {
        end_replica(state, folded_id, life, where, ends, fails);
    });
}

} // namespace

replication_ends replicate(world& state, std::string_view id, stored_resource& version, bool all_fail) {
    const std::string folded_id = fold(id);
    const region home(text_at(version.body, {"location"}));
    json& properties = object_at(version.body, "properties");
    json before = find(&properties, "replicationStatus") != nullptr
                      ? json_copy(*find(&properties, "replicationStatus"))
                      : assumed_status(version.body);
    json summary = json_array();
    std::vector<region> fresh;
    std::vector<region> wanted;
    if (const json* const regions = target_regions(version.body)) {
        for (const auto& each : regions->GetArray()) {
            const auto spelled = text_of(find(&each, "name"));
            const region where(spelled);
            wanted.push_back(where);
            if (json* const there = find_row(before, where)) {
                append(summary, json_copy(*there));
            } else {
                append(summary, row(spelled, "Replicating", 0));
                fresh.push_back(where);
            }
        }
    }
    json status = json_object();
    set(status, "summary", std::move(summary));
    aggregate(status);
    set(properties, "replicationStatus", std::move(status));

    auto& under_way = state.replicating[folded_id];
    std::erase_if(under_way, [&](const auto& replica) {
        return std::find(wanted.begin(), wanted.end(), replica.first) == wanted.end();
    });

    replication_ends ends{state.now, state.now};
    const bool home_is_new = std::find(fresh.begin(), fresh.end(), home) != fresh.end();
    bool home_fails = all_fail;
    if (home_is_new) {
        home_fails = home_fails || planned_to_fail(state, folded_id, home);
        ends.home = state.now + state.settings.replication.home;
        begin_replica(state, folded_id, version.life, home, state.now, ends.home, home_fails);
    }
    ends.last = ends.home;
    for (const auto& where : fresh) {
        if (where == home) continue;
        const timestamp end = ends.home + replica_takes(state.settings.replication, folded_id, where);
        const bool fails =
            (home_is_new && home_fails) || all_fail || planned_to_fail(state, folded_id, where);
        begin_replica(state, folded_id, version.life, where, ends.home, end, fails);
        ends.last = std::max(ends.last, end);
    }
    return ends;
}

void resume_replication(world& state, std::string_view id, stored_resource& version) {
    const std::string folded_id = fold(id);
    json* const status = find(find(&version.body, "properties"), "replicationStatus");
    json* const summary = find(status, "summary");
    if (summary == nullptr || !summary->IsArray()) return;
    for (const auto& each : summary->GetArray()) {
        const region where(text_of(find(&each, "region")));
        if (equal_folded(text_of(find(&each, "state")), "Replicating"))
            begin_replica(state, folded_id, version.life, where, state.now,
                          state.now + replica_takes(state.settings.replication, folded_id, where), false);
    }
}

json replication_status(const world& state, std::string_view id, const json& version) {
    const json* const stored = find(version, {"properties", "replicationStatus"});
    if (stored == nullptr) return assumed_status(version);
    json status = json_copy(*stored);
    const auto under_way = state.replicating.find(fold(id));
    if (under_way == state.replicating.end()) return status;
    for (const auto& [where, replica] : under_way->second) {
        json* const there = find_row(status, where);
        if (there == nullptr || state.now <= replica.starts) continue;
        const duration whole = replica.ends - replica.starts;
        const auto percent = whole.count() > 0 ? (state.now - replica.starts) * 100 / whole : 99;
        set(*there, "progress", json(static_cast<int>(std::min<std::int64_t>(percent, 99))));
    }
    return status;
}

bool is_replicated(const json& version, const region& where) {
    const json* const regions = target_regions(version);
    if (regions == nullptr) return false;
    const auto targets = regions->GetArray();
    if (std::none_of(targets.begin(), targets.end(),
                     [&](const json& each) { return region(text_of(find(&each, "name"))) == where; }))
        return false;
    const json* const stored = find(version, {"properties", "replicationStatus"});
    if (stored == nullptr) return equal_folded(provisioning_state(version), "Succeeded");
    const json* const there = find_row(*stored, where);
    return there != nullptr && equal_folded(text_of(find(there, "state")), "Completed");
}

bool any_replica_failed(const json& version) {
    const json* const summary = find(version, {"properties", "replicationStatus", "summary"});
    if (summary == nullptr || !summary->IsArray()) return false;
    const auto rows = summary->GetArray();
    return std::any_of(rows.begin(), rows.end(), [](const json& each) {
        return equal_folded(text_of(find(&each, "state")), "Failed");
    });
}

} // namespace ingot::inline v0::emulator
