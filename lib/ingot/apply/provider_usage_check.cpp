#include <ingot/apply/usage_check.hpp>

#include <ingot/apply/detail/fresh_version.hpp>
#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/resource_decoder.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/target_lookup.hpp>
#include <ingot/survey/is_gone.hpp>
#include <ingot/survey/resource_url.hpp>
#include <ingot/survey/spool.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace ingot::inline v0 {

namespace {

result<std::optional<gallery>> read_gallery(std::string_view body, const std::string& name) {
    constexpr json_limits limits{};
    violation_list violations(name, limits.max_violations);
    json_tree tree;
    text_source source(body);
    if (auto read = read_json(source, limits, json_comments::refused, violations, tree); !read)
        return tl::unexpected(std::move(read.error()));
    std::optional<gallery> found;
    if (violations.empty()) found = resource_decoder(violations).read_gallery(tree.root());
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return found;
}

/// Collects the version ids of pages; the elements are read again one by one.
class version_ids final : public json_visitor {
public:
    explicit version_ids(violation_list& violations) : decoder_(violations) {}

    json_delivery root_member(std::string_view name) override {
        return name == "value" ? json_delivery::each_element : json_delivery::skipped;
    }
    void piece(const json_value& value) override {
        if (auto id = decoder_.id(value)) found.insert(std::move(*id));
    }
    void unexpected(const json_value&) override {}

    std::set<resource_id> found;

private:
    resource_decoder decoder_;
};

bool must_be_complete(survey_source source) {
    return source != survey_source::disks && source != survey_source::image_templates;
}

class provider_lists {
public:
    provider_lists(transport& carrier, usage_check_options options) : carrier_(carrier), options_(std::move(options)) {}

    result<std::vector<version_consumer>> consumers_of(const resource_id& version) {
        if (auto read = read_consumers(); !read) return tl::unexpected(std::move(read.error()));
        const resource_id definition = version.without_last(2);
        estate small;
        if (auto read = add_gallery(definition.without_last(2), small); !read)
            return tl::unexpected(std::move(read.error()));
        // What `latest` is costs a read of each version, and mostly nobody asks.
        const auto number = image_version::parse(version.name());
        if (!number) return tl::unexpected(number.error());
        small.image_definitions.push_back({});
        small.image_definitions.back().id = definition;
        if (anybody_follows_latest(small))
            if (auto read = add_versions(definition, small); !read) return tl::unexpected(std::move(read.error()));
        return match(small, *number);
    }

private:
    [[nodiscard]] bool is_young(const std::optional<timestamp>& read_at) const {
        return read_at && carrier_.now() - *read_at <= options_.max_age;
    }

    result<void> read_consumers() {
        if (is_young(read_at_)) return {};
        survey_options asked;
        asked.endpoint = options_.endpoint;
        asked.subscriptions = options_.subscriptions;
        asked.sources = {survey_source::virtual_machines, survey_source::scale_sets,
                         survey_source::scale_set_instances, survey_source::disks, survey_source::image_templates};
        asked.versions = options_.versions;
        asked.driver = options_.driver;
        asked.jitter = options_.jitter;
        spool document;
        const auto report = survey(carrier_, asked, document);
        if (!report) return tl::unexpected(report.error());
        for (const surveyed_source& row : report->sources)
            if (row.status != completeness::complete && must_be_complete(row.source))
                return fail(row.status == completeness::denied ? errc::forbidden : errc::unavailable,
                            std::string(name_of(row.source)) + " of " + row.scope +
                                " could not be read completely: " + row.detail);
        auto read = read_estate(document, "the lists of consumers");
        if (!read) return tl::unexpected(std::move(read.error()));
        consumers_ = std::move(*read);
        read_at_ = carrier_.now();
        galleries_.clear();
        return {};
    }

    result<std::string> get(const resource_id& id, std::string_view query = {}) {
        http::request request;
        request.url = resource_url(options_.endpoint, id.text(), options_.versions.galleries, query);
        std::optional<result<http::response>> answer;
        driver one(carrier_, reader_, options_.driver, options_.jitter);
        one.submit(run::operation{std::move(request), run::operation_kind::read, false},
                   [&](result<http::response> got) { answer = std::move(got); });
        one.run();
        if (!answer) return fail(errc::internal, "GET " + id.text() + " came to no end");
        if (!*answer) return tl::unexpected(std::move(answer->error()));
        return std::move((*answer)->body);
    }

    result<void> add_gallery(const resource_id& id, estate& into) {
        auto known = galleries_.find(id);
        if (known == galleries_.end()) {
            const auto body = get(id);
            if (!body) return tl::unexpected(body.error());
            auto decoded = read_gallery(*body, "GET " + id.text());
            if (!decoded) return tl::unexpected(std::move(decoded.error()));
            if (!*decoded || (*decoded)->id != id)
                return fail(errc::invalid_document, "GET " + id.text() + " gave another resource than the one asked for");
            known = galleries_.emplace(id, std::move(**decoded)).first;
        }
        into.galleries.push_back(known->second);
        return {};
    }

    [[nodiscard]] bool anybody_follows_latest(const estate& small) const {
        const estate_view view(small);
        const target_lookup lookup(view);
        const auto& targets = consumers_.references.targets();
        return std::any_of(targets.begin(), targets.end(), [&](const image_target& target) {
            return !target.version && lookup.find(target);
        });
    }

    result<void> add_versions(const resource_id& definition, estate& into) {
        http::request request;
        request.url = resource_url(options_.endpoint, definition.text() + "/versions", options_.versions.galleries);
        violation_list violations("the versions of " + definition.text(), json_limits{}.max_violations);
        version_ids ids(violations);
        std::optional<error> failure;
        driver all(carrier_, reader_, options_.driver, options_.jitter);
        all.submit(
            run::operation{std::move(request), run::operation_kind::list, false},
            [&](result<http::response> last) {
                if (!last) failure = std::move(last.error());
            },
            [&](const http::response& page) {
                text_source source(page.body);
                // A source in memory cannot fail.
                static_cast<void>(read_json(source, json_limits{}, json_comments::refused, violations, ids));
            });
        all.run();
        if (failure) return tl::unexpected(std::move(*failure));
        if (!violations.empty()) return tl::unexpected(violations.take_error());
        for (const resource_id& id : ids.found) {
            http::request each;
            each.url = resource_url(options_.endpoint, id.text(), options_.versions.galleries,
                                    "&$expand=ReplicationStatus");
            all.submit(run::operation{std::move(each), run::operation_kind::read, false},
                       [&, id](result<http::response> answer) {
                           auto version = answer ? apply_detail::read_fresh_version(std::move(answer->body), id,
                                                                                    carrier_.now())
                                                 : tl::unexpected<error>(std::move(answer.error()));
                           if (version)
                               into.image_versions.push_back(std::move(version->model));
                           else if (!failure && !is_gone(version.error()))
                               failure = std::move(version.error());
                       });
        }
        all.run();
        if (failure) return tl::unexpected(std::move(*failure));
        return {};
    }

    [[nodiscard]] std::vector<version_consumer> match(const estate& small, const image_version& version) const {
        const estate_view view(small);
        const target_lookup lookup(view);
        const definition_view& definition = view.definitions.front();
        const auto place = definition.find(version);
        std::vector<version_consumer> users;
        const reference_table& references = consumers_.references;
        for (std::size_t at = 0; at < references.size(); ++at) {
            const reference_view one = references[at];
            if (!lookup.find(one.target)) continue;
            const std::string what = std::string(one.kind) + ' ' + std::string(one.consumer);
            if (one.target.version) {
                if (*one.target.version == version) users.push_back({what, one.where});
                continue;
            }
            for (const region_view& where : definition.regions)
                if (place && where.latest == place && (one.where.empty() || one.where == where.where))
                    users.push_back({what + " (through latest)", where.where});
        }
        return users;
    }

    transport& carrier_;
    usage_check_options options_;
    rapidjson_arm_body_reader reader_;
    estate consumers_;
    std::optional<timestamp> read_at_;
    std::map<resource_id, gallery> galleries_; ///< as old as the consumers, at most
};

} // namespace

usage_check provider_usage_check(transport& carrier, usage_check_options options) {
    const auto lists = std::make_shared<provider_lists>(carrier, std::move(options));
    return [lists](const resource_id& version) { return lists->consumers_of(version); };
}

} // namespace ingot::inline v0
