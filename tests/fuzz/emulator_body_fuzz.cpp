// Any bytes as the body of a write to the emulator: it answers, and what it holds can be listed and seeded
// again.
#include "require.hpp"

#include <ingot/emulator/emulator.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ingot;

const std::string compute =
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute";
const std::string definition = compute + "/galleries/golden/images/ubuntu";
const std::string version = definition + "/versions/1.0.0";

http::response send(emulator::emulator& to, http::method what, const std::string& path,
                    const std::string& body) {
    auto answer =
        to.handle({what, "https://management.azure.com" + path + "?api-version=2024-03-03", {}, body});
    require(answer.status >= 200 && answer.status < 500, "a request is answered or refused");
    return answer;
}

void settle(emulator::emulator& to) { to.advance_to(to.now() + std::chrono::hours(3)); }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(data, data + size);
    emulator::emulator azure;
    send(azure, http::method::put, compute + "/galleries/golden", R"({"location": "westeurope"})");
    settle(azure);
    require(send(azure, http::method::put, definition,
                 R"({"location": "westeurope", "properties": {"osType": "Linux", "osState": "Generalized",
                     "identifier": {"publisher": "p", "offer": "o", "sku": "s"}}})")
                    .status < 300,
            "there is a definition");
    settle(azure);
    const bool created = send(azure, http::method::put, version, body).status < 300;
    settle(azure);
    require((send(azure, http::method::get, version, "").status == 200) == created,
            "a version is there when its write was accepted");
    for (const http::method again : {http::method::put, http::method::patch}) {
        send(azure, again, version, body);
        settle(azure);
    }
    for (const char* other : {"/virtualMachines/vm", "/virtualMachineScaleSets/set", "/disks/disk"}) {
        send(azure, http::method::put, compute + other, body);
        settle(azure);
    }
    emulator::emulator copy;
    require(copy.seed(azure.snapshot()).has_value(), "what is held can be seeded again");
    send(azure, http::method::remove, version, body);
    settle(azure);
    return 0;
}
