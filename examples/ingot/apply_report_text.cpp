#include "apply_report_text.hpp"

#include "plan_summary.hpp"
#include "short_ids.hpp"
#include "stdout_sink.hpp"
#include "wrap.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/canonical_writer.hpp>

#include <algorithm>

namespace ingot::cli {

namespace {

std::string_view spoken(step_outcome outcome) {
    switch (outcome) {
    case step_outcome::done: return "done";
    case step_outcome::adopted: return "found done already";
    case step_outcome::done_before: return "done before";
    case step_outcome::stale: return "stale";
    case step_outcome::refused: return "refused for safety";
    case step_outcome::failed: return "failed";
    case step_outcome::skipped: return "skipped";
    case step_outcome::not_reached: return "not reached";
    }
    return "";
}

/// What kept a step from being done was the way to the cloud, not the cloud's answer.
bool is_unreached(const step_report& one) {
    return one.failure && !one.failure->service &&
           (one.failure->code == errc::unavailable || one.failure->code == errc::timed_out);
}

bool needs_new_plan(const step_report& one) {
    return one.outcome == step_outcome::stale || (one.outcome == step_outcome::refused && !one.failure);
}

/// The reason of a step, whose target and outcome stand before it already.
std::string reason_of(const step_report& one) {
    std::string_view text = one.message;
    const std::string& target = one.target.text();
    if (text.substr(0, target.size()) == target) text.remove_prefix(target.size());
    constexpr std::string_view advice = "; plan again";
    if (text.size() >= advice.size() && text.substr(text.size() - advice.size()) == advice)
        text.remove_suffix(advice.size());
    std::string reason = with_short_ids(text.substr(std::min(text.find_first_not_of(": "), text.size())));
    if (!one.failure || one.message.find(one.failure->message) != std::string::npos) return reason;
    const std::string failure = with_short_ids(one.failure->message);
    return reason.empty() ? failure : reason + " (" + failure + ")";
}

void print_step(const step_report& one) {
    const std::string reason = reason_of(one);
    write(stdout, wrap(fmt::format("{} {} {}: {}{}{}", one.step, name_of(one.action), short_name(one.target),
                                   spoken(one.outcome), reason.empty() ? "" : ": ", reason),
                       "  ", "    ", line_width));
    if (one.failure && one.failure->service)
        print("    Azure said {}{}{}\n", one.failure->service->code,
              one.failure->service->request_id.empty() ? "" : ", request id ",
              one.failure->service->request_id);
}

} // namespace

bool was_cut_off(const apply_report& report) {
    bool some = false;
    for (const step_report& one : report.steps) {
        if (is_done(one.outcome) || one.outcome == step_outcome::skipped ||
            one.outcome == step_outcome::not_reached)
            continue;
        if (!is_unreached(one)) return false;
        some = true;
    }
    return some;
}

void print_report(const apply_report& report) {
    const bool cut_off = was_cut_off(report);
    if (cut_off) {
        const auto first = std::find_if(report.steps.begin(), report.steps.end(), is_unreached);
        write(stdout, wrap("The cloud cannot be reached: " + with_short_ids(first->failure->message), "",
                           "  ", line_width));
    }
    for (const step_report& one : report.steps)
        if (!cut_off && !is_done(one.outcome) && one.outcome != step_outcome::not_reached) print_step(one);
    std::string line;
    for (const auto& [outcome, name] : step_outcome_names)
        if (const auto count = report.count(outcome); count > 0)
            line += fmt::format("{}{} {}", line.empty() ? "" : ", ", count,
                                cut_off && outcome == step_outcome::refused ? "not begun" : spoken(outcome));
    if (report.steps.empty()) line = "nothing to do";
    write(stdout, wrap(counted(report.steps.size(), "step", "steps") + ": " + line));
    if (std::any_of(report.steps.begin(), report.steps.end(), needs_new_plan))
        print("The estate has changed since the plan was made: survey and plan again.\n");
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
        !report.stopped && !was_cut_off(report) &&
        std::all_of(report.steps.begin(), report.steps.end(), [](const step_report& one) {
            return one.outcome == step_outcome::refused || one.outcome == step_outcome::skipped;
        });
    return refused_all ? exit_status::refused : exit_status::incomplete;
}

} // namespace ingot::cli
