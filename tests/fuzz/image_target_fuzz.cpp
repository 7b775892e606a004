// Any text as an image reference: what it keeps alive does not depend on how it is spelled.
#include "require.hpp"

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_target.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto target = ingot::parse_image_target(text);
    const auto folded = ingot::parse_image_target(ingot::fold(text));
    require(target.has_value() == folded.has_value(), "case does not matter to whether a target is read");
    if (!target) {
        require(!target.error().message.empty(), "a refusal says why");
        return 0;
    }
    require(*target == *folded, "case does not matter to what a target is");
    if (!*target) return 0;
    const ingot::image_target& found = **target;
    require(!found.owner.empty(), "a target has an owner");
    require(found.image.empty() == (found.how == ingot::image_target::form::gallery),
            "an image has a name of its own unless its id has it");
    const auto again = ingot::parse_image_target(found.text());
    require(again.has_value() && *again == found, "a target reads back from its canonical text");
    return 0;
}
