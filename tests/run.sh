#!/bin/bash
# Builds and tests everything, from a fresh clone on Debian 12.
#
#   tests/run.sh           every stage, as continuous integration runs it
#   tests/run.sh --quick   one build with g++ and its tests
#
# Ends with "N passed, N failed": the tests of CTest, and every other stage as one. Exits 1 when one failed.
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 2

quick=false
case "${1:-}" in
"") ;;
--quick) quick=true ;;
*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

jobs=$(nproc)
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# run TITLE COMMAND...: the output is shown only when the command fails. Leaves it in $log.
run() {
    local title=$1 status
    shift
    printf '%5ds  %s\n' "$SECONDS" "$title"
    "$@" >"$log" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        cat "$log"
        printf '%5ds  %s: FAILED\n' "$SECONDS" "$title"
    fi
    return $status
}

# stage TITLE COMMAND...: a stage that counts as one test.
stage() {
    if run "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); return 1; fi
}

# tests TITLE PRESET [CTEST OPTION...]: adds up what CTest counts; a test that skips itself has not passed.
tests() {
    local title=$1 preset=$2 status=0 total bad
    shift 2
    run "$title" ctest --preset "$preset" -j "$jobs" "$@" || status=1
    total=$(sed -n 's/.* tests failed out of \([0-9]*\)$/\1/p' "$log")
    bad=$(sed -n 's/.*, \([0-9]*\) tests failed out of .*/\1/p' "$log")
    if [ -z "$total" ]; then
        failed=$((failed + 1))
        return 1
    fi
    if grep -q '\*\*\*Skipped\|(Disabled)' "$log"; then
        [ $status -ne 0 ] || cat "$log"
        bad=$((bad + $(grep -c '\*\*\*Skipped\|(Disabled)' "$log")))
    fi
    passed=$((passed + total - bad))
    failed=$((failed + bad))
    [ "$bad" -eq 0 ]
}

# build PRESET: configures it and builds what can be built, to show every error at once.
build() {
    cmake --preset "$1" && cmake --build --preset "$1" -j "$jobs" -- -k 0
}

tidy() {
    # One translation unit that includes every public header stands for all of them.
    { find lib capi examples -name '*.cpp' -print0; printf '%s\0' build-clang/tests/headers/everything_once.cpp; } |
        xargs -0 -P "$jobs" -n 1 clang-tidy --quiet -p build-clang
}

# The highest resident set while 10,000 versions with 100,000 references are read and planned.
memory() {
    local estate=$log.estate said highest
    build/benchmarks/plan_memory generate "$estate" 10000 10 &&
        said=$(build/benchmarks/plan_memory plan "$estate")
    local status=$?
    rm -f "$estate"
    [ $status -eq 0 ] || return 1
    echo "$said"
    highest=$(sed -n 's/.*peak \([0-9]*\) MiB$/\1/p' <<<"$said" | sort -n | tail -n 1)
    [ -n "$highest" ] && [ "$highest" -le 150 ]
}

# Every libFuzzer program for 5 seconds, two at a time. An input that fails one stays where the output says.
fuzz() {
    local found
    found=$(mktemp -d) || return 1
    find build-clang/tests/fuzz -maxdepth 1 -name '*_fuzzer' -printf '%f\0' |
        xargs -0 -P 2 -n 1 sh -c 'name=${2%_fuzzer} && mkdir "$1/$name" && "build-clang/tests/fuzz/$2" -seed=1 \
            -max_total_time=5 -timeout=20 "-artifact_prefix=$1/$name-" "$1/$name" "tests/fuzz/corpus/$name"' \
            fuzz "$found" || return 1
    rm -rf "$found"
}

finish() {
    printf '%5ds  done\n' "$SECONDS"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && exit 0
    exit 1
}

if ! run "system packages" sh examples/install_packages.sh --tests; then
    failed=1
    finish
fi
stage "architecture" python3 tests/architecture/check_architecture.py .
stage "build with g++, optimised" build ci && tests "its tests" ci
$quick && finish

stage "the decisions by an independent reading: its own tests" python3 tests/reference/test_specification.py
stage "the decisions by an independent reading: 200 more random estates" \
    python3 tests/reference/compare.py --ingot build/ingot --first 100 --seeds 200
stage "the memory that a plan takes" memory
stage "build with clang++ and sanitizers, shared library" build clang && tests "its tests" clang -LE reference
stage "libFuzzer programs" fuzz
stage "clang-tidy" tidy
finish
