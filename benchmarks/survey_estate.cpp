#include "survey_estate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace ingot::benchmarks {

namespace {

constexpr std::size_t versions_per_definition = 100;
constexpr std::size_t definitions_per_gallery = 25;
constexpr std::string_view unique_name = "00000000-0000-0000-0000-000000000000-GOLDEN";
constexpr std::string_view public_name = "golden-9f3c";

class fleet_writer {
public:
    explicit fleet_writer(const fleet_size& size) : size_(size) {
        for (std::size_t at = 0; at <= size_.fleets; ++at)
            made_.subscriptions.push_back(fmt::format("{0:08}-0000-0000-0000-000000000000", at));
    }

    fleet write() && {
        made_.estate = R"({"schema": "ingot.estate/1")";
        const std::size_t definitions = divided(size_.versions, versions_per_definition);
        array("galleries", divided(definitions, definitions_per_gallery), [&](std::size_t at) {
            resource(gallery(at), R"("identifier": {{"uniqueName": "{0}{1}"}}, "sharingProfile": {{"permissions": )"
                                  R"("Community", "communityGalleryInfo": {{"publicNames": ["{2}-{1}"]}}}})",
                     unique_name, at, public_name);
        });
        array("image_definitions", definitions, [&](std::size_t at) {
            resource(definition(at), R"("osType": "Linux", "osState": "{}", "identifier": {{"publisher": "p", )"
                                     R"("offer": "o", "sku": "s{}"}})",
                     at % 2 == 0 ? "Generalized" : "Specialized", at);
        });
        array("image_versions", size_.versions, [&](std::size_t at) {
            resource(version(at), R"("provisioningState": "Succeeded", "publishingProfile": {{"targetRegions": )"
                                  R"([{{"name": "West Europe"}}], "publishedDate": "2025-06-01T00:00:00Z"}}, )"
                                  R"("storageProfile": {{"osDiskImage": {{"sizeInGB": 30}}}})");
        });
        array("virtual_machines", size_.machines, [&](std::size_t at) {
            resource(consumer(at, "virtualMachines/vm"), R"("storageProfile": {{"imageReference": {{{}}}}})",
                     reference(at));
        });
        array("scale_sets", size_.scale_sets, [&](std::size_t at) {
            resource(consumer(at, "virtualMachineScaleSets/set"),
                     R"("orchestrationMode": "{}", "virtualMachineProfile": {{"storageProfile": {{)"
                     R"("imageReference": {{{}}}}}}})",
                     is_flexible(at) ? "Flexible" : "Uniform", reference(at));
        });
        array("scale_set_instances", uniform_sets() * size_.instances_per_set, [&](std::size_t at) {
            const std::size_t set = uniform_set(at / size_.instances_per_set);
            resource(fmt::format("{}/virtualMachines/{}", consumer(set, "virtualMachineScaleSets/set"),
                                 at % size_.instances_per_set),
                     R"("latestModelApplied": true, "storageProfile": {{"imageReference": {{{}}}}})", reference(set));
        });
        array("disks", size_.disks, [&](std::size_t at) {
            resource(consumer(at, "disks/disk"),
                     R"("creationData": {{"createOption": "FromImage", "galleryImageReference": {{{}}}}})",
                     reference(at));
        });
        made_.estate += "}\n";
        return std::move(made_);
    }

private:
    static std::size_t divided(std::size_t all, std::size_t each) { return (all + each - 1) / each; }

    static bool is_flexible(std::size_t set) { return set % 4 == 3; }
    [[nodiscard]] std::size_t uniform_sets() const { return size_.scale_sets - size_.scale_sets / 4; }
    static std::size_t uniform_set(std::size_t nth) { return nth / 3 * 4 + nth % 3; }

    [[nodiscard]] std::string gallery(std::size_t at) const {
        return fmt::format("/subscriptions/{}/resourceGroups/images/providers/Microsoft.Compute/galleries/golden{}",
                           made_.subscriptions.front(), at);
    }
    [[nodiscard]] std::string definition(std::size_t at) const {
        return fmt::format("{}/images/image{}", gallery(at / definitions_per_gallery), at);
    }
    [[nodiscard]] std::string version(std::size_t at) const {
        return fmt::format("{}/versions/1.0.{}", definition(at / versions_per_definition),
                           at % versions_per_definition);
    }
    [[nodiscard]] std::string consumer(std::size_t at, std::string_view path) const {
        const std::size_t fleets = std::max<std::size_t>(size_.fleets, 1);
        const std::size_t home = size_.fleets == 0 ? 0 : 1 + at % fleets;
        return fmt::format("/subscriptions/{}/resourceGroups/fleet{}/providers/Microsoft.Compute/{}{}",
                           made_.subscriptions[home], at / fleets % 50, path, at);
    }
    /// Each way of naming an image in turn.
    [[nodiscard]] std::string reference(std::size_t at) const {
        const std::size_t named = at % size_.versions;
        const std::size_t image = named / versions_per_definition;
        const std::string below = fmt::format("{}/Images/image{}/Versions/1.0.{}", image / definitions_per_gallery,
                                              image, named % versions_per_definition);
        switch (at / 3 % 4) {
        case 0: return fmt::format(R"("id": "{0}", "exactVersion": "1.0.{1}")", version(named), named % 100);
        case 1: return fmt::format(R"("id": "{}", "exactVersion": "1.0.{}")", definition(image), named % 100);
        case 2: return fmt::format(R"("sharedGalleryImageId": "/SharedGalleries/{}{}")", unique_name, below);
        default: return fmt::format(R"("communityGalleryImageId": "/CommunityGalleries/{}-{}")", public_name, below);
        }
    }

    template <class Each>
    void array(std::string_view name, std::size_t count, Each each) {
        made_.estate += fmt::format(",\n\"{}\": [", name);
        for (std::size_t at = 0; at < count; ++at) {
            made_.estate += at == 0 ? "\n" : ",\n";
            each(at);
        }
        made_.estate += ']';
        made_.resources += count;
    }

    template <class... Parts>
    void resource(const std::string& id, fmt::format_string<Parts...> properties, Parts&&... parts) {
        made_.estate += fmt::format(R"({{"id": "{}", "name": "{}", "location": "West Europe", "properties": {{)", id,
                                    std::string_view(id).substr(id.rfind('/') + 1));
        made_.estate += fmt::format(properties, std::forward<Parts>(parts)...);
        made_.estate += "}}";
    }

    fleet_size size_;
    fleet made_;
};

} // namespace

fleet make_fleet(const fleet_size& size) { return fleet_writer(size).write(); }

} // namespace ingot::benchmarks
