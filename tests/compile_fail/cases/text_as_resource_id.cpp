// An id is always one that has been read.
// expected: resource_id
#include <ingot/core/resource_id.hpp>

ingot::resource_id use(const char* text) {
#ifdef INGOT_MISUSE
    return text;
#else
    return ingot::resource_id::parse(text).value_or(ingot::resource_id{});
#endif
}
