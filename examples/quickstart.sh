#!/bin/sh
# Builds ingot and shows it at work: real image histories, served by the emulator, cleaned up step by step.
# One command on a fresh Debian 12; nothing leaves this machine but package downloads.
set -eu

{ # read as a whole before it runs

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
build=$root/build
ingot=$build/ingot
work=$(mktemp -d)
emulator=
finish() {
    status=$?
    trap - EXIT
    if [ -n "$emulator" ]; then
        kill "$emulator" 2>/dev/null || true
        wait "$emulator" 2>/dev/null || true
    fi
    if [ "$status" -ne 0 ] && [ -s "$work/log" ]; then
        tail -n 40 "$work/log" >&2
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

bold= plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi
heading() { printf '\n%s== %s ==%s\n' "$bold" "$1" "$plain"; }
say() { printf '%s\n' "$*"; }
# Shows a command as one would type it, then runs it.
run() {
    printf '\n%s$ ingot %s%s\n' "$bold" "$*" "$plain" | sed 's| --cloud| \\\n      --cloud|'
    "$ingot" "$@"
}

heading "Build"
if [ ! -x "$ingot" ]; then
    say "Installing what is missing and building the library and the command line."
    say "This takes some minutes the first time ..."
fi
"$here/install_packages.sh" >"$work/log" 2>&1
{
    # Only what this needs; a build directory that has more keeps it.
    [ -f "$build/CMakeCache.txt" ] ||
        cmake -S "$root" -B "$build" -G Ninja -DINGOT_BUILD_TESTS=OFF -DCMAKE_BUILD_TYPE=Release
    cmake --build "$build" --target ingot_cli
} >>"$work/log" 2>&1
say "$("$ingot" --version) is in build/ingot."
cp "$here/data/policy.json" "$work/"
cd "$work"

heading "An emulated Azure with six years of real images"
say "Publication histories of GitHub's runner images, in an emulator whose clock"
say "we move: hours of replication pass in milliseconds."
"$here/data/make_estate" --definitions ubuntu24,ubuntu26,win16,win25-vs2026 >seed.json
"$ingot" emulate --listen 127.0.0.1:0 --clock manual --now 2026-09-01T00:00:00Z --seed seed.json --json \
    >emulator.json 2>log &
emulator=$!
tries=0
until [ -s emulator.json ]; do
    kill -0 "$emulator" 2>/dev/null && [ "$tries" -lt 200 ] || { say "The emulator did not start." >&2; exit 1; }
    tries=$((tries + 1))
    sleep 0.05
done
cloud=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' emulator.json)
emulated="--cloud $cloud --virtual-time"

heading "Survey: what is there, and who uses it"
# shellcheck disable=SC2086 # options, split on purpose
run survey --out estate.json $emulated

heading "What 'latest' means, region by region"
say "The newest Windows image never arrived in one region, so 'latest' differs:"
run latest estate.json --only win25-vs2026 --why

heading "Plan: what the policy makes of it"
run plan estate.json --policy policy.json --now taken_at --out plan.json
say
say "Why is the oldest Ubuntu 24 not deleted? A machine that is switched off names"
say "it. It only loses replicas in regions where nobody uses it:"
run explain plan.json ubuntu24/20240430.1.0
say
say "The plan is checked by code written apart from the code that made it:"
run check plan.json estate.json

heading "Apply: every write journalled, usage asked again before each delete"
# shellcheck disable=SC2086
run apply plan.json --journal run1.jsonl $emulated

heading "Again, until nothing is left to do"
round=2
while :; do
    # shellcheck disable=SC2086
    "$ingot" survey --out estate.json $emulated >/dev/null 2>log
    "$ingot" plan estate.json --policy policy.json --now taken_at --out plan.json >summary
    say "Round $round: $(sed -n '2s/^ *//p' summary)"
    if grep -q 'nothing to do' summary; then break; fi
    # shellcheck disable=SC2086
    "$ingot" apply plan.json --journal "run$round.jsonl" $emulated 2>log |
        sed 's/^/  /'
    round=$((round + 1))
    [ "$round" -le 12 ] || { say "The plans do not come to an end." >&2; exit 1; }
done
say "The plan is empty: the estate is as the policy wants it."
run explain plan.json

heading "Publish the next version and watch it arrive"
images=/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups
gallery=$images/images/providers/Microsoft.Compute/galleries/linuxRunners
source=$images/build/providers/Microsoft.Compute/images/ubuntu24-next
say
say "$ ingot publish .../ubuntu24 --version 20260901.1.0 --source .../ubuntu24-next \\"
say "      --regions westeurope,northeurope,eastus,westus2 --watch"
# shellcheck disable=SC2086
"$ingot" publish $gallery/images/ubuntu24 --version 20260901.1.0 --source $source \
    --regions westeurope,northeurope,eastus,westus2 --watch $emulated

heading "Next"
say "  build/ingot --help          every command"
say "  examples/data/policy.json   the policy that was used"
say "  README.md                   how to embed the library"

exit 0
}
