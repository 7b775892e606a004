#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <rapidjson/allocators.h>
#include <rapidjson/document.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// A JSON value that owns its memory piece by piece: a hundred thousand small documents live side by side,
/// which a pool per document would not allow.
using json = rapidjson::GenericValue<rapidjson::UTF8<>, rapidjson::CrtAllocator>;

/// Deeper documents are refused: values are destroyed by recursion.
inline constexpr std::size_t deepest_json = 64;

/// Reads a document. Failures are `errc::invalid_document` with the violation's line and column.
[[nodiscard]] result<json> parse_json(std::string_view text, std::string_view document_name);

[[nodiscard]] std::string write_json(const json& value);

[[nodiscard]] json json_object();
[[nodiscard]] json json_array();
[[nodiscard]] json json_text(std::string_view text);
[[nodiscard]] json json_copy(const json& value);

/// The member of that name, or null: also when `object` is null or no object.
[[nodiscard]] const json* find(const json* object, std::string_view name) noexcept;
[[nodiscard]] json* find(json* object, std::string_view name) noexcept;

/// The value at the end of a path of member names.
[[nodiscard]] const json* find(const json& root, std::initializer_list<std::string_view> path) noexcept;

/// The text of a string; empty for null and for anything else.
[[nodiscard]] std::string_view text_of(const json* value) noexcept;
[[nodiscard]] std::string_view text_at(const json& root,
                                       std::initializer_list<std::string_view> path) noexcept;
[[nodiscard]] std::optional<bool> boolean_of(const json* value) noexcept;
[[nodiscard]] std::optional<std::int64_t> integer_of(const json* value) noexcept;
[[nodiscard]] std::optional<timestamp> instant_of(const json* value) noexcept;

/// Adds the member or replaces its value. @pre `object` is an object
void set(json& object, std::string_view name, json value);
void set(json& object, std::string_view name, std::string_view text);
void erase(json& object, std::string_view name);
void append(json& array, json value);

/// The member as an object, made empty when it is absent or something else. @pre `object` is an object
[[nodiscard]] json& object_at(json& object, std::string_view name);

/// JSON merge patch (RFC 7396): objects are merged, null removes, anything else replaces.
void merge(json& target, const json& patch);

} // namespace ingot::inline v0::emulator
