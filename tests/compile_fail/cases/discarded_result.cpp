// A failure cannot be overlooked.
// expected: nodiscard
#include <ingot/core/image_version.hpp>

void use() {
#ifdef INGOT_MISUSE
    ingot::image_version::parse("1.2.3");
#else
    (void)ingot::image_version::parse("1.2.3");
#endif
}
