#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/core/management_lock.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace ingot::inline v0 {

/// The locks of an estate by scope, so that those at or above a resource are found without a search.
/// Source: Azure Resource Manager, management locks: children inherit the locks of their parents.
class lock_index {
public:
    explicit lock_index(const estate& from) {
        for (const management_lock& lock : from.locks)
            if (lock.forbids_deletion()) locks_[lock.scope.folded()].push_back(&lock);
    }

    /// The locks at a resource or any scope above it that forbid its deletion, by id.
    [[nodiscard]] std::vector<const management_lock*> above(const resource_id& id) const {
        std::vector<const management_lock*> found;
        if (locks_.empty()) return found;
        for (std::string scope = id.folded(); !scope.empty(); scope.erase(scope.rfind('/')))
            if (const auto at = locks_.find(scope); at != locks_.end())
                found.insert(found.end(), at->second.begin(), at->second.end());
        std::sort(found.begin(), found.end(),
                  [](const management_lock* a, const management_lock* b) { return a->id < b->id; });
        return found;
    }

private:
    std::unordered_map<std::string, std::vector<const management_lock*>> locks_;
};

} // namespace ingot::inline v0
