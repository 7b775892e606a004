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

    const auto made =
        client.call(azure::galleries.create_or_update(at, gallery, R"({"location":"westeurope"})"));
    const auto defined = client.call(azure::image_definitions.create_or_update(
        at, linux_image,
        R"({"location":"westeurope","properties":{"osType":"Linux","osState":"Generalized",)"
        R"("identifier":{"publisher":"p","offer":"o","sku":"s"}}})"));
    const auto published = client.get<ingot::gallery_image_version>(azure::image_versions.create_or_update(
        at, first,
        R"({"location":"westeurope","properties":{"storageProfile":{"source":{"id":")" + group +
            R"(/providers/Microsoft.Compute/images/built"}},"publishingProfile":{"targetRegions":)"
            R"([{"name":"westeurope"}]}}})"));
    for (const auto* const step : {&made, &defined})
        if (!*step) std::cerr << step->error().message << '\n';
    if (!published) {
        std::cerr << published.error().message << '\n';
        return 1;
    }
    std::cout << published->resource.version.to_string() << ": "
              << published->resource.provisioning_state.spelling() << '\n';

    const auto all = client.list<ingot::gallery_image_version>(azure::image_versions.list(at, linux_image));
    std::cout << (all ? all->size() : 0) << " version\n";

    if (const auto removed = client.call(azure::image_versions.remove(at, first)); !removed) return 1;
    const auto gone = client.get<ingot::gallery_image_version>(azure::image_versions.get(at, first));
    std::cout << (gone ? "still there" : gone.error().service->code) << '\n';
    return 0;
}
