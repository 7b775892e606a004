#include "core_dumps.hpp"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace ingot::cli {

void forbid_core_dumps() noexcept {
    const rlimit none{0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    // The limit does not hold where the kernel hands core dumps to a program.
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace ingot::cli
