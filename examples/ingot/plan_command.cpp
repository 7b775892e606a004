#include "command_table.hpp"
#include "input.hpp"
#include "plan_summary.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/document/policy_document.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>

namespace ingot::cli {

namespace {

result<void> write_file(const plan& made, const std::string& path) {
    auto sink = file_sink::create(path);
    if (!sink) return tl::unexpected(sink.error());
    if (auto written = write_plan(made, *sink); !written) return written;
    return sink->commit();
}

result<exit_status> run(const arguments& given) {
    const auto estate = read_estate_file(*given.operand(0));
    const auto policy = read_policy_file(*given.value("policy"));
    const bool estate_usable = usable(estate);
    const bool policy_usable = usable(policy);
    if (!estate_usable || !policy_usable) return exit_status::unusable;
    const auto now = instant_given(given, &*estate);
    if (!now) return tl::unexpected(now.error());

    plan made =
        make_plan(*estate, decide(*estate, *policy, *now), *now,
                  [](const gallery_image_version& version) { return version_digest(version, false); });
    seal(made, *estate, *policy);

    if (const auto path = given.value("out"))
        if (const auto written = write_file(made, *path); !written) return tl::unexpected(written.error());
    if (given.has("json")) {
        stdout_sink sink;
        if (const auto written = write_plan(made, sink); !written) return tl::unexpected(written.error());
        return exit_status::done;
    }
    write(stdout, summary_of(made));
    if (const auto path = given.value("out"))
        print("Written to {}, digest {}\n", *path, made.plan_digest.substr(0, 12));
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
