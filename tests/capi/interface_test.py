#!/usr/bin/env python3
"""Compares the interface of the built library with what was promised.

    interface_test.py symbols LIBRARY HEADERS LIST       exported are the functions of the headers, and those listed
    interface_test.py abi LIBRARY HEADERS BASELINE       nothing of the baseline has changed; additions are fine
    interface_test.py abi-self-test COMPILER WORK_DIR    each kind of break is found, and an addition is none
    interface_test.py write LIBRARY HEADERS LIST BASELINE   writes list and baseline anew, after a deliberate change
"""

import re
import subprocess
import sys
from pathlib import Path

# Fewer flags let the baseline name paths, and the templates of the C++ library.
ABIDW = ("abidw", "--drop-private-types", "--exported-interfaces-only", "--no-show-locs", "--no-comp-dir-path",
         "--no-corpus-path", "--type-id-style", "hash")


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    return sorted(line.split()[2].split("@")[0] for line in lines if line.split()[1] != "A")


def declared(headers):
    names = set()
    for header in Path(headers).rglob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
        for declaration in re.findall(r"^INGOT_API ([^;]+);", text, flags=re.MULTILINE):
            names.add(re.search(r"(\w+)\(", declaration).group(1))
    return sorted(names)


def report(title, names):
    for name in names:
        print(f"{title}: {name}")
    return bool(names)


def symbols(library, headers, listed):
    found, wanted = set(exported(library)), set(declared(headers))
    promised = set(Path(listed).read_text(encoding="utf-8").split())
    wrong = report("exported, but in no header", sorted(found - wanted))
    wrong |= report("in a header, but not exported", sorted(wanted - found))
    wrong |= report(f"not in {listed}", sorted(found - promised))
    wrong |= report("promised, but gone", sorted(promised - found))
    return wrong


def described(library, headers):
    return subprocess.run([*ABIDW, "--headers-dir", headers, library], check=True, capture_output=True,
                          text=True).stdout


def broken(baseline, current):
    """What abidiff says of two descriptions in files; empty where all that was promised stands."""
    done = subprocess.run(["abidiff", "--no-added-syms", baseline, current], capture_output=True, text=True)
    if done.returncode & 3:
        raise RuntimeError(f"abidiff failed: {done.stderr or done.stdout}")
    return done.stdout or "changed\n" if done.returncode else ""


def abi(library, headers, baseline):
    current = Path(library).parent / "current.abi"
    current.write_text(described(library, headers), encoding="utf-8")
    said = broken(baseline, str(current))
    print(said, end="")
    return bool(said)


PROMISED = """
#include <stddef.h>
#include <stdint.h>
typedef struct { size_t struct_size; int32_t first; int32_t second; } table;
enum { ONE = 1, TWO = 2 };
int32_t use(const table *given, int32_t number);
int32_t other(void);
"""
BODY = """
int32_t use(const table *given, int32_t number) { return given->first + number; }
int32_t other(void) { return TWO; }
"""
# (what was done, replaced in the header, replaced in the body, whether that breaks the promise)
CHANGES = [
    ("nothing", (), (), False),
    ("a function more", ("int32_t other(void);", "int32_t other(void); int32_t third(void);"),
     ("int32_t other", "int32_t third(void) { return 3; }\nint32_t other"), False),
    ("a member in the middle", ("int32_t first;", "int32_t before; int32_t first;"), (), True),
    ("a member behind the last", ("int32_t second;", "int32_t second; int64_t last;"), (), True),
    ("members in another order", ("int32_t first; int32_t second;", "int32_t second; int32_t first;"), (), True),
    ("another type of a member", ("int32_t second;", "uint32_t second;"), (), True),
    ("another type of a parameter", ("int32_t number", "int64_t number"), ("int32_t number", "int64_t number"), True),
    ("a parameter less", (", int32_t number", ""), (", int32_t number) { return given->first + number",
                                                    ") { return given->first"), True),
    ("another type of the result", ("int32_t other", "int64_t other"), ("int32_t other", "int64_t other"), True),
    ("a function less", ("int32_t other(void);", ""), ("int32_t other", "static int32_t other"), True),
]


def self_test(compiler, work):
    work = Path(work)

    def build(name, in_header, in_body):
        place = work / name
        (place / "include").mkdir(parents=True, exist_ok=True)
        header = PROMISED.replace(*in_header) if in_header else PROMISED
        body = BODY.replace(*in_body) if in_body else BODY
        assert (header != PROMISED) == bool(in_header) and (body != BODY) == bool(in_body), name
        (place / "include" / "x.h").write_text(header, encoding="utf-8")
        (place / "x.c").write_text('#include "x.h"\n' + body, encoding="utf-8")
        subprocess.run([compiler, "-g", "-w", "-shared", "-fPIC", "-I", str(place / "include"), "-o",
                        str(place / "libx.so"), str(place / "x.c")], check=True)
        (place / "x.abi").write_text(described(str(place / "libx.so"), str(place / "include")), encoding="utf-8")
        return str(place / "x.abi")

    promised = build("promised", (), ())
    wrong = False
    for number, (title, in_header, in_body, breaks) in enumerate(CHANGES):
        found = bool(broken(promised, build(f"change_{number}", in_header, in_body)))
        if found != breaks:
            print(f"{title}: {'' if found else 'not '}found to break the promise")
            wrong = True
    return wrong


def write(library, headers, listed, baseline):
    Path(listed).write_text("\n".join(exported(library)) + "\n", encoding="utf-8")
    Path(baseline).write_text(described(library, headers), encoding="utf-8")


def main():
    commands = {"symbols": symbols, "abi": abi, "abi-self-test": self_test, "write": write}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(1 if commands[sys.argv[1]](*sys.argv[2:]) else 0)


if __name__ == "__main__":
    main()
