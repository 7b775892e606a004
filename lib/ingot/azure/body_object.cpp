#include <ingot/azure/detail/body_object.hpp>

#include <ingot/azure/detail/json_text.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/json_tree.hpp>

#include <utility>

namespace ingot::inline v0::azure_detail {

std::string body_object::below(std::string_view name) const {
    std::string pointer = pointer_;
    if (!name.empty()) append_pointer(pointer, name);
    return pointer;
}

void body_object::refuse(std::string_view name, std::string message) {
    violations_.add(below(name), {}, std::move(message));
}

void body_object::text(std::string_view name, std::string_view value) {
    if (!value.empty()) clearable_text(name, std::string(value));
}

void body_object::required_text(std::string_view name, std::string_view value) {
    if (value.empty()) return refuse(name, "it is missing, and the service needs it; give it a value");
    text(name, value);
}

void body_object::clearable_text(std::string_view name, const std::optional<std::string>& value) {
    if (!value) return;
    auto quoted = json_string(*value);
    if (!quoted) return refuse(name, quoted.error().message);
    put(name, std::move(*quoted));
}

void body_object::texts(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::string all;
    for (const std::string& value : values) {
        const auto quoted = json_string(value);
        if (!quoted) return refuse(name, quoted.error().message);
        all += (all.empty() ? "" : ",") + *quoted;
    }
    put(name, '[' + all + ']');
}

void body_object::boolean(std::string_view name, std::optional<bool> value) {
    if (value) put(name, *value ? "true" : "false");
}

void body_object::count(std::string_view name, std::optional<std::int32_t> value, std::int32_t least,
                        std::int32_t most) {
    if (!value) return;
    if (*value < least || *value > most)
        return refuse(name, std::to_string(*value) + " is out of range; give a number from " +
                                std::to_string(least) + " to " + std::to_string(most));
    put(name, std::to_string(*value));
}

void body_object::instant(std::string_view name, const std::optional<timestamp>& value) {
    if (value) text(name, format_timestamp(*value));
}

// Source of both lengths: Azure Resource Manager RPC, resource API reference. The length is counted in bytes,
// which is never less than what the service counts for the letters that most tags are made of.
void body_object::tags(const ingot::tags& all) {
    constexpr std::size_t longest_name = 512;
    constexpr std::size_t longest_value = 256;
    object("tags", [&](body_object& into) {
        for (const auto& [name, value] : all) {
            if (name.empty() || name.size() > longest_name)
                into.refuse(name, "the name of a tag has 1 to 512 characters; shorten it");
            else if (value.size() > longest_value)
                into.refuse(name, "the value of a tag has at most 256 characters; shorten it");
            else
                into.clearable_text(name, value);
        }
    });
}

void body_object::object(std::string_view name, const filler& fill) {
    body_object inner(violations_, below(name));
    fill(inner);
    put(name, inner.json());
}

void body_object::object_unless_empty(std::string_view name, const filler& fill) {
    body_object inner(violations_, below(name));
    fill(inner);
    if (!inner.empty()) put(name, inner.json());
}

void body_object::unknown(const azure::json_members& members) {
    for (const auto& [name, json] : members) put(name, json);
}

std::string body_object::json() const {
    std::string all = "{";
    for (const auto& [name, json] : members_) {
        const auto quoted = json_string(name);
        if (!quoted) {
            violations_.add(pointer_, {}, "the name of a member is not valid UTF-8");
            continue;
        }
        all += (all.size() == 1 ? "" : ",") + *quoted + ':' + json;
    }
    return all + '}';
}

result<std::string> write_object(const std::string& what, const body_object::filler& fill) {
    violation_list violations(what, json_limits{}.max_violations);
    body_object root(violations, "");
    fill(root);
    std::string text = root.json();
    if (violations.empty()) return text;
    error why = violations.take_error();
    why.code = errc::invalid_argument;
    return tl::unexpected(std::move(why));
}

} // namespace ingot::inline v0::azure_detail
