#!/usr/bin/env python3
"""Runs the `ingot` command line and the specification on the same random documents and reports every difference."""

import argparse
import copy
import hashlib
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import generate
import malformed
import specification

WORKERS = 2
TIMEOUT = 120


def run(ingot, *arguments):
    return subprocess.run([ingot, *map(str, arguments)], capture_output=True, timeout=TIMEOUT, check=False)


def plan(ingot, estate, policy, now, out):
    return run(ingot, "plan", estate, "--policy", policy, "--now", now, "--out", out)


def explain_exit(what, process):
    error = process.stderr.decode(errors="replace").strip()
    return f"{what} exited with {process.returncode}: {error[-2000:]}"


# ---------------------------------------------------------------------------------------------------------------------
# Documents


def canonical(value):
    """RFC 8785 text of a document whose numbers are integers or plain decimals."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def shuffled(value, order, ordered_lists=(), name=None):
    """The same document with the members of objects and the rows of lists in another order."""
    if isinstance(value, dict):
        members = [(k, shuffled(v, order, ordered_lists, k)) for k, v in value.items()]
        order.shuffle(members)
        return dict(members)
    if isinstance(value, list):
        rows = [shuffled(v, order, ordered_lists) for v in value]
        if name not in ordered_lists:
            order.shuffle(rows)
        return rows
    return value


def with_ignored_members(estate):
    """Estates may carry members that nobody reads."""
    estate = copy.deepcopy(estate)
    estate["somethingElse"] = {"a": [1, 2.5, None]}
    for kind in ("galleries", "image_definitions", "image_versions", "virtual_machines", "disks"):
        for resource in estate.get(kind, []):
            resource["etag"] = "W/1"
            resource["properties"]["aNewProperty"] = ["x", {"y": False}]
    return estate


def keys_sorted(text):
    def check(pairs):
        keys = [key for key, _ in pairs]
        if keys != sorted(keys):
            raise ValueError(f"members are not sorted: {keys}")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=check)


# ---------------------------------------------------------------------------------------------------------------------
# Comparison


def difference(what, expected, actual):
    return [] if expected == actual else [f"{what}\n    specification: {expected}\n    ingot:         {actual}"]


def compare_verdicts(expected, document):
    actual = {specification.fold(v["id"]): v for v in document["verdicts"]}
    found = difference("the versions that have a verdict", sorted(expected), sorted(actual))
    if len(actual) != len(document["verdicts"]):
        found.append("a version has more than one verdict")
    for identity in sorted(set(expected) & set(actual)):
        want, have = expected[identity], actual[identity]
        where = f"{identity}: "
        found += difference(where + "rule", want["rule"], have.get("rule") or None)
        found += difference(where + "stage", want["stage"], have["stage"])
        found += difference(where + "decision", want["decision"], have["decision"])
        codes = sorted(hold["code"] for hold in have["holds"])
        found += difference(where + "holds", sorted(want["holds"]), codes)
        for hold in have["holds"]:
            if hold["code"] in want["holds"]:
                until = want["holds"][hold["code"]]
                if specification.instant(hold.get("until")) != specification.instant(until):
                    found += difference(f"{where}until of {hold['code']}", until, hold.get("until"))
    return found


def remaining_regions(value):
    """The target regions that the request of a step writes."""
    if isinstance(value, dict):
        if isinstance(value.get("targetRegions"), list):
            return sorted(
                specification.region(row["name"] if isinstance(row, dict) else row) for row in value["targetRegions"]
            )
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        regions = remaining_regions(part)
        if regions is not None:
            return regions
    return None


def dropped_regions(step, v):
    """What a trim takes away, from the regions that it leaves or from those that it names."""
    remaining = remaining_regions(step.get("request"))
    if remaining is not None:
        return sorted(set(v.regions) - set(remaining))
    request = step.get("request") or {}
    for holder in (request, step, request.get("body") or {}):
        for name, value in holder.items():
            if isinstance(value, list) and ("drop" in name.lower() or "remove" in name.lower()):
                return sorted(specification.region(r) for r in value)
    return "no targetRegions in the request"


def compare_steps(expected, document, estate):
    """The steps do what the verdicts decided, nothing else, and in the right order."""
    snapshot, found = specification.Estate(estate), []
    by_target = {}
    for step in document["steps"]:
        by_target.setdefault(specification.fold(step["target"]), {}).setdefault(step["action"], []).append(step)
    position = {step["id"]: index for index, step in enumerate(document["steps"])}
    if len(position) != len(document["steps"]):
        found.append("two steps have the same id")
    for step in document["steps"]:
        for required in step.get("requires", []):
            if position.get(required, len(position)) >= position[step["id"]]:
                found.append(f"step {step['id']} requires {required}, which does not stand before it")
    found += difference("targets outside the verdicts", [], sorted(set(by_target) - set(expected)))
    for identity, want in expected.items():
        steps, v = by_target.get(identity, {}), snapshot.versions[identity]
        other = sorted(set(v.regions) - {v.home})
        drops = other if want["decision"] == "delete" else want["drops"]
        actions = {"keep": [], "deprecate": ["deprecate"], "trim": ["trim"],
                   "delete": ["delete", "trim"] if other else ["delete"]}[want["decision"]]
        where = f"{identity}: "
        found += difference(where + "actions", actions, sorted(a for a, s in steps.items() for _ in s))
        for step in steps.get("trim", []):
            found += difference(where + "regions that the trim drops", drops, dropped_regions(step, v))
        if want["decision"] == "delete" and other and sorted(steps) == ["delete", "trim"]:
            needed = steps["trim"][0]["id"]
            if needed not in steps["delete"][0].get("requires", []):
                found.append(where + "the delete does not require the trim before it")
    return found


def compare_plan(expected, text, estate):
    document = keys_sorted(text)
    found = difference("schema of the plan", "ingot.plan/1", document.get("schema"))
    found += compare_verdicts(expected["verdicts"], document)
    found += compare_steps(expected["verdicts"], document, estate)
    found += difference("changes of latest", [], document["latest"])
    rest = {name: value for name, value in document.items() if name != "plan_digest"}
    digest = hashlib.sha256(canonical(rest).encode()).hexdigest()
    found += difference("plan digest", digest, document["plan_digest"])
    return found


def compare_latest(expected, text):
    document = json.loads(text)
    found = difference("schema of latest", "ingot.latest/1", document.get("schema"))
    actual = {}
    for definition in document["definitions"]:
        rows = definition["regions"]
        identity = specification.fold(definition["id"])
        found += difference(f"{identity}: order of regions", sorted(r["region"] for r in rows),
                            [r["region"] for r in rows])
        actual[identity] = {
            row["region"]: {
                "version": row["version"],
                "assumed": row["assumed"],
                "passed_over": [[p["version"], p["reason"]] for p in row["passed_over"]],
            }
            for row in rows
        }
    # A definition without regions may or may not be listed.
    for identity in sorted(set(expected) | set(actual)):
        want, have = expected.get(identity) or {}, actual.get(identity) or {}
        found += difference(f"{identity}: regions", sorted(want), sorted(have))
        for r in sorted(set(want) & set(have)):
            found += difference(f"{identity}: latest in {r}", want[r], have[r])
    return found


def compare_seed(ingot, seed, directory):
    """Every difference that the documents of a seed bring to light."""
    estate, policy, now = generate.generate(seed)
    expected = specification.judge(estate, policy, now)
    estate_file, policy_file, out = directory / "estate.json", directory / "policy.json", directory / "plan.json"
    estate_file.write_text(json.dumps(estate, indent=1))
    policy_file.write_text(json.dumps(policy, indent=1))
    (directory / "now").write_text(now + "\n")
    (directory / "expected.json").write_text(json.dumps(expected, indent=1))

    planned = plan(ingot, estate_file, policy_file, now, out)
    if planned.returncode != 0:
        return [explain_exit("ingot plan", planned)]
    if not out.exists():
        return ["ingot plan wrote no plan"]
    found = compare_plan(expected, out.read_text(), estate)

    latest = run(ingot, "latest", estate_file, "--json")
    (directory / "latest.json").write_bytes(latest.stdout)
    if latest.returncode != 0:
        found.append(explain_exit("ingot latest", latest))
    else:
        found += compare_latest(expected["latest"], latest.stdout)

    order = random.Random(seed)
    again = directory / "shuffled"
    again.mkdir()
    (again / "estate.json").write_text(json.dumps(shuffled(with_ignored_members(estate), order)))
    # Comments are allowed in policies.
    (again / "policy.json").write_text(
        "// the same policy\n" + json.dumps(shuffled(policy, order, ("rules",))) + "\n/* the end */\n")
    second = plan(ingot, again / "estate.json", again / "policy.json", now, again / "plan.json")
    if second.returncode != 0:
        found.append(explain_exit("ingot plan of the shuffled documents", second))
    else:
        one, two = json.loads(out.read_text()), json.loads((again / "plan.json").read_text())
        for name in ("estate_digest", "policy_digest", "plan_digest"):
            found += difference(f"{name} after shuffling", one[name], two[name])
    if seed % 4 == 0:
        found += compare_respelled(ingot, seed, directory, json.loads(out.read_text()))
    return found


def compare_respelled(ingot, seed, directory, first):
    """Another case of ids, tag names and enumeration values, or of regions, changes no decision and no digest."""
    estate, policy, now = generate.generate(seed, spelling=1)
    again = directory / "respelled"
    again.mkdir()
    (again / "estate.json").write_text(json.dumps(estate))
    (again / "policy.json").write_text(json.dumps(policy))
    process = plan(ingot, again / "estate.json", again / "policy.json", now, again / "plan.json")
    if process.returncode != 0:
        return [explain_exit("ingot plan of the respelled documents", process)]
    second, found = json.loads((again / "plan.json").read_text()), []
    for name in ("estate_digest", "policy_digest"):
        found += difference(f"{name} in another spelling", first[name], second[name])

    def decisions(document):
        return {
            specification.fold(v["id"]): (v["stage"], v["decision"], sorted(h["code"] for h in v["holds"]))
            for v in document["verdicts"]
        }

    return found + difference("decisions in another spelling", decisions(first), decisions(second))


def compare_malformed(ingot, name, document, content, directory):
    """Refused with status 2, a message that names the document, and nothing written."""
    files = {"estate": malformed.write(malformed.ESTATE), "policy": malformed.write(malformed.POLICY)}
    files[document] = content
    for which, data in files.items():
        (directory / f"{which}.json").write_bytes(data)
    out = directory / "plan.json"
    process = plan(ingot, directory / "estate.json", directory / "policy.json", "2026-03-01T00:00:00Z", out)
    found = difference("exit status", 2, process.returncode)
    error = process.stderr.decode(errors="replace")
    if f"{document}.json" not in error:
        found.append(f"standard error does not name {document}.json: {error.strip()[:500]!r}")
    left = sorted(entry.name for entry in directory.iterdir() if entry.name not in ("estate.json", "policy.json"))
    return found + difference("files left behind", [], left)


# ---------------------------------------------------------------------------------------------------------------------


def work(job):
    """Runs one job in a directory of its own, which stays where something differed."""
    ingot, kind, argument = job
    directory = pathlib.Path(tempfile.mkdtemp(prefix="ingot-compare-"))
    try:
        if kind == "seed":
            title, found = f"seed {argument}", compare_seed(ingot, argument, directory)
        else:
            title = f"malformed {argument[1]}: {argument[0]}"
            found = compare_malformed(ingot, *argument, directory)
    except Exception as error:  # an answer that cannot even be read is a difference too
        title = f"seed {argument}" if kind == "seed" else f"malformed {argument[0]}"
        found = [f"the answer cannot be compared: {type(error).__name__}: {error}"]
    if not found:
        shutil.rmtree(directory, ignore_errors=True)
    return title, found, str(directory)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ingot", required=True, help="path of the command line")
    parser.add_argument("--seeds", type=int, default=1000, help="how many random estates")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--all", action="store_true", help="report and keep every difference, not only the first")
    options = parser.parse_args()
    ingot = os.path.abspath(options.ingot)
    if not os.access(ingot, os.X_OK):
        parser.error(f"{ingot} is not an executable file")

    jobs = [(ingot, "seed", seed) for seed in range(options.first, options.first + options.seeds)]
    jobs += [(ingot, "malformed", case) for case in malformed.cases()]
    passed = failed = 0
    with multiprocessing.Pool(WORKERS) as pool:
        for title, found, directory in pool.imap(work, jobs, chunksize=4):
            if not found:
                passed += 1
                continue
            failed += 1
            malformed_input = title.startswith("malformed")
            if failed == 1 or options.all or malformed_input:
                print(f"{title} (files in {directory})")
                for line in found:
                    print("  " + line)
                sys.stdout.flush()
            else:
                shutil.rmtree(directory, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
