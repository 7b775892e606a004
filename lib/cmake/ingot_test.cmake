# Declares the programs of the test suite.
include_guard(GLOBAL)
find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework)

# Boost.Test's entry point and its headers are compiled once and shared by every test program.
add_library(ingot_boost_test OBJECT ${PROJECT_SOURCE_DIR}/tests/boost_test/main.cpp)
ingot_own_target(ingot_boost_test)
target_compile_features(ingot_boost_test PUBLIC cxx_std_20)
# Test programs are compiled often and run for moments; at -O3, g++ 12 also warns of overflows that cannot be.
target_compile_options(ingot_boost_test PRIVATE $<$<CONFIG:Release>:-O1>)
# With an empty value, so that a source that defines it as well says the same.
target_compile_definitions(ingot_boost_test PUBLIC "BOOST_TEST_DYN_LINK=")
# Without the time of day in it, the precompiled header can be cached.
target_compile_options(ingot_boost_test PUBLIC $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
target_link_libraries(ingot_boost_test PUBLIC Boost::unit_test_framework)
target_precompile_headers(ingot_boost_test PRIVATE
    <boost/test/unit_test.hpp> <boost/test/data/monomorphic.hpp> <boost/test/data/test_case.hpp>
    <optional> <string> <string_view> <vector>)

# ingot_add_test(name LABEL label SOURCES file... [LIBS target...] [DEFINITIONS name=value...]
#                [ARGS argument...] [TIMEOUT seconds])
#
# Builds the test program `name` and adds it to CTest under its name and its layer's label. LIBS defaults
# to ingot::ingot. ARGS go to the program after Boost.Test's own, behind `--`.
function(ingot_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;LIBS;DEFINITIONS;ARGS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_LABEL OR NOT arg_SOURCES)
        message(FATAL_ERROR "ingot_add_test(${name}): LABEL and SOURCES are needed; unknown: '${arg_UNPARSED_ARGUMENTS}'")
    endif()
    if(NOT arg_LIBS)
        set(arg_LIBS ingot::ingot)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    add_executable(${name} ${arg_SOURCES})
    ingot_own_target(${name})
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    target_link_libraries(${name} PRIVATE ingot_boost_test ${arg_LIBS})
    target_compile_definitions(${name} PRIVATE ${arg_DEFINITIONS})
    target_precompile_headers(${name} REUSE_FROM ingot_boost_test)
    set(after)
    if(arg_ARGS)
        set(after -- ${arg_ARGS})
    endif()
    add_test(NAME ${name} COMMAND ${name} --log_level=test_suite --report_level=short ${after})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
endfunction()
