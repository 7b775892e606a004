#include "latest_watch.hpp"

#include "json_value.hpp"

#include <ingot/document/estate_document.hpp>
#include <ingot/plan/estate_view.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace ingot::cli {

std::string version_path(const resource_id& definition, const image_version& version) {
    return fmt::format("{}/versions/{}?$expand=ReplicationStatus&api-version={}", definition.text(),
                       version.to_string(), gallery_api);
}

result<latest_watch::meaning> latest_watch::begin() {
    const auto pages =
        client_.list(fmt::format("{}/versions?api-version={}", definition_.text(), gallery_api));
    if (!pages) return tl::unexpected(pages.error());
    for (const std::string& page : *pages) {
        for (const json_value& one : json_value::parse(page).member("value").items()) {
            const auto id = one.member("id").text();
            if (!id) continue;
            const auto version = image_version::parse(id->substr(id->rfind('/') + 1));
            if (!version) return tl::unexpected(version.error());
            existing_.push_back(*version);
        }
    }
    std::sort(existing_.begin(), existing_.end(), std::greater<>());
    meaning now;
    for (const region& where : regions_) now[where];
    for (const image_version& version : existing_) {
        const auto answer = client_.get(version_path(definition_, version));
        if (!answer) return tl::unexpected(answer.error());
        read_[version] = answer->body;
        auto resolved = resolve();
        if (!resolved) return resolved;
        now = *resolved;
        if (std::all_of(now.begin(), now.end(), [](const auto& one) { return one.second.has_value(); }))
            break;
    }
    return now;
}

result<latest_watch::meaning> latest_watch::update(const image_version& version, std::string body) {
    read_[version] = std::move(body);
    return resolve();
}

result<latest_watch::meaning> latest_watch::resolve() const {
    std::string text = R"({"schema":"ingot.estate/1","image_versions":[)";
    bool first = true;
    for (const auto& [version, body] : read_) {
        if (!std::exchange(first, false)) text += ',';
        text += body;
    }
    text += "]}";
    const auto known = read_estate(text, definition_.text());
    if (!known) return tl::unexpected(known.error());
    meaning now;
    for (const region& where : regions_) now[where];
    for (const definition_latest& definition : resolve_all_latest(*known))
        for (const latest_in_region& one : definition.regions)
            if (const auto asked = now.find(one.where); asked != now.end()) asked->second = one.version;
    return now;
}

} // namespace ingot::cli
