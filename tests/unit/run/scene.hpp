#pragma once

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the tests of one operation share: a scripted service, and a caller who notes what came of it.
struct scene {
    static inline const ingot::timestamp start = *ingot::parse_timestamp("2026-01-01T00:00:00Z");
    static inline const std::string host = "https://management.azure.com";
    static inline const std::string version =
        host + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/c/images/i/versions/1.0.0"
               "?api-version=2024-03-03";
    static inline const std::string status = host + "/subscriptions/s/operations/1?api-version=2024-03-03";

    ingot::testing::scripted_transport transport{start};
    ingot::rapidjson_arm_body_reader reader;
    ingot::driver_options options;
    std::optional<ingot::result<ingot::http::response>> outcome;
    std::vector<std::string> pages;
    std::vector<std::string> notes;
    std::vector<ingot::run::operation_state> saved;

    [[nodiscard]] static ingot::run::operation operation(ingot::http::method how, ingot::run::operation_kind kind,
                                                         std::string url = version) {
        return {{how, std::move(url), {}, reads_only(how) ? "" : "{}"}, kind, false};
    }
    [[nodiscard]] static ingot::run::operation put() {
        return operation(ingot::http::method::put, ingot::run::operation_kind::write);
    }
    [[nodiscard]] static ingot::run::operation patch() {
        return operation(ingot::http::method::patch, ingot::run::operation_kind::write);
    }
    [[nodiscard]] static ingot::run::operation post() {
        return operation(ingot::http::method::post, ingot::run::operation_kind::write);
    }
    [[nodiscard]] static ingot::run::operation remove() {
        return operation(ingot::http::method::remove, ingot::run::operation_kind::remove);
    }
    [[nodiscard]] static ingot::run::operation get() {
        return operation(ingot::http::method::get, ingot::run::operation_kind::read);
    }
    [[nodiscard]] static ingot::run::operation list(std::string url) {
        return operation(ingot::http::method::get, ingot::run::operation_kind::list, std::move(url));
    }

    /// Drives one operation, or one saved, to its end.
    template <class Operation>
    void run(Operation what) {
        ingot::driver driver(transport, reader, options, [] { return 0.5; });
        driver.submit(
            std::move(what), [this](ingot::result<ingot::http::response> end) { outcome = std::move(end); },
            [this](const ingot::http::response& page) { pages.push_back(page.body); },
            [this](const ingot::run::operation_state& state, const ingot::run::progress& note) {
                saved.push_back(state);
                notes.push_back(note.status);
            });
        driver.run();
        BOOST_TEST_REQUIRE(outcome.has_value());
        for (const std::string& complaint : transport.complaints()) BOOST_ERROR(complaint);
    }

    [[nodiscard]] bool succeeded() const { return outcome && outcome->has_value(); }
    [[nodiscard]] const ingot::error& failure() const {
        BOOST_TEST_REQUIRE(!succeeded());
        return outcome->error();
    }
    [[nodiscard]] ingot::duration elapsed() const { return transport.now() - start; }
    [[nodiscard]] bool says(const std::string& text) const {
        return failure().message.find(text) != std::string::npos;
    }
};

inline std::string state_body(const std::string& state) {
    return R"({"id": "/x", "properties": {"provisioningState": ")" + state + R"("}})";
}

inline std::string status_body(const std::string& status) { return R"({"status": ")" + status + R"("})"; }

inline std::string error_body(const std::string& code, const std::string& message = "No.") {
    return R"({"error": {"code": ")" + code + R"(", "message": ")" + message + R"("}})";
}
