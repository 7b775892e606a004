#include "run_plan.hpp"

#include "apply_report_text.hpp"
#include "connection.hpp"
#include "interrupt.hpp"
#include "progress_line.hpp"
#include "subscriptions.hpp"
#include "terminal.hpp"

#include <ingot/apply/apply.hpp>
#include <ingot/apply/usage_check.hpp>
#include <ingot/client/read_only_transport.hpp>
#include <ingot/core/short_name.hpp>

namespace ingot::cli {

result<exit_status> run_plan(const arguments& given, const plan& what, run_journal& log) {
    const auto cloud = connection::open(given);
    if (!cloud) return tl::unexpected(cloud.error());
    const interrupt_watch watch;

    const auto carrier = (*cloud)->new_transport();
    if (!carrier) return tl::unexpected(carrier.error());
    const auto asking = (*cloud)->new_transport();
    if (!asking) return tl::unexpected(asking.error());
    read_only_transport questions(**asking);

    apply_options options;
    options.endpoint = (*cloud)->endpoint();
    options.driver = (*cloud)->driver();
    options.jitter = (*cloud)->jitter();
    if (needs_usage_check(what)) {
        auto subscriptions = consuming_subscriptions(questions, **cloud, given.list("subscription"), what);
        if (!subscriptions) return tl::unexpected(subscriptions.error());
        usage_check_options checking;
        checking.endpoint = options.endpoint;
        checking.subscriptions = std::move(*subscriptions);
        checking.driver = options.driver;
        checking.jitter = options.jitter;
        options.check_usage = provider_usage_check(questions, std::move(checking));
    }

    progress_line progress("Applying");
    options.progress = [&](const apply_progress& at) {
        const std::string doing =
            at.step == nullptr ? std::string()
                               : fmt::format("{} {}", name_of(at.step->action), short_name(at.step->target));
        progress.show_tenths(at.finished, at.total, doing);
    };
    auto report = apply(**carrier, what, log, options);
    progress.clear();
    if (!report) {
        // The journal is another plan's: nothing was sent.
        if (report.error().code == errc::precondition_failed) report.error().code = errc::guard_rail;
        return tl::unexpected(report.error());
    }
    if (given.has("json")) {
        if (const auto printed = print_report_json(*report, what); !printed)
            return tl::unexpected(printed.error());
    } else {
        print_report(*report);
    }
    if (report->stopped)
        note("ingot: stopped; go on with 'ingot resume --journal {}'\n", log.path());
    else if (was_cut_off(*report))
        note("ingot: the cloud could not be reached; go on with 'ingot resume --journal {}'\n", log.path());
    return status_of(*report);
}

} // namespace ingot::cli
