#pragma once

#include <cstdio>
#include <cstdlib>

/// A property that must hold for every input; stops the fuzzer when it does not, in every kind of build.
inline void require(bool holds, const char* property) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
}
