#include "command_table.hpp"
#include "input.hpp"
#include "plan_summary.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "wrap.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/check_document.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/plan/check_plan.hpp>

namespace ingot::cli {

namespace {

void print_text(const std::vector<plan_finding>& findings, const plan& checked) {
    for (const plan_finding& one : findings) {
        std::string where = one.step.empty() ? "" : " " + one.step;
        if (!one.target.empty()) where += " " + short_name(one.target);
        write(stdout,
              wrap(fmt::format("{}{}: {}", name_of(one.rule), where, one.sentence), "", "  ", line_width));
    }
    if (findings.empty())
        print("{}: no safety rule is broken.\n", counted(checked.steps.size(), "step", "steps"));
    else
        print("{}\n", counted(findings.size(), "finding", "findings"));
}

result<exit_status> run(const arguments& given) {
    const auto plan = read_plan_file(*given.operand(0));
    const auto estate = read_estate_file(*given.operand(1));
    const bool plan_usable = usable(plan);
    const bool estate_usable = usable(estate);
    if (!plan_usable || !estate_usable) return exit_status::unusable;
    const auto findings = check_plan(*plan, *estate);
    const bool same_estate = estate_digest(*estate) == plan->estate_digest;
    if (given.has("json")) {
        stdout_sink sink;
        if (const auto written = write_findings(findings, same_estate, sink); !written)
            return tl::unexpected(written.error());
    } else {
        if (!same_estate) print("The plan was made from another estate than this one.\n");
        print_text(findings, *plan);
    }
    return findings.empty() ? exit_status::done : exit_status::incomplete;
}

} // namespace

command check_command() {
    return {
        "check",
        "List every safety rule that a plan would break on an estate.",
        {{{"plan.json", "a plan, as 'ingot plan' writes it"},
          {"estate.json", "the estate to check it against"}},
         {json_option}},
        "The check is written apart from the code that decides and plans, and needs no policy. The estate "
        "may be a newer one than that of the plan. The exit status is 1 when there are findings.",
        {{"ingot check plan.json estate.json", "finds nothing in a plan that 'ingot plan' just made"}},
        run,
    };
}

} // namespace ingot::cli
