#include <ingot/document/canonical_writer.hpp>
#include <ingot/document/check_document.hpp>

namespace ingot::inline v0 {

result<void> write_findings(const std::vector<plan_finding>& findings, bool same_estate, byte_sink& sink) {
    canonical_writer out(sink);
    out.begin_object();
    out.key("findings");
    out.begin_array();
    for (const plan_finding& one : findings) {
        out.begin_object();
        out.member("rule", name_of(one.rule));
        out.member("sentence", one.sentence);
        out.member("step", one.step);
        out.member("target", one.target.text());
        out.end_object();
    }
    out.end_array();
    out.key("same_estate");
    out.boolean(same_estate);
    out.member("schema", "ingot.check/1");
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

} // namespace ingot::inline v0
