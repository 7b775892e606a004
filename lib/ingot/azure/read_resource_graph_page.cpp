#include <ingot/azure/detail/json_text.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/resource_graph_page.hpp>
#include <ingot/core/case_fold.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

} // namespace

template <>
std::optional<resource_graph_page> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    resource_graph_page read;
    read.total_records =
        members.count(value, "totalRecords", std::numeric_limits<std::int64_t>::max()).value_or(0);
    read.truncated = !equal_folded(members.text(value, "resultTruncated"), "false");
    members.read(value, "$skipToken", read.skip_token);
    const maybe data = value.member("data");
    if (!data || !data->is(json_kind::array)) {
        members.report(value, "there is no array 'data'; ask with options.resultFormat \"objectArray\"");
        return read;
    }
    members.each_object(value, "data",
                        [&](const json_value& row) { read.rows.push_back(azure_detail::json_text(row)); });
    return read;
}

template result<resource_graph_page> read_resource(std::string_view, const std::string&);
template result<std::vector<resource_graph_page>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
