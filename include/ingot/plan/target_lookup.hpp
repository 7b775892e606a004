#pragma once

#include <ingot/core/image_target.hpp>
#include <ingot/plan/estate_view.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace ingot::inline v0 {

/// Finds the definition that an image reference means: by its id, by the unique name of a listed gallery
/// (shared), or by one of its public names (community). Borrows from a view.
class target_lookup {
public:
    explicit target_lookup(const estate_view& view) {
        for (std::size_t number = 0; number < view.definitions.size(); ++number) {
            const definition_view& definition = view.definitions[number];
            const std::string image = fold(definition.id.name());
            definitions_.emplace(definition.id.folded(), number);
            if (definition.owner == nullptr) continue;
            if (!definition.owner->unique_name.empty())
                definitions_.emplace("shared:" + fold(definition.owner->unique_name) + '/' + image, number);
            for (const std::string& name : definition.owner->public_names)
                definitions_.emplace("community:" + fold(name) + '/' + image, number);
        }
    }

    /// The position of the definition in the view; none when it is not in the estate.
    [[nodiscard]] std::optional<std::size_t> find(const image_target& target) const {
        std::string key;
        switch (target.how) {
        case image_target::form::gallery: key = target.owner; break;
        case image_target::form::shared: key = "shared:" + target.owner + '/' + target.image; break;
        case image_target::form::community: key = "community:" + target.owner + '/' + target.image; break;
        }
        const auto found = definitions_.find(key);
        if (found == definitions_.end()) return std::nullopt;
        return found->second;
    }

private:
    std::unordered_map<std::string, std::size_t> definitions_;
};

} // namespace ingot::inline v0
