#include <ingot/document/canonical_writer.hpp>
#include <ingot/document/explanation_document.hpp>

#include <set>

namespace ingot::inline v0 {

result<void> write_explanation(const plan& from, const std::vector<const verdict*>& chosen, byte_sink& sink) {
    canonical_writer out(sink);
    std::set<resource_id> ids;
    for (const verdict* one : chosen) ids.insert(one->id);
    out.begin_object();
    out.member("plan_digest", from.plan_digest);
    out.member("schema", "ingot.explanation/1");
    out.key("steps");
    out.begin_array();
    for (const step& planned : from.steps) {
        if (ids.count(planned.target) == 0) continue;
        out.begin_object();
        out.member("action", name_of(planned.action));
        out.member("because", planned.because);
        out.member("id", planned.id);
        out.key("reversible");
        out.boolean(planned.inverse.has_value());
        out.member("target", planned.target.text());
        out.end_object();
    }
    out.end_array();
    out.key("verdicts");
    out.begin_array();
    for (const verdict* one : chosen) {
        out.begin_object();
        out.member("decision", name_of(one->decision));
        out.key("holds");
        out.begin_array();
        for (const hold& held : one->holds) {
            out.begin_object();
            out.member("code", name_of(held.code));
            out.member("detail", held.detail);
            out.key("evidence");
            out.begin_array();
            for (const std::string& shown : held.evidence) out.text(shown);
            out.end_array();
            if (held.until) out.member("until", format_timestamp(*held.until));
            out.end_object();
        }
        out.end_array();
        out.member("id", one->id.text());
        out.key("rule");
        if (one->rule)
            out.text(*one->rule);
        else
            out.null();
        out.member("stage", name_of(one->stage));
        out.end_object();
    }
    out.end_array();
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

} // namespace ingot::inline v0
