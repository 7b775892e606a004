#!/usr/bin/env python3
"""Reads the sources and reports every break of the layering, one line each.

    check_architecture.py ROOT        check a source tree; exit 1 when something is wrong
    check_architecture.py --self-test feed it trees that break each rule and see every one reported
"""

import re
import sys
import tempfile
from pathlib import Path

# What each part of include/ingot may include, besides itself.
BASE = {"error", "result", "version"}
ALLOWED = {
    "error": set(),
    "version": set(),
    "result": {"error"},
    "core": BASE,
    "policy": BASE | {"core"},
    "plan": BASE | {"core", "policy"},
    "http": BASE | {"core"},
    "ports": BASE | {"core", "http"},
    "run": BASE | {"core", "policy", "plan", "http", "ports"},
    "azure": BASE | {"core", "http", "run"},
    "client": BASE | {"core", "policy", "plan", "http", "ports", "run"},
    "testing": BASE | {"core", "policy", "plan", "http", "ports", "run", "client"},
}
BANNED_STANDARD = {
    "iostream": "I/O", "fstream": "I/O", "sstream": "locales", "iomanip": "locales", "cstdio": "I/O",
    "filesystem": "I/O", "regex": "locales", "locale": "locales", "thread": "threads", "mutex": "threads",
    "condition_variable": "threads", "future": "threads", "random": "randomness", "ctime": "clocks",
}
THIRD_PARTY = re.compile(r"^(rapidjson|curl|openssl|boost|fmt)/")
BANNED_WORDS = re.compile(r"\b(?:(?:system|steady|high_resolution)_clock::now|std::getenv|std::rand|"
                          r"rapidjson::|boost::|fmt::|CURL\b)")
# Azure Resource Manager is a concept, any other manager is not.
BANNED_NAMES = re.compile(r"(?:^|[_.-])(?:utils?|helpers?|common|(?<!resource_)managers?|misc)(?:[_.-]|$)",
                          re.IGNORECASE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT = re.compile(r"//.*|\"(?:\\.|[^\"\\])*\"")
SOURCE_DIRS = ("include", "lib", "capi", "bindings", "examples", "tests", "benchmarks")
TOP_LEVEL = set(SOURCE_DIRS) | {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE"}


def includes_of(path):
    """(line number, opening character, name) of every #include."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def part_of(name):
    """The layer that `ingot/<part>/x.hpp` or `ingot/<part>.hpp` belongs to."""
    return name.split("/")[1].removesuffix(".hpp")


class Checker:
    def __init__(self, root):
        self.root = Path(root)
        self.problems = []

    def report(self, path, line, message):
        where = path.relative_to(self.root).as_posix()
        self.problems.append(f"{where}:{line}: {message}" if line else f"{where}: {message}")

    def files(self, directory, *suffixes):
        top = self.root / directory
        return sorted(p for p in top.rglob("*") if p.is_file() and p.suffix in suffixes) if top.exists() else []

    def check(self):
        self.public = {p.relative_to(self.root / "include").as_posix(): p for p in self.files("include", ".hpp")}
        self.adapters = {p.relative_to(self.root / "lib").as_posix(): p for p in self.files("lib", ".hpp")}
        self.check_names()
        self.check_includes_exist()
        self.check_core_headers()
        self.check_adapters()
        self.check_c_interface()
        self.check_examples()
        self.check_umbrella()
        self.check_cycles()
        return self.problems

    def check_names(self):
        for entry in sorted(self.root.iterdir()):
            if entry.name not in TOP_LEVEL and not entry.name.startswith((".", "build")):
                self.report(entry, 0, "the top level is closed; put this into one of its directories")
        for directory in SOURCE_DIRS:
            for path in sorted((self.root / directory).rglob("*")):
                if "__pycache__" not in path.parts and BANNED_NAMES.search(path.stem):
                    self.report(path, 0, "the name says no concept (util, helper, common, manager, misc)")

    def check_includes_exist(self):
        for path in self.files("include", ".hpp") + self.files("lib", ".hpp", ".cpp"):
            for line, quote, name in includes_of(path):
                if quote == '"':
                    self.report(path, line, f'"{name}": include our own headers as <ingot/...>')
                elif name == "ingot/ingot.hpp":
                    self.report(path, line, "the umbrella header is for users; include what is needed")
                elif name.startswith("ingot/") and name not in self.public and name not in self.adapters:
                    self.report(path, line, f"<{name}> does not exist")
            if path.suffix == ".hpp" and "#pragma once" not in path.read_text(encoding="utf-8"):
                self.report(path, 0, "a header needs #pragma once")

    def check_core_headers(self):
        for own, path in self.public.items():
            if own == "ingot/ingot.hpp":
                continue
            layer = part_of(own)
            if layer not in ALLOWED:
                self.report(path, 0, f"include/ingot/{layer} is not a layer")
                continue
            for line, _, name in includes_of(path):
                if name in self.adapters:
                    self.report(path, line, f"<{name}> is of lib/; include/ stands below it")
                elif name in self.public and part_of(name) not in ALLOWED[layer] | {layer}:
                    self.report(path, line, f"{layer} must not depend on {part_of(name)}")
                elif THIRD_PARTY.match(name):
                    self.report(path, line, f"<{name}>: third-party headers belong to lib/")
                elif name in BANNED_STANDARD:
                    self.report(path, line, f"<{name}>: include/ knows no {BANNED_STANDARD[name]}")
            for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = BANNED_WORDS.search(COMMENT.sub("", text))
                if found:
                    self.report(path, number, f"{found.group(0)} has no place in include/")

    def check_adapters(self):
        for path in self.files("lib", ".hpp", ".cpp"):
            parts = path.relative_to(self.root / "lib").parts
            private = "detail" in parts or path.suffix == ".cpp"
            for line, _, name in includes_of(path):
                if name in self.adapters and "/detail/" in name and part_of(name) != parts[1]:
                    self.report(path, line, f"<{name}> is private to {part_of(name)}")
                if not private and "/detail/" in name and name in self.adapters:
                    self.report(path, line, f"<{name}> is not installed; a public header cannot include it")
                if not private and THIRD_PARTY.match(name):
                    self.report(path, line, f"<{name}>: a public header names no third party; move it to detail/")

    def check_c_interface(self):
        """The headers are C and know each other alone; their umbrella names all of them."""
        headers = self.files("capi/include", ".h")
        own = {p.relative_to(self.root / "capi/include").as_posix() for p in headers}
        for path in headers:
            for line, _, name in includes_of(path):
                if name not in own and name not in ("stddef.h", "stdint.h"):
                    self.report(path, line, f"<{name}>: a header of the C interface includes only its like")
            if path.name == "ingot.h":
                for name in sorted(own - {n for _, _, n in includes_of(path)} - {"ingot/ingot.h"}):
                    self.report(path, 0, f"<{name}> is missing from the umbrella header")

    def check_examples(self):
        for path in self.files("examples", ".hpp", ".cpp", ".h", ".c"):
            for line, quote, name in includes_of(path):
                if name.startswith("ingot/") and "/detail/" in name:
                    self.report(path, line, f"<{name}> is private; examples use only public headers")
                if quote == '"' and not (path.parent / name).resolve().is_relative_to(
                        (self.root / "examples").resolve()):
                    self.report(path, line, f'"{name}" reaches out of examples/')

    def check_umbrella(self):
        umbrella = self.root / "include/ingot/ingot.hpp"
        if not umbrella.exists():
            return
        named = {name for _, _, name in includes_of(umbrella)}
        for name in sorted(set(self.public) - named - {"ingot/ingot.hpp"}):
            if "/detail/" not in name:
                self.report(umbrella, 0, f"<{name}> is missing from the umbrella header")
        for name in sorted(named - set(self.public)):
            self.report(umbrella, 0, f"<{name}> does not exist")

    def check_cycles(self):
        known = {**self.public, **self.adapters}
        edges = {own: [n for _, _, n in includes_of(path) if n in known] for own, path in known.items()}
        done, trail = set(), []

        def visit(node):
            if node in trail:
                cycle = trail[trail.index(node):] + [node]
                self.report(known[node], 0, "include cycle: " + " -> ".join(cycle))
                return
            if node in done:
                return
            trail.append(node)
            for target in edges[node]:
                visit(target)
            trail.pop()
            done.add(node)

        for node in sorted(known):
            visit(node)


CLEAN = {
    "include/ingot/error.hpp": "#pragma once\n#include <string>\n",
    "include/ingot/result.hpp": "#pragma once\n#include <ingot/error.hpp>\n",
    "include/ingot/core/a.hpp": "#pragma once\n#include <ingot/result.hpp>\n",
    "include/ingot/policy/p.hpp": "#pragma once\n#include <ingot/core/a.hpp>\n// boost:: may be named here\n",
    "include/ingot/plan/q.hpp": "#pragma once\n#include <ingot/policy/p.hpp>\n",
    "include/ingot/http/h.hpp": "#pragma once\n",
    "include/ingot/ports/t.hpp": "#pragma once\n#include <ingot/http/h.hpp>\n",
    "include/ingot/run/r.hpp": "#pragma once\n#include <ingot/plan/q.hpp>\n",
    "lib/ingot/one/o.hpp": "#pragma once\n#include <ingot/core/a.hpp>\n",
    "lib/ingot/one/detail/d.hpp": "#pragma once\n#include <rapidjson/document.h>\n",
    "lib/ingot/one/o.cpp": "#include <ingot/one/detail/d.hpp>\n#include <curl/curl.h>\n",
    "capi/include/ingot/x.h": "#include <stdint.h>\n",
    "capi/include/ingot/ingot.h": "#include <ingot/x.h>\n",
    "examples/x.cpp": "#include <ingot/one/o.hpp>\n",
    "tests/resource_manager_test.cpp": "",
}
# A file that breaks one rule, and a part of the report that it must cause.
BREAKS = [
    ("capi/include/ingot/y.h", "#include <ingot/core/a.hpp>\n", "includes only its like"),
    ("capi/include/ingot/y.h", "#include <stdint.h>\n", "<ingot/y.h> is missing from the umbrella header"),
    ("include/ingot/core/b.hpp", "#pragma once\n#include <ingot/policy/p.hpp>\n", "core must not depend on policy"),
    ("include/ingot/core/b.hpp", "#pragma once\n#include <ingot/http/h.hpp>\n", "core must not depend on http"),
    ("include/ingot/policy/b.hpp", "#pragma once\n#include <ingot/plan/q.hpp>\n", "policy must not depend on plan"),
    ("include/ingot/plan/b.hpp", "#pragma once\n#include <ingot/run/r.hpp>\n", "plan must not depend on run"),
    ("include/ingot/plan/b.hpp", "#pragma once\n#include <ingot/ports/t.hpp>\n", "plan must not depend on ports"),
    ("include/ingot/http/b.hpp", "#pragma once\n#include <ingot/ports/t.hpp>\n", "http must not depend on ports"),
    ("include/ingot/ports/b.hpp", "#pragma once\n#include <ingot/run/r.hpp>\n", "ports must not depend on run"),
    ("include/ingot/ports/b.hpp", "#pragma once\n#include <ingot/policy/p.hpp>\n", "ports must not depend on policy"),
    ("include/ingot/run/b.hpp", "#pragma once\n#include <ingot/client/c.hpp>\n", "does not exist"),
    ("include/ingot/tools/b.hpp", "#pragma once\n", "is not a layer"),
    ("include/ingot/core/b.hpp", "#pragma once\n#include <ingot/one/o.hpp>\n", "is of lib/"),
    ("include/ingot/core/b.hpp", "#pragma once\n#include <rapidjson/document.h>\n", "belong to lib/"),
    ("include/ingot/core/b.hpp", "#pragma once\n#  include <boost/asio.hpp>\n", "belong to lib/"),
    ("include/ingot/run/b.hpp", "#pragma once\n#include <thread>\n", "knows no threads"),
    ("include/ingot/run/b.hpp", "#pragma once\n#include <iostream>\n", "knows no I/O"),
    ("include/ingot/run/b.hpp", "#pragma once\n#include <random>\n", "knows no randomness"),
    ("include/ingot/run/b.hpp", "#pragma once\nauto t = std::chrono::system_clock::now();\n", "has no place in include/"),
    ("include/ingot/core/b.hpp", "int x;\n", "needs #pragma once"),
    ("include/ingot/core/b.hpp", '#pragma once\n#include "a.hpp"\n', "include our own headers as <ingot/...>"),
    ("include/ingot/ingot.hpp", "#pragma once\n#include <ingot/error.hpp>\n", "<ingot/core/a.hpp> is missing from"),
    ("include/ingot/core/string_utils.hpp", "#pragma once\n", "says no concept"),
    ("lib/ingot/one/plan_manager.cpp", "", "says no concept"),
    ("tests/test_helper.cpp", "", "says no concept"),
    ("lib/ingot/two/t.cpp", "#include <ingot/one/detail/d.hpp>\n", "is private to one"),
    ("lib/ingot/one/p.hpp", "#pragma once\n#include <ingot/one/detail/d.hpp>\n", "is not installed"),
    ("lib/ingot/one/p.hpp", "#pragma once\n#include <openssl/evp.h>\n", "names no third party"),
    ("examples/y.cpp", "#include <ingot/one/detail/d.hpp>\n", "examples use only public headers"),
    ("examples/y.cpp", '#include "../lib/ingot/one/o.hpp"\n', "reaches out of examples/"),
    ("src/main.cpp", "", "the top level is closed"),
    ("include/ingot/core/a.hpp", "#pragma once\n#include <ingot/core/a.hpp>\n", "include cycle"),
]


def self_test():
    failures = 0
    for path, text, expected in [("", "", "")] + BREAKS:
        with tempfile.TemporaryDirectory() as directory:
            for name, content in {**CLEAN, **({path: text} if path else {})}.items():
                target = Path(directory) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")
            problems = Checker(directory).check()
        if not path and problems:
            failures += 1
            print("a clean tree was reported:", *problems, sep="\n  ")
        if path and not any(expected in p for p in problems):
            failures += 1
            print(f"not reported: {path} with {text!r}; expected '{expected}', got {problems}")
    print(f"{len(BREAKS) + 1 - failures} of {len(BREAKS) + 1} trees judged rightly")
    return 1 if failures else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    problems = Checker(arguments[0]).check()
    print(*problems, f"{len(problems)} problems", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
