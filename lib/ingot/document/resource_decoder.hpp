#pragma once

#include <ingot/core/gallery.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/image_definition.hpp>
#include <ingot/core/management_lock.hpp>
#include <ingot/core/reference_table.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/document/json_tree.hpp>
#include <ingot/document/typed_members.hpp>
#include <ingot/document/violation_list.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0 {

/// Reads resources as Azure Resource Manager returns them. What it cannot read it reports, and gives nothing
/// where the id is not to be read; unknown members are ignored.
class resource_decoder {
public:
    explicit resource_decoder(violation_list& violations) : members_(violations) {}

    /// The `id` of a resource.
    [[nodiscard]] std::optional<resource_id> id(const json_value& resource);

    [[nodiscard]] std::optional<gallery> read_gallery(const json_value& resource);
    [[nodiscard]] std::optional<image_definition> read_definition(const json_value& resource);
    [[nodiscard]] std::optional<gallery_image_version> read_version(const json_value& resource);
    [[nodiscard]] std::optional<management_lock> read_lock(const json_value& resource);
    /// The id of the version that lies in the recycle bin.
    [[nodiscard]] std::optional<resource_id> read_soft_deleted(const json_value& resource);

    /// The references that a virtual machine or an instance of a scale set makes.
    void read_machine(const json_value& resource, std::string_view kind, reference_table& into);
    void read_scale_set(const json_value& resource, reference_table& into);
    void read_disk(const json_value& resource, reference_table& into);
    void read_image_template(const json_value& resource, reference_table& into);
    /// A row of `references`, found in something that is no Azure resource.
    void read_reference(const json_value& row, reference_table& into);

private:
    struct consumer;

    [[nodiscard]] std::optional<resource_id> parse_id(const json_value& text);
    [[nodiscard]] std::optional<json_value> properties(const json_value& resource);
    [[nodiscard]] tags read_tags(const json_value& resource);
    [[nodiscard]] publishing_profile read_publishing(const std::optional<json_value>& profile);
    [[nodiscard]] std::optional<target_region> read_target_region(const json_value& row);
    [[nodiscard]] storage_profile read_storage(const std::optional<json_value>& profile);
    void read_source(const std::optional<json_value>& of, storage_profile& into);
    [[nodiscard]] std::vector<replication_row> read_replication(const json_value& status);
    [[nodiscard]] bool read_validations(const std::optional<json_value>& profile);

    [[nodiscard]] std::optional<consumer> read_consumer(const json_value& resource, std::string_view kind);
    void read_image_reference(const std::optional<json_value>& reference, const consumer& by,
                              reference_table& into);
    /// Adds the reference that a text makes. @return its target, when it is an image of a gallery
    std::optional<image_target> add_target(const json_value& text, const consumer& by, reference_table& into);
    void add_exact_version(const std::optional<json_value>& exact, std::optional<image_target> target,
                           const consumer& by, reference_table& into);

    typed_members members_;
};

} // namespace ingot::inline v0
