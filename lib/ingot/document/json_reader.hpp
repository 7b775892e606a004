#pragma once

#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/result.hpp>

#include <string_view>

namespace ingot::inline v0 {

enum class json_comments { refused, allowed };

/// How a member of the root object is handed over.
enum class json_delivery {
    skipped,      ///< read for its syntax only
    whole,        ///< as one tree
    each_element, ///< an array, element by element
    each_member,  ///< an object, member by member
};

/// Receives a document whose root is an object, piece by piece, so that it may be larger than memory.
class json_visitor {
public:
    json_visitor() = default;
    json_visitor(const json_visitor&) = delete;
    json_visitor& operator=(const json_visitor&) = delete;
    virtual ~json_visitor() = default;

    /// A member of the root begins; its pieces follow before the next one begins.
    [[nodiscard]] virtual json_delivery root_member(std::string_view name) = 0;

    /// One piece: an element, a member, or the whole value. Valid during the call.
    virtual void piece(const json_value& value) = 0;

    /// What was to come piece by piece is of another kind. It has no children here, whatever it had.
    virtual void unexpected(const json_value& value) = 0;
};

/// Reads a document piece by piece. What is wrong with its text goes to `violations`: bad syntax (which ends
/// the reading), names that stand twice, invalid UTF-8, numbers out of range, limits passed.
/// @return whether the whole text was read; fails only when the source does
[[nodiscard]] result<bool> read_json(byte_source& source, const json_limits& limits, json_comments comments,
                                     violation_list& violations, json_visitor& visitor);

/// Reads a whole document into one tree.
/// @return whether the tree is complete; fails only when the source does
[[nodiscard]] result<bool> read_json(byte_source& source, const json_limits& limits, json_comments comments,
                                     violation_list& violations, json_tree& tree);

} // namespace ingot::inline v0
