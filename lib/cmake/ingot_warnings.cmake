# What our own targets are compiled with; consumers never inherit it.
function(ingot_own_target target)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
        -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough -Wundef
        # GCC 12 reports overlaps inside std::string's operator+ that cannot happen (GCC bug 105651), and, at
        # -O2, members of a moved tl::expected that were never set because it holds the other kind.
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-maybe-uninitialized>
        # RapidJSON 1.1 predates C++20's reversed comparisons: its iterators compare with both kinds of their own.
        $<$<CXX_COMPILER_ID:Clang>:-Wno-ambiguous-reversed-operator>
        $<$<BOOL:${INGOT_WARNINGS_AS_ERRORS}>:-Werror>)
    if(INGOT_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${INGOT_SANITIZE} -fno-omit-frame-pointer
                               -fno-sanitize-recover=all
                               $<$<CXX_COMPILER_ID:Clang>:-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/lib/cmake/sanitizer_ignored.txt>)
        target_link_options(${target} PRIVATE -fsanitize=${INGOT_SANITIZE})
    endif()
endfunction()
