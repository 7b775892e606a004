#include <ingot/survey/detail/estate_writer.hpp>

#include <ingot/core/case_fold.hpp>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

namespace ingot::inline v0::survey_detail {

namespace {

using writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(writer& json, std::string_view value) {
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void member(writer& json, std::string_view name, std::string_view value) {
    text(json, name);
    text(json, value);
}

std::string_view name_of_status(completeness status) {
    for (const auto& [value, name] : completeness_names::table)
        if (value == status) return name;
    return "failed";
}

} // namespace

result<void> estate_writer::begin(timestamp taken_at, const std::vector<std::string>& scopes) {
    rapidjson::StringBuffer head;
    writer json(head);
    json.StartObject();
    member(json, "schema", "ingot.estate/1");
    member(json, "taken_at", format_timestamp(taken_at));
    text(json, "scopes");
    json.StartArray();
    for (const std::string& scope : scopes) text(json, scope);
    json.EndArray();
    return sink_.write({head.GetString(), head.GetSize()});
}

result<bool> estate_writer::add(estate_array where, std::string_view id, std::string_view resource) {
    hash_.update(fold(id));
    const sha256_bytes full = hash_.finish_bytes();
    fingerprint key{};
    std::copy_n(full.begin(), key.size(), key.begin());
    column& into = columns_[static_cast<std::size_t>(where)];
    if (!into.known.insert(key)) return false;
    auto written = into.waiting.write(into.known.size() == 1 ? "\n" : ",\n");
    if (written) written = into.waiting.write(resource);
    if (!written) return tl::unexpected(std::move(written.error()));
    return true;
}

result<void> estate_writer::end(const std::vector<surveyed_source>& coverage) {
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        auto written = sink_.write(",\n\"" + std::string(estate_array_names[at]) + "\":[");
        if (written) written = columns_[at].waiting.copy_to(sink_);
        if (written) written = sink_.write("]");
        if (!written) return written;
    }
    rapidjson::StringBuffer tail;
    writer json(tail);
    json.StartArray();
    for (const surveyed_source& row : coverage) {
        json.StartObject();
        member(json, "scope", row.scope);
        member(json, "source", name_of(row.source));
        member(json, "status", name_of_status(row.status));
        member(json, "at", format_timestamp(row.at));
        member(json, "detail", row.detail);
        json.EndObject();
    }
    json.EndArray();
    return sink_.write(",\n\"coverage\":" + std::string(tail.GetString(), tail.GetSize()) + "}\n");
}

} // namespace ingot::inline v0::survey_detail
