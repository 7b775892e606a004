#include <ingot/survey/detail/graph_query.hpp>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>

namespace ingot::inline v0::survey_detail {

namespace {

/// Most that one page may have (Resource Graph, "working with large data sets").
constexpr unsigned rows_in_page = 1'000;

} // namespace

// Source: Resource Graph, "supported tables and resources": Uniform instances stand in a table of their own, locks
// in none. That image templates are among the resources is assumed; where they are not, no row comes, and what
// Resource Graph does not show proves nothing.
std::optional<graph_query> graph_query_for(question what) {
    switch (what) {
    case question::virtual_machines:
        return graph_query{survey_source::virtual_machines, estate_array::virtual_machines,
                           "resources | where type =~ 'microsoft.compute/virtualmachines' "
                           "| project id, name, type, location, tags, properties | order by id asc"};
    case question::scale_sets:
        return graph_query{survey_source::scale_sets, estate_array::scale_sets,
                           "resources | where type =~ 'microsoft.compute/virtualmachinescalesets' "
                           "| project id, name, type, location, tags, properties | order by id asc"};
    case question::instances:
        return graph_query{survey_source::scale_set_instances, estate_array::scale_set_instances,
                           "computeresources "
                           "| where type =~ 'microsoft.compute/virtualmachinescalesets/virtualmachines' "
                           "| project id, name, type, location, tags, properties | order by id asc"};
    case question::disks:
        return graph_query{survey_source::disks, estate_array::disks,
                           "resources | where type =~ 'microsoft.compute/disks' "
                           "| project id, name, type, location, tags, properties | order by id asc"};
    case question::image_templates:
        return graph_query{survey_source::image_templates, estate_array::image_templates,
                           "resources | where type =~ 'microsoft.virtualmachineimages/imagetemplates' "
                           "| project id, name, type, location, tags, properties | order by id asc"};
    default: return std::nullopt;
    }
}

std::string graph_paging::body() const {
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> json(text);
    const auto put = [&json](std::string_view value) {
        json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    json.StartObject();
    put("subscriptions");
    json.StartArray();
    for (const std::string_view scope : scopes_) put(scope.substr(scope.rfind('/') + 1));
    json.EndArray();
    put("query");
    put(what_.text);
    put("options");
    json.StartObject();
    put("$top");
    json.Uint(rows_in_page);
    // The default differs by what one reads.
    put("resultFormat");
    put("objectArray");
    if (has_more()) {
        put("$skipToken");
        put(skip_token_);
    }
    json.EndObject();
    json.EndObject();
    return {text.GetString(), text.GetSize()};
}

// Source: Resource Graph, "paging results": totalRecords counts what matches, resultTruncated says that what is
// missing cannot be had; "guidance for throttled requests": the subscription limit.
std::string_view graph_paging::take(const graph_page& page, bool limited) {
    rows_ += page.rows.size();
    const std::string before = std::exchange(skip_token_, page.skip_token);
    const auto end_with = [this](std::string_view fault) {
        skip_token_.clear();
        return fault;
    };
    if (limited) return end_with("Resource Graph answered for the first 10,000 subscriptions only");
    if (page.truncated) return end_with("Resource Graph cut the result off (resultTruncated)");
    if (!page.total_records) return end_with("Resource Graph does not say how many records there are");
    if (!has_more())
        return rows_ < *page.total_records ? "Resource Graph gave fewer records than it counts" : "";
    // Each page but the last brings the end nearer, or nobody would ever come to it.
    if (page.rows.empty() || skip_token_ == before || rows_ > *page.total_records)
        return end_with("the pages of Resource Graph do not come to an end");
    return {};
}

} // namespace ingot::inline v0::survey_detail
