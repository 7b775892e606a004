#include "properties.hpp"

#include <sstream>

namespace property {
namespace {

using namespace ingot;

std::string shown(const std::optional<timestamp>& at) { return at ? format_timestamp(*at) : "none"; }
std::string shown(const std::optional<bool>& flag) { return !flag ? "none" : *flag ? "yes" : "no"; }

void show(std::ostream& out, const gallery_image_version& version) {
    out << "version " << version.id.text() << "\n  home '" << version.location.name() << "' state '"
        << version.provisioning_state.spelling() << "' published " << shown(version.publishing.published_date)
        << " created " << shown(version.created_at) << " end of life "
        << shown(version.publishing.end_of_life_date)
        << (version.safety.block_deletion_before_end_of_life ? " BLOCKED" : "")
        << (version.validation_failed ? " INVALID" : "") << "\n  excluded "
        << shown(version.publishing.exclude_from_latest) << " targets";
    for (const target_region& target : version.publishing.target_regions)
        out << ' ' << target.name.name() << "(excluded " << shown(target.exclude_from_latest) << ", replicas "
            << version.replicas_in(target) << ')';
    out << "\n  replication";
    if (!version.replication)
        out << " none";
    else
        for (const replication_row& row : *version.replication)
            out << ' ' << row.name.name() << '=' << row.state.spelling();
    out << "\n  tags";
    for (const auto& [name, value] : version.tags) out << ' ' << name << "='" << value << '\'';
    for (const image_target& source : version.storage.sources) out << "\n  made from " << source.text();
    out << '\n';
}

void show(std::ostream& out, const rule& one) {
    out << "rule " << one.name << "\n  match galleries";
    for (const auto& glob : one.match.galleries) out << ' ' << glob;
    out << " definitions";
    for (const auto& glob : one.match.definitions) out << ' ' << glob;
    for (const auto& [name, globs] : one.match.tags) out << " tag " << name << '=' << globs.front();
    out << "\n  keep newest " << one.keep.newest << " reserve " << one.keep.rollback_reserve << " lineage "
        << one.keep.lineage;
    for (const auto& [name, globs] : one.keep.tags) out << " tag " << name << '=' << globs.front();
    for (const auto& glob : one.keep.versions) out << " version " << glob;
    if (one.deprecate)
        out << "\n  deprecate older than " << format_duration(one.deprecate->older_than) << " keep "
            << one.deprecate->keep_newest << " end of life after "
            << format_duration(one.deprecate->end_of_life_after);
    if (one.trim)
        out << "\n  trim keep " << one.trim->keep_newest << " deprecated only " << one.trim->deprecated_only;
    if (one.remove) {
        out << "\n  delete older than " << format_duration(one.remove->older_than);
        if (one.remove->deprecated_for)
            out << " deprecated for " << format_duration(*one.remove->deprecated_for);
        if (one.remove->unused_for) out << " unused for " << format_duration(*one.remove->unused_for);
    }
    if (one.failed) out << "\n  failed after " << format_duration(one.failed->delete_after);
    if (one.candidates) out << "\n  candidates after " << format_duration(one.candidates->delete_after);
    if (one.shared) out << "\n  notice " << format_duration(one.shared->notice);
    out << "\n  evidence at most " << format_duration(one.evidence.max_age) << " old, sources";
    for (const auto& source : one.evidence.sources) out << ' ' << source;
    for (const auto& scope : one.evidence.scopes) out << ' ' << scope.text();
    out << "\n  at most " << one.limits.max_deletes << " deletes, fraction " << one.limits.max_fraction
        << '\n';
}

} // namespace

std::string described(const world& of) {
    std::ostringstream out;
    out << "now " << format_timestamp(of.now) << " watched since " << shown(of.estate.watched_since) << '\n';
    for (const resource_id& scope : of.estate.scopes) out << "scope " << scope.text() << '\n';
    for (const coverage_row& row : of.estate.coverage)
        out << "coverage " << row.scope.text() << ' ' << row.source << ' ' << row.status.spelling() << ' '
            << shown(row.at) << '\n';
    for (const gallery& one : of.estate.galleries) {
        out << "gallery " << one.id.text() << " permissions '" << one.permissions.spelling()
            << "' soft delete " << one.soft_delete_enabled << " unique name '" << one.unique_name << '\'';
        for (const std::string& name : one.public_names) out << " public " << name;
        out << '\n';
    }
    for (const image_definition& one : of.estate.image_definitions) {
        out << "definition " << one.id.text();
        for (const auto& [name, value] : one.tags) out << ' ' << name << "='" << value << '\'';
        out << '\n';
    }
    for (const gallery_image_version& version : of.estate.image_versions) show(out, version);
    for (const resource_id& id : of.estate.soft_deleted_versions) out << "soft-deleted " << id.text() << '\n';
    for (const management_lock& lock : of.estate.locks)
        out << "lock " << lock.scope.text() << ' ' << lock.level.spelling() << '\n';
    for (const reference& one : of.references)
        out << "reference " << one.kind << ' ' << one.consumer << " in '" << one.where.name() << "' to "
            << one.target << '\n';
    for (const auto& [id, at] : of.estate.last_seen_in_use)
        out << "seen in use " << id.text() << ' ' << format_timestamp(at) << '\n';
    for (const rule& one : of.policy.rules) show(out, one);
    return out.str();
}

} // namespace property
