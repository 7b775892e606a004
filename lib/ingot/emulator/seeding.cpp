#include <ingot/emulator/detail/seeding.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/resource_groups.hpp>
#include <ingot/emulator/detail/soft_delete.hpp>

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view document_name = "estate";
constexpr std::string_view schema = "ingot.estate/1";

/// The ids of a document by kind, folded: what a parent is looked up in before anything is added.
using listed_ids = std::array<std::set<std::string, std::less<>>, resource_kinds.size()>;

class estate_check {
public:
    explicit estate_check(const world& state) noexcept : state_(state) {}

    void report(std::string pointer, std::string message) {
        violation found;
        found.document = document_name;
        found.pointer = std::move(pointer);
        found.message = std::move(message);
        violations_.push_back(std::move(found));
    }

    void check_array(const resource_kind_facts& facts, const json& document) {
        const json* const array = find(&document, facts.estate_array);
        if (array == nullptr) return;
        const std::string pointer = '/' + std::string(facts.estate_array);
        if (!array->IsArray()) {
            report(pointer, "must be a list of resources");
            return;
        }
        rapidjson::SizeType index = 0;
        for (const auto& each : array->GetArray()) check(facts, each, fmt::format("{}/{}", pointer, index++));
    }

    void check_parents() {
        for (const auto& [kind, id, pointer] : nested_) {
            const auto parent = resource_id::parse(id)->without_last(2);
            const auto parent_kind = kind == resource_kind::image_definition ? resource_kind::gallery
                                     : kind == resource_kind::scale_set_instance
                                         ? resource_kind::scale_set
                                         : resource_kind::image_definition;
            if (!ids_[static_cast<std::size_t>(parent_kind)].contains(parent.folded()) &&
                state_.resources.find(parent_kind, parent.text()) == nullptr)
                report(pointer, fmt::format("the parent '{}' is neither listed in /{} nor there already",
                                            parent.text(), facts_of(parent_kind).estate_array));
        }
    }

    [[nodiscard]] result<void> outcome() && {
        if (violations_.empty()) return {};
        error problem{
            errc::invalid_document,
            fmt::format("the estate cannot be loaded: {}: {}{}", violations_.front().pointer,
                        violations_.front().message,
                        violations_.size() > 1 ? fmt::format(" (and {} more)", violations_.size() - 1) : ""),
            {},
            std::move(violations_)};
        return tl::unexpected<error>(std::move(problem));
    }

private:
    struct nested {
        resource_kind kind;
        std::string id;
        std::string pointer;
    };

    void check(const resource_kind_facts& facts, const json& resource, const std::string& pointer) {
        const bool soft_deleted = facts.kind == resource_kind::soft_deleted_version;
        const auto id =
            soft_deleted ? text_at(resource, {"properties", "resourceArmId"}) : text_at(resource, {"id"});
        const std::string at = pointer + (soft_deleted ? "/properties/resourceArmId" : "/id");
        const auto parsed = resource_id::parse(id);
        if (!parsed || !fits(facts.kind, parsed->text())) {
            report(at, fmt::format("'{}' is not the id of a resource of type {}", id, facts.type));
            return;
        }
        const bool version = facts.kind == resource_kind::image_version || soft_deleted;
        if (const auto name = image_version::parse(parsed->name()); version && !name)
            report(at, name.error().message);
        const bool fresh = ids_[static_cast<std::size_t>(facts.kind)].insert(parsed->folded()).second;
        if ((!fresh && !soft_deleted) || state_.resources.find(facts.kind, id) != nullptr)
            report(at, fmt::format("'{}' is listed twice or exists already", id));
        if (version || facts.kind == resource_kind::image_definition ||
            facts.kind == resource_kind::scale_set_instance)
            nested_.push_back({facts.kind, parsed->text(), at});
    }

    const world& state_;
    listed_ids ids_;
    std::vector<nested> nested_;
    std::vector<violation> violations_;
};

void add(world& state, resource_kind kind, json resource) {
    const bool soft_deleted = kind == resource_kind::soft_deleted_version;
    const std::string id(soft_deleted ? text_at(resource, {"properties", "resourceArmId"})
                                      : text_at(resource, {"id"}));
    note_scopes(state, id, text_at(resource, {"location"}));
    if (!soft_deleted) {
        state.resources.put(kind, resource_id::parse(id)->text(), std::move(resource));
        return;
    }
    // A version that is listed as living as well is soft-deleted all the same.
    if (auto* const version = state.resources.find(resource_kind::image_version, id)) {
        state.recycled[fold(id)] = std::move(version->body);
        state.resources.remove(resource_kind::image_version, id);
    }
    if (state.resources.find(kind, id) != nullptr) return; // repeated
    state.resources.put(kind, id, std::move(resource));
    schedule_expiry(state, id);
}

} // namespace

result<void> seed(world& state, std::string_view estate) {
    auto document = parse_json(estate, document_name);
    if (!document) return tl::unexpected<error>(std::move(document.error()));
    estate_check check(state);
    if (!document->IsObject()) {
        check.report("", "must be an object");
    } else if (text_of(find(&*document, "schema")) != schema) {
        check.report("/schema", fmt::format("must be '{}'", schema));
    }
    for (const auto& facts : resource_kinds)
        if (!facts.estate_array.empty()) check.check_array(facts, *document);
    check.check_parents();
    if (auto outcome = std::move(check).outcome(); !outcome) return outcome;
    for (const auto& facts : resource_kinds) {
        json* const array = facts.estate_array.empty() ? nullptr : find(&*document, facts.estate_array);
        if (array == nullptr) continue;
        for (auto& each : array->GetArray()) add(state, facts.kind, std::move(each));
    }
    return {};
}

std::string snapshot(const world& state) {
    json document = json_object();
    set(document, "schema", schema);
    set(document, "taken_at", format_timestamp(state.now));
    for (const auto& facts : resource_kinds) {
        if (facts.estate_array.empty()) continue;
        json array = json_array();
        for (const auto& [id, resource] : state.resources.all(facts.kind))
            append(array, json_copy(resource.body));
        set(document, facts.estate_array, std::move(array));
    }
    return write_json(document);
}

} // namespace ingot::inline v0::emulator
