#!/bin/sh
# Usage: build_and_run.sh COMPILER PROGRAM PC_DIR WORK_DIR static|shared [FLAG...]
# Builds a program with nothing but what pkg-config says, and the flags given, and runs it.
set -eu
compiler=$1 program=$2 work=$4 kind=$5
PKG_CONFIG_PATH=$3
export PKG_CONFIG_PATH
shift 5

mkdir -p "$work"
flags=$(pkg-config --cflags --libs ingot-cpp)
if [ "$kind" = shared ]; then
    case " $flags " in
    *" -lcurl "*) echo "a shared library must keep its dependencies to itself: $flags" >&2; exit 1 ;;
    esac
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir ingot-cpp)
    export LD_LIBRARY_PATH
fi
# shellcheck disable=SC2086  # the flags are words
"$compiler" -std=c++20 "$@" "$program" $flags -o "$work/consumer"
"$work/consumer"
