#include "command_table.hpp"
#include "connection.hpp"
#include "input.hpp"
#include "run_plan.hpp"
#include "shared_options.hpp"

#include <ingot/document/plan_document.hpp>

#include <fmt/format.h>

namespace ingot::cli {

namespace {

result<exit_status> run(const arguments& given) {
    const std::string journal_path = *given.value("journal");
    // Opened to read first: opening to write would begin a journal where there is none.
    if (const auto there = file_journal::open_to_read(journal_path); !usable(there))
        return exit_status::unusable;
    const auto plan = read_plan_file(plan_beside(journal_path));
    if (!plan && plan.error().code == errc::not_found)
        return fail(errc::invalid_argument,
                    fmt::format("{} is not there; 'ingot apply <plan> --journal {}' goes on as well",
                                plan_beside(journal_path), journal_path));
    if (!usable(plan)) return exit_status::unusable;
    auto log = run_journal::open(journal_path, *plan);
    if (!log) return tl::unexpected(log.error());
    return run_plan(given, *plan, *log);
}

} // namespace

command resume_command() {
    return {
        "resume",
        "Go on with a run that was stopped, at whatever point.",
        {{},
         with_connection_options(
             {{"journal", "FILE", "the journal of that run; its plan stands beside it", true},
              {"subscription", "ID",
               "whose machines may use the images (default: every subscription that the credential sees)",
               false, true},
              json_option})},
        "Finished steps are not repeated; a write whose answer is not known is looked up. Give the same "
        "connection options as to 'ingot apply'.",
        {{"ingot resume --journal run.jsonl", "goes on"}},
        run,
    };
}

} // namespace ingot::cli
