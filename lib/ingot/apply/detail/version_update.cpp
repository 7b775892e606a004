#include <ingot/apply/detail/version_update.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/timestamp.hpp>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::apply_detail {

namespace {

using rapidjson::Value;
using pool = rapidjson::Document::AllocatorType;

std::string_view text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

Value copy_of(std::string_view text, pool& memory) {
    return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), memory);
}

void set(Value& object, const char* name, Value value, pool& memory) {
    const auto there = object.FindMember(name);
    if (there != object.MemberEnd())
        there->value = std::move(value);
    else
        object.AddMember(Value(name, memory), std::move(value), memory);
}

/// The member when it is of the kind; null otherwise.
const Value* object_in(const Value& parent, const char* name) {
    const auto found = parent.FindMember(name);
    return found != parent.MemberEnd() && found->value.IsObject() ? &found->value : nullptr;
}

region name_of(const Value& target) {
    if (!target.IsObject()) return region();
    const auto name = target.FindMember("name");
    return name != target.MemberEnd() && name->value.IsString() ? region(text_of(name->value)) : region();
}

Value added_region(const target_region& added, pool& memory) {
    Value target(rapidjson::kObjectType);
    set(target, "name", copy_of(added.name.name(), memory), memory);
    if (added.regional_replica_count)
        set(target, "regionalReplicaCount", Value(*added.regional_replica_count), memory);
    if (!added.storage_account_type.empty())
        set(target, "storageAccountType", copy_of(added.storage_account_type, memory), memory);
    if (added.exclude_from_latest) set(target, "excludeFromLatest", Value(*added.exclude_from_latest), memory);
    return target;
}

struct regions {
    Value kept{rapidjson::kArrayType};
    Value dropped{rapidjson::kArrayType};
};

regions split_regions(const Value& targets, const version_change& change, pool& memory) {
    regions all;
    for (const Value& target : targets.GetArray()) {
        const region where = name_of(target);
        const auto& drops = change.drop_regions;
        Value copy(target, memory);
        if (std::find(drops.begin(), drops.end(), where) != drops.end()) {
            all.dropped.PushBack(copy, memory);
            continue;
        }
        if (const auto flag = change.exclude_in_regions.find(where);
            flag != change.exclude_in_regions.end() && copy.IsObject())
            set(copy, "excludeFromLatest", Value(flag->second), memory);
        all.kept.PushBack(copy, memory);
    }
    for (const target_region& added : change.add_regions) {
        const bool there = std::any_of(all.kept.Begin(), all.kept.End(),
                                       [&](const Value& target) { return name_of(target) == added.name; });
        if (!there) all.kept.PushBack(added_region(added, memory), memory);
    }
    return all;
}

Value changed_tags(const Value& version, const version_change& change, pool& memory) {
    Value tags(rapidjson::kObjectType);
    const auto named = [&](std::string_view name) {
        const auto same = [&](const std::string& other) { return equal_folded(name, other); };
        return change.set_tags.contains(std::string(name)) ||
               std::any_of(change.remove_tags.begin(), change.remove_tags.end(), same);
    };
    if (const Value* const before = object_in(version, "tags"))
        for (const auto& tag : before->GetObject())
            if (!named(text_of(tag.name))) tags.AddMember(Value(tag.name, memory), Value(tag.value, memory), memory);
    for (const auto& [name, value] : change.set_tags)
        tags.AddMember(copy_of(name, memory), copy_of(value, memory), memory);
    return tags;
}

std::string text_of_json(const Value& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

} // namespace

result<version_update> make_version_update(std::string_view version, const version_change& change) {
    if (change.remove || change.restore)
        return fail(errc::unsupported, "a deletion or restoration is not an update of a version");
    rapidjson::Document fresh;
    fresh.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(version.data(), version.size());
    const Value* const properties =
        fresh.HasParseError() || !fresh.IsObject() ? nullptr : object_in(fresh, "properties");
    const Value* const profile = properties == nullptr ? nullptr : object_in(*properties, "publishingProfile");
    const auto targets = profile == nullptr ? Value::ConstMemberIterator() : profile->FindMember("targetRegions");
    if (profile == nullptr || targets == profile->MemberEnd() || !targets->value.IsArray())
        return fail(errc::invalid_document, "the version has no publishingProfile.targetRegions to write back");
    pool& memory = fresh.GetAllocator();

    regions split = split_regions(targets->value, change, memory);
    version_update update;
    update.dropped_regions = text_of_json(split.dropped);

    Value publishing(rapidjson::kObjectType);
    set(publishing, "targetRegions", std::move(split.kept), memory);
    // Said again, so that a service that replaces the profile as a whole keeps what it has.
    for (const char* const name :
         {"replicaCount", "excludeFromLatest", "storageAccountType", "replicationMode", "targetExtendedLocations"})
        if (const auto found = profile->FindMember(name); found != profile->MemberEnd() && !found->value.IsNull())
            set(publishing, name, Value(found->value, memory), memory);
    if (change.exclude_from_latest)
        set(publishing, "excludeFromLatest", Value(*change.exclude_from_latest), memory);
    // A date that has passed would be refused ("EndOfLifeDate must be set to a future date"), also unchanged.
    if (change.end_of_life_date)
        set(publishing, "endOfLifeDate", copy_of(format_timestamp(*change.end_of_life_date), memory), memory);

    Value safety(rapidjson::kObjectType);
    set(safety, "allowDeletionOfReplicatedLocations", Value(!change.drop_regions.empty()), memory);
    if (const Value* const before = object_in(*properties, "safetyProfile"))
        if (const auto flag = before->FindMember("blockDeletionBeforeEndOfLife");
            flag != before->MemberEnd() && flag->value.IsBool())
            set(safety, "blockDeletionBeforeEndOfLife", Value(flag->value.GetBool()), memory);

    Value sent(rapidjson::kObjectType);
    set(sent, "publishingProfile", std::move(publishing), memory);
    set(sent, "safetyProfile", std::move(safety), memory);
    set(sent, "storageProfile", Value(rapidjson::kObjectType), memory);
    Value body(rapidjson::kObjectType);
    set(body, "properties", std::move(sent), memory);
    set(body, "tags", changed_tags(fresh, change, memory), memory);
    update.body = text_of_json(body);
    return update;
}

} // namespace ingot::inline v0::apply_detail
