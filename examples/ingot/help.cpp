#include "help.hpp"

#include "terminal.hpp"
#include "wrap.hpp"

namespace ingot::cli {

namespace {

constexpr std::size_t meaning_column = 26;

std::string entry(const std::string& left, std::string_view meaning) {
    const std::string indent(meaning_column, ' ');
    if (left.size() + 4 > meaning_column) return "  " + left + "\n" + wrap(meaning, indent);
    return wrap(meaning, "  " + left + std::string(meaning_column - 2 - left.size(), ' '), indent,
                line_width);
}

std::string heading(std::string_view text) { return styled(stdout, style::bold, text).text + "\n"; }

std::string spelling(const option& one) {
    return fmt::format("--{}{}{}{}", one.name, one.value.empty() ? "" : " ", one.value,
                       one.many ? "..." : "");
}

} // namespace

std::string general_help(const std::vector<command>& commands) {
    std::string page = "ingot runs the life of golden VM images in Azure Compute Gallery.\n\n";
    page += heading("Usage") + "  ingot <command> [arguments]\n\n" + heading("Commands");
    for (const command& one : commands) page += entry(std::string(one.name), one.summary);
    page += "\n" + heading("Options");
    page += entry("--help", "this page; behind a command, the page of that command");
    page += entry("--version", "the version of ingot");
    page += "\n" + heading("Exit status");
    page += entry("0", "done");
    page += entry("1", "some steps failed, findings exist, or the run was cancelled");
    page += entry("2", "the command line or a document is unusable; nothing was done");
    page += entry("3", "refused for safety; nothing was done");
    page += "\nEvery command takes --json. Results go to standard output, all else to standard\nerror.\n";
    return page;
}

std::string help_of(const command& one) {
    std::string usage = fmt::format("ingot {}", one.name);
    for (const operand& taken : one.takes.operands)
        usage += taken.required ? fmt::format(" {}", taken.name) : fmt::format(" [{}]", taken.name);
    for (const option& taken : one.takes.options)
        if (taken.required) usage += " " + spelling(taken);
    std::string page = wrap(one.summary) + "\n" + heading("Usage");
    page += wrap(usage + " [options]", "  ", "      ", line_width) + "\n";
    std::string_view details = one.details;
    while (!details.empty()) {
        const auto end = details.find("\n\n");
        page += wrap(details.substr(0, end)) + "\n";
        details.remove_prefix(end == std::string_view::npos ? details.size() : end + 2);
    }
    if (!one.takes.operands.empty()) page += heading("Arguments");
    for (const operand& taken : one.takes.operands) page += entry(std::string(taken.name), taken.meaning);
    if (!one.takes.operands.empty()) page += "\n";
    page += heading("Options");
    for (const option& taken : one.takes.options) page += entry(spelling(taken), taken.meaning);
    if (!one.examples.empty()) page += "\n" + heading("Examples");
    for (const auto& [line, meaning] : one.examples)
        page += fmt::format("  {}\n", line) + wrap(meaning, "      ");
    return page;
}

} // namespace ingot::cli
