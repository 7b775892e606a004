#pragma once

#include <ingot/azure/write/json_members.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure_detail {

/// An object of a body that is about to be sent. Members are given in any order and come out sorted by name;
/// one whose value is absent is left out. What must not be sent goes to the list of violations, with the
/// place where it would stand.
class body_object {
public:
    using filler = std::function<void(body_object&)>;

    body_object(violation_list& violations, std::string pointer)
        : violations_(violations), pointer_(std::move(pointer)) {}

    /// An empty text is absent.
    void text(std::string_view name, std::string_view value);
    void required_text(std::string_view name, std::string_view value);
    /// A text that may be made empty.
    void clearable_text(std::string_view name, const std::optional<std::string>& value);
    void texts(std::string_view name, const std::vector<std::string>& values);
    void id(std::string_view name, const resource_id& value) { text(name, value.text()); }
    void boolean(std::string_view name, std::optional<bool> value);
    void count(std::string_view name, std::optional<std::int32_t> value, std::int32_t least = 0,
               std::int32_t most = std::numeric_limits<std::int32_t>::max());
    void instant(std::string_view name, const std::optional<timestamp>& value);
    void tags(const ingot::tags& all);

    template <class Names>
    void enumeration(std::string_view name, const open_enum<Names>& value) {
        text(name, value.spelling());
    }
    template <class Names>
    void required_enumeration(std::string_view name, const open_enum<Names>& value) {
        required_text(name, value.spelling());
    }

    void object(std::string_view name, const filler& fill);
    /// Left out when nothing is in it.
    void object_unless_empty(std::string_view name, const filler& fill);
    template <class Item>
    void array(std::string_view name, const std::vector<Item>& items,
               const std::function<void(body_object&, const Item&)>& fill) {
        if (items.empty()) return;
        std::string all;
        for (std::size_t at = 0; at < items.size(); ++at) {
            body_object one(violations_, below(name) + '/' + std::to_string(at));
            fill(one, items[at]);
            all += (at == 0 ? "" : ",") + one.json();
        }
        put(name, '[' + all + ']');
    }

    /// Members that were read and that no type knows; those given already have precedence. Call it last.
    void unknown(const azure::json_members& members);

    /// Reports a member, or the object itself where the name is empty.
    void refuse(std::string_view name, std::string message);

    [[nodiscard]] bool empty() const noexcept { return members_.empty(); }
    [[nodiscard]] std::string json() const;

private:
    [[nodiscard]] std::string below(std::string_view name) const;
    void put(std::string_view name, std::string json) { members_.emplace(name, std::move(json)); }

    violation_list& violations_;
    std::string pointer_;
    std::map<std::string, std::string> members_;
};

/// The text of a body. Fails with `errc::invalid_argument`, and then names every violation.
/// @param what the body is, for messages: "a gallery to create"
[[nodiscard]] result<std::string> write_object(const std::string& what, const body_object::filler& fill);

} // namespace ingot::inline v0::azure_detail
