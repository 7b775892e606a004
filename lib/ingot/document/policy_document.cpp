#include <ingot/document/policy_document.hpp>

#include <ingot/document/json_reader.hpp>
#include <ingot/document/strict_object.hpp>

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

namespace {

constexpr std::string_view schema = "ingot.policy/1";

class policy_reader {
public:
    explicit policy_reader(violation_list& violations) : members_(violations) {}

    [[nodiscard]] policy read(const json_value& root) {
        policy read;
        if (!members_.expect(root, json_kind::object)) return read;
        strict_object document(members_, root);
        const auto named = document.required("schema", json_kind::string, "\"ingot.policy/1\"");
        if (named) members_.expect_schema(*named, schema);
        if (const auto rules = document.required("rules", json_kind::array, "[{\"name\": \"all\"}]"))
            for (const json_value value : *rules)
                if (members_.expect(value, json_kind::object)) read.rules.push_back(read_rule(value));
        document.finish();
        return read;
    }

private:
    [[nodiscard]] rule read_rule(const json_value& value) {
        rule read;
        strict_object object(members_, value);
        if (const auto name = object.required("name", json_kind::string, "\"prod-linux\"")) {
            read.name = name->text();
            if (read.name.empty())
                members_.report(*name, "a rule needs a name that is not empty");
            else if (!names_.insert(read.name).second)
                members_.report(*name, "an earlier rule has the name '" + read.name +
                                           "' already; give each rule a name of its own");
        }
        if (auto block = open(object, "match")) read.match = read_match(*block);
        if (auto block = open(object, "keep")) read.keep = read_keep(*block);
        if (auto block = open(object, "deprecate")) read.deprecate = read_deprecate(*block);
        if (auto block = open(object, "trim")) read.trim = read_trim(*block);
        if (auto block = open(object, "delete")) read.remove = read_delete(*block);
        if (auto block = open(object, "failed")) read.failed = read_expiry(*block);
        if (auto block = open(object, "candidates")) read.candidates = read_expiry(*block);
        if (auto block = open(object, "shared")) read.shared = read_shared(*block);
        if (auto block = open(object, "evidence")) read.evidence = read_evidence(*block);
        if (auto block = open(object, "limits")) read.limits = read_limits(*block);
        // These blocks steer other work than the judgement of versions and are read where that work is done.
        for (const std::string_view other : {"versioning", "publish", "rollout", "govern"})
            (void)object.member(other, json_kind::object);
        object.finish();
        return read;
    }

    [[nodiscard]] std::optional<strict_object> open(strict_object& rule, std::string_view block) {
        const auto value = rule.member(block, json_kind::object);
        if (!value) return std::nullopt;
        return strict_object(members_, *value);
    }

    [[nodiscard]] match_block read_match(strict_object& block) {
        match_block read;
        read.galleries = read_globs(block.member("galleries"));
        read.definitions = read_globs(block.member("definitions"));
        read.tags = read_tag_globs(block.member("tags", json_kind::object));
        block.finish();
        return read;
    }

    [[nodiscard]] keep_block read_keep(strict_object& block) {
        keep_block read;
        block.read("newest", read.newest);
        block.read("rollback_reserve", read.rollback_reserve);
        read.tags = read_tag_globs(block.member("tags", json_kind::object));
        read.versions = read_globs(block.member("versions"));
        block.read("lineage", read.lineage);
        block.finish();
        return read;
    }

    [[nodiscard]] deprecate_block read_deprecate(strict_object& block) {
        deprecate_block read;
        block.read_required("older_than", read.older_than);
        block.read("keep_newest", read.keep_newest);
        block.read_required("end_of_life_after", read.end_of_life_after);
        block.finish();
        return read;
    }

    [[nodiscard]] trim_block read_trim(strict_object& block) {
        trim_block read;
        block.read("keep_newest", read.keep_newest);
        block.read("deprecated_only", read.deprecated_only);
        block.finish();
        return read;
    }

    [[nodiscard]] delete_block read_delete(strict_object& block) {
        delete_block read;
        block.read_required("older_than", read.older_than);
        block.read("deprecated_for", read.deprecated_for);
        block.read("unused_for", read.unused_for);
        block.finish();
        return read;
    }

    [[nodiscard]] expiry_block read_expiry(strict_object& block) {
        expiry_block read;
        block.read_required("delete_after", read.delete_after);
        block.finish();
        return read;
    }

    [[nodiscard]] shared_block read_shared(strict_object& block) {
        shared_block read;
        block.read_required("notice", read.notice);
        block.finish();
        return read;
    }

    [[nodiscard]] evidence_block read_evidence(strict_object& block) {
        evidence_block read;
        block.read("max_age", read.max_age);
        if (const auto sources = block.member("sources", json_kind::array)) {
            read.sources.clear();
            refuse_empty(*sources,
                         "leave 'sources' out for the usual four, or name what must have been asked");
            for (const json_value source : *sources) {
                if (!members_.expect(source, json_kind::string)) continue;
                if (source.text().empty())
                    members_.report(source, "a source needs a name, such as \"virtual_machines\"");
                read.sources.emplace_back(source.text());
            }
        }
        if (const auto scopes = block.member("scopes", json_kind::array)) {
            refuse_empty(*scopes,
                         "leave 'scopes' out for those of the estate, or name what must have been asked");
            for (const json_value scope : *scopes) {
                if (!members_.expect(scope, json_kind::string)) continue;
                if (auto id = resource_id::parse(scope.text()))
                    read.scopes.push_back(std::move(*id));
                else
                    members_.report(scope, id.error().message);
            }
        }
        block.finish();
        return read;
    }

    [[nodiscard]] limits_block read_limits(strict_object& block) {
        limits_block read;
        block.read("max_deletes", read.max_deletes);
        if (const auto fraction = block.member("max_fraction", json_kind::number)) {
            read.max_fraction = fraction->number();
            if (!(read.max_fraction >= 0 && read.max_fraction <= 1))
                members_.report(*fraction,
                                std::string(fraction->text()) +
                                    " is out of range; expected a number from 0 to 1, such as 0.5");
        }
        block.finish();
        return read;
    }

    /// One glob, or a list of them that is not empty.
    [[nodiscard]] globs read_globs(const std::optional<json_value>& value) {
        globs read;
        if (!value) return read;
        if (value->is(json_kind::array)) {
            refuse_empty(*value, "leave the member out, or list what may match");
            for (const json_value glob : *value)
                if (members_.expect(glob, json_kind::string)) read.emplace_back(glob.text());
        } else if (!value->is(json_kind::string)) {
            members_.report(*value, "expected a string or a list of strings, found " +
                                        std::string(describe(value->kind())));
        } else if (members_.expect(*value, json_kind::string)) {
            read.emplace_back(value->text());
        }
        return read;
    }

    [[nodiscard]] tag_globs read_tag_globs(const std::optional<json_value>& value) {
        tag_globs read;
        if (!value) return read;
        for (const json_value tag : *value)
            if (!read.emplace(tag.name(), read_globs(tag)).second)
                members_.report_name(tag,
                                     "the tag '" + std::string(tag.name()) +
                                         "' stands twice, because tag names compare without regard to case; "
                                         "write one with a list of values");
        return read;
    }

    void refuse_empty(const json_value& list, std::string_view advice) {
        if (list.size() == 0) members_.report(list, "this list is empty; " + std::string(advice));
    }

    typed_members members_;
    std::unordered_set<std::string> names_; ///< of the rules read so far
};

} // namespace

result<policy> read_policy(byte_source& source, std::string_view name, const json_limits& limits) {
    violation_list violations(name, limits.max_violations);
    json_tree tree;
    auto whole = read_json(source, limits, json_comments::allowed, violations, tree);
    if (!whole) return tl::unexpected(std::move(whole.error()));
    policy read;
    if (*whole) read = policy_reader(violations).read(tree.root());
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return read;
}

result<policy> read_policy(std::string_view text, std::string_view name, const json_limits& limits) {
    text_source source(text);
    return read_policy(source, name, limits);
}

result<policy> read_policy_file(const std::string& path, const json_limits& limits) {
    auto source = file_source::open(path);
    if (!source) return tl::unexpected(std::move(source.error()));
    return read_policy(*source, path, limits);
}

} // namespace ingot::inline v0
