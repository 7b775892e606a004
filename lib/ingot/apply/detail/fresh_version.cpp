#include <ingot/apply/detail/fresh_version.hpp>

#include <ingot/document/byte_source.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/resource_decoder.hpp>
#include <ingot/document/violation_list.hpp>

#include <optional>
#include <utility>

namespace ingot::inline v0::apply_detail {

result<fresh_version> read_fresh_version(std::string body, const resource_id& asked, timestamp at) {
    const std::string name = "GET " + asked.text();
    constexpr json_limits limits{};
    violation_list violations(name, limits.max_violations);
    json_tree tree;
    text_source source(body);
    if (auto read = read_json(source, limits, json_comments::refused, violations, tree); !read)
        return tl::unexpected(std::move(read.error()));
    std::optional<gallery_image_version> model;
    if (violations.empty()) model = resource_decoder(violations).read_version(tree.root());
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    if (!model || model->id != asked)
        return fail(errc::invalid_document, name + " gave another resource than the one asked for");
    fresh_version fresh;
    fresh.digest = version_digest(*model, false);
    fresh.model = std::move(*model);
    fresh.body = std::move(body);
    fresh.at = at;
    return fresh;
}

} // namespace ingot::inline v0::apply_detail
