#pragma once

#include <ingot/document/estate_document.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/survey/survey.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What the tests of surveys share: a subscription, and a reader of what was surveyed.
namespace survey_scene {

inline const std::string endpoint = "https://management.azure.com";
inline const std::string subscription = "/subscriptions/11111111-1111-1111-1111-111111111111";
inline const std::string compute = subscription + "/providers/Microsoft.Compute/";
inline const std::string group = subscription + "/resourceGroups/im\xc3\xa4ges/providers/Microsoft.Compute/";
inline const std::string definition = group + "galleries/golden/images/ubuntu";
inline const ingot::timestamp start = *ingot::parse_timestamp("2026-03-01T12:00:00Z");

/// @param more members beside `properties`, beginning with a comma
inline std::string resource(const std::string& id, const std::string& properties, const std::string& more = {}) {
    return R"({"id": ")" + id + R"(", "name": ")" + id.substr(id.rfind('/') + 1) + R"(", "location": "West Europe")" +
           more + R"(, "properties": {)" + properties + "}}";
}

inline ingot::survey_options options_for(std::vector<std::string> subscriptions = {subscription}) {
    ingot::survey_options options;
    options.endpoint = endpoint;
    options.subscriptions = std::move(subscriptions);
    return options;
}

struct surveyed {
    ingot::survey_report report;
    ingot::estate read;
    std::string text;
};

inline surveyed survey_and_read(ingot::transport& carrier, const ingot::survey_options& options = options_for()) {
    ingot::text_sink document;
    auto report = ingot::survey(carrier, options, document);
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    auto read = ingot::read_estate(document.text(), "survey");
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return {std::move(*report), std::move(*read), document.text()};
}

inline const ingot::surveyed_source& row(const ingot::survey_report& report, ingot::survey_source source) {
    const auto found = std::find_if(report.sources.begin(), report.sources.end(),
                                    [&](const ingot::surveyed_source& one) { return one.source == source; });
    BOOST_REQUIRE(found != report.sources.end());
    return *found;
}

/// @param page_size of the lists of resource providers
inline ingot::emulator::emulator seeded_with(const std::string& text, std::size_t page_size) {
    ingot::emulator::options options;
    options.now = start;
    options.page_size = page_size;
    ingot::emulator::emulator azure(options);
    const auto done = azure.seed(text);
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message + ": " + done.error().violations.front().message));
    return azure;
}

/// A policy that deletes whatever is old and shown to be unused.
/// @param sources of evidence; empty: the usual ones
inline ingot::policy eager_policy(std::vector<std::string> sources = {}) {
    ingot::rule eager;
    eager.name = "eager";
    eager.keep.rollback_reserve = 0;
    eager.remove = ingot::delete_block{std::chrono::hours(24), {}, {}};
    eager.limits = {1'000, 1.0};
    if (!sources.empty()) eager.evidence.sources = std::move(sources);
    ingot::policy made;
    made.rules.push_back(std::move(eager));
    return made;
}

/// What may be deleted now.
inline std::set<std::string> deletable(const ingot::estate& judged, const ingot::policy& rules) {
    std::set<std::string> found;
    for (const ingot::verdict& one : ingot::decide(judged, rules, *judged.taken_at).verdicts)
        if (one.decision == ingot::decision::remove) found.insert(one.id.text());
    return found;
}

} // namespace survey_scene
