#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/run/throttle/throttle.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ingot::inline v0 {

/// Requests that are to be sent, in lanes by subscription, region and operation group and, within a lane, by
/// the resource that is counted by itself. Lanes take turns, and so do the resources of a lane; requests for
/// the same are sent in the order in which they came. One that has to wait for its budget holds up none that
/// has not.
class send_queue {
public:
    struct ready {
        std::uint64_t id = 0;
        std::shared_ptr<const run::throttle_claim> claim;
    };

    void push(std::uint64_t id, std::shared_ptr<const run::throttle_claim> claim) {
        const auto [at, made] = lanes_.try_emplace(claim->lane);
        lane& mine = at->second;
        if (made) open_.push_back(at->first);
        const auto [found, first] = mine.resources.try_emplace(claim->resource);
        if (first) {
            found->second.claim = std::move(claim);
            mine.open.push_back(found->first);
            // A resource that waits for nothing need not wait with the others of its lane.
            if (const auto parked = parked_at_.find(at->first); parked != parked_at_.end() && mine.waits_for_resources)
                unpark(parked->first);
        }
        found->second.ids.push_back(id);
    }

    /// The next request that may leave now. What `wanted` does not want any more is dropped.
    template <class Wanted>
    [[nodiscard]] std::optional<ready> pop(const run::throttle& budgets, timestamp now, const Wanted& wanted) {
        while (!parked_.empty() && parked_.begin()->first <= now) unpark(std::string(parked_.begin()->second));
        for (std::size_t turns = open_.size(); turns > 0; --turns) {
            const std::string name = std::move(open_.front());
            open_.pop_front();
            const auto at = lanes_.find(name);
            auto found = take_from(at->second, budgets, now, wanted);
            if (at->second.resources.empty())
                lanes_.erase(at);
            else if (at->second.opens > now)
                park(name, at->second.opens);
            else
                open_.push_back(name);
            if (found) return found;
        }
        return std::nullopt;
    }

    /// When it is worth asking again, if nothing is pushed: `now` when something may leave now but for want
    /// of a free connection.
    [[nodiscard]] timestamp next(timestamp now) const {
        if (!open_.empty()) return now;
        return parked_.empty() ? timestamp::max() : parked_.begin()->first;
    }

private:
    struct resource_line {
        std::shared_ptr<const run::throttle_claim> claim;
        std::deque<std::uint64_t> ids;
    };

    struct lane {
        std::map<std::string, resource_line, std::less<>> resources;
        std::deque<std::string> open;                          ///< resources, in turn
        std::set<std::pair<timestamp, std::string>> parked;    ///< resources that wait for their own budget
        timestamp opens = timestamp::min();
        bool waits_for_resources = false; ///< and not for the budget that they share
    };

    template <class Wanted>
    [[nodiscard]] static std::optional<ready> take_from(lane& from, const run::throttle& budgets, timestamp now,
                                                        const Wanted& wanted) {
        from.opens = timestamp::min();
        from.waits_for_resources = false;
        while (!from.parked.empty() && from.parked.begin()->first <= now) {
            from.open.push_back(from.parked.begin()->second);
            from.parked.erase(from.parked.begin());
        }
        while (!from.open.empty()) {
            const auto at = from.resources.find(from.open.front());
            resource_line& line = at->second;
            while (!line.ids.empty() && !wanted(line.ids.front())) line.ids.pop_front();
            if (line.ids.empty()) {
                from.open.pop_front();
                from.resources.erase(at);
                continue;
            }
            from.opens = budgets.lane_opens(*line.claim, now);
            if (from.opens > now) return std::nullopt;
            std::string name = std::move(from.open.front());
            from.open.pop_front();
            if (const timestamp opens = budgets.resource_opens(*line.claim, now); opens > now) {
                from.parked.emplace(opens, std::move(name));
                continue;
            }
            ready next{line.ids.front(), line.claim};
            line.ids.pop_front();
            if (line.ids.empty())
                from.resources.erase(at);
            else
                from.open.push_back(std::move(name));
            if (from.open.empty() && !from.parked.empty()) wait_for_resources(from);
            return next;
        }
        if (!from.parked.empty()) wait_for_resources(from);
        return std::nullopt;
    }

    static void wait_for_resources(lane& from) {
        from.opens = from.parked.begin()->first;
        from.waits_for_resources = true;
    }

    void park(const std::string& name, timestamp until) {
        parked_.emplace(until, name);
        parked_at_.emplace(name, until);
    }

    void unpark(const std::string& name) {
        const auto at = parked_at_.find(name);
        const auto key = std::pair(at->second, name);
        open_.push_back(at->first);
        parked_at_.erase(at);
        parked_.erase(key);
    }

    std::map<std::string, lane, std::less<>> lanes_;
    std::deque<std::string> open_; ///< lanes, in turn
    std::set<std::pair<timestamp, std::string>> parked_;
    std::map<std::string, timestamp, std::less<>> parked_at_;
};

} // namespace ingot::inline v0
