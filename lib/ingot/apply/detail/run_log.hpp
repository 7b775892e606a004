#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/journal/journal.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <map>
#include <string>
#include <string_view>

namespace ingot::inline v0::apply_detail {

/// As what a version should be found after a write; both empty when it should be gone.
struct intended_state {
    std::string expected; ///< version_digest()
    std::string settled;  ///< settled_digest()
};

/// What a journal knows of a step.
struct logged_step {
    bool intended = false; ///< its write was about to leave
    bool done = false;
    std::string expected;  ///< digest that the version should have after the write
    std::string settled;   ///< the same by settled_digest(): without the states that a write moves
    std::string left;      ///< digest with which it was read back; empty when it is gone, and when somebody
                           ///< else has changed it as well
};

/// The records of a run in its journal:
///
///     {"at","kind":"run","plan","schema":"ingot.journal/1","steps"}          at every start
///     {"at","body","dropped","expected","kind":"intent","method","settled","step","target"}
///     {"at","kind":"done","left","outcome","step"}
///     {"at","kind":"failed" | "stale" | "refused","message","step"}
///
/// `dropped` has the target regions that the write leaves out as they were read, for who wants them back.
class run_log {
public:
    explicit run_log(journal& store) : store_(store) {}

    /// Reads what is there and records that a run begins. Fails with precondition_failed when the journal
    /// is that of another plan.
    [[nodiscard]] result<void> begin(const plan& what, timestamp now);

    [[nodiscard]] const logged_step& of(const std::string& step) { return steps_[step]; }

    /// @param body, dropped JSON; empty when there is none
    [[nodiscard]] result<void> intent(const step& what, std::string_view method, std::string_view body,
                                      std::string_view dropped, const intended_state& after, timestamp now);
    [[nodiscard]] result<void> done(const step& what, std::string_view outcome, std::string_view left, timestamp now);
    [[nodiscard]] result<void> not_done(const step& what, std::string_view kind, std::string_view message,
                                        timestamp now);

private:
    [[nodiscard]] result<void> put(std::string_view record);
    [[nodiscard]] result<void> take(const std::string& record, std::size_t line, const plan& what);

    journal& store_;
    std::map<std::string, logged_step> steps_;
};

} // namespace ingot::inline v0::apply_detail
