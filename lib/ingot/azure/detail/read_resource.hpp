#pragma once

#include <ingot/azure/detail/read_document.hpp>
#include <ingot/azure/detail/resource_members.hpp>
#include <ingot/azure/resource_answer.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/violation_list.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Reads a resource of one type from JSON that is well-formed. What it cannot read it reports; nothing is
/// given where not even an id is to be read. Each type has its specialisation in one .cpp, which instantiates
/// read_resource() and read_page() for it.
template <class Resource>
[[nodiscard]] std::optional<Resource> decode(violation_list& violations, const json_value& value);

template <class Resource>
result<Resource> read_resource(std::string_view json, const std::string& name) {
    auto found = azure_detail::read_document(json, name, decode<Resource>);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!*found) return fail(errc::invalid_document, name + " is not such a resource");
    return std::move(**found);
}

/// Hands the elements of `value` to the decoder, one by one.
template <class Resource>
class page_visitor final : public json_visitor {
public:
    explicit page_visitor(violation_list& violations) : violations_(violations) {}

    json_delivery root_member(std::string_view name) override {
        return name == "value" ? json_delivery::each_element : json_delivery::skipped;
    }
    void piece(const json_value& value) override {
        if (auto one = decode<Resource>(violations_, value)) found.push_back(std::move(*one));
    }
    void unexpected(const json_value& value) override {
        azure_detail::resource_members(violations_)
            .report(value, "a page of a list holds its resources in an array");
    }

    std::vector<Resource> found;

private:
    violation_list& violations_;
};

template <class Resource>
result<std::vector<Resource>> read_page(std::string_view json, const std::string& name) {
    constexpr json_limits limits{};
    violation_list violations(name, limits.max_violations);
    page_visitor<Resource> visitor(violations);
    text_source source(azure_detail::without_mark(json));
    auto read = read_json(source, limits, json_comments::refused, violations, visitor);
    if (!read) return tl::unexpected(std::move(read.error()));
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return std::move(visitor.found);
}

} // namespace ingot::inline v0::azure
