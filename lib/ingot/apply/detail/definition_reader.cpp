#include <ingot/apply/detail/definition_reader.hpp>

#include <ingot/apply/detail/fresh_version.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/resource_decoder.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/plan/resolve_latest.hpp>
#include <ingot/plan/version_facts.hpp>
#include <ingot/survey/is_gone.hpp>
#include <ingot/survey/resource_url.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ingot::inline v0::apply_detail {

namespace {

/// Collects the versions of a page.
class page_of_versions final : public json_visitor {
public:
    page_of_versions(violation_list& violations, std::map<resource_id, gallery_image_version>& into)
        : decoder_(violations), into_(into) {}

    json_delivery root_member(std::string_view name) override {
        has_list = has_list || name == "value";
        return name == "value" ? json_delivery::each_element : json_delivery::skipped;
    }
    void piece(const json_value& value) override {
        auto version = decoder_.read_version(value);
        if (!version) {
            unreadable = true;
            return;
        }
        resource_id id = version->id;
        into_.insert_or_assign(std::move(id), std::move(*version));
    }
    void unexpected(const json_value&) override { unreadable = true; }

    bool has_list = false;
    bool unreadable = false;

private:
    resource_decoder decoder_;
    std::map<resource_id, gallery_image_version>& into_;
};

std::vector<version_facts> facts_of_all(const std::vector<const gallery_image_version*>& versions) {
    std::vector<version_facts> facts;
    facts.reserve(versions.size());
    for (const gallery_image_version* const one : versions) facts.push_back(facts_of(*one, false));
    std::sort(facts.begin(), facts.end(), [](const version_facts& a, const version_facts& b) {
        return a.record->version > b.record->version;
    });
    return facts;
}

} // namespace

std::optional<std::string> why_needed(const definition_reading& now, const gallery_image_version& fresh,
                                      const std::set<resource_id>& going) {
    std::vector<const gallery_image_version*> all{&fresh};
    for (const gallery_image_version& one : now.versions)
        if (one.id != fresh.id) all.push_back(&one);
    const std::vector<version_facts> facts = facts_of_all(all);
    for (const region& where : regions_of(facts))
        if (resolve_latest(facts, where).version == fresh.version)
            return "it is the latest version in " + where.name() + " now; plan again";
    const bool another = std::any_of(facts.begin(), facts.end(), [&](const version_facts& one) {
        return one.good && !going.contains(one.record->id) && one.record->id != fresh.id;
    });
    if (facts_of(fresh, false).good && !another)
        return "it is good, and no other good version of its definition would stay; plan again";
    return std::nullopt;
}

struct definition_reader::progress {
    resource_id definition;
    std::map<resource_id, gallery_image_version> versions;
    std::set<resource_id> read; ///< one by one
    std::size_t awaited = 0;
    std::optional<error> failure;
    std::vector<done_function> waiting;

    /// What is still to be read one by one. A list says nothing of replication.
    [[nodiscard]] std::set<resource_id> missing(const std::set<resource_id>& going) const {
        std::vector<const gallery_image_version*> all;
        for (const auto& [id, version] : versions) all.push_back(&version);
        const std::vector<version_facts> facts = facts_of_all(all);
        std::set<resource_id> wanted;
        for (const region& where : regions_of(facts)) {
            for (const version_facts& one : facts) {
                const auto reason = why_not_latest(one, where);
                if (!read.contains(one.record->id) && (!reason || reason == pass_reason::not_replicated)) {
                    wanted.insert(one.record->id);
                    break;
                }
                if (!reason) break;
            }
        }
        const auto staying = std::find_if(facts.begin(), facts.end(), [&](const version_facts& one) {
            return one.good && !going.contains(one.record->id);
        });
        if (staying != facts.end() && !read.contains(staying->record->id)) wanted.insert(staying->record->id);
        return wanted;
    }
};

void definition_reader::ask(const resource_id& definition, done_function done) {
    if (const auto known = young_.find(definition); known != young_.end()) {
        if (carrier_.now() - known->second->at <= options_.max_age) return done(known->second);
        young_.erase(known);
    }
    const auto [found, begun] = under_way_.try_emplace(definition);
    if (begun) found->second = std::make_shared<progress>();
    const work one = found->second;
    one->waiting.push_back(std::move(done));
    if (!begun) return;
    one->definition = definition;
    http::request request;
    request.url = resource_url(options_.endpoint, definition.text() + "/versions", options_.api_version);
    driver_.submit(
        run::operation{std::move(request), run::operation_kind::list, false},
        [this, one](result<http::response> last) {
            if (!last && !one->failure) one->failure = std::move(last.error());
            go_on(one);
        },
        [this, one](const http::response& page) { read_page(one, page); });
}

void definition_reader::read_page(const work& one, const http::response& page) {
    const std::string name = "the versions of " + one->definition.text();
    violation_list violations(name, json_limits{}.max_violations);
    page_of_versions versions(violations, one->versions);
    text_source source(page.body);
    auto read = read_json(source, json_limits{}, json_comments::refused, violations, versions);
    if (one->failure) return;
    if (!read)
        one->failure = std::move(read.error());
    else if (!violations.empty())
        one->failure = violations.take_error();
    else if (versions.unreadable || !versions.has_list)
        one->failure =
            error{errc::invalid_document, name + " are listed with something that is no version", {}, {}};
}

void definition_reader::go_on(const work& one) {
    if (one->failure) return end(one);
    const std::set<resource_id> missing = one->missing(options_.going);
    if (missing.empty()) return end(one);
    one->awaited = missing.size();
    for (const resource_id& id : missing) read_version(one, id);
}

void definition_reader::read_version(const work& one, const resource_id& id) {
    http::request request;
    request.url =
        resource_url(options_.endpoint, id.text(), options_.api_version, "&$expand=ReplicationStatus");
    driver_.submit(run::operation{std::move(request), run::operation_kind::read, false},
                   [this, one, id](result<http::response> answer) {
                       auto version = answer ? read_fresh_version(std::move(answer->body), id, carrier_.now())
                                             : tl::unexpected<error>(std::move(answer.error()));
                       one->read.insert(id);
                       if (version)
                           one->versions.insert_or_assign(id, std::move(version->model));
                       else if (is_gone(version.error()))
                           one->versions.erase(id);
                       else if (!one->failure)
                           one->failure = std::move(version.error());
                       if (--one->awaited == 0) go_on(one);
                   });
}

void definition_reader::end(const work& one) {
    under_way_.erase(one->definition);
    result<reading> outcome = tl::unexpected(error{});
    if (one->failure) {
        outcome = tl::unexpected(std::move(*one->failure));
    } else {
        auto all = std::make_shared<definition_reading>();
        all->at = carrier_.now();
        for (auto& [id, version] : one->versions) all->versions.push_back(std::move(version));
        std::sort(all->versions.begin(), all->versions.end(),
                  [](const auto& a, const auto& b) { return a.version > b.version; });
        young_[one->definition] = all;
        outcome = reading(std::move(all));
    }
    for (const done_function& done : std::exchange(one->waiting, {})) done(outcome);
}

} // namespace ingot::inline v0::apply_detail
