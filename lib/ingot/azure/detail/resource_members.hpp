#pragma once

#include <ingot/azure/write/json_members.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/typed_members.hpp>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure_detail {

/// Reads members of what the service answered into the types of the core. What is absent or null is empty;
/// what is of another type is a violation.
class resource_members : public typed_members {
public:
    using typed_members::typed_members;

    template <class Names>
    void read(const std::optional<json_value>& of, std::string_view name, open_enum<Names>& into) {
        into = open_enum<Names>(text(of, name));
    }
    void read(const std::optional<json_value>& of, std::string_view name, std::string& into) {
        into = text(of, name);
    }
    void read(const std::optional<json_value>& of, std::string_view name, region& into) {
        into = region(text(of, name));
    }
    void read(const std::optional<json_value>& of, std::string_view name, std::optional<bool>& into) {
        into = boolean(of, name);
    }
    void read(const std::optional<json_value>& of, std::string_view name, std::optional<timestamp>& into) {
        into = instant(of, name);
    }
    void read(const std::optional<json_value>& of, std::string_view name, std::optional<std::int32_t>& into) {
        if (const auto value = count(of, name, std::numeric_limits<std::int32_t>::max()))
            into = static_cast<std::int32_t>(*value);
    }
    /// A whole number of 32 bits that may be negative.
    [[nodiscard]] std::optional<std::int32_t> signed_number(const std::optional<json_value>& of,
                                                            std::string_view name);
    /// An id that cannot be read is a violation; an empty text is none.
    void read(const std::optional<json_value>& of, std::string_view name, resource_id& into);
    void read(const std::optional<json_value>& of, std::string_view name, std::vector<std::string>& into);

    /// The `id` of a resource; reports it when there is none.
    void read_id(const json_value& resource, resource_id& into);
    /// The tags of a resource; one without a value has an empty one.
    void read_tags(const std::optional<json_value>& resource, tags& into, std::string_view member = "tags");

    /// Hands over each element of an array that is an object; reports those that are not.
    template <class Take>
    void each_object(const std::optional<json_value>& of, std::string_view name, const Take& take) {
        const auto all = array(of, name);
        if (!all) return;
        for (const json_value one : *all)
            if (expect(one, json_kind::object)) take(one);
    }

    /// The members of an object other than those named, as JSON.
    [[nodiscard]] static azure::json_members unknown(const json_value& object,
                                                     std::initializer_list<std::string_view> known);
};

} // namespace ingot::inline v0::azure_detail
