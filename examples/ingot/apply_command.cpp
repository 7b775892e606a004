#include "command_table.hpp"
#include "connection.hpp"
#include "input.hpp"
#include "output_path.hpp"
#include "run_plan.hpp"
#include "shared_options.hpp"

#include <ingot/document/plan_document.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ingot::cli {

namespace {

result<exit_status> run(const arguments& given) {
    const auto plan = read_plan_file(*given.operand(0));
    if (!usable(plan)) return exit_status::unusable;
    const std::string journal_path = *given.value("journal");
    const std::vector<std::optional<std::string>> inputs{given.operand(0), given.value("token-file"),
                                                         given.value("ca-bundle")};
    if (const auto fit = demand_writable("--journal", journal_path, inputs); !fit)
        return tl::unexpected(fit.error());
    if (const auto fit = demand_writable("--journal", plan_beside(journal_path), {}); !fit)
        return tl::unexpected(fit.error());
    auto log = run_journal::open(journal_path, *plan);
    if (!log) return tl::unexpected(log.error());
    return run_plan(given, *plan, *log);
}

} // namespace

command apply_command() {
    return {
        "apply",
        "Carry out a plan, step by step, with a journal.",
        {{{"plan.json", "a plan, as 'ingot plan' writes it"}},
         with_connection_options(
             {{"journal", "FILE", "where to write down what is sent and what came of it", true},
              {"subscription", "ID",
               "whose machines may use the images, asked just before anything irreversible (default: every "
               "subscription that the credential sees)",
               false, true},
              json_option})},
        "Every step begins with a fresh read, and goes on only if the version is still what the plan was "
        "made "
        "for. A step whose version has changed is stale: nothing is forced, plan again.\n\n"
        "Before a delete or a trim, usage is asked again: the lists of virtual machines, scale sets and their "
        "instances, which must be readable, and disks and image templates as far as they are. Lists serve for "
        "30 seconds; who begins to use a version within them, or while they are read, is not seen. Other "
        "subscriptions, and references that were given in a file, are not asked again. Before a delete the "
        "other versions of the definition are read as well: the latest of a region and the last good version "
        "are refused.\n\n"
        "What is about to be sent is in the journal, on disk, before it is sent. However the run ends, "
        "'ingot resume' goes on, and what was sent already is looked up, not sent again. The plan is kept "
        "beside the journal, in FILE.plan.json.",
        {{"ingot apply plan.json --journal run.jsonl", "carries the plan out"},
         {"ingot resume --journal run.jsonl", "goes on after a crash or Ctrl-C"}},
        run,
    };
}

} // namespace ingot::cli
