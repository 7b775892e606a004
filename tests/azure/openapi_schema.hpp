#pragma once

#include <rapidjson/document.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ingot_test {

/// Definitions of OpenAPI 2.0 files, with what they refer to in other files.
class openapi_schema {
public:
    /// @param file the OpenAPI file; @param definition such as `GalleryImageVersion`
    openapi_schema(std::filesystem::path file, const std::string& definition);

    /// What is wrong with a body that is to be sent, one line each: a member that is not declared or is
    /// readOnly, one that is missing, a value of another type or of no known spelling.
    [[nodiscard]] std::vector<std::string> violations(const std::string& body);

    /// The places of all members that may be written and hold no others, such as `/tags` and
    /// `/properties/publishingProfile/targetRegions/*/name`.
    [[nodiscard]] std::set<std::string> writable();

    /// The places of all members that a body fills, as writable() spells them.
    [[nodiscard]] std::set<std::string> filled(const std::string& body);

private:
    struct node {
        std::filesystem::path file;
        const rapidjson::Value* schema = nullptr;
    };
    struct member {
        node declared;
        node resolved;
        bool required = false;
    };
    using members = std::map<std::string, member>;

    const rapidjson::Document& load(const std::filesystem::path& file);
    node resolve(node from);
    members members_of(const node& object);
    void check(const node& schema, const rapidjson::Value& value, const std::string& where,
               std::vector<std::string>& problems, std::set<std::string>& filled);
    void collect(const node& schema, const std::string& where, std::set<std::string>& into);
    [[nodiscard]] static bool is_read_only(const member& one);

    std::map<std::filesystem::path, std::unique_ptr<rapidjson::Document>> files_;
    node root_;
};

} // namespace ingot_test
