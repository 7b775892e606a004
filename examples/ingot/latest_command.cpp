#include "command_table.hpp"
#include "input.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "text_table.hpp"
#include "wrap.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/latest_document.hpp>
#include <ingot/plan/estate_view.hpp>

#include <algorithm>
#include <map>

namespace ingot::cli {

namespace {

std::string version_text(const std::optional<image_version>& version) {
    return version ? version->to_string() : "none";
}

std::string_view meaning_of(pass_reason reason) {
    switch (reason) {
    case pass_reason::soft_deleted: return "soft-deleted";
    case pass_reason::state: return "neither Succeeded nor Updating";
    case pass_reason::not_targeted: return "this is none of its target regions";
    case pass_reason::not_replicated: return "its replica is not complete here";
    case pass_reason::excluded_in_region: return "excluded from latest in this region";
    case pass_reason::excluded: return "excluded from latest";
    }
    return "";
}

/// Runs of versions with one reason make one line: histories of years are mostly that.
std::string passed_over_text(const std::vector<passed_over>& skipped) {
    std::string text;
    for (auto first = skipped.begin(); first != skipped.end();) {
        const auto end = std::find_if(first, skipped.end(),
                                      [&](const passed_over& one) { return one.reason != first->reason; });
        const auto count = end - first;
        const std::string versions =
            count == 1 ? first->version.to_string()
                       : fmt::format("{} versions, {} to {}", count, first->version.to_string(),
                                     (end - 1)->version.to_string());
        text += wrap(fmt::format("passed over {}: {}", versions, meaning_of(first->reason)), "      ",
                     "        ", line_width);
        first = end;
    }
    return text;
}

void print_latest(const std::vector<definition_latest>& all, bool why) {
    bool first = true;
    for (const definition_latest& definition : all) {
        if (!std::exchange(first, false)) print("\n");
        print("{}\n", styled(stdout, style::bold, short_name(definition.id)));
        if (definition.regions.empty()) print("  no region: no version is present\n");
        std::size_t width = 0;
        for (const latest_in_region& one : definition.regions)
            width = std::max(width, one.where.name().size());
        for (const latest_in_region& one : definition.regions) {
            print("  {:<{}}  {}{}\n", one.where.name(), width, version_text(one.version),
                  one.assumed ? "  (assumed: no replication status)" : "");
            if (why) write(stdout, passed_over_text(one.skipped));
        }
    }
}

result<exit_status> run(const arguments& given) {
    const auto estate = read_estate_file(*given.operand(0));
    if (!usable(estate)) return exit_status::unusable;
    auto all = resolve_all_latest(*estate);
    if (const auto part = given.value("only")) {
        std::erase_if(all, [&](const definition_latest& one) { return !is_about(one.id, *part); });
        if (all.empty())
            return fail(errc::invalid_argument,
                        fmt::format("--only {}: no definition in {} has that in its id; without --only "
                                    "'ingot latest' lists them all",
                                    *part, *given.operand(0)));
    }
    if (given.has("json")) {
        stdout_sink sink;
        if (const auto written = write_latest(all, sink); !written) return tl::unexpected(written.error());
        return exit_status::done;
    }
    print_latest(all, given.has("why"));
    return exit_status::done;
}

} // namespace

command latest_command() {
    return {
        "latest",
        "Show what 'latest' means for every image definition, region by region.",
        {{{"estate.json", "an estate, as 'ingot survey' writes it"}},
         {{"why", "", "list the higher versions that were passed over, and why"},
          {"only", "PART", "only definitions with this in their id, such as prodGallery/ubuntu24"},
          json_option}},
        "Azure resolves 'latest' in each region on its own: to the highest version that is provisioned, "
        "replicated there and not excluded there.",
        {{"ingot latest estate.json --why", "also says why newer versions are not 'latest'"},
         {"ingot latest estate.json --json", "the same as a document of schema ingot.latest/1"}},
        run,
    };
}

} // namespace ingot::cli
