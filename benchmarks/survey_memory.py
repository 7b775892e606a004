#!/usr/bin/env python3
"""Surveys a large estate over HTTP, and says what memory the survey took and whether it kept the service's budgets.

    survey_memory.py INGOT SURVEY_SCALE [VERSIONS MACHINES] ... [-- OPTION ...]

The emulator is a process of its own, so that the peak is that of `ingot survey` alone. Its clock is moved by the
survey instead of being waited for. It records each exchange; the instants in the recording are held against the
budgets that the service publishes, by a count that knows nothing of how the client paces itself. OPTIONs are given to
`ingot survey`.
"""
import collections
import email.utils
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

FLEETS = 5
SUBSCRIPTIONS = [f"{number:08}-0000-0000-0000-000000000000" for number in range(FLEETS)]

# What a request counts as: the pattern of its method and path, tokens that the bucket holds, tokens each second.
# Azure Resource Manager request limits; Azure Compute throttling limits; Resource Graph throttling guidance.
BUDGETS = {
    "reads": (r"GET /subscriptions/([^/]+)/", 250, 25),
    "machine lists": (r"GET /subscriptions/([^/]+)/providers/Microsoft\.Compute/virtualMachines$", 900, 5),
    "scale set lists": (r"GET /subscriptions/([^/]+)/.*/virtualMachineScaleSets(?:/[^/]+/virtualMachines)?$", 1080, 6),
    "instance lists of one set": (r"GET (/subscriptions/.*/virtualMachineScaleSets/[^/]+)/virtualMachines$", 30, 1 / 6),
    "graph queries": (r"POST /(providers)/Microsoft\.ResourceGraph/resources$", 15, 3),
}


def exchanges(directory):
    """(instant, method and path) of each, in order."""
    for path in sorted(directory.iterdir()):
        one = json.loads(path.read_text())
        url = re.sub(r"^https?://[^/]+|\?.*$", "", one["liveRequest"]["url"])
        instant = email.utils.parsedate_to_datetime(one["liveResponse"]["headers"]["date"]).timestamp()
        yield instant, f"{one['liveRequest']['method']} {url}"


def beyond_budgets(directory):
    """How many requests there were in all and by budget, and how many of them found its bucket empty."""
    total = 0
    counted = collections.Counter()
    beyond = collections.Counter()
    buckets = {}
    for now, what in exchanges(directory):
        total += 1
        for name, (pattern, capacity, each_second) in BUDGETS.items():
            found = re.match(pattern, what, re.IGNORECASE)
            if not found:
                continue
            left, since = buckets.get((name, found[1]), (capacity, now))
            # Instants are whole seconds, so that up to one second's tokens are not seen.
            left = min(capacity, left + (now - since) * each_second) - 1
            buckets[name, found[1]] = (left, now)
            counted[name] += 1
            beyond[name] += left < -each_second
    return total, counted, beyond


def measure(ingot, survey_scale, versions, machines, options):
    with tempfile.TemporaryDirectory() as holder:
        directory = pathlib.Path(holder)
        estate = directory / "estate.json"
        subprocess.run([survey_scale, "write", estate, str(versions), str(machines)], check=True)
        emulator = subprocess.Popen([ingot, "emulate", "--listen", "127.0.0.1:0", "--clock", "manual", "--json",
                                     "--seed", estate, "--record", directory / "traffic"],
                                    stdout=subprocess.PIPE, text=True)
        try:
            url = json.loads(emulator.stdout.readline())["url"]
            begun = time.monotonic()
            survey = subprocess.Popen([ingot, "survey", "--cloud", url, "--virtual-time", "--json", "--out",
                                       directory / "surveyed.json", "--subscription", *SUBSCRIPTIONS, *options],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            report = json.load(survey.stdout)
            _, status, usage = os.wait4(survey.pid, 0)
            took = time.monotonic() - begun
        finally:
            emulator.send_signal(signal.SIGTERM)
            emulator.communicate()
        resources = sum(source["resources"] for source in report["sources"])
        total, counted, beyond = beyond_budgets(directory / "traffic")
        print(f"{versions} versions, {machines} machines: {resources} resources by {total} requests in {took:.1f} s, "
              f"{'complete' if report['complete'] else 'not complete'}; peak {usage.ru_maxrss / 1024:.1f} MiB")
        for name, count in sorted(counted.items()):
            print(f"  {name}: {count}, of which {beyond[name]} beyond the budget")
        return os.waitstatus_to_exitcode(status) == 0 and sum(beyond.values()) == 0


def main(ingot, survey_scale, *words):
    split = words.index("--") if "--" in words else len(words)
    numbers = [int(word) for word in words[:split]] or [1_000, 10_000, 10_000, 100_000]
    kept = [measure(ingot, survey_scale, *size, words[split + 1:]) for size in zip(numbers[::2], numbers[1::2])]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
