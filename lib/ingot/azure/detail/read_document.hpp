#pragma once

#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/typed_members.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure_detail {

/// An answer without the byte order mark that some of them have.
[[nodiscard]] inline std::string_view without_mark(std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (body.substr(0, mark.size()) == mark) body.remove_prefix(mark.size());
    return body;
}

/// Reads one JSON document. Fails with `errc::invalid_document`, and then names every violation.
/// @param decode is given the violations and the root, and makes the value; it is discarded when anything was
/// wrong
template <class Decode>
[[nodiscard]] auto read_document(std::string_view json, const std::string& name, const Decode& decode)
    -> result<decltype(decode(std::declval<violation_list&>(), std::declval<const json_value&>()))> {
    constexpr json_limits limits{};
    violation_list violations(name, limits.max_violations);
    json_tree tree;
    text_source source(without_mark(json));
    auto read = read_json(source, limits, json_comments::refused, violations, tree);
    if (!read) return tl::unexpected(std::move(read.error()));
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    auto found = decode(violations, tree.root());
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return found;
}

} // namespace ingot::inline v0::azure_detail
