#include "json_value.hpp"

#include <rapidjson/document.h>

#include <utility>

namespace ingot::cli {

namespace {

const rapidjson::Value& value_at(const void* at) { return *static_cast<const rapidjson::Value*>(at); }

} // namespace

json_value json_value::parse(std::string_view text) {
    auto document = std::make_shared<rapidjson::Document>();
    // Iterative, so that no depth of nesting overflows the stack.
    document->Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(),
                                                                                            text.size());
    json_value read;
    if (document->HasParseError()) return read;
    read.at_ = static_cast<const rapidjson::Value*>(document.get());
    read.document_ = std::move(document);
    return read;
}

json_value json_value::member(std::string_view name) const {
    json_value found;
    if (absent() || !value_at(at_).IsObject()) return found;
    const auto& object = value_at(at_);
    const auto member =
        object.FindMember(rapidjson::Value(name.data(), static_cast<rapidjson::SizeType>(name.size())));
    if (member == object.MemberEnd()) return found;
    found.document_ = document_;
    found.at_ = &member->value;
    return found;
}

std::vector<json_value> json_value::items() const {
    std::vector<json_value> all;
    if (absent() || !value_at(at_).IsArray()) return all;
    for (const rapidjson::Value& one : value_at(at_).GetArray()) {
        json_value item;
        item.document_ = document_;
        item.at_ = &one;
        all.push_back(std::move(item));
    }
    return all;
}

std::optional<std::string> json_value::text() const {
    if (absent() || !value_at(at_).IsString()) return std::nullopt;
    return std::string(value_at(at_).GetString(), value_at(at_).GetStringLength());
}

std::optional<double> json_value::number() const {
    if (absent() || !value_at(at_).IsNumber()) return std::nullopt;
    return value_at(at_).GetDouble();
}

} // namespace ingot::cli
