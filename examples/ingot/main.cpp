#include "command_table.hpp"
#include "help.hpp"
#include "nearest.hpp"
#include "report_error.hpp"
#include "terminal.hpp"

#include <ingot/version.hpp>

#include <algorithm>
#include <csignal>
#include <exception>
#include <string_view>
#include <vector>

namespace ingot::cli {

namespace {

bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h"; }

exit_status run_command(const command& one, const std::vector<std::string_view>& words) {
    if (std::any_of(words.begin(), words.end(), asks_for_help)) {
        write_bytes(stdout, help_of(one));
        return exit_status::done;
    }
    const auto given = arguments::parse(one.takes, words);
    if (!given) {
        report_error(given.error());
        note("See 'ingot {} --help'.\n", one.name);
        return exit_status::unusable;
    }
    const auto status = one.run(*given);
    if (status) return *status;
    report_error(status.error());
    return status_of(status.error());
}

exit_status run(const std::vector<std::string_view>& words) {
    const auto& commands = command_table();
    if (words.size() == 2 && words.front() == "help" && !asks_for_help(words.back()))
        return run({words.back(), "--help"});
    if (words.empty() || words.front() == "help" || asks_for_help(words.front())) {
        write_bytes(words.empty() ? stderr : stdout, general_help(commands));
        return words.empty() ? exit_status::unusable : exit_status::done;
    }
    if (words.front() == "--version") {
        print("ingot {}\n", INGOT_VERSION_STRING);
        return exit_status::done;
    }
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const command& one) { return one.name == words.front(); });
    if (found != commands.end()) return run_command(*found, {words.begin() + 1, words.end()});

    const std::string_view kind = words.front().substr(0, 1) == "-" ? "option" : "command";
    std::vector<std::string_view> names;
    names.reserve(commands.size());
    for (const command& one : commands) names.push_back(one.name);
    const auto meant = kind == "command" ? nearest(words.front(), names) : std::nullopt;
    report_error({errc::invalid_argument,
                  meant ? fmt::format("unknown {} '{}'; did you mean '{}'?", kind, words.front(), *meant)
                        : fmt::format("unknown {} '{}'", kind, words.front()),
                  {},
                  {}});
    note("See 'ingot --help'.\n");
    return exit_status::unusable;
}

} // namespace

} // namespace ingot::cli

int main(int count, char** texts) {
    using namespace ingot::cli;
    // A reader who has gone shows as a failed write, and must not kill a run half-way.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        std::vector<std::string_view> words;
        for (int at = 1; at < count; ++at) words.emplace_back(texts[at]);
        exit_status status = run(words);
        if (!finish_output()) {
            note("ingot: standard output could not be written\n");
            status = std::max(status, exit_status::incomplete);
        }
        return static_cast<int>(status);
    } catch (const std::exception& failure) {
        note("ingot: {}\n", failure.what());
        return static_cast<int>(exit_status::incomplete);
    }
}
