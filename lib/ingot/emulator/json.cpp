#include <ingot/emulator/detail/json.hpp>

#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// Has no state; RapidJSON wants one to call.
rapidjson::CrtAllocator heap;

rapidjson::SizeType size_of(std::string_view text) noexcept {
    return static_cast<rapidjson::SizeType>(text.size());
}

/// Offset of the bracket that goes too deep.
std::optional<std::size_t> too_deep_at(std::string_view text) noexcept {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest_json) return i;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return std::nullopt;
}

tl::unexpected<error> refuse_at(std::string_view text, std::size_t offset, std::string_view name,
                                std::string why) {
    const std::string_view before = text.substr(0, offset);
    const auto newline = before.rfind('\n');
    violation found;
    found.document = name;
    found.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    found.column = 1 + (newline == std::string_view::npos ? before.size() : before.size() - newline - 1);
    found.message = std::move(why);
    error problem{errc::invalid_document, std::string(name) + ": " + found.message, {}, {}};
    problem.violations.push_back(std::move(found));
    return tl::unexpected<error>(std::move(problem));
}

} // namespace

result<json> parse_json(std::string_view text, std::string_view document_name) {
    if (const auto deep = too_deep_at(text))
        return refuse_at(text, *deep, document_name, "nested deeper than 64 levels");
    rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::CrtAllocator> document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag>(text.data(),
                                                                                               text.size());
    if (document.HasParseError())
        return refuse_at(text, document.GetErrorOffset(), document_name,
                         std::string("not JSON: ") + rapidjson::GetParseError_En(document.GetParseError()));
    return json(std::move(static_cast<json&>(document)));
}

std::string write_json(const json& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

json json_object() { return json(rapidjson::kObjectType); }
json json_array() { return json(rapidjson::kArrayType); }
json json_text(std::string_view text) {
    return text.empty() ? json("", 0, heap) : json(text.data(), size_of(text), heap); // no data may be null
}
json json_copy(const json& value) { return json(value, heap); }

const json* find(const json* object, std::string_view name) noexcept {
    if (object == nullptr || !object->IsObject()) return nullptr;
    for (auto member = object->MemberBegin(); member != object->MemberEnd(); ++member)
        if (std::string_view(member->name.GetString(), member->name.GetStringLength()) == name)
            return &member->value;
    return nullptr;
}

json* find(json* object, std::string_view name) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): what it points into is not const
    return const_cast<json*>(find(static_cast<const json*>(object), name));
}

const json* find(const json& root, std::initializer_list<std::string_view> path) noexcept {
    const json* at = &root;
    for (const auto name : path) at = find(at, name);
    return at;
}

std::string_view text_of(const json* value) noexcept {
    if (value == nullptr || !value->IsString()) return {};
    return {value->GetString(), value->GetStringLength()};
}

std::string_view text_at(const json& root, std::initializer_list<std::string_view> path) noexcept {
    return text_of(find(root, path));
}

std::optional<bool> boolean_of(const json* value) noexcept {
    if (value == nullptr || !value->IsBool()) return std::nullopt;
    return value->GetBool();
}

std::optional<std::int64_t> integer_of(const json* value) noexcept {
    if (value == nullptr || !value->IsInt64()) return std::nullopt;
    return value->GetInt64();
}

std::optional<timestamp> instant_of(const json* value) noexcept { return parse_timestamp(text_of(value)); }

void set(json& object, std::string_view name, json value) {
    if (json* const there = find(&object, name)) {
        *there = std::move(value);
        return;
    }
    json key = json_text(name);
    object.AddMember(key, value, heap);
}

void set(json& object, std::string_view name, std::string_view text) { set(object, name, json_text(text)); }

void erase(json& object, std::string_view name) {
    if (!object.IsObject()) return;
    const auto member = object.FindMember(json(rapidjson::StringRef(name.data(), size_of(name))));
    if (member != object.MemberEnd()) object.EraseMember(member);
}

void append(json& array, json value) { array.PushBack(value, heap); }

json& object_at(json& object, std::string_view name) {
    json* there = find(&object, name);
    if (there == nullptr || !there->IsObject()) {
        set(object, name, json_object());
        there = find(&object, name);
    }
    return *there;
}

void merge(json& target, const json& patch) {
    if (!patch.IsObject()) {
        target = json_copy(patch);
        return;
    }
    if (!target.IsObject()) target = json_object();
    for (auto member = patch.MemberBegin(); member != patch.MemberEnd(); ++member) {
        const std::string_view name(member->name.GetString(), member->name.GetStringLength());
        if (member->value.IsNull()) {
            erase(target, name);
        } else if (member->value.IsObject()) {
            merge(object_at(target, name), member->value);
        } else {
            set(target, name, json_copy(member->value));
        }
    }
}

} // namespace ingot::inline v0::emulator
