#include "command_table.hpp"
#include "explanation.hpp"
#include "input.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "terminal.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/explanation_document.hpp>
#include <ingot/document/plan_document.hpp>

namespace ingot::cli {

namespace {

result<exit_status> run(const arguments& given) {
    const auto plan = read_plan_file(*given.operand(0));
    if (!usable(plan)) return exit_status::unusable;
    std::vector<const verdict*> chosen;
    const auto wanted = given.operand(1);
    for (const verdict& one : plan->verdicts)
        if (!wanted || is_about(one.id, *wanted)) chosen.push_back(&one);
    if (wanted && chosen.empty())
        return fail(
            errc::invalid_argument,
            fmt::format("no version in {} has '{}' in its id; 'ingot explain {}' lists the definitions",
                        *given.operand(0), *wanted, *given.operand(0)));
    if (given.has("json")) {
        stdout_sink sink;
        if (const auto written = write_explanation(*plan, chosen, sink); !written)
            return tl::unexpected(written.error());
    } else if (wanted) {
        print_explanations(*plan, chosen);
    } else {
        print_overview(*plan);
    }
    return exit_status::done;
}

} // namespace

command explain_command() {
    return {
        "explain",
        "Say why a plan keeps, deprecates, trims or deletes a version.",
        {{{"plan.json", "a plan, as 'ingot plan' writes it"},
          {"ID", "the id of a version, or a part of it such as ubuntu24/20260915.1.0", false}},
         {json_option}},
        "Without an ID: a table of decisions per definition, the most frequent holds, and when the next "
        "holds lapse. With one: every version that it names, with every hold, what shows it, and the steps.",
        {{"ingot explain plan.json", "an overview"},
         {"ingot explain plan.json ubuntu24/20260915.1.0", "why that version is kept"},
         {"ingot explain plan.json ubuntu24", "every version of that definition"}},
        run,
    };
}

} // namespace ingot::cli
