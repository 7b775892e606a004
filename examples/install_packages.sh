#!/bin/sh
# Installs the Debian 12 packages that ingot needs and that are missing; silent when none is.
#
#   install_packages.sh            what the library and the command line are built with
#   install_packages.sh --tests    that, and what the tests need
set -eu

packages="g++ cmake ninja-build ccache pkg-config
          libboost-dev libboost-test-dev libcurl4-openssl-dev libexpected-dev libfmt-dev libssl-dev python3 rapidjson-dev"
case "${1:-}" in
"") ;;
--tests)
    packages="$packages abigail-tools azure-cli ca-certificates clang clang-tidy curl libbenchmark-dev libclang-rt-14-dev openssl python3 valgrind"
    # Node.js often comes from elsewhere, and then brings npm that Debian's would collide with.
    command -v npm >/dev/null || packages="$packages npm"
    ;;
*) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

missing=
for package in $packages; do
    if ! dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
if ! command -v apt-get >/dev/null || { [ -n "$as_root" ] && ! command -v sudo >/dev/null; }; then
    echo "install_packages.sh: cannot install these packages here (it takes apt-get, and root or sudo):$missing" >&2
    exit 1
fi
echo "Installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # a list of words
if ! { $as_root apt-get update -qq &&
       $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
       >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
