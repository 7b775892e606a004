#include <ingot/azure/resource_answer.hpp>

#include <ingot/azure/detail/read_document.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/resource_decoder.hpp>
#include <ingot/document/typed_members.hpp>
#include <ingot/document/violation_list.hpp>

#include <optional>
#include <utility>

namespace ingot::inline v0::azure {

namespace {

template <class Resource>
std::optional<Resource> decode(resource_decoder& decoder, const json_value& value);

template <>
std::optional<gallery> decode(resource_decoder& decoder, const json_value& value) {
    return decoder.read_gallery(value);
}
template <>
std::optional<image_definition> decode(resource_decoder& decoder, const json_value& value) {
    return decoder.read_definition(value);
}
template <>
std::optional<gallery_image_version> decode(resource_decoder& decoder, const json_value& value) {
    return decoder.read_version(value);
}
template <>
std::optional<management_lock> decode(resource_decoder& decoder, const json_value& value) {
    return decoder.read_lock(value);
}

/// Hands the elements of `value` to the decoder, one by one.
template <class Resource>
class page_visitor final : public json_visitor {
public:
    explicit page_visitor(violation_list& violations) : members_(violations), decoder_(violations) {}

    json_delivery root_member(std::string_view name) override {
        return name == "value" ? json_delivery::each_element : json_delivery::skipped;
    }
    void piece(const json_value& value) override {
        if (auto one = decode<Resource>(decoder_, value)) found.push_back(std::move(*one));
    }
    void unexpected(const json_value& value) override {
        members_.report(value, "a page of a list holds its resources in an array");
    }

    std::vector<Resource> found;

private:
    typed_members members_;
    resource_decoder decoder_;
};

} // namespace

template <class Resource>
result<Resource> read_resource(std::string_view json, const std::string& name) {
    const auto read = [](violation_list& violations, const json_value& root) {
        resource_decoder decoder(violations);
        return decode<Resource>(decoder, root);
    };
    auto found = azure_detail::read_document(json, name, read);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!*found) return fail(errc::invalid_document, name + " is not such a resource");
    return std::move(**found);
}

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

template result<gallery> read_resource(std::string_view, const std::string&);
template result<image_definition> read_resource(std::string_view, const std::string&);
template result<gallery_image_version> read_resource(std::string_view, const std::string&);
template result<management_lock> read_resource(std::string_view, const std::string&);
template result<std::vector<gallery>> read_page(std::string_view, const std::string&);
template result<std::vector<image_definition>> read_page(std::string_view, const std::string&);
template result<std::vector<gallery_image_version>> read_page(std::string_view, const std::string&);
template result<std::vector<management_lock>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
