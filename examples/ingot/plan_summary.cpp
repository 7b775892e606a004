#include "plan_summary.hpp"

#include "terminal.hpp"
#include "wrap.hpp"

#include <ingot/core/short_name.hpp>

#include <array>
#include <chrono>
#include <set>

namespace ingot::cli {

namespace {

constexpr std::size_t changes_shown = 20;

std::string version_text(const std::optional<image_version>& version) {
    return version ? version->to_string() : "none";
}

} // namespace

std::string counted(std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string to_the_second(timestamp at) {
    return format_timestamp(std::chrono::floor<std::chrono::seconds>(at));
}

std::string spoken(duration span) {
    using namespace std::chrono;
    if (span < minutes(1)) return fmt::format("{} s", ceil<seconds>(span).count());
    if (span < hours(1)) return fmt::format("{} min", ceil<minutes>(span).count());
    if (span < hours(48)) {
        const auto whole = ceil<minutes>(span);
        return fmt::format("{} h {} min", whole.count() / 60, whole.count() % 60);
    }
    return fmt::format("{} days", ceil<days>(span).count());
}

std::string summary_of(const plan& made) {
    std::array<std::size_t, decision_names.size()> decided{};
    std::set<resource_id> definitions;
    std::size_t orphans = 0;
    for (const verdict& one : made.verdicts) {
        ++decided[static_cast<std::size_t>(one.decision)];
        definitions.insert(one.id.without_last(2));
        if (!one.rule) ++orphans;
    }
    std::string text = fmt::format("Plan at {}: {} in {}\n", to_the_second(made.now),
                                   counted(made.verdicts.size(), "version", "versions"),
                                   counted(definitions.size(), "definition", "definitions"));
    std::string line;
    for (const auto& [value, name] : decision_names)
        line +=
            fmt::format("{}{} {}", line.empty() ? "" : ", ", name, decided[static_cast<std::size_t>(value)]);
    text += "  " + line + "\n";
    if (orphans > 0)
        text += fmt::format("  {} governed by no rule\n", counted(orphans, "version is", "versions are"));
    if (made.steps.empty()) return text + "  nothing to do\n";
    const plan_estimates& cost = made.estimates;
    const std::string least =
        cost.least_duration > duration::zero() ? ", at least " + spoken(cost.least_duration) : "";
    text += wrap(fmt::format("{}, {} requests{}; removes {} replicas, {} GB",
                             counted(made.steps.size(), "step", "steps"), cost.requests, least,
                             cost.replicas_removed, cost.gigabytes_freed),
                 "  ", "  ", line_width);
    if (made.latest.empty()) return text + "  'latest' stays what it is in every region\n";
    text += "  'latest' changes:\n";
    for (std::size_t at = 0; at < made.latest.size() && at < changes_shown; ++at) {
        const latest_change& change = made.latest[at];
        text +=
            wrap(fmt::format("{} in {}: {} becomes {}", short_name(change.definition), change.where.name(),
                             version_text(change.before), version_text(change.after)),
                 "    ", "      ", line_width);
    }
    if (made.latest.size() > changes_shown)
        text += fmt::format("    and {} more\n", made.latest.size() - changes_shown);
    return text;
}

} // namespace ingot::cli
