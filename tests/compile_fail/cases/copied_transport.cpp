// A transport has exchanges in flight and is not copied.
// expected: (deleted|abstract)
#include <ingot/ports/transport.hpp>

void use(ingot::transport& wire) {
#ifdef INGOT_MISUSE
    ingot::transport copy = wire;
#else
    ingot::transport& same = wire;
    (void)same;
#endif
}
