#include <ingot/survey/detail/question_queue.hpp>

#include <utility>

namespace ingot::inline v0::survey_detail {

question_queue::line& question_queue::line_of(std::size_t scope, question what) {
    if (lines_.size() <= scope) lines_.resize(scope + 1);
    return lines_[scope][static_cast<std::size_t>(what)];
}

void question_queue::push(std::size_t scope, question what, std::string_view id) {
    line& mine = line_of(scope, what);
    if (mine.ids.empty() && mine.open < at_once_) turns_[static_cast<std::size_t>(what)].push_back(scope);
    mine.ids.push(id);
    ++waiting_;
    if (asks_for_list(what)) ++lists_;
}

std::optional<pending_question> question_queue::next() {
    if (open_ >= at_most_) return std::nullopt;
    for (std::size_t kind = 0; kind < question_count; ++kind) {
        auto& turns = turns_[kind];
        if (turns.empty()) continue;
        const std::size_t scope = turns.front();
        turns.pop_front();
        line& mine = lines_[scope][kind];
        pending_question found{scope, static_cast<question>(kind), mine.ids.pop()};
        ++mine.open;
        ++open_;
        --waiting_;
        if (!mine.ids.empty() && mine.open < at_once_) turns.push_back(scope);
        return found;
    }
    return std::nullopt;
}

void question_queue::ended(std::size_t scope, question what) {
    line& mine = line_of(scope, what);
    if (!mine.ids.empty() && mine.open == at_once_) turns_[static_cast<std::size_t>(what)].push_back(scope);
    --mine.open;
    --open_;
    if (asks_for_list(what)) --lists_;
}

} // namespace ingot::inline v0::survey_detail
