#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/typed_members.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// Reads an object in which every member must be known: ask for each, then call finish(). Null is a value
/// of the wrong type here.
class strict_object {
public:
    /// @pre `object` is an object
    strict_object(typed_members& members, const json_value& object) : members_(members), object_(object) {}

    [[nodiscard]] const json_value& value() const noexcept { return object_; }

    /// The member, of whatever type, if it is there.
    [[nodiscard]] std::optional<json_value> member(std::string_view name);
    /// The member, if it is there and of that kind.
    [[nodiscard]] std::optional<json_value> member(std::string_view name, json_kind kind);
    /// The same; reports it when it is not there, and says what it would be.
    [[nodiscard]] std::optional<json_value> required(std::string_view name, json_kind kind,
                                                     std::string_view example);

    /// The same for a member of more than one kind.
    [[nodiscard]] std::optional<json_value> required(std::string_view name, std::string_view example);

    void read(std::string_view name, bool& into);
    void read(std::string_view name, std::optional<bool>& into);
    /// A whole number that is not negative.
    void read(std::string_view name, std::int32_t& into);
    void read(std::string_view name, std::optional<std::int32_t>& into);
    void read_required(std::string_view name, std::int64_t& into);
    void read(std::string_view name, std::optional<duration>& into);
    void read(std::string_view name, duration& into);
    void read_required(std::string_view name, duration& into);

    /// Reports every member that was not asked for, with the known name that is nearest.
    void finish();

private:
    [[nodiscard]] std::optional<duration> parse(const json_value& text);

    typed_members& members_;
    json_value object_;
    std::vector<std::string_view> known_;
};

} // namespace ingot::inline v0
