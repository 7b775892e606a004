#pragma once

#include <ingot/apply/usage_check.hpp>
#include <ingot/azure/api_versions.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/error.hpp>
#include <ingot/journal/journal.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// What became of a step.
enum class step_outcome {
    done,        ///< written, and found as it should be
    adopted,     ///< found done already: by an earlier run, or by somebody else; nothing was sent
    done_before, ///< the journal has it as done
    stale,       ///< the version is not what the plan was made for: plan again
    refused,     ///< an irreversible step, and the version is in use or needed, or that cannot be known
    failed,
    skipped,     ///< a step that it requires was not done
    not_reached, ///< the run was stopped before; run again to go on
};

inline constexpr std::array<std::pair<step_outcome, std::string_view>, 8> step_outcome_names{{
    {step_outcome::done, "done"},
    {step_outcome::adopted, "adopted"},
    {step_outcome::done_before, "done_before"},
    {step_outcome::stale, "stale"},
    {step_outcome::refused, "refused"},
    {step_outcome::failed, "failed"},
    {step_outcome::skipped, "skipped"},
    {step_outcome::not_reached, "not_reached"},
}};

[[nodiscard]] constexpr std::string_view name_of(step_outcome value) noexcept {
    return step_outcome_names[static_cast<std::size_t>(value)].second;
}

/// Whether the step's change is there, so that what requires it may go on.
[[nodiscard]] constexpr bool is_done(step_outcome value) noexcept {
    return value == step_outcome::done || value == step_outcome::adopted || value == step_outcome::done_before;
}

struct step_report {
    std::string step;
    ingot::action action = ingot::action::deprecate;
    resource_id target;
    step_outcome outcome = step_outcome::not_reached;
    std::string message;              ///< why, for people; empty when it was simply done
    std::optional<error> failure;     ///< of a failed step, and of a refused one whose check failed
};

struct apply_report {
    std::vector<step_report> steps; ///< in the order of the plan
    bool stopped = false;           ///< the caller asked to stop, or the deadline came: run again to go on

    [[nodiscard]] std::size_t count(step_outcome outcome) const noexcept;
    /// Whether every step is done.
    [[nodiscard]] bool complete() const noexcept;
};

/// What an observer hears of.
struct apply_progress {
    enum class phase { started, waiting, finished };

    phase what = phase::started;
    const ingot::step* step = nullptr; ///< of the plan
    std::size_t finished = 0;          ///< steps that have come to their end
    std::size_t total = 0;
    std::optional<step_outcome> outcome; ///< when finished
    std::optional<double> percent;       ///< while waiting, where the service says it
    std::string text;                    ///< what it waits for, or why it ended so
};

struct apply_options {
    std::string endpoint = "https://management.azure.com";
    azure::api_versions versions;           ///< only that of galleries is used
    driver_options driver;                  ///< requests at once, deadline, repetition, credential, stop
    std::function<double()> jitter;         ///< 0 to 1, each time another; empty: no chance at all
    std::size_t steps_at_once = 16;         ///< at least 1; a step that waits for the service counts
    /// Asked before a deletion and before a trim, and again when its answer is older than ten seconds as the
    /// write is about to leave. Empty: such steps are refused, unless `usage_is_checked_by_caller`.
    usage_check check_usage;
    bool usage_is_checked_by_caller = false;
    /// How often and how patiently a version is read back until it is as it should be: replicas that are
    /// dropped, and states, lag behind the answer.
    int read_backs = 40;
    duration read_back_interval = std::chrono::seconds(15);
    std::function<void(const apply_progress&)> progress; ///< may be empty; must not throw
};

/// Carries out a plan, each step after those that it requires, others side by side.
///
/// Every step begins with a fresh read. It goes on only when the version is what the plan was made for
/// (`precondition`), or when the change is there already, which is adopted. A write changes what the step
/// names and sends the rest as it was read; it is followed to its end and read back. When somebody else has
/// changed the version between a write and its read-back, later steps on that version are stale.
///
/// Before a deletion, and before the trim that goes ahead of one, the other versions of the definition are read
/// as well, at most ten seconds before the write leaves. A version that has become the latest in some region,
/// or without which no good version would stay, is refused; so is one beside which not all could be read.
///
/// What is about to be sent,
/// and what came of it, is in the journal, synced, before anything else happens: run again with the same plan
/// and journal, and finished steps are not repeated while a write whose answer is not known is looked up.
///
/// Fails without sending anything with precondition_failed (the journal is another plan's) or
/// invalid_document (a plan or journal that cannot be). When the journal fails later no further write is sent,
/// what is under way is abandoned, and its failure is returned. Steps that fail are no failure of apply().
[[nodiscard]] result<apply_report> apply(transport& carrier, const plan& what, journal& log,
                                         const apply_options& options);

} // namespace ingot::inline v0
