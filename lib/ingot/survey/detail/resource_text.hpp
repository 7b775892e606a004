#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// A resource as it stands in an answer.
struct resource_text {
    std::string_view text; ///< the object, into the body
    std::string id;
    bool has_secret = false; ///< something in it must not be kept: see without_secrets()
};

/// The resources of a page of a list. Nothing when the body is not such a page, or something on it is no
/// object or has no `id`: it could then not be known what is missing.
[[nodiscard]] std::optional<std::vector<resource_text>> resources_of_page(std::string_view body);

/// A page of what Resource Graph answers, its rows as an array of objects.
struct graph_page {
    std::vector<resource_text> rows;
    std::optional<std::uint64_t> total_records;
    bool truncated = true;  ///< unless it says that it is not
    std::string skip_token; ///< empty: there is no further page
};

/// Nothing when the body is not such a page, or something on it is no object or has no `id`.
[[nodiscard]] std::optional<graph_page> graph_page_of(std::string_view body);

/// The resource that is the whole body.
[[nodiscard]] std::optional<resource_text> resource_of(std::string_view body);

/// Whether the instances of a scale set are virtual machines of their own (orchestration mode Flexible).
[[nodiscard]] bool is_flexible(std::string_view scale_set);

} // namespace ingot::inline v0::survey_detail
