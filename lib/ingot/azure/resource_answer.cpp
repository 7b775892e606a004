#include <ingot/azure/resource_answer.hpp>

#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/document/resource_decoder.hpp>

namespace ingot::inline v0::azure {

template <>
std::optional<gallery> decode(violation_list& violations, const json_value& value) {
    return resource_decoder(violations).read_gallery(value);
}
template <>
std::optional<image_definition> decode(violation_list& violations, const json_value& value) {
    return resource_decoder(violations).read_definition(value);
}
template <>
std::optional<gallery_image_version> decode(violation_list& violations, const json_value& value) {
    return resource_decoder(violations).read_version(value);
}
template <>
std::optional<management_lock> decode(violation_list& violations, const json_value& value) {
    return resource_decoder(violations).read_lock(value);
}

template result<gallery> read_resource(std::string_view, const std::string&);
template result<std::vector<gallery>> read_page(std::string_view, const std::string&);
template result<image_definition> read_resource(std::string_view, const std::string&);
template result<std::vector<image_definition>> read_page(std::string_view, const std::string&);
template result<gallery_image_version> read_resource(std::string_view, const std::string&);
template result<std::vector<gallery_image_version>> read_page(std::string_view, const std::string&);
template result<management_lock> read_resource(std::string_view, const std::string&);
template result<std::vector<management_lock>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
