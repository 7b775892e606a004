// Any bytes as the body of an answer of Azure Resource Manager or of a gateway before it.
#include "require.hpp"

#include <ingot/arm/rapidjson_arm_body_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using ingot::arm_body;

void require_sound(const arm_body& body) {
    if (body.form != arm_body::shape::json) {
        arm_body nothing;
        nothing.form = body.form;
        require(body == nothing, "a body that is no JSON says nothing else");
    }
    require(!body.next_link || !body.next_link->empty(), "an empty link is no link");
    require(body.has_value || body.items == 0, "what has no value has no items");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const arm_body read = ingot::rapidjson_arm_body_reader().read(text);
    require_sound(read);
    require(ingot::rapidjson_arm_body_reader({size, 100}).read(text) == read,
            "a body may be as long as the limit");
    for (const ingot::arm_body_limits limits : {ingot::arm_body_limits{16, 100}, {size, 2}, {0, 0}}) {
        const arm_body limited = ingot::rapidjson_arm_body_reader(limits).read(text);
        require_sound(limited);
        require(limited == read || limited.form == arm_body::shape::unreadable,
                "a limit makes a body unreadable and changes nothing else");
    }
    return 0;
}
