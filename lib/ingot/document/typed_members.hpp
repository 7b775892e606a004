#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/violation_list.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Reads members of objects by their type. A member that is absent or null is no value; one of another type
/// is a violation and no value.
class typed_members {
public:
    explicit typed_members(violation_list& violations) : violations_(violations) {}

    [[nodiscard]] std::optional<json_value> object(const std::optional<json_value>& of,
                                                   std::string_view name);
    [[nodiscard]] std::optional<json_value> array(const std::optional<json_value>& of, std::string_view name);
    [[nodiscard]] std::optional<json_value> string(const std::optional<json_value>& of,
                                                   std::string_view name);
    [[nodiscard]] std::optional<bool> boolean(const std::optional<json_value>& of, std::string_view name);
    /// An integer within 0..`most`.
    [[nodiscard]] std::optional<std::int64_t> count(const std::optional<json_value>& of,
                                                    std::string_view name, std::int64_t most);
    /// The same of a value that is a number.
    [[nodiscard]] std::optional<std::int64_t> count(const json_value& number, std::int64_t most);

    /// The text of a string member; empty when there is none.
    [[nodiscard]] std::string text(const std::optional<json_value>& of, std::string_view name);
    /// A string member that must be there; reports it when it is not.
    [[nodiscard]] std::optional<json_value> required_string(const json_value& of, std::string_view name);
    /// A string member that holds an instant; one that cannot be read counts as absent.
    [[nodiscard]] std::optional<timestamp> instant(const std::optional<json_value>& of,
                                                   std::string_view name);

    /// Whether a value is of that kind; reports it when it is not.
    bool expect(const json_value& value, json_kind kind);

    /// The value of a document's member `schema`. One that names another schema of ours is the only violation
    /// to be reported: what such a document lacks or has too much would only hide it.
    void expect_schema(const json_value& value, std::string_view expected);

    void report(const json_value& value, std::string message);
    /// The same for the member's name rather than its value.
    void report_name(const json_value& member, std::string message);

private:
    [[nodiscard]] std::optional<json_value> of_kind(const std::optional<json_value>& of,
                                                    std::string_view name, json_kind kind);

    violation_list& violations_;
};

} // namespace ingot::inline v0
