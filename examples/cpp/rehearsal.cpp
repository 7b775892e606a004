// Publishes an image version to an emulated Azure inside this process and says when it becomes `latest` in
// each region. No network, no sleeping: the hours that replication takes pass in no time.

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>
#include <ingot/plan/estate_view.hpp>

#include <chrono>
#include <iostream>
#include <map>

namespace {

constexpr const char* gallery = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/images/"
                                "providers/Microsoft.Compute/galleries/rehearsal";
constexpr const char* source = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/build/"
                               "providers/Microsoft.Compute/images/linux";

/// Creates something and waits for its end, in the emulator's time.
bool put(ingot::driver& driver, const std::string& path, std::string body) {
    ingot::run::operation write;
    write.request.method = ingot::http::method::put;
    write.request.url = "https://management.azure.com" + path + "?api-version=2024-03-03";
    write.request.body = std::move(body);
    write.kind = ingot::run::operation_kind::write;
    bool done = false;
    driver.submit(write, [&](const ingot::result<ingot::http::response>& ended) {
        done = ended.has_value();
        if (!done) std::cerr << path << ": " << ended.error().message << '\n';
    });
    driver.run();
    return done;
}

} // namespace

int main() {
    ingot::emulator::emulator azure{ingot::emulator::options{}};
    ingot::emulator::emulator_transport transport(azure);
    const ingot::rapidjson_arm_body_reader reader;
    ingot::driver driver(transport, reader, {}, [] { return 0.5; });

    const std::string definition = std::string(gallery) + "/images/linux";
    const bool published =
        put(driver, gallery, R"({"location":"westeurope","properties":{}})") &&
        put(driver, definition,
            R"({"location":"westeurope","properties":{"osType":"Linux","osState":"Generalized",)"
            R"("identifier":{"publisher":"p","offer":"o","sku":"s"}}})") &&
        put(driver, definition + "/versions/1.0.0",
            std::string(R"({"location":"westeurope","properties":{"storageProfile":{"source":{"id":")") +
                source +
                R"("}},"publishingProfile":{"targetRegions":[{"name":"westeurope"},{"name":"eastus"}]}}})");
    if (!published) return 1;

    std::map<ingot::region, bool> told;
    while (told.size() < 2) {
        const auto estate = ingot::read_estate(azure.snapshot(), "the emulator");
        if (!estate) return 1;
        for (const ingot::definition_latest& one : ingot::resolve_all_latest(*estate))
            for (const ingot::latest_in_region& where : one.regions)
                if (where.version && told.emplace(where.where, true).second)
                    std::cout << ingot::format_timestamp(azure.now()) << ": " << where.version->to_string()
                              << " is latest in " << where.where.name() << '\n';
        azure.advance_to(azure.now() + std::chrono::minutes(1));
    }
    return 0;
}
