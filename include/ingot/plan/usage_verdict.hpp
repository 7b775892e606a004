#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/target_lookup.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace ingot::inline v0 {

/// Which references use which version. Borrows from an estate and its view.
///
/// A reference to a definition or to `latest` uses what `latest` is in the consumer's region; a consumer
/// without a region uses it in every region.
class usage_index {
public:
    usage_index(const estate& from, const estate_view& view, const target_lookup& lookup)
        : references_(&from.references) {
        std::size_t versions = 0;
        for (const definition_view& definition : view.definitions) {
            first_.push_back(versions);
            versions += definition.versions.size();
        }
        exact_.resize(versions);
        through_latest_.resize(versions);

        struct meaning {
            const definition_view* definition = nullptr;
            std::size_t first = 0;
            std::optional<std::size_t> version;
        };
        std::vector<meaning> meanings;
        meanings.reserve(references_->targets().size());
        for (const image_target& target : references_->targets()) {
            meaning m;
            if (const auto found = lookup.find(target)) {
                m.definition = &view.definitions[*found];
                m.first = first_[*found];
                if (target.version) m.version = m.definition->find(*target.version);
            }
            meanings.push_back(m);
        }

        for (std::size_t at = 0; at < references_->size(); ++at) {
            const meaning& m = meanings[references_->target_of(at)];
            if (m.definition == nullptr) continue;
            const reference_view reference = (*references_)[at];
            const auto number = static_cast<std::uint32_t>(at);
            if (reference.target.version) {
                if (m.version) exact_[m.first + *m.version].push_back(number);
                continue;
            }
            for (const region_view& region : m.definition->regions) {
                if (!region.latest || !(reference.where.empty() || reference.where == region.where)) continue;
                auto& users = through_latest_[m.first + *region.latest];
                if (users.empty() || users.back() != number) users.push_back(number);
            }
        }
    }

    /// The number of references that use a version.
    [[nodiscard]] std::size_t count(std::size_t definition, std::size_t version) const noexcept {
        const std::size_t at = first_[definition] + version;
        return exact_[at].size() + through_latest_[at].size();
    }

    /// Whether some consumer names this very version in that region, or in every region.
    [[nodiscard]] bool used_in(std::size_t definition, std::size_t version,
                               const region& where) const noexcept {
        const auto& users = exact_[first_[definition] + version];
        return std::any_of(users.begin(), users.end(), [&](std::uint32_t number) {
            const region& place = (*references_)[number].where;
            return place.empty() || place == where;
        });
    }

    /// The first `most` consumers in the order of kind, consumer and region, as text.
    [[nodiscard]] std::vector<std::string> consumers(std::size_t definition, std::size_t version,
                                                     std::size_t most) const {
        const std::size_t at = first_[definition] + version;
        std::vector<std::uint32_t> users = exact_[at];
        users.insert(users.end(), through_latest_[at].begin(), through_latest_[at].end());
        const auto shown = users.begin() + static_cast<std::ptrdiff_t>(std::min(most, users.size()));
        std::partial_sort(users.begin(), shown, users.end(), [&](std::uint32_t a, std::uint32_t b) {
            const reference_view x = (*references_)[a];
            const reference_view y = (*references_)[b];
            return std::tie(x.kind, x.consumer, x.where, x.target.version) <
                   std::tie(y.kind, y.consumer, y.where, y.target.version);
        });
        std::vector<std::string> texts;
        for (auto user = users.begin(); user != shown; ++user) {
            const reference_view reference = (*references_)[*user];
            std::string text(reference.kind);
            text += ' ';
            text += reference.consumer;
            if (!reference.where.empty()) text += " in " + reference.where.name();
            text += reference.target.version ? " (by version)" : " (through latest)";
            texts.push_back(std::move(text));
        }
        return texts;
    }

private:
    const reference_table* references_;
    std::vector<std::size_t> first_; // where the versions of a definition begin
    std::vector<std::vector<std::uint32_t>> exact_;
    std::vector<std::vector<std::uint32_t>> through_latest_;
};

enum class usage { in_use, proven_unused, unknown };

/// What is known of the use of a version, and what shows it.
struct usage_verdict {
    usage state = usage::unknown;
    std::size_t consumers = 0;         ///< when in use
    std::vector<std::string> evidence; ///< the first consumers, or the missing (source, scope) pairs
};

/// How many consumers a hold lists by name; `consumers` has the whole number.
inline constexpr std::size_t consumers_shown = 10;

/// In use when any reference exists, else proven unused only when no evidence is missing, else unknown.
/// @param missing the (source, scope) pairs that the rule asks for and the survey did not prove
[[nodiscard]] inline usage_verdict judge_usage(const usage_index& index, std::size_t definition,
                                               std::size_t version, const std::vector<std::string>& missing) {
    if (const std::size_t count = index.count(definition, version); count > 0)
        return {usage::in_use, count, index.consumers(definition, version, consumers_shown)};
    if (missing.empty()) return {usage::proven_unused, 0, {}};
    return {usage::unknown, 0, missing};
}

} // namespace ingot::inline v0
