#!/bin/sh
# Usage: build_and_run.sh COMPILER PROGRAM PC_DIR WORK_DIR [FLAG...]
# Builds a program in C with nothing but what pkg-config says, and the flags given, and runs it.
set -eu
compiler=$1 program=$2 work=$4
PKG_CONFIG_PATH=$3
export PKG_CONFIG_PATH
shift 4

mkdir -p "$work"
LD_LIBRARY_PATH=$(pkg-config --variable=libdir ingot)
export LD_LIBRARY_PATH
# shellcheck disable=SC2046  # the flags are words
"$compiler" -std=c99 "$@" "$program" $(pkg-config --cflags --libs ingot) -o "$work/consumer"
"$work/consumer"
