#!/usr/bin/env python3
"""Writes the expected files of every case from its question.

    write.py --library libingot.so               answers of that library, for the questions that stand
    write.py --library libingot.so --questions   draws the questions as well
"""

import argparse
import ctypes
import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parents[1] / "reference"
ANSWERS = ("plan.json", "latest.json", "explanation.json", "check.json", "error.txt")
SEEDS = (3, 11, 58, 101, 417, 1009)
REFUSED = 18


def questions(cases):
    """Draws estates and policies, good ones and malformed ones, into one directory each."""
    sys.path.insert(0, str(REFERENCE))
    import generate
    import malformed
    shutil.rmtree(cases, ignore_errors=True)

    def put(name, estate, policy, now):
        place = cases / name
        place.mkdir(parents=True)
        (place / "estate.json").write_bytes(estate)
        (place / "policy.json").write_bytes(policy)
        (place / "now.txt").write_text(now + "\n", encoding="utf-8")

    def text(document):
        return (json.dumps(document, indent=1) + "\n").encode()

    for seed in SEEDS:
        estate, policy, now = generate.generate(seed)
        put(f"random-{seed}", text(estate), text(policy), now)
    now = "2026-03-01T00:00:00Z"
    inputs = list(malformed.cases())
    for index in range(REFUSED):
        name, which, data = inputs[index * len(inputs) // REFUSED]
        estate, policy = malformed.write(malformed.ESTATE), malformed.write(malformed.POLICY)
        if which == "estate":
            estate = data
        else:
            policy = data
        put("refused-" + "".join(c if c.isalnum() else "-" for c in name.lower())[:40].strip("-"), estate, policy, now)


class Library:
    """The few functions that answer a question."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        for name in ("text_data", "error_message", "status_name", "error_violation_document",
                     "error_violation_pointer", "error_violation_message"):
            getattr(self.c, "ingot_" + name).restype = ctypes.c_char_p
        for name in ("error_violation_count", "error_violation_line", "error_violation_column"):
            getattr(self.c, "ingot_" + name).restype = ctypes.c_size_t

    def call(self, name, *arguments):
        """(object, None) or (None, the refusal in words)."""
        out, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = getattr(self.c, "ingot_" + name)(*arguments, ctypes.byref(out), ctypes.byref(error))
        if status == 0:
            return out, None
        lines = [self.c.ingot_status_name(status), self.c.ingot_error_message(error)]
        for index in range(self.c.ingot_error_violation_count(error)):
            at = (error, ctypes.c_size_t(index))
            lines.append(b"%s:%d:%d: %s: %s" % (
                self.c.ingot_error_violation_document(*at), self.c.ingot_error_violation_line(*at),
                self.c.ingot_error_violation_column(*at), self.c.ingot_error_violation_pointer(*at),
                self.c.ingot_error_violation_message(*at)))
        return None, b"\n".join(lines) + b"\n"

    def read(self, kind, data):
        return self.call(kind + "_read", data, ctypes.c_size_t(len(data)), None)

    def text(self, name, *arguments):
        out, refusal = self.call(name, *arguments)
        assert refusal is None, refusal
        return self.c.ingot_text_data(out)


def answer(library, place):
    """{file name: bytes}"""
    estate, refused = library.read("estate", (place / "estate.json").read_bytes())
    if refused:
        return {"error.txt": refused}
    policy, refused = library.read("policy", (place / "policy.json").read_bytes())
    if refused:
        return {"error.txt": refused}
    now = (place / "now.txt").read_bytes().strip()
    plan, refused = library.call("plan_make", estate, policy, now)
    if refused:
        return {"error.txt": refused}
    latest, _ = library.call("latest_resolve", estate)
    findings, _ = library.call("plan_check", plan, estate)
    return {
        "plan.json": library.text("plan_write", plan),
        "latest.json": library.text("latest_write", latest),
        "explanation.json": library.text("plan_explain", plan, None),
        "check.json": library.text("findings_write", findings),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", required=True)
    parser.add_argument("--questions", action="store_true")
    arguments = parser.parse_args()
    if arguments.questions:
        questions(HERE / "cases")
    library = Library(str(Path(arguments.library).resolve()))
    for place in sorted((HERE / "cases").iterdir()):
        for name in ANSWERS:
            (place / name).unlink(missing_ok=True)
        for name, data in answer(library, place).items():
            (place / name).write_bytes(data)


if __name__ == "__main__":
    main()
