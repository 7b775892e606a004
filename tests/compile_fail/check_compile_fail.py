#!/usr/bin/env python3
"""Compiles a case twice: as it stands it must compile, with INGOT_MISUSE defined it must not.

    check_compile_fail.py CASE.cpp COMPILER [FLAG...]

The case names in `// expected: REGEX` what the compiler must complain about, so that a misuse does not
pass for some unrelated reason.
"""

import re
import subprocess
import sys


def main(case, command):
    with open(case, encoding="utf-8") as file:
        expected = re.search(r"^// expected: (.+)$", file.read(), re.MULTILINE)
    if not expected:
        print(f"{case}: no line '// expected: REGEX'")
        return 1
    command = [*command, "-fsyntax-only", case]
    proper = subprocess.run(command, capture_output=True, text=True, check=False)
    if proper.returncode != 0:
        print(f"{case} must compile without INGOT_MISUSE:\n{proper.stderr}")
        return 1
    misuse = subprocess.run([*command, "-DINGOT_MISUSE"], capture_output=True, text=True, check=False)
    if misuse.returncode == 0:
        print(f"{case} compiles with INGOT_MISUSE; the interface lets the mistake through")
        return 1
    if not re.search(expected.group(1), misuse.stderr):
        print(f"{case} fails for another reason than '{expected.group(1)}':\n{misuse.stderr}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
