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

#include <utility>

namespace ingot::cli {

namespace {

result<void> print_json(const survey_report& report, const std::string& path) {
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
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
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
    for (const surveyed_source& one : report.sources)
        if (one.status != completeness::complete)
            write(stdout, wrap(fmt::format("{} of {}: {}{}{}", name_of(one.source), one.scope,
                                           open_enum<completeness_names>(one.status).spelling(),
                                           one.detail.empty() ? "" : ": ", one.detail),
                               "  ", "    ", line_width));
    for (const std::string& text : report.notes)
        write(stdout, wrap("note: " + text, "  ", "    ", line_width));
    print("Written to {}\n", path);
    write(stdout, wrap(fmt::format("Next: 'ingot plan {} --policy FILE --out plan.json'", path), "", "  ", line_width));
}

result<exit_status> run(const arguments& given) {
    const std::string path = *given.value("out");
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
    options.driver = (*cloud)->driver();
    options.jitter = (*cloud)->jitter();
    options.progress = [&](const survey_progress& at) { progress.show(at); };
    const auto report = survey(reading, options, *sink);
    progress.clear();
    if (!report) return tl::unexpected(report.error());
    if (const auto committed = sink->commit(); !committed) return tl::unexpected(committed.error());

    if (given.has("json")) {
        if (const auto printed = print_json(*report, path); !printed) return tl::unexpected(printed.error());
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
              json_option})},
        "A survey only reads. What was denied or failed is written into the estate as such, and never taken "
        "for empty: plans then keep what may be in use. The exit status is 1 when galleries or their images "
        "could not all be read.",
        {{"ingot survey --out estate.json --subscription $IMAGES $FLEET", "reads two subscriptions"}},
        run,
    };
}

} // namespace ingot::cli
