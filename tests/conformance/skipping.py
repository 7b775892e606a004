"""A test that cannot run says so; in continuous integration it fails."""
import os
import sys
import unittest


def missing(what):
    if os.environ.get("CI"):
        raise AssertionError(f"{what}; continuous integration may not skip this")
    print(f"SKIPPED: {what}", file=sys.stderr)
    raise unittest.SkipTest(what)
