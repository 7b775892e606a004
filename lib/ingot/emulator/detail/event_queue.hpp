#pragma once

#include <ingot/core/timestamp.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace ingot::inline v0::emulator {

/// What will happen by itself, in order of its instant; at the same instant in the order of scheduling.
class event_queue {
public:
    void at(timestamp when, std::function<void()> happens) {
        events_.emplace(std::pair{when, scheduled_++}, std::move(happens));
    }

    [[nodiscard]] timestamp next() const noexcept {
        return events_.empty() ? timestamp::max() : events_.begin()->first.first;
    }

    /// Takes the first event out. @pre next() is not timestamp::max()
    [[nodiscard]] std::function<void()> take() {
        return std::move(events_.extract(events_.begin()).mapped());
    }

private:
    std::map<std::pair<timestamp, std::uint64_t>, std::function<void()>> events_;
    std::uint64_t scheduled_ = 0;
};

} // namespace ingot::inline v0::emulator
