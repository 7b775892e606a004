#include "command_table.hpp"
#include "input.hpp"
#include "output_path.hpp"
#include "plan_summary.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "wrap.hpp"

#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/document/policy_document.hpp>

#include <algorithm>

namespace ingot::cli {

namespace {

result<void> write_file(const plan& made, const std::string& path) {
    auto sink = create_output(path);
    if (!sink) return tl::unexpected(sink.error());
    if (auto written = write_plan(made, *sink); !written) return written;
    return sink->commit();
}

/// Versions that would be deletable if it were known that nobody uses them.
std::size_t held_by_unknown_usage_alone(const plan& made) {
    return static_cast<std::size_t>(
        std::count_if(made.verdicts.begin(), made.verdicts.end(), [](const verdict& one) {
            return !one.holds.empty() && std::all_of(one.holds.begin(), one.holds.end(), [](const hold& held) {
                return held.code == hold_code::usage_unknown;
            });
        }));
}

result<exit_status> run(const arguments& given) {
    const auto out = given.value("out");
    if (out)
        if (const auto fit = demand_writable("--out", *out, {given.operand(0), given.value("policy")}); !fit)
            return tl::unexpected(fit.error());
    const auto estate = read_estate_file(*given.operand(0));
    const auto policy = read_policy_file(*given.value("policy"));
    const bool estate_usable = usable(estate);
    const bool policy_usable = usable(policy);
    if (!estate_usable || !policy_usable) return exit_status::unusable;
    const auto now = instant_given(given, &*estate);
    if (!now) return tl::unexpected(now.error());

    const plan made = make_sealed_plan(*estate, *policy, *now);
    if (out)
        if (const auto written = write_file(made, *out); !written) return tl::unexpected(written.error());
    if (given.has("json")) {
        stdout_sink sink;
        if (const auto written = write_plan(made, sink); !written) return tl::unexpected(written.error());
        return exit_status::done;
    }
    write(stdout, summary_of(made));
    if (const std::size_t unproven = held_by_unknown_usage_alone(made); unproven > 0)
        write(stdout, wrap(fmt::format("{} kept only because the evidence of who uses images is stale or "
                                       "missing: run 'ingot survey' again, over every subscription",
                                       counted(unproven, "version is", "versions are")),
                           "  ", "  ", line_width));
    if (!out) {
        print("Nothing was written; give --out FILE to keep the plan.\n");
        return exit_status::done;
    }
    print("Written to {}, digest {}\n", *out, made.plan_digest.substr(0, 12));
    if (!made.steps.empty())
        write(stdout, wrap(fmt::format("Next: 'ingot check {0} {1}', then 'ingot apply {0} --journal FILE' soon",
                                       *out, *given.operand(0)),
                           "", "  ", line_width));
    return exit_status::done;
}

} // namespace

command plan_command() {
    return {
        "plan",
        "Decide what happens to every image version, and write the steps down.",
        {{{"estate.json", "an estate, as 'ingot survey' writes it"}},
         {{"policy", "FILE", "the policy to decide by (ingot.policy/1)", true},
          {"out", "FILE", "write the plan there (ingot.plan/1)"},
          now_option,
          json_option}},
        "Planning reads two files and touches nothing. The same estate, policy and instant give the same "
        "plan, byte for byte, in whatever order the estate lists its resources.",
        {{"ingot plan estate.json --policy policy.json --out plan.json",
          "writes the plan that 'ingot apply' takes"},
         {"ingot plan estate.json --policy policy.json", "only says what would happen"},
         {"ingot plan old.json --policy policy.json --now taken_at",
          "plans as of when the estate was taken"}},
        run,
    };
}

} // namespace ingot::cli
