// The part of the plan document that writes.
#include <ingot/document/plan_document.hpp>

#include <ingot/document/canonical_writer.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/document/digest_sink.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>

#include <algorithm>
#include <vector>

namespace ingot::inline v0 {

namespace {

void write_texts(canonical_writer& out, const std::vector<std::string>& texts) {
    out.begin_array();
    for (const std::string& text : texts) out.text(text);
    out.end_array();
}

void write_optional_version(canonical_writer& out, const std::optional<image_version>& version) {
    if (version)
        out.text(version->to_string());
    else
        out.null();
}

void write_flag(canonical_writer& out, std::string_view name, const std::optional<bool>& flag) {
    if (!flag) return;
    out.key(name);
    out.boolean(*flag);
}

void write_target_region(canonical_writer& out, const target_region& target) {
    out.begin_object();
    if (target.additional_replicas != 0) {
        out.key("additional_replicas");
        out.integer(target.additional_replicas);
    }
    write_flag(out, "exclude_from_latest", target.exclude_from_latest);
    out.member("name", target.name.name());
    if (target.regional_replica_count) {
        out.key("regional_replica_count");
        out.integer(*target.regional_replica_count);
    }
    if (!target.storage_account_type.empty()) out.member("storage_account_type", target.storage_account_type);
    out.end_object();
}

/// Only what the change names.
void write_change(canonical_writer& out, const version_change& change) {
    out.begin_object();
    if (!change.add_regions.empty()) {
        out.key("add_regions");
        out.begin_array();
        for (const target_region& target : change.add_regions) write_target_region(out, target);
        out.end_array();
    }
    if (!change.drop_regions.empty()) {
        out.key("drop_regions");
        out.begin_array();
        for (const region& name : change.drop_regions) out.text(name.name());
        out.end_array();
    }
    if (change.end_of_life_date) out.member("end_of_life_date", format_timestamp(*change.end_of_life_date));
    write_flag(out, "exclude_from_latest", change.exclude_from_latest);
    if (!change.exclude_in_regions.empty()) {
        out.key("exclude_in_regions");
        out.begin_object();
        for (const auto& [name, flag] : change.exclude_in_regions) write_flag(out, name.name(), flag);
        out.end_object();
    }
    if (change.remove) write_flag(out, "remove", true);
    if (!change.remove_tags.empty()) {
        out.key("remove_tags");
        write_texts(out, change.remove_tags);
    }
    if (change.restore) write_flag(out, "restore", true);
    if (!change.set_tags.empty()) {
        std::vector<std::pair<std::string_view, std::string_view>> tags(change.set_tags.begin(),
                                                                        change.set_tags.end());
        std::sort(tags.begin(), tags.end(),
                  [](const auto& a, const auto& b) { return less_utf16(a.first, b.first); });
        out.key("set_tags");
        out.begin_object();
        for (const auto& [name, value] : tags) out.member(name, value);
        out.end_object();
    }
    out.end_object();
}

void write_step(canonical_writer& out, const step& s) {
    out.begin_object();
    out.member("action", name_of(s.action));
    out.member("because", s.because);
    out.member("id", s.id);
    out.key("inverse");
    if (s.inverse)
        write_change(out, *s.inverse);
    else
        out.null();
    out.key("precondition");
    out.begin_object();
    out.member("digest", s.precondition);
    out.end_object();
    out.key("request");
    write_change(out, s.request);
    out.key("requires");
    write_texts(out, s.requires_done);
    out.member("target", s.target.text());
    out.end_object();
}

void write_hold(canonical_writer& out, const hold& h) {
    out.begin_object();
    out.member("code", name_of(h.code));
    out.member("detail", h.detail);
    out.key("evidence");
    write_texts(out, h.evidence);
    if (h.until) out.member("until", format_timestamp(*h.until));
    out.end_object();
}

void write_verdict(canonical_writer& out, const verdict& v) {
    out.begin_object();
    out.member("decision", name_of(v.decision));
    out.key("holds");
    out.begin_array();
    for (const hold& h : v.holds) write_hold(out, h);
    out.end_array();
    out.member("id", v.id.text());
    out.key("rule");
    if (v.rule)
        out.text(*v.rule);
    else
        out.null();
    out.member("stage", name_of(v.stage));
    out.end_object();
}

void write_estimates(canonical_writer& out, const plan_estimates& estimates) {
    out.begin_object();
    out.key("gigabytes_freed");
    out.integer(estimates.gigabytes_freed);
    out.member("least_duration", format_duration(estimates.least_duration));
    out.key("replicas_removed");
    out.integer(estimates.replicas_removed);
    out.key("requests");
    out.integer(estimates.requests);
    out.end_object();
}

result<void> write(const plan& from, byte_sink& sink, bool with_own_digest) {
    canonical_writer out(sink);
    out.begin_object();
    out.member("estate_digest", from.estate_digest);
    out.key("estimates");
    write_estimates(out, from.estimates);
    out.key("latest");
    out.begin_array();
    for (const latest_change& change : from.latest) {
        out.begin_object();
        out.key("after");
        write_optional_version(out, change.after);
        out.key("before");
        write_optional_version(out, change.before);
        out.member("definition", change.definition.text());
        out.member("region", change.where.name());
        out.end_object();
    }
    out.end_array();
    out.member("now", format_timestamp(from.now));
    if (with_own_digest) out.member("plan_digest", from.plan_digest);
    out.member("policy_digest", from.policy_digest);
    out.member("schema", "ingot.plan/1");
    out.key("steps");
    out.begin_array();
    for (const step& s : from.steps) write_step(out, s);
    out.end_array();
    out.key("verdicts");
    out.begin_array();
    for (const verdict& v : from.verdicts) write_verdict(out, v);
    out.end_array();
    out.end_object();
    return out.finish();
}

} // namespace

std::string plan_digest(const plan& from) {
    digest_sink sink;
    (void)write(from, sink, false); // a text that is not UTF-8 fails write_plan()
    return sink.digest();
}

void seal(plan& made, const estate& from, const policy& under) {
    made.estate_digest = estate_digest(from);
    made.policy_digest = policy_digest(under);
    made.plan_digest = plan_digest(made);
}

plan make_sealed_plan(const estate& from, const policy& under, timestamp now) {
    plan made = make_plan(from, decide(from, under, now), now,
                          [](const gallery_image_version& version) { return version_digest(version, false); });
    seal(made, from, under);
    return made;
}

result<void> write_plan(const plan& from, byte_sink& sink) {
    if (auto written = write(from, sink, true); !written) return written;
    return sink.write("\n");
}

} // namespace ingot::inline v0
