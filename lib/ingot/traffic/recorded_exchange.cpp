#include <ingot/traffic/recorded_exchange.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/http/redaction.hpp>

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cstddef>
#include <string_view>

namespace ingot::inline v0 {
namespace {

using json = rapidjson::Value;
using pool = rapidjson::Document::AllocatorType;

/// Writing is recursive.
constexpr std::size_t deepest = 64;

json text(std::string_view from, pool& memory) {
    if (from.empty()) return json(rapidjson::kStringType); // no data may be null
    return {from.data(), static_cast<rapidjson::SizeType>(from.size()), memory};
}

std::string_view view(const json& value) { return {value.GetString(), value.GetStringLength()}; }

/// @param secret whether every text in it is a secret; what it is made of stays, so that it keeps its type
void redact(json& value, bool secret, pool& memory, std::size_t depth = 0) {
    if (depth > deepest) {
        value.SetNull();
    } else if (value.IsString()) {
        value = text(secret ? std::string(redacted_text) : redact_queries(view(value)), memory);
    } else if (value.IsArray()) {
        for (json& each : value.GetArray()) redact(each, secret, memory, depth + 1);
    } else if (value.IsObject()) {
        for (auto& member : value.GetObject())
            redact(member.value, secret || is_secret_member(view(member.name)), memory, depth + 1);
    }
}

bool is_form(const http::headers& headers) {
    return starts_with_folded(headers.find("content-type").value_or(""), "application/x-www-form-urlencoded");
}

json body_of(const http::headers& headers, const std::string& body, pool& memory) {
    if (is_form(headers)) return text(redact_pairs(body), memory);
    rapidjson::Document read(&memory);
    read.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(body.data(), body.size());
    if (read.HasParseError()) return text(redact_queries(body), memory);
    json value;
    value.Swap(read);
    redact(value, false, memory);
    return value;
}

json headers_of(const http::headers& headers, pool& memory) {
    json object(rapidjson::kObjectType);
    for (const auto& [name, value] : headers) {
        json field =
            is_secret_header(name) ? text(redacted_text, memory) : text(redact_queries(value), memory);
        object.AddMember(text(fold(name), memory), field, memory);
    }
    return object;
}

void add_body(json& object, const http::headers& headers, const std::string& body, pool& memory) {
    if (!body.empty()) object.AddMember("body", body_of(headers, body, memory), memory);
}

} // namespace

std::string recorded_exchange(const http::request& request, const http::response& response) {
    rapidjson::Document document(rapidjson::kObjectType);
    pool& memory = document.GetAllocator();

    json asked(rapidjson::kObjectType);
    asked.AddMember("headers", headers_of(request.headers, memory), memory);
    asked.AddMember("method", text(http::name_of(request.method), memory), memory);
    asked.AddMember("url", text(redact_queries(request.url), memory), memory);
    add_body(asked, request.headers, request.body, memory);

    json answered(rapidjson::kObjectType);
    answered.AddMember("statusCode", text(std::to_string(response.status), memory), memory);
    answered.AddMember("headers", headers_of(response.headers, memory), memory);
    add_body(answered, response.headers, response.body, memory);

    document.AddMember("liveRequest", asked, memory);
    document.AddMember("liveResponse", answered, memory);
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    writer.SetIndent(' ', 2);
    document.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

} // namespace ingot::inline v0
