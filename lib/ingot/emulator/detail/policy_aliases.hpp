#pragma once

#include <ingot/emulator/detail/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator::policy {

/// The one element of an array that the condition of a `count` looks at.
struct counted_element {
    std::string array; ///< alias of the array as the rule names it, `[*]` included, folded
    std::size_t index = 0;
};

/// What a field of a rule is in one resource.
struct field_values {
    std::vector<const json*> values; ///< none where the resource does not have the field
    bool each = false;               ///< the field names all elements of an array
    json made;                       ///< what `values` points at where the resource has no such member itself
};

/// Whether rules can name the field: `name`, `fullName`, `kind`, `type`, `location`, `id`, `identity.type`,
/// `tags`, `tags.x`, `tags['x']`, `tags[x]`, or one of the aliases that the emulator knows.
[[nodiscard]] bool is_known_field(std::string_view field) noexcept;

/// An alias of another resource type than the resource's is absent.
[[nodiscard]] field_values read_field(const json& resource, std::string_view field,
                                      const std::vector<counted_element>& counted);

} // namespace ingot::inline v0::emulator::policy
