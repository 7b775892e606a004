// Unfolded text does not pass for a region by accident.
// expected: region
#include <ingot/core/region.hpp>

bool use(const ingot::region& where) {
#ifdef INGOT_MISUSE
    return where == "West US";
#else
    return where == ingot::region("West US");
#endif
}
