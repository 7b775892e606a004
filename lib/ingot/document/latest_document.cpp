#include <ingot/document/latest_document.hpp>

#include <ingot/document/canonical_writer.hpp>

namespace ingot::inline v0 {

namespace {

void write_region(canonical_writer& out, const latest_in_region& answer) {
    out.begin_object();
    out.key("assumed");
    out.boolean(answer.assumed);
    out.key("passed_over");
    out.begin_array();
    for (const passed_over& passed : answer.skipped) {
        out.begin_object();
        out.member("reason", name_of(passed.reason));
        out.member("version", passed.version.to_string());
        out.end_object();
    }
    out.end_array();
    out.member("region", answer.where.name());
    out.key("version");
    if (answer.version)
        out.text(answer.version->to_string());
    else
        out.null();
    out.end_object();
}

} // namespace

result<void> write_latest(const std::vector<definition_latest>& definitions, byte_sink& sink) {
    canonical_writer out(sink);
    out.begin_object();
    out.key("definitions");
    out.begin_array();
    for (const definition_latest& definition : definitions) {
        out.begin_object();
        out.member("id", definition.id.text());
        out.key("regions");
        out.begin_array();
        for (const latest_in_region& answer : definition.regions) write_region(out, answer);
        out.end_array();
        out.end_object();
    }
    out.end_array();
    out.member("schema", "ingot.latest/1");
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

} // namespace ingot::inline v0
