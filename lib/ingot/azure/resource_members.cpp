#include <ingot/azure/detail/resource_members.hpp>

#include <ingot/azure/detail/json_text.hpp>

#include <algorithm>

namespace ingot::inline v0::azure_detail {

void resource_members::read(const std::optional<json_value>& of, std::string_view name, resource_id& into) {
    const auto found = string(of, name);
    if (!found || found->text().empty()) return;
    auto parsed = resource_id::parse(found->text());
    if (parsed)
        into = std::move(*parsed);
    else
        report(*found, parsed.error().message);
}

void resource_members::read(const std::optional<json_value>& of, std::string_view name,
                            std::vector<std::string>& into) {
    if (const auto all = array(of, name))
        for (const json_value one : *all)
            if (expect(one, json_kind::string)) into.emplace_back(one.text());
}

std::optional<std::int32_t> resource_members::signed_number(const std::optional<json_value>& of,
                                                            std::string_view name) {
    const auto found = of ? of->member(name) : std::nullopt;
    if (!found || found->is(json_kind::null) || !expect(*found, json_kind::number)) return std::nullopt;
    const auto value = found->integer();
    using limits = std::numeric_limits<std::int32_t>;
    if (value && *value >= limits::min() && *value <= limits::max()) return static_cast<std::int32_t>(*value);
    report(*found, std::string(found->text()) + " is out of range; expected a whole number of 32 bits");
    return std::nullopt;
}

void resource_members::read_id(const json_value& resource, resource_id& into) {
    if (!expect(resource, json_kind::object) || !required_string(resource, "id")) return;
    read(resource, "id", into);
}

void resource_members::read_tags(const std::optional<json_value>& resource, tags& into,
                                 std::string_view member) {
    const auto all = object(resource, member);
    if (!all) return;
    for (const json_value one : *all) {
        if (!one.is(json_kind::null) && !expect(one, json_kind::string)) continue;
        if (!into.emplace(one.name(), one.is(json_kind::null) ? std::string_view() : one.text()).second)
            report(one, "the tag '" + std::string(one.name()) +
                            "' stands twice, because tag names compare without regard to case; keep one");
    }
}

azure::json_members resource_members::unknown(const json_value& object,
                                              std::initializer_list<std::string_view> known) {
    azure::json_members left;
    for (const json_value member : object)
        if (std::find(known.begin(), known.end(), member.name()) == known.end())
            left.emplace(member.name(), json_text(member));
    return left;
}

} // namespace ingot::inline v0::azure_detail
