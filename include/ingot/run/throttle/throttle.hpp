#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/ports/arm_body_reader.hpp>
#include <ingot/run/throttle/draw_window.hpp>
#include <ingot/run/throttle/operation_group.hpp>
#include <ingot/run/throttle/throttle_notice.hpp>
#include <ingot/run/throttle/throttle_table.hpp>
#include <ingot/run/throttle/token_bucket.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ingot::inline v0::run {

/// The counts that one request is held to.
struct throttle_claim {
    enum class keeper { resource_manager, provider };

    struct count {
        std::string key;
        std::string policy;
        std::optional<budget> limit; ///< none: only paused, not counted
        keeper who = keeper::provider;
    };

    std::vector<count> counts; ///< those that all requests of its lane share come first
    std::size_t shared = 0;    ///< how many those are
    std::string lane;          ///< subscription, region and operation group
    std::string resource;      ///< folded id, where it is counted by itself
};

/// What a request took from its counts, kept until its answer comes.
struct throttle_ticket {
    std::shared_ptr<const throttle_claim> claim;
    std::vector<std::uint64_t> numbers; ///< by count
};

/// The budgets of one principal, and what the service has told of them. A plain value in all but its size:
/// no clock, no chance. To be shared by all drivers that speak for the same principal, on one thread.
///
/// A request may leave when each of its counts has something left and none is paused. The counts are kept by
/// subscription, by region where the path tells it, and by operation group, so that one that is used up or
/// paused holds up no other.
class throttle {
public:
    explicit throttle(throttle_table table = published_throttling()) : table_(std::move(table)) {}

    [[nodiscard]] std::shared_ptr<const throttle_claim> claim_of(const http::request& request) const {
        const operation_group group = operation_group_of(request.method, request.url);
        auto claim = std::make_shared<throttle_claim>();
        const std::string scope = group.subscription + '|';
        claim->lane = scope + group.region + '|' + group.provider + '|' + group.arm;
        add(*claim, group.arm, scope, throttle_claim::keeper::resource_manager, false);
        const std::string regional = scope + group.region + '|';
        claim->counts.push_back({regional + group.provider + "|paused", {}, {}, throttle_claim::keeper::provider});
        add(*claim, group.provider, regional, throttle_claim::keeper::provider, false);
        claim->shared = claim->counts.size();
        if (!group.resource.empty()) {
            add(*claim, group.provider, group.resource + '|', throttle_claim::keeper::provider, true);
            if (claim->counts.size() > claim->shared) claim->resource = group.resource;
        }
        return claim;
    }

    /// When the lane of the claim is open again: `now`, or later. Never earlier than was said before for the
    /// same lane.
    [[nodiscard]] timestamp lane_opens(const throttle_claim& claim, timestamp now) const {
        return opens(claim, 0, claim.shared, now);
    }

    /// The same for the resource by itself.
    [[nodiscard]] timestamp resource_opens(const throttle_claim& claim, timestamp now) const {
        return opens(claim, claim.shared, claim.counts.size(), now);
    }

    /// The request leaves. @pre lane and resource are open
    [[nodiscard]] throttle_ticket take(std::shared_ptr<const throttle_claim> claim, timestamp now) {
        if (++taken_ % sweep_every == 0) sweep(now);
        throttle_ticket ticket;
        for (const throttle_claim::count& one : claim->counts) {
            std::uint64_t number = 0;
            std::visit([&](auto& left) { number = left.take(now); }, pot_of(one).left);
            ticket.numbers.push_back(number);
        }
        ticket.claim = std::move(claim);
        return ticket;
    }

    /// The exchange has failed: whether the service counted it, nobody knows.
    void lost(const throttle_ticket& ticket, timestamp now) {
        for (std::size_t i = 0; i < ticket.numbers.size(); ++i) {
            if (pot* const found = find(ticket.claim->counts[i]))
                std::visit([&](auto& left) { left.answered(ticket.numbers[i], now); }, found->left);
        }
    }

    /// Takes from the answer what it tells of the counts, and heeds a 429.
    void learn(const throttle_ticket& ticket, const http::response& response, const arm_body& body, timestamp now) {
        lost(ticket, now);
        const throttle_notice notice = read_throttle_notice(response, body, now);
        for (std::size_t i = 0; i < ticket.numbers.size(); ++i) {
            const throttle_claim::count& one = ticket.claim->counts[i];
            if (const auto left = notice.left_of(one.policy))
                std::visit([&](auto& kept) { kept.lower(*left, ticket.numbers[i], now); }, pot_of(one).left);
        }
        for (const throttle_notice::allowance& one : notice.left)
            if (one.left == 0 && one.whole_again > duration::zero() && !counts(*ticket.claim, one.policy))
                pause_gate(*ticket.claim, now + one.whole_again);
        if (!notice.throttled) return;
        const timestamp until = now + notice.retry_after;
        for (const throttle_claim::count& one : ticket.claim->counts)
            if (concerns(notice, *ticket.claim, one)) pause(one, until);
    }

private:
    static constexpr std::uint64_t sweep_every = 1024;

    /// A group without a budget.
    struct uncounted {
        [[nodiscard]] static timestamp earliest(timestamp now) noexcept { return now; }
        [[nodiscard]] static std::uint64_t take(timestamp) noexcept { return 0; }
        static void answered(std::uint64_t, timestamp) noexcept {}
        static void lower(std::int64_t, std::uint64_t, timestamp) noexcept {}
        [[nodiscard]] static bool untouched(timestamp) noexcept { return true; }
    };

    struct pot {
        std::variant<uncounted, token_bucket, draw_window> left;
        timestamp paused_until = timestamp::min();
    };

    void add(throttle_claim& claim, const std::string& group, const std::string& scope, throttle_claim::keeper who,
             bool by_resource) const {
        const auto found = table_.find(group);
        if (found == table_.end()) {
            // A group that nobody counts can be paused all the same.
            if (who == throttle_claim::keeper::resource_manager) claim.counts.push_back({scope + group, group, {}, who});
            return;
        }
        for (const throttle_policy& policy : found->second)
            if (policy.by_resource == by_resource)
                claim.counts.push_back({scope + policy.name, policy.name, policy.limit, who});
    }

    [[nodiscard]] timestamp opens(const throttle_claim& claim, std::size_t from, std::size_t to, timestamp now) const {
        timestamp at = now;
        for (std::size_t i = from; i < to; ++i) {
            const auto found = pots_.find(claim.counts[i].key);
            if (found == pots_.end()) continue;
            at = std::max(at, found->second.paused_until);
            std::visit([&](const auto& left) { at = std::max(at, left.earliest(now)); }, found->second.left);
        }
        return at;
    }

    [[nodiscard]] pot* find(const throttle_claim::count& one) {
        const auto found = pots_.find(one.key);
        return found == pots_.end() ? nullptr : &found->second;
    }

    pot& pot_of(const throttle_claim::count& one) {
        const auto [found, made] = pots_.try_emplace(one.key);
        if (made && one.limit) {
            if (one.limit->refill > 0)
                found->second.left = token_bucket(*one.limit);
            else
                found->second.left = draw_window(*one.limit);
        }
        return found->second;
    }

    void pause(const throttle_claim::count& one, timestamp until) {
        pot& found = pot_of(one);
        found.paused_until = std::max(found.paused_until, until);
    }

    [[nodiscard]] static bool is_gate(const throttle_claim::count& one) noexcept {
        return one.policy.empty();
    }

    void pause_gate(const throttle_claim& claim, timestamp until) {
        for (const throttle_claim::count& one : claim.counts)
            if (is_gate(one)) pause(one, until);
    }

    [[nodiscard]] static bool counts(const throttle_claim& claim, std::string_view policy) noexcept {
        return std::any_of(claim.counts.begin(), claim.counts.end(),
                           [&](const auto& one) { return equal_folded(one.policy, policy); });
    }

    /// Which count a 429 is about: the policy that it names, or that its headers show as used up; Resource
    /// Manager's own where they or the code say so; else the provider's operation group as a whole.
    [[nodiscard]] static bool concerns(const throttle_notice& notice, const throttle_claim& claim,
                                       const throttle_claim::count& one) {
        const bool own = std::any_of(claim.counts.begin(), claim.counts.end(), [&](const auto& other) {
            return other.who == throttle_claim::keeper::provider && notice.used_up(other.policy);
        });
        const bool managers = notice.by_resource_manager ||
                              (!own && std::any_of(claim.counts.begin(), claim.counts.end(), [&](const auto& other) {
                                  return other.who == throttle_claim::keeper::resource_manager &&
                                         notice.used_up(other.policy);
                              }));
        if (one.who == throttle_claim::keeper::resource_manager) return managers;
        if (managers) return false;
        return own ? notice.used_up(one.policy) : is_gate(one);
    }

    /// Forgets the counts that are as if they had never been taken from: of thousands of resources, each is
    /// asked for but a few times.
    void sweep(timestamp now) {
        std::erase_if(pots_, [now](const auto& one) {
            return one.second.paused_until <= now &&
                   std::visit([now](const auto& left) { return left.untouched(now); }, one.second.left);
        });
    }

    throttle_table table_;
    std::map<std::string, pot, std::less<>> pots_;
    std::uint64_t taken_ = 0;
};

} // namespace ingot::inline v0::run
