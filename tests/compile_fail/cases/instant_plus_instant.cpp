// Instants and spans are different things.
// expected: operator ?\+
#include <ingot/core/timestamp.hpp>

ingot::timestamp use(ingot::timestamp now, [[maybe_unused]] ingot::duration span) {
#ifdef INGOT_MISUSE
    return now + now;
#else
    return now + span;
#endif
}
