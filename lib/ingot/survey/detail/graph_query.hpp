#pragma once

#include <ingot/survey/detail/estate_writer.hpp>
#include <ingot/survey/detail/question_queue.hpp>
#include <ingot/survey/detail/resource_text.hpp>
#include <ingot/survey/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ingot::inline v0::survey_detail {

/// How many subscriptions one query is about. Fewer than 300, better 100, says Resource Graph, "guidance for
/// throttled requests".
inline constexpr std::size_t subscriptions_in_query = 100;

/// What Resource Graph is asked in place of a resource provider.
struct graph_query {
    survey_source source = survey_source::virtual_machines;
    estate_array into = estate_array::virtual_machines;
    std::string_view text; ///< in Kusto; its rows have the shape of resources and the order of their ids
};

/// The query that answers a question; none where Resource Graph has no such table.
[[nodiscard]] std::optional<graph_query> graph_query_for(question what);

/// Goes through the pages of one query about some subscriptions.
class graph_paging {
public:
    /// @param scopes as `/subscriptions/<id>`
    graph_paging(graph_query what, std::span<const std::string> scopes) : what_(what), scopes_(scopes) {}

    [[nodiscard]] const graph_query& what() const noexcept { return what_; }

    /// The body of the request for the next page.
    [[nodiscard]] std::string body() const;

    /// Counts a page in.
    /// @param limited whether the answer says that it looked at the first 10,000 subscriptions only
    /// @return what is missing because of it; empty: nothing
    [[nodiscard]] std::string_view take(const graph_page& page, bool limited);

    /// Whether there is another page that may be asked for.
    [[nodiscard]] bool has_more() const noexcept { return !skip_token_.empty(); }

private:
    graph_query what_;
    std::span<const std::string> scopes_;
    std::string skip_token_;
    std::uint64_t rows_ = 0;
};

} // namespace ingot::inline v0::survey_detail
