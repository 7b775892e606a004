#pragma once

#include <ingot/apply/apply.hpp>
#include <ingot/core/estate.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>
#include <ingot/journal/journal.hpp>
#include <ingot/plan/make_plan.hpp>
#include <ingot/survey/survey.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ingot::testing_apply {

inline const std::string endpoint = "https://management.azure.com";
inline const std::string subscription = "/subscriptions/11111111-1111-1111-1111-111111111111";
inline const std::string galleries = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries";
inline const std::string definition = galleries + "/golden/images/ubuntu";
inline const std::string recycled_definition = galleries + "/recycling/images/ubuntu";

inline resource_id id(const std::string& text) { return *resource_id::parse(text); }

inline std::string target_region_text(const std::string& name, const std::string& more = {}) {
    return R"({"name": ")" + name + R"(", "regionalReplicaCount": 2, "storageAccountType": "Standard_ZRS")" + more + '}';
}

inline std::string version_text(const std::string& of, const std::string& number, const std::string& state = "Succeeded") {
    return R"({"id": ")" + of + "/versions/" + number + R"(", "name": ")" + number +
           R"(", "location": "westeurope", "tags": {"Team": "images", "ingot-stage": "candidate"}, "properties": {)" +
           R"("provisioningState": ")" + state + R"(", "publishingProfile": {"targetRegions": [)" +
           target_region_text("West Europe", R"(, "encryption": {"osDiskImage": {"diskEncryptionSetId": "/des/w"}})") +
           ", " +
           target_region_text("North Europe", R"(, "encryption": {"osDiskImage": {"diskEncryptionSetId": "/des/n"}}, )"
                                              R"("additionalReplicaSets": [{"storageAccountType": "Premium_LRS", )"
                                              R"("regionalReplicaCount": 1}], "notYetInvented": {"deep": [1, 2.50]})") +
           R"(], "replicaCount": 2, "storageAccountType": "Standard_ZRS", "replicationMode": "Full", )"
           R"("excludeFromLatest": false, "publishedDate": "2025-06-01T00:00:00Z"}, )"
           R"("storageProfile": {"osDiskImage": {"sizeInGB": 30}}, )"
           R"("safetyProfile": {"blockDeletionBeforeEndOfLife": false}}})";
}

inline std::string seed_text(const std::string& more = {}) {
    const auto gallery = [](const std::string& name, bool bin) {
        return R"({"id": ")" + galleries + '/' + name + R"(", "name": ")" + name +
               R"(", "location": "westeurope", "properties": {"provisioningState": "Succeeded", )"
               R"("identifier": {"uniqueName": "sub-)" + name + R"("}, "softDeletePolicy": {"isSoftDeleteEnabled": )" +
               (bin ? "true" : "false") + "}}}";
    };
    const auto definition_text = [](const std::string& of) {
        return R"({"id": ")" + of + R"(", "name": "ubuntu", "location": "westeurope", "properties": {)"
               R"("osType": "Linux", "osState": "Generalized", "identifier": {"publisher": "p", "offer": "o", )"
               R"("sku": "s"}, "provisioningState": "Succeeded"}})";
    };
    return R"({"schema": "ingot.estate/1", "galleries": [)" + gallery("golden", false) + ", " +
           gallery("recycling", true) + R"(], "image_definitions": [)" + definition_text(definition) + ", " +
           definition_text(recycled_definition) + R"(], "image_versions": [)" + version_text(definition, "1.0.0") + ", " +
           version_text(definition, "1.1.0") + ", " + version_text(definition, "1.2.0") + ", " +
           version_text(definition, "2.0.0") + ", " + version_text(recycled_definition, "1.0.0") + ", " +
           version_text(recycled_definition, "2.0.0") + "]" + more + "}";
}

/// The emulator with the galleries above.
struct emulated_gallery {
    emulator::emulator azure;

    explicit emulated_gallery(const std::string& more = {}, emulator::options options = {}) : azure(options) {
        const auto seeded = azure.seed(seed_text(more));
        BOOST_REQUIRE_MESSAGE(seeded, (seeded ? "" : seeded.error().message));
    }

    /// What stands in it, without the instant.
    [[nodiscard]] std::string contents() const {
        std::string text = azure.snapshot();
        if (const auto at = text.find("\"taken_at\""); at != std::string::npos) text.erase(at, text.find(',', at) - at);
        return text;
    }

    [[nodiscard]] bool has(const std::string& version) const {
        return azure.snapshot().find('"' + version + '"') != std::string::npos;
    }
};

inline survey_options survey_of_all() {
    survey_options options;
    options.endpoint = endpoint;
    options.subscriptions = {subscription};
    return options;
}

inline estate surveyed(transport& carrier) {
    text_sink document;
    const auto report = survey(carrier, survey_of_all(), document);
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    auto read = read_estate(document.text(), "survey");
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return std::move(*read);
}

inline const gallery_image_version& find_version(const estate& from, const std::string& text) {
    for (const gallery_image_version& version : from.image_versions)
        if (version.id == id(text)) return version;
    BOOST_FAIL("no version " + text);
    return from.image_versions.front();
}

inline step make_step(std::string name, action what, const gallery_image_version& expected, version_change change) {
    step made;
    made.id = std::move(name);
    made.action = what;
    made.target = expected.id;
    made.precondition = version_digest(expected, false);
    made.request = std::move(change);
    made.because = "the test asks for it";
    return made;
}

inline version_change removal() {
    version_change change;
    change.remove = true;
    return change;
}

inline version_change drop_north() {
    version_change change;
    change.drop_regions = {region("northeurope")};
    return change;
}

inline version_change deprecation() {
    version_change change;
    change.exclude_from_latest = true;
    change.exclude_in_regions = {{region("westeurope"), true}, {region("northeurope"), true}};
    change.end_of_life_date = *parse_timestamp("2027-01-01T00:00:00Z");
    change.set_tags = {{"ingot-deprecated-at", "2026-01-01T00:00:00Z"}};
    change.remove_tags = {"INGOT-stage"};
    return change;
}

inline void seal_by_hand(plan& made) { made.plan_digest = plan_digest(made); }

/// s1 deprecates 1.1.0, s2 trims 1.2.0, s3 trims 1.0.0 and s4, which requires it, deletes it.
inline plan golden_plan(const estate& from) {
    plan made;
    made.now = *parse_timestamp("2026-01-01T00:00:00Z");
    const auto& old = find_version(from, definition + "/versions/1.0.0");
    made.steps.push_back(make_step("s1", action::deprecate, find_version(from, definition + "/versions/1.1.0"), deprecation()));
    made.steps.push_back(make_step("s2", action::trim, find_version(from, definition + "/versions/1.2.0"), drop_north()));
    made.steps.push_back(make_step("s3", action::trim, old, drop_north()));
    made.steps.push_back(make_step("s4", action::remove, after_change(old, drop_north()), removal()));
    made.steps.back().requires_done = {"s3"};
    seal_by_hand(made);
    return made;
}

inline plan plan_of_one(const estate& from, const std::string& target, action what, version_change change) {
    plan made;
    made.now = *parse_timestamp("2026-01-01T00:00:00Z");
    made.steps.push_back(make_step("s1", what, find_version(from, target), std::move(change)));
    seal_by_hand(made);
    return made;
}

inline apply_options trusting_options() {
    apply_options options;
    options.endpoint = endpoint;
    options.usage_is_checked_by_caller = true;
    return options;
}

/// Keeps records in memory; may lose all after the first few, with a word or without.
class memory_journal final : public journal {
public:
    enum class loss { reported, silent };

    result<void> append(std::string_view record) override {
        if (appended_++ >= keep_) {
            if (how_ == loss::silent) return {};
            return fail(errc::unavailable, "the disk is full");
        }
        records.emplace_back(record);
        return {};
    }
    result<void> sync() override { return {}; }
    result<std::vector<std::string>> read_all() override { return records; }

    void keep_only(std::size_t more, loss how) {
        appended_ = 0;
        keep_ = more;
        how_ = how;
    }
    void keep_all() { keep_only(std::numeric_limits<std::size_t>::max(), loss::silent); }
    [[nodiscard]] bool lost() const { return appended_ > keep_; }

    std::vector<std::string> records;

private:
    std::size_t appended_ = 0;
    std::size_t keep_ = std::numeric_limits<std::size_t>::max();
    loss how_ = loss::silent;
};

/// Writes down what is written.
class watching_transport final : public transport {
public:
    explicit watching_transport(transport& forward_to) : inner_(forward_to) {}

    void start(exchange_id exchange, http::request request) override {
        ++requests;
        if (!http::reads_only(request.method)) writes.push_back(request);
        inner_.start(exchange, std::move(request));
    }
    std::vector<completion> wait(timestamp until) override { return inner_.wait(until); }
    timestamp now() const override { return inner_.now(); }
    void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

    [[nodiscard]] std::set<std::tuple<std::string, std::string, std::string>> distinct_writes() const {
        std::set<std::tuple<std::string, std::string, std::string>> all;
        for (const http::request& one : writes) all.emplace(http::name_of(one.method), one.url, one.body);
        return all;
    }

    std::vector<http::request> writes;
    std::size_t requests = 0;

private:
    transport& inner_;
};

inline std::string shown(const apply_report& report) {
    std::string all;
    for (const step_report& one : report.steps)
        all += one.step + ' ' + std::string(name_of(one.outcome)) + ": " + one.message + '\n';
    return all;
}

} // namespace ingot::testing_apply
