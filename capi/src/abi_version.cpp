#include <ingot/abi_version.h>
#include <ingot/version.hpp>

int32_t ingot_abi_version(void) { return INGOT_ABI_VERSION; }

const char* ingot_version(void) { return INGOT_VERSION_STRING; }
