// Leads an image version through its life by the typed client, in an emulated Azure inside this process: it
// is published, looked at, listed and deleted. The time that this takes at the service passes in no time.

#include <ingot/azure/client.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/image_definitions.hpp>
#include <ingot/azure/image_versions.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>

#include <iostream>

namespace azure = ingot::azure;

int main() {
    ingot::emulator::emulator emulated{ingot::emulator::options{}};
    ingot::emulator::emulator_transport transport(emulated);
    ingot::azure_client client(transport, {});
    const azure::service& at = client.service();

    const std::string group = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/images";
    const auto gallery = *ingot::resource_id::parse(group + "/providers/Microsoft.Compute/galleries/golden");
    const auto linux_image = *ingot::resource_id::parse(gallery.text() + "/images/linux");
    const auto first = *ingot::resource_id::parse(linux_image.text() + "/versions/1.0.0");

    const ingot::region home("westeurope");
    azure::gallery_creation new_gallery;
    new_gallery.location = home;
    azure::image_definition_creation new_definition;
    new_definition.location = home;
    new_definition.os_type = azure::os_type::linux_os;
    new_definition.os_state = azure::os_state::generalized;
    new_definition.identifier = {"contoso", "linux", "base"};
    azure::image_version_creation new_version;
    new_version.location = home;
    new_version.source = azure::resource_source{
        *ingot::resource_id::parse(group + "/providers/Microsoft.Compute/images/built")};
    new_version.publishing.target_regions.resize(1);
    new_version.publishing.target_regions[0].name = home;

    if (const auto made = client.create(azure::galleries, gallery, new_gallery); !made) {
        std::cerr << made.error().message << '\n';
        return 1;
    }
    if (const auto made = client.create(azure::image_definitions, linux_image, new_definition); !made) {
        std::cerr << made.error().message << '\n';
        return 1;
    }
    const auto published = client.create(azure::image_versions, first, new_version);
    if (!published) {
        std::cerr << published.error().message << '\n';
        return 1;
    }
    std::cout << published->resource.version.to_string() << ": "
              << published->resource.provisioning_state.spelling() << '\n';

    const auto all = client.list<ingot::gallery_image_version>(azure::image_versions.list(at, linux_image));
    std::cout << (all ? all->size() : 0) << " version\n";

    if (const auto removed = client.remove(azure::image_versions, first); !removed) return 1;
    const auto gone = client.get<ingot::gallery_image_version>(azure::image_versions.get(at, first));
    std::cout << (gone ? "still there" : gone.error().service->code) << '\n';
    return 0;
}
