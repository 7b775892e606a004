#pragma once

#include <ingot/survey/detail/id_queue.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// What a survey asks. In the order of precedence: lists first, so that it is known early how much there is.
enum class question {
    galleries,        ///< of a subscription, as the next five
    virtual_machines,
    scale_sets,
    disks,
    image_templates,
    locks,
    definitions,      ///< of a gallery
    versions,         ///< of a definition
    recycle_bin,      ///< of a definition
    instances,        ///< of a scale set
    version,          ///< itself
};

inline constexpr std::size_t question_count = 11;

[[nodiscard]] constexpr bool asks_for_list(question what) noexcept { return what != question::version; }

struct pending_question {
    std::size_t scope = 0;
    question what = question::galleries;
    std::string id; ///< what it is about; empty: the subscription
};

/// The questions that are still to be asked, and how many are being asked. Few are handed out at a time, so
/// that what is kept of the others is little more than their ids. Those of one kind and scope are handed out
/// as they came; scopes take turns, so that one whose budget is used up holds up no other.
class question_queue {
public:
    /// @param at_once how many of one kind and scope are handed out before one of them has been answered
    /// @param at_most how many are handed out in all
    question_queue(std::size_t at_once, std::size_t at_most) : at_once_(at_once), at_most_(at_most) {}

    void push(std::size_t scope, question what, std::string_view id = {});

    /// The next to be asked now; nothing when there is none, or enough are being asked.
    [[nodiscard]] std::optional<pending_question> next();

    /// One that was handed out has come to its end.
    void ended(std::size_t scope, question what);

    [[nodiscard]] bool empty() const noexcept { return waiting_ == 0; }
    [[nodiscard]] std::size_t handed_out() const noexcept { return open_; }
    /// Still to be asked, or being asked.
    [[nodiscard]] std::size_t unanswered() const noexcept { return waiting_ + open_; }
    [[nodiscard]] std::size_t unanswered_lists() const noexcept { return lists_; }

private:
    struct line {
        id_queue ids;
        std::size_t open = 0;
    };

    [[nodiscard]] line& line_of(std::size_t scope, question what);

    std::size_t at_once_;
    std::size_t at_most_;
    std::vector<std::array<line, question_count>> lines_;           ///< by scope
    std::array<std::deque<std::size_t>, question_count> turns_;     ///< scopes that may hand out one more
    std::size_t waiting_ = 0;
    std::size_t open_ = 0;
    std::size_t lists_ = 0;
};

} // namespace ingot::inline v0::survey_detail
