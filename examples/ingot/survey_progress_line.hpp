#pragma once

#include "progress_line.hpp"

#include <ingot/core/timestamp.hpp>
#include <ingot/survey/survey.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace ingot::cli {

/// How fast the answers of the last ten seconds came.
class answer_rate {
public:
    void note(timestamp now, std::uint64_t answers);

    /// In a second; none before there is anything to go by.
    [[nodiscard]] std::optional<double> each_second() const;

    /// Whether it does not tell of the beginning any more, when full budgets let more through than later.
    [[nodiscard]] bool is_steady() const noexcept;

private:
    std::deque<std::pair<timestamp, std::uint64_t>> seen_; ///< at most one for each second
    std::optional<timestamp> begun_;
};

/// Shows how far a survey has come: how much of what is known to be asked has been answered and, once all lists have
/// been read, when the rest will have been. What is told while nothing may be asked is how long that lasts.
class survey_progress_line {
public:
    void show(const survey_progress& at);
    void clear() { line_.clear(); }

private:
    [[nodiscard]] std::string describe(const survey_progress& at) const;
    [[nodiscard]] bool is_due(const survey_progress& at);

    progress_line line_{"Surveying"};
    answer_rate rate_;
    timestamp next_ = timestamp::min(); ///< when the line is drawn or written again
    timestamp told_pause_{};            ///< the end of the pause that was told
};

} // namespace ingot::cli
