#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/error.hpp>
#include <ingot/survey/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// What it means when the service says that there is no such resource.
enum class absence { fault, gone, empty };

/// One source of one scope, which is named by its number.
using place = std::pair<std::size_t, survey_source>;

/// Keeps what each source of each scope has answered, and says in the end how completely it was heard.
class coverage_ledger {
public:
    /// A source is as old as its first question.
    void begin(place where, timestamp now) { standings_.try_emplace(where).first->second.begin(now); }

    /// It is asked of an index, which shows use and proves nothing unused: it is never complete.
    void begin_indexed(place where, timestamp now) {
        begin(where, now);
        standings_[where].indexed = true;
    }

    /// A good answer.
    void heard(place where) { ++standings_[where].answers; }
    void took(place where) { ++standings_[where].resources; }
    /// A resource that the source had named before.
    void repeated(place where) { ++standings_[where].repeated; }
    /// An answer that is none, or tells that there is nothing.
    void missed(place where, const error& why, absence missing);

    /// Writes the rows of all sources, and what people are to know of them.
    void conclude(const std::vector<std::string>& scopes, survey_report& report);

private:
    struct standing {
        timestamp at{};
        bool begun = false;
        bool indexed = false;
        std::uint64_t answers = 0; ///< good ones
        std::uint64_t faults = 0;
        bool denied = false;       ///< the first fault
        std::string detail;        ///< of the first fault
        std::uint64_t resources = 0;
        std::uint64_t vanished = 0;
        std::uint64_t repeated = 0;

        void begin(timestamp now) {
            if (!std::exchange(begun, true)) at = now;
        }
    };

    void hand_down_faults();

    std::map<place, standing> standings_;
    std::vector<std::string> gone_; ///< the first that went
    std::uint64_t vanished_ = 0;
};

} // namespace ingot::inline v0::survey_detail
