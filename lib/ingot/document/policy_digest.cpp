// The digested form of a policy.
#include <ingot/document/digest.hpp>

#include <ingot/document/digested_form.hpp>

namespace ingot::inline v0 {

namespace {

void write_tag_globs(canonical_writer& out, const tag_globs& all) {
    write_digested_map(out, all, [&](const globs& patterns) { write_digested(out, patterns); });
}

void write_duration(canonical_writer& out, std::string_view name, const std::optional<duration>& span) {
    out.key(name);
    write_digested(out, span);
}

void write_count(canonical_writer& out, std::string_view name, std::int32_t count) {
    out.key(name);
    out.integer(count);
}

/// An absent block is null.
template <class Block, class Write>
void write_block(canonical_writer& out, std::string_view name, const std::optional<Block>& block,
                 Write write) {
    out.key(name);
    if (!block) return out.null();
    out.begin_object();
    write(*block);
    out.end_object();
}

void write_expiry(canonical_writer& out, std::string_view name, const std::optional<expiry_block>& block) {
    write_block(out, name, block,
                [&](const expiry_block& b) { write_duration(out, "delete_after", b.delete_after); });
}

void write_evidence(canonical_writer& out, const evidence_block& evidence) {
    out.begin_object();
    write_duration(out, "max_age", evidence.max_age);
    std::vector<std::string> scopes;
    for (const resource_id& scope : evidence.scopes) scopes.push_back(scope.folded());
    out.key("scopes");
    write_digested(out, std::move(scopes));
    std::vector<std::string> sources;
    for (const std::string& source : evidence.sources) sources.push_back(fold(std::string_view(source)));
    out.key("sources");
    write_digested(out, std::move(sources));
    out.end_object();
}

void write_keep(canonical_writer& out, const keep_block& keep) {
    out.begin_object();
    out.key("lineage");
    out.boolean(keep.lineage);
    write_count(out, "newest", keep.newest);
    write_count(out, "rollback_reserve", keep.rollback_reserve);
    out.key("tags");
    write_tag_globs(out, keep.tags);
    out.key("versions");
    write_digested(out, keep.versions);
    out.end_object();
}

void write_match(canonical_writer& out, const match_block& match) {
    out.begin_object();
    out.key("definitions");
    write_digested(out, match.definitions);
    out.key("galleries");
    write_digested(out, match.galleries);
    out.key("tags");
    write_tag_globs(out, match.tags);
    out.end_object();
}

void write_rule(canonical_writer& out, const rule& r) {
    out.begin_object();
    write_expiry(out, "candidates", r.candidates);
    write_block(out, "delete", r.remove, [&](const delete_block& b) {
        write_duration(out, "deprecated_for", b.deprecated_for);
        write_duration(out, "older_than", b.older_than);
        write_duration(out, "unused_for", b.unused_for);
    });
    write_block(out, "deprecate", r.deprecate, [&](const deprecate_block& b) {
        write_duration(out, "end_of_life_after", b.end_of_life_after);
        write_count(out, "keep_newest", b.keep_newest);
        write_duration(out, "older_than", b.older_than);
    });
    out.key("evidence");
    write_evidence(out, r.evidence);
    write_expiry(out, "failed", r.failed);
    out.key("keep");
    write_keep(out, r.keep);
    out.key("limits");
    out.begin_object();
    write_count(out, "max_deletes", r.limits.max_deletes);
    out.key("max_fraction");
    out.number(r.limits.max_fraction);
    out.end_object();
    out.key("match");
    write_match(out, r.match);
    out.member("name", r.name);
    write_block(out, "shared", r.shared,
                [&](const shared_block& b) { write_duration(out, "notice", b.notice); });
    write_block(out, "trim", r.trim, [&](const trim_block& b) {
        out.key("deprecated_only");
        out.boolean(b.deprecated_only);
        write_count(out, "keep_newest", b.keep_newest);
    });
    out.end_object();
}

} // namespace

// The order of rules counts: the first that matches governs.
result<void> write_digested(const policy& from, byte_sink& sink) {
    canonical_writer out(sink);
    out.begin_object();
    out.key("rules");
    out.begin_array();
    for (const rule& r : from.rules) write_rule(out, r);
    out.end_array();
    out.member("schema", "ingot.policy/1");
    out.end_object();
    return out.finish();
}

} // namespace ingot::inline v0
