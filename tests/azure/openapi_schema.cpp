#include "openapi_schema.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ingot_test {

namespace {

using rapidjson::Value;

std::string text_of(const Value& object, const char* name) {
    const auto found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

bool is_of_type(const Value& value, const std::string& type) {
    if (type == "string") return value.IsString();
    if (type == "integer") return value.IsInt64();
    if (type == "boolean") return value.IsBool();
    if (type == "array") return value.IsArray();
    return type.empty() || value.IsObject();
}

} // namespace

openapi_schema::openapi_schema(std::filesystem::path file, const std::string& definition) {
    const Value& definitions = load(file)["definitions"];
    const auto found = definitions.FindMember(definition.c_str());
    if (found == definitions.MemberEnd()) throw std::runtime_error("no definition " + definition);
    root_ = {std::move(file), &found->value};
}

const rapidjson::Document& openapi_schema::load(const std::filesystem::path& file) {
    auto& slot = files_[file.lexically_normal()];
    if (!slot) {
        std::ifstream stream(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        slot = std::make_unique<rapidjson::Document>();
        slot->Parse(text.c_str());
        if (slot->HasParseError()) throw std::runtime_error("cannot read " + file.string());
    }
    return *slot;
}

openapi_schema::node openapi_schema::resolve(node from) {
    for (std::string reference; !(reference = text_of(*from.schema, "$ref")).empty();) {
        const auto hash = reference.find('#');
        if (hash != 0) from.file = from.file.parent_path() / reference.substr(0, hash);
        const Value* at = &load(from.file);
        std::string_view rest = std::string_view(reference).substr(hash + 2);
        while (!rest.empty()) {
            const auto slash = std::min(rest.find('/'), rest.size());
            at = &(*at)[std::string(rest.substr(0, slash)).c_str()];
            rest.remove_prefix(std::min(slash + 1, rest.size()));
        }
        from.schema = at;
    }
    return from;
}

openapi_schema::members openapi_schema::members_of(const node& object) {
    members all;
    const Value& schema = *object.schema;
    if (const auto bases = schema.FindMember("allOf"); bases != schema.MemberEnd())
        for (const Value& base : bases->value.GetArray()) {
            // A base may be made stricter, so that its requirements come on top.
            for (auto& [name, one] : members_of(resolve({object.file, &base}))) all[name] = one;
        }
    if (const auto own = schema.FindMember("properties"); own != schema.MemberEnd())
        for (const auto& one : own->value.GetObject()) {
            const node declared{object.file, &one.value};
            all[one.name.GetString()] = {declared, resolve(declared), false};
        }
    if (const auto required = schema.FindMember("required");
        required != schema.MemberEnd() && required->value.IsArray())
        for (const Value& name : required->value.GetArray())
            if (const auto found = all.find(name.GetString()); found != all.end())
                found->second.required = true;
    return all;
}

bool openapi_schema::is_read_only(const member& one) {
    for (const Value* schema : {one.declared.schema, one.resolved.schema})
        if (const auto flag = schema->FindMember("readOnly");
            flag != schema->MemberEnd() && flag->value.IsTrue())
            return true;
    return false;
}

void openapi_schema::check(const node& schema, const Value& value, const std::string& where,
                           std::vector<std::string>& problems, std::set<std::string>& filled) {
    if (!is_of_type(value, text_of(*schema.schema, "type"))) {
        problems.push_back(where + " is of another type");
        return;
    }
    if (value.IsArray()) {
        const node items = resolve({schema.file, &(*schema.schema)["items"]});
        if (members_of(items).empty()) filled.insert(where);
        for (const Value& item : value.GetArray()) check(items, item, where + "/*", problems, filled);
        return;
    }
    if (!value.IsObject()) {
        if (where.empty() || where.back() != '*') filled.insert(where);
        if (const auto known = schema.schema->FindMember("enum"); known != schema.schema->MemberEnd()) {
            const auto names = known->value.GetArray();
            if (std::none_of(names.begin(), names.end(), [&](const Value& name) { return name == value; }))
                problems.push_back(where + " has the value " + value.GetString() + ", which is not declared");
        }
        return;
    }
    const members known = members_of(schema);
    if (known.empty()) {
        filled.insert(where);
        return;
    }
    for (const auto& one : value.GetObject()) {
        const std::string name = one.name.GetString();
        const auto found = known.find(name);
        if (found == known.end())
            problems.push_back(where + '/' + name + " is not declared");
        else if (is_read_only(found->second))
            problems.push_back(where + '/' + name + " is read-only");
        else
            check(found->second.resolved, one.value, where + '/' + name, problems, filled);
    }
    for (const auto& [name, one] : known)
        if (one.required && !is_read_only(one) && !value.HasMember(name.c_str()))
            problems.push_back(where + '/' + name + " is missing");
}

void openapi_schema::collect(const node& schema, const std::string& where, std::set<std::string>& into) {
    if (text_of(*schema.schema, "type") == "array") {
        const node items = resolve({schema.file, &(*schema.schema)["items"]});
        if (members_of(items).empty())
            into.insert(where);
        else
            collect(items, where + "/*", into);
        return;
    }
    const members known = members_of(schema);
    if (known.empty()) into.insert(where);
    for (const auto& [name, one] : known)
        if (!is_read_only(one)) collect(one.resolved, where + '/' + name, into);
}

std::vector<std::string> openapi_schema::violations(const std::string& body) {
    rapidjson::Document parsed;
    parsed.Parse(body.c_str());
    std::vector<std::string> problems;
    std::set<std::string> ignored;
    if (parsed.HasParseError())
        problems.push_back("it is not JSON: " + body);
    else
        check(root_, parsed, "", problems, ignored);
    return problems;
}

std::set<std::string> openapi_schema::writable() {
    std::set<std::string> all;
    collect(root_, "", all);
    return all;
}

std::set<std::string> openapi_schema::filled(const std::string& body) {
    rapidjson::Document parsed;
    parsed.Parse(body.c_str());
    std::vector<std::string> ignored;
    std::set<std::string> all;
    check(root_, parsed, "", ignored, all);
    return all;
}

} // namespace ingot_test
