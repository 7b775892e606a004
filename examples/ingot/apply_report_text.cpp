#include "apply_report_text.hpp"

#include "plan_summary.hpp"
#include "short_name.hpp"
#include "stdout_sink.hpp"
#include "wrap.hpp"

#include <ingot/document/canonical_writer.hpp>

#include <algorithm>

namespace ingot::cli {

namespace {

std::string_view spoken(step_outcome outcome) {
    switch (outcome) {
    case step_outcome::done: return "done";
    case step_outcome::adopted: return "found done already";
    case step_outcome::done_before: return "done before";
    case step_outcome::stale: return "stale: plan again";
    case step_outcome::refused: return "refused for safety";
    case step_outcome::failed: return "failed";
    case step_outcome::skipped: return "skipped";
    case step_outcome::not_reached: return "not reached";
    }
    return "";
}

} // namespace

void print_report(const apply_report& report) {
    for (const step_report& one : report.steps) {
        if (is_done(one.outcome) || one.outcome == step_outcome::not_reached) continue;
        std::string line = fmt::format("{} {} {}: {}", one.step, name_of(one.action), short_name(one.target),
                                       spoken(one.outcome));
        if (!one.message.empty()) line += ": " + one.message;
        if (one.failure && one.failure->message != one.message) line += " (" + one.failure->message + ")";
        write(stdout, wrap(line, "  ", "    ", line_width));
        if (one.failure && one.failure->service)
            print("    Azure said {}{}{}\n", one.failure->service->code,
                  one.failure->service->request_id.empty() ? "" : ", request id ",
                  one.failure->service->request_id);
    }
    std::string line;
    for (const auto& [outcome, name] : step_outcome_names)
        if (const auto count = report.count(outcome); count > 0)
            line += fmt::format("{}{} {}", line.empty() ? "" : ", ", count, spoken(outcome));
    if (report.steps.empty()) line = "nothing to do";
    write(stdout, wrap(counted(report.steps.size(), "step", "steps") + ": " + line));
}

result<void> print_report_json(const apply_report& report, const plan& applied) {
    stdout_sink sink;
    canonical_writer out(sink);
    out.begin_object();
    out.key("complete");
    out.boolean(report.complete());
    out.member("plan_digest", applied.plan_digest);
    out.member("schema", "ingot.run/1");
    out.key("steps");
    out.begin_array();
    for (const step_report& one : report.steps) {
        out.begin_object();
        out.member("action", name_of(one.action));
        out.member("id", one.step);
        out.member("message", one.failure && one.message.empty() ? one.failure->message : one.message);
        out.member("outcome", name_of(one.outcome));
        out.member("target", one.target.text());
        out.end_object();
    }
    out.end_array();
    out.key("stopped");
    out.boolean(report.stopped);
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

exit_status status_of(const apply_report& report) {
    if (report.complete()) return exit_status::done;
    const bool refused_all =
        !report.stopped && std::all_of(report.steps.begin(), report.steps.end(), [](const step_report& one) {
            return one.outcome == step_outcome::refused || one.outcome == step_outcome::skipped;
        });
    return refused_all ? exit_status::refused : exit_status::incomplete;
}

} // namespace ingot::cli
