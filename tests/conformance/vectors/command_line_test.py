#!/usr/bin/env python3
"""The command line gives the answers that are written down, byte for byte.

    command_line_test.py INGOT CASES
"""

import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    ingot, cases = sys.argv[1:]
    wrong = 0
    places = sorted(Path(cases).iterdir())
    assert places, f"no cases in {cases}"
    for place in places:
        estate, policy = place / "estate.json", place / "policy.json"
        now = (place / "now.txt").read_text(encoding="utf-8").strip()

        def run(*words):
            return subprocess.run([ingot, *map(str, words)], capture_output=True, check=False)

        plan = run("plan", estate, "--policy", policy, "--now", now, "--json")
        refused = (place / "error.txt").exists()
        answers = {}
        if not refused:
            with tempfile.NamedTemporaryFile(suffix=".json") as file:
                file.write(plan.stdout)
                file.flush()
                answers = {
                    "plan.json": plan.stdout,
                    "latest.json": run("latest", estate, "--json").stdout,
                    "explanation.json": run("explain", file.name, "--json").stdout,
                    "check.json": run("check", file.name, estate, "--json").stdout,
                }
        if (plan.returncode, bool(plan.stdout)) != ((2, False) if refused else (0, True)):
            print(f"{place.name}: exit status {plan.returncode}: {plan.stderr.decode()}")
            wrong += 1
        for name, data in answers.items():
            if data != (place / name).read_bytes():
                print(f"{place.name}/{name}: another answer than was written down")
                wrong += 1
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
