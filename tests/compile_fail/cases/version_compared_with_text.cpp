// Versions never compare as text.
// expected: operator ?<
#include <ingot/core/image_version.hpp>

bool use(const ingot::image_version& version) {
#ifdef INGOT_MISUSE
    return version < "1.10.0";
#else
    return version < ingot::image_version{1, 10, 0};
#endif
}
