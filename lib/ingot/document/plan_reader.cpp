// The part of the plan document that reads.
#include <ingot/document/plan_document.hpp>

#include <ingot/document/json_reader.hpp>
#include <ingot/document/strict_object.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace ingot::inline v0 {

namespace {

constexpr std::string_view schema = "ingot.plan/1";
constexpr std::array<std::string_view, 9> root_members{"estate_digest", "estimates",   "latest",
                                                       "now",           "plan_digest", "policy_digest",
                                                       "schema",        "steps",       "verdicts"};

class plan_reader final : public json_visitor {
public:
    explicit plan_reader(violation_list& violations) : violations_(violations), members_(violations) {}

    json_delivery root_member(std::string_view name) override {
        member_ = static_cast<std::size_t>(std::find(root_members.begin(), root_members.end(), name) -
                                           root_members.begin());
        if (member_ < root_members.size()) seen_[member_] = true;
        return name == "latest" || name == "steps" || name == "verdicts" ? json_delivery::each_element
                                                                         : json_delivery::whole;
    }

    void piece(const json_value& value) override {
        if (member_ == root_members.size()) {
            members_.report_name(value, "a plan has no member '" + std::string(value.name()) +
                                            "'; take it out or make the plan anew");
            return;
        }
        const std::string_view name = root_members[member_];
        if (name == "latest")
            read_latest(value);
        else if (name == "steps")
            read_step(value);
        else if (name == "verdicts")
            read_verdict(value);
        else if (name == "estimates")
            read_estimates(value);
        else
            read_text(name, value);
    }

    void unexpected(const json_value& value) override { members_.expect(value, json_kind::array); }

    [[nodiscard]] plan take(bool whole) {
        if (whole)
            for (std::size_t i = 0; i < root_members.size(); ++i)
                if (!seen_[i])
                    violations_.add("", {1, 1},
                                    "the member '" + std::string(root_members[i]) +
                                        "' is missing; make the plan anew");
        if (violations_.empty() && plan_.plan_digest != plan_digest(plan_))
            violations_.add(
                "/plan_digest", digest_at_,
                "the digest does not fit the plan, so that the plan was changed after it was made; make "
                "it anew, since a changed plan is never carried out");
        return std::move(plan_);
    }

private:
    void read_text(std::string_view name, const json_value& value) {
        if (!members_.expect(value, json_kind::string)) return;
        if (name == "schema") {
            members_.expect_schema(value, schema);
        } else if (name == "now") {
            read_instant(value, plan_.now);
        } else {
            if (name == "plan_digest") digest_at_ = value.at();
            std::string& digest = name == "estate_digest"   ? plan_.estate_digest
                                  : name == "policy_digest" ? plan_.policy_digest
                                                            : plan_.plan_digest;
            read_digest(value, digest);
        }
    }

    void read_digest(const json_value& value, std::string& into) {
        const std::string_view text = value.text();
        const bool fits =
            text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
        if (fits)
            into = text;
        else
            members_.report(value, "expected a SHA-256 digest of 64 lower-case hexadecimal digits");
    }

    void read_instant(const json_value& value, timestamp& into) {
        if (const auto at = parse_timestamp(value.text()))
            into = *at;
        else
            members_.report(value,
                            "'" + std::string(value.text()) +
                                "' is not an instant; expected RFC 3339, such as 2026-09-30T00:00:00Z");
    }

    void read_id(const json_value& value, resource_id& into) {
        if (auto id = resource_id::parse(value.text()))
            into = std::move(*id);
        else
            members_.report(value, id.error().message);
    }

    [[nodiscard]] std::string required_text(strict_object& object, std::string_view name) {
        const auto value = object.required(name, json_kind::string, "\"...\"");
        return value ? std::string(value->text()) : std::string();
    }

    void required_id(strict_object& object, std::string_view name, resource_id& into) {
        if (const auto value = object.required(name, json_kind::string, "\"/subscriptions/...\""))
            read_id(*value, into);
    }

    /// One of the names of an enumeration.
    template <class Table, class Enum>
    void required_name(strict_object& object, std::string_view name, const Table& table, Enum& into) {
        const auto value =
            object.required(name, json_kind::string, "\"" + std::string(table[0].second) + '"');
        if (!value) return;
        for (const auto& [known, spelling] : table) {
            if (spelling != value->text()) continue;
            into = known;
            return;
        }
        std::string all;
        for (const auto& known : table) all += (all.empty() ? "" : ", ") + std::string(known.second);
        members_.report(*value, "'" + std::string(value->text()) + "' is none of: " + all);
    }

    void texts(const std::optional<json_value>& list, std::vector<std::string>& into) {
        if (!list) return;
        for (const json_value text : *list)
            if (members_.expect(text, json_kind::string)) into.emplace_back(text.text());
    }

    void read_estimates(const json_value& value) {
        if (!members_.expect(value, json_kind::object)) return;
        strict_object object(members_, value);
        object.read_required("gigabytes_freed", plan_.estimates.gigabytes_freed);
        object.read_required("least_duration", plan_.estimates.least_duration);
        object.read_required("replicas_removed", plan_.estimates.replicas_removed);
        object.read_required("requests", plan_.estimates.requests);
        object.finish();
    }

    void read_latest(const json_value& value) {
        if (!members_.expect(value, json_kind::object)) return;
        latest_change read;
        strict_object object(members_, value);
        read_optional_version(object, "after", read.after);
        read_optional_version(object, "before", read.before);
        required_id(object, "definition", read.definition);
        read.where = region(required_text(object, "region"));
        object.finish();
        plan_.latest.push_back(std::move(read));
    }

    void read_optional_version(strict_object& object, std::string_view name,
                               std::optional<image_version>& into) {
        const auto value = object.required(name, "\"1.2.3\" or null");
        if (!value || value->is(json_kind::null) || !members_.expect(*value, json_kind::string)) return;
        if (const auto version = image_version::parse(value->text()))
            into = *version;
        else
            members_.report(*value, version.error().message);
    }

    void read_step(const json_value& value) {
        if (!members_.expect(value, json_kind::object)) return;
        step read;
        strict_object object(members_, value);
        required_name(object, "action", action_names, read.action);
        read.because = required_text(object, "because");
        read.id = required_text(object, "id");
        if (const auto inverse = object.required("inverse", "null");
            inverse && !inverse->is(json_kind::null)) {
            read.inverse.emplace();
            read_change(*inverse, *read.inverse);
        }
        if (const auto precondition =
                object.required("precondition", json_kind::object, "{\"digest\": \"...\"}")) {
            strict_object inner(members_, *precondition);
            if (const auto digest = inner.required("digest", json_kind::string, "\"...\""))
                read_digest(*digest, read.precondition);
            inner.finish();
        }
        if (const auto request = object.required("request", json_kind::object, "{}"))
            read_change(*request, read.request);
        texts(object.required("requires", json_kind::array, "[]"), read.requires_done);
        required_id(object, "target", read.target);
        object.finish();
        plan_.steps.push_back(std::move(read));
    }

    void read_change(const json_value& value, version_change& into) {
        if (!members_.expect(value, json_kind::object)) return;
        strict_object object(members_, value);
        if (const auto added = object.member("add_regions", json_kind::array))
            for (const json_value target : *added) read_target_region(target, into.add_regions);
        std::vector<std::string> dropped;
        texts(object.member("drop_regions", json_kind::array), dropped);
        for (const std::string& name : dropped) into.drop_regions.emplace_back(name);
        if (const auto date = object.member("end_of_life_date", json_kind::string))
            read_instant(*date, into.end_of_life_date.emplace());
        object.read("exclude_from_latest", into.exclude_from_latest);
        if (const auto flags = object.member("exclude_in_regions", json_kind::object))
            for (const json_value flag : *flags)
                if (members_.expect(flag, json_kind::boolean))
                    into.exclude_in_regions.emplace(region(flag.name()), flag.truth());
        object.read("remove", into.remove);
        texts(object.member("remove_tags", json_kind::array), into.remove_tags);
        object.read("restore", into.restore);
        if (const auto tags = object.member("set_tags", json_kind::object))
            for (const json_value tag : *tags)
                if (members_.expect(tag, json_kind::string)) into.set_tags.emplace(tag.name(), tag.text());
        object.finish();
    }

    void read_target_region(const json_value& value, std::vector<target_region>& into) {
        if (!members_.expect(value, json_kind::object)) return;
        target_region read;
        strict_object object(members_, value);
        object.read("additional_replicas", read.additional_replicas);
        object.read("exclude_from_latest", read.exclude_from_latest);
        read.name = region(required_text(object, "name"));
        object.read("regional_replica_count", read.regional_replica_count);
        if (const auto type = object.member("storage_account_type", json_kind::string))
            read.storage_account_type = type->text();
        object.finish();
        into.push_back(std::move(read));
    }

    void read_verdict(const json_value& value) {
        if (!members_.expect(value, json_kind::object)) return;
        verdict read;
        strict_object object(members_, value);
        required_name(object, "decision", decision_names, read.decision);
        if (const auto holds = object.required("holds", json_kind::array, "[]"))
            for (const json_value h : *holds) read_hold(h, read.holds);
        required_id(object, "id", read.id);
        if (const auto name = object.required("rule", "null"); name && !name->is(json_kind::null))
            if (members_.expect(*name, json_kind::string)) read.rule = name->text();
        required_name(object, "stage", stage_names, read.stage);
        object.finish();
        plan_.verdicts.push_back(std::move(read));
    }

    void read_hold(const json_value& value, std::vector<hold>& into) {
        if (!members_.expect(value, json_kind::object)) return;
        hold read;
        strict_object object(members_, value);
        required_name(object, "code", hold_code_names, read.code);
        read.detail = required_text(object, "detail");
        texts(object.required("evidence", json_kind::array, "[]"), read.evidence);
        if (const auto until = object.member("until", json_kind::string))
            read_instant(*until, read.until.emplace());
        object.finish();
        into.push_back(std::move(read));
    }

    violation_list& violations_;
    typed_members members_;
    plan plan_;
    std::size_t member_ = 0;
    std::array<bool, root_members.size()> seen_{};
    text_position digest_at_;
};

} // namespace

result<plan> read_plan(byte_source& source, std::string_view name, const json_limits& limits) {
    violation_list violations(name, limits.max_violations);
    plan_reader reader(violations);
    auto whole = read_json(source, limits, json_comments::refused, violations, reader);
    if (!whole) return tl::unexpected(std::move(whole.error()));
    plan read = reader.take(*whole);
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return read;
}

result<plan> read_plan(std::string_view text, std::string_view name, const json_limits& limits) {
    text_source source(text);
    return read_plan(source, name, limits);
}

result<plan> read_plan_file(const std::string& path, const json_limits& limits) {
    auto source = file_source::open(path);
    if (!source) return tl::unexpected(std::move(source.error()));
    return read_plan(*source, path, limits);
}

} // namespace ingot::inline v0
