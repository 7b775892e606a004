#include "survey_progress_line.hpp"

#include "plan_summary.hpp"

#include <fmt/format.h>

#include <chrono>

namespace ingot::cli {

namespace {

using namespace std::chrono_literals;

constexpr duration looked_back = 10s;
/// Shorter ones are how requests are spread over the time.
constexpr duration shortest_pause = 2s;
constexpr duration between_drawings = 100ms;
constexpr duration between_lines = 30s;

} // namespace

void answer_rate::note(timestamp now, std::uint64_t answers) {
    if (seen_.size() > 1 && now - seen_[seen_.size() - 2].first < 1s)
        seen_.back() = {now, answers};
    else
        seen_.emplace_back(now, answers);
    while (seen_.size() > 2 && now - seen_[1].first >= looked_back) seen_.pop_front();
    if (!begun_) begun_ = now;
}

bool answer_rate::is_steady() const noexcept { return begun_ && seen_.front().first - *begun_ >= looked_back; }

std::optional<double> answer_rate::each_second() const {
    if (seen_.empty()) return std::nullopt;
    const duration passed = seen_.back().first - seen_.front().first;
    const std::uint64_t answers = seen_.back().second - seen_.front().second;
    if (passed < 2s || answers == 0) return std::nullopt;
    return static_cast<double>(answers) / std::chrono::duration<double>(passed).count();
}

std::string survey_progress_line::describe(const survey_progress& at) const {
    if (at.pause && at.pause->until - at.now >= shortest_pause)
        return fmt::format("requests, waiting {} {}", spoken(at.pause->until - at.now),
                           at.pause->for_budget ? "for the service's limit" : "to ask again");
    std::string text = "requests";
    // More may come of a list, so that nobody knows when the end will be.
    if (at.unanswered_lists > 0) text += fmt::format(", {} more known", at.unanswered);
    text += fmt::format(", {}", counted(at.resources, "resource", "resources"));
    const auto rate = rate_.each_second();
    if (!rate) return text;
    text += fmt::format(", {:.{}f}/s", *rate, *rate < 10 ? 1 : 0);
    if (at.unanswered_lists == 0 && at.unanswered > 0 && rate_.is_steady())
        text += fmt::format(", {} left", spoken(std::chrono::duration_cast<duration>(std::chrono::duration<double>(
                                             static_cast<double>(at.unanswered) / *rate))));
    return text;
}

bool survey_progress_line::is_due(const survey_progress& at) {
    const bool new_pause = at.pause && at.pause->until != told_pause_ && at.pause->until - at.now >= shortest_pause;
    if (!new_pause && at.now < next_) return false;
    if (new_pause) told_pause_ = at.pause->until;
    next_ = at.now + (line_.redraws() ? between_drawings : between_lines);
    return true;
}

void survey_progress_line::show(const survey_progress& at) {
    rate_.note(at.now, at.answers);
    if (is_due(at)) line_.show(at.answers, at.unanswered_lists > 0 ? 0 : at.answers + at.unanswered, describe(at));
}

} // namespace ingot::cli
