// A bare number has no unit.
// expected: duration
#include <ingot/core/timestamp.hpp>

ingot::duration use() {
#ifdef INGOT_MISUSE
    return 90;
#else
    return std::chrono::days(90);
#endif
}
