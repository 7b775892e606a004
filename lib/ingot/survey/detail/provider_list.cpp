#include <ingot/survey/detail/provider_list.hpp>

#include <string_view>

namespace ingot::inline v0::survey_detail {

namespace {

std::string_view parent_of(std::string_view id) { return id.substr(0, id.rfind('/')); }
std::string_view name_in(std::string_view id) { return id.substr(id.rfind('/') + 1); }

std::string recycle_bin_of(std::string_view definition) {
    return std::string(parent_of(parent_of(definition))) + "/softDeletedArtifactTypes/Images/artifacts/" +
           std::string(name_in(definition)) + "/versions";
}

} // namespace

provider_list list_of(const pending_question& asked, const std::string& subscription,
                      const azure::api_versions& versions) {
    using enum survey_source;
    const std::string compute = subscription + "/providers/Microsoft.Compute/";
    switch (asked.what) {
    case question::galleries:
        return {galleries, compute + "galleries", versions.galleries, estate_array::galleries, question::definitions};
    case question::virtual_machines:
        return {virtual_machines, compute + "virtualMachines", versions.compute, estate_array::virtual_machines, {}};
    case question::scale_sets:
        return {scale_sets, compute + "virtualMachineScaleSets", versions.compute, estate_array::scale_sets,
                question::instances};
    case question::disks: return {disks, compute + "disks", versions.disks, estate_array::disks, {}};
    case question::image_templates:
        return {image_templates, subscription + "/providers/Microsoft.VirtualMachineImages/imageTemplates",
                versions.image_templates, estate_array::image_templates, {}};
    case question::locks:
        return {locks, subscription + "/providers/Microsoft.Authorization/locks", versions.locks, estate_array::locks,
                {}};
    case question::definitions:
        return {image_versions, asked.id + "/images", versions.galleries, estate_array::image_definitions,
                question::versions, absence::gone};
    case question::recycle_bin:
        return {image_versions, recycle_bin_of(asked.id), versions.galleries, estate_array::soft_deleted_versions, {},
                absence::empty};
    case question::instances:
        return {scale_set_instances, asked.id + "/virtualMachines", versions.compute,
                estate_array::scale_set_instances, {}, absence::gone};
    case question::versions:
    case question::version: break;
    }
    return {image_versions, asked.id + "/versions", versions.galleries, {}, question::version, absence::gone};
}

} // namespace ingot::inline v0::survey_detail
