#pragma once

#include <ingot/emulator/emulator.hpp>

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

#include <chrono>
#include <string>
#include <string_view>

namespace ingot_test {

using namespace std::chrono_literals;

inline const std::string subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
inline const std::string group = subscription + "/resourceGroups/images";
inline const std::string compute = group + "/providers/Microsoft.Compute";
inline const std::string gallery_id = compute + "/galleries/Golden";
inline const std::string definition_id = gallery_id + "/images/ubuntu-22";

inline std::string version_id(std::string_view name) {
    return definition_id + "/versions/" + std::string(name);
}

/// An emulator with requests that are short to write and answers that are short to check.
struct emulated_azure {
    explicit emulated_azure(ingot::emulator::options chosen = {}) : service(std::move(chosen)) {}

    struct answer {
        int status = 0;
        ingot::http::headers headers;
        rapidjson::Document body;

        [[nodiscard]] std::string text(const char* pointer) const {
            const auto* const value = rapidjson::Pointer(pointer).Get(body);
            return value != nullptr && value->IsString() ? value->GetString() : "";
        }
        [[nodiscard]] int number(const char* pointer) const {
            const auto* const value = rapidjson::Pointer(pointer).Get(body);
            return value != nullptr && value->IsInt() ? value->GetInt() : -1;
        }
        [[nodiscard]] bool has(const char* pointer) const {
            return rapidjson::Pointer(pointer).Get(body) != nullptr;
        }
        [[nodiscard]] std::size_t size(const char* pointer) const {
            const auto* const value = rapidjson::Pointer(pointer).Get(body);
            return value != nullptr && value->IsArray() ? value->Size() : 0;
        }
        [[nodiscard]] std::string code() const { return text("/error/code"); }
        [[nodiscard]] std::string header(std::string_view name) const {
            return std::string(headers.find(name).value_or(""));
        }
    };

    answer send(ingot::http::method method, const std::string& path, const std::string& body = {}) {
        std::string url = path.rfind("http", 0) == 0 ? path : "https://management.azure.com" + path;
        if (url.find("api-version=") == std::string::npos)
            url += (url.find('?') == std::string::npos ? "?" : "&") + ("api-version=" + api_version);
        auto reply = service.handle({method, url, {}, body});
        answer taken;
        taken.status = reply.status;
        taken.headers = std::move(reply.headers);
        if (!reply.body.empty()) taken.body.Parse(reply.body.c_str());
        return taken;
    }
    answer get(const std::string& path) { return send(ingot::http::method::get, path); }
    answer put(const std::string& path, const std::string& body) {
        return send(ingot::http::method::put, path, body);
    }
    answer patch(const std::string& path, const std::string& body) {
        return send(ingot::http::method::patch, path, body);
    }
    answer post(const std::string& path, const std::string& body) {
        return send(ingot::http::method::post, path, body);
    }
    answer remove(const std::string& path) { return send(ingot::http::method::remove, path); }

    void pass(ingot::duration span) { service.advance_to(service.now() + span); }

    /// Lets everything come to an end that is under way.
    void settle() { pass(3h); }

    void make_gallery(const std::string& properties = "{}") {
        static_cast<void>(
            put(gallery_id, R"({"location": "West Europe", "properties": )" + properties + "}"));
        pass(10s);
    }
    void make_definition(const std::string& properties_of_gallery = "{}") {
        make_gallery(properties_of_gallery);
        static_cast<void>(put(definition_id, definition_body));
        pass(10s);
    }
    answer publish(std::string_view name, const std::string& regions = R"([{"name": "West Europe"}])",
                   const std::string& more = "") {
        return put(version_id(name), version_body(regions, more));
    }

    static std::string version_body(const std::string& regions, const std::string& more = "") {
        return R"({"location": "West Europe", "properties": {"storageProfile": {"source": {"id": ")" +
               compute + R"(/images/built"}}, "publishingProfile": {"targetRegions": )" + regions + "}" +
               more + "}}";
    }

    static inline const std::string definition_body =
        R"({"location": "West Europe", "properties": {"osType": "Linux", "osState": "Generalized",
            "identifier": {"publisher": "contoso", "offer": "ubuntu", "sku": "22"}}})";

    std::string api_version = "2024-03-03";
    ingot::emulator::emulator service;
};

inline const std::string two_regions = R"([{"name": "West Europe"}, {"name": "East US"}])";

} // namespace ingot_test
