#include "command_table.hpp"
#include "connection.hpp"
#include "interrupt.hpp"
#include "output_path.hpp"
#include "plan_summary.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "subscriptions.hpp"
#include "survey_progress_line.hpp"
#include "wrap.hpp"

#include <ingot/document/canonical_writer.hpp>
#include <ingot/survey/survey.hpp>

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace ingot::cli {

namespace {

constexpr std::string_view graph_word = "graph";
constexpr std::string_view providers_word = "providers";

result<survey_route> route_of(const arguments& given) {
    const std::string word = given.value("through").value_or(std::string(providers_word));
    if (word == providers_word) return survey_route::providers;
    if (word == graph_word) return survey_route::graph;
    return fail(errc::invalid_argument,
                fmt::format("--through {}: it is '{}' or '{}'", word, providers_word, graph_word));
}

result<void> print_json(const survey_report& report, const std::string& path, std::string_view through) {
    stdout_sink sink;
    canonical_writer out(sink);
    out.begin_object();
    out.key("complete");
    out.boolean(report.complete());
    out.key("notes");
    out.begin_array();
    for (const std::string& text : report.notes) out.text(text);
    out.end_array();
    out.member("out", path);
    out.member("schema", "ingot.survey/1");
    out.key("sources");
    out.begin_array();
    for (const surveyed_source& one : report.sources) {
        out.begin_object();
        out.member("at", format_timestamp(one.at));
        out.member("detail", one.detail);
        out.key("resources");
        out.integer(static_cast<std::int64_t>(one.resources));
        out.member("scope", one.scope);
        out.member("source", name_of(one.source));
        out.member("status", open_enum<completeness_names>(one.status).spelling());
        out.end_object();
    }
    out.end_array();
    out.member("taken_at", format_timestamp(report.taken_at));
    out.member("through", through);
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

/// What was not read completely; what has the same reason everywhere is said once.
std::vector<std::string> incomplete_lines(const survey_report& report) {
    struct alike {
        std::vector<std::string_view> sources;
        std::set<std::string_view> scopes;
    };
    std::map<std::pair<std::string, std::string_view>, alike> reasons;
    for (const surveyed_source& one : report.sources) {
        if (one.status == completeness::complete) continue;
        alike& all = reasons[{std::string(open_enum<completeness_names>(one.status).spelling()), one.detail}];
        const auto name = name_of(one.source);
        if (std::find(all.sources.begin(), all.sources.end(), name) == all.sources.end()) all.sources.push_back(name);
        all.scopes.insert(one.scope);
    }
    std::vector<std::string> lines;
    for (const auto& [reason, all] : reasons) {
        const std::string where = all.scopes.size() == 1 ? std::string(*all.scopes.begin())
                                                         : fmt::format("{} subscriptions", all.scopes.size());
        lines.push_back(fmt::format("{} of {}: {}{}{}", fmt::join(all.sources, ", "), where, reason.first,
                                    reason.second.empty() ? "" : ": ", reason.second));
    }
    return lines;
}

void print_text(const survey_report& report, const std::string& path) {
    std::uint64_t resources = 0;
    std::size_t whole = 0;
    for (const surveyed_source& one : report.sources) {
        resources += one.resources;
        if (one.status == completeness::complete) ++whole;
    }
    print("Surveyed at {}: {}, {} of {} sources complete\n", to_the_second(report.taken_at),
          counted(resources, "resource", "resources"), whole, report.sources.size());
    for (const std::string& line : incomplete_lines(report))
        write(stdout, wrap(line, "  ", "    ", line_width));
    for (const std::string& text : report.notes)
        write(stdout, wrap("note: " + text, "  ", "    ", line_width));
    print("Written to {}\n", path);
    write(stdout, wrap(fmt::format("Next: 'ingot plan {} --policy FILE --out plan.json'", path), "", "  ", line_width));
}

result<exit_status> run(const arguments& given) {
    const std::string path = *given.value("out");
    const auto through = route_of(given);
    if (!through) return tl::unexpected(through.error());
    if (const auto fit =
            demand_writable("--out", path, {given.value("token-file"), given.value("ca-bundle")});
        !fit)
        return tl::unexpected(fit.error());
    const auto cloud = connection::open(given);
    if (!cloud) return tl::unexpected(cloud.error());
    const auto carrier = (*cloud)->new_transport();
    if (!carrier) return tl::unexpected(carrier.error());
    read_only_transport reading(**carrier);

    const interrupt_watch watch;
    auto subscriptions = named_or_visible(reading, **cloud, given.list("subscription"));
    if (!subscriptions) return tl::unexpected(subscriptions.error());
    auto sink = create_output(path);
    if (!sink) return tl::unexpected(sink.error());
    survey_progress_line progress;
    survey_options options;
    options.endpoint = (*cloud)->endpoint();
    options.subscriptions = std::move(*subscriptions);
    options.through = *through;
    options.driver = (*cloud)->driver();
    options.jitter = (*cloud)->jitter();
    options.progress = [&](const survey_progress& at) { progress.show(at); };
    const auto report = survey(reading, options, *sink);
    progress.clear();
    if (!report) return tl::unexpected(report.error());
    if (const auto committed = sink->commit(); !committed) return tl::unexpected(committed.error());

    if (given.has("json")) {
        if (const auto printed = print_json(*report, path, *through == survey_route::graph ? graph_word : providers_word);
            !printed) return tl::unexpected(printed.error());
    } else {
        print_text(*report, path);
    }
    // What is missing about consumers only makes plans keep more; what is missing about images misleads.
    return report->galleries_complete() ? exit_status::done : exit_status::incomplete;
}

} // namespace

command survey_command() {
    return {
        "survey",
        "Read galleries and everything that uses their images into an estate.",
        {{},
         with_connection_options(
             {{"out", "FILE", "write the estate there (ingot.estate/1)", true},
              {"subscription", "ID",
               "what to read: the subscriptions of the galleries and of everybody who may use "
               "them (default: every subscription that the credential sees)",
               false, true},
              {"through", "providers|graph",
               "providers (default): every list is read, which proves what is unused; graph: what uses images is "
               "found through Resource Graph, with few requests, but what it does not show may still be in use"},
              json_option})},
        "A survey only reads. What was denied or failed is written into the estate as such, and never taken "
        "for empty: plans then keep what may be in use. Resource Graph lags behind the resources, leaves out "
        "what the credential may not read, and has no locks: what it shows is in use, and nothing is proven "
        "unused by it, so that a plan made of such an estate deletes nothing. 'ingot apply' asks the "
        "providers in any case. The exit status is 1 when galleries or their images could not all be read.",
        {{"ingot survey --out estate.json --subscription $IMAGES $FLEET", "reads two subscriptions"},
         {"ingot survey --out seen.json --through graph", "who uses what, in all subscriptions"}},
        run,
    };
}

} // namespace ingot::cli
