"""Runs the built program, and what the tests of the command line share."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

INGOT = os.environ["INGOT"]
IMAGES = "5f0ad1e0-0000-4000-8000-000000000001"
FLEET = "5f0ad1e0-0000-4000-8000-000000000002"
NOW = "2026-09-01T00:00:00Z"
SUBSCRIPTIONS = ["--subscription", IMAGES, FLEET]


def environment():
    return {key: value for key, value in os.environ.items() if not key.startswith("AZURE_")}


class ProgramTest(unittest.TestCase):
    """Each test has a directory of its own, which is the program's working directory."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.directory = pathlib.Path(holder.name)

    def ingot(self, *words, status=0, **variables):
        """The finished process; fails unless it ended with that status."""
        ended = subprocess.run([INGOT, *map(str, words)], cwd=self.directory, capture_output=True, text=True,
                               timeout=120, env={**environment(), **variables})
        self.assertEqual(ended.returncode, status, f"{words}\n{ended.stdout}\n{ended.stderr}")
        return ended

    def json(self, *words, **more):
        return json.loads(self.ingot(*words, "--json", **more).stdout)

    def write(self, name, content):
        text = content if isinstance(content, str) else json.dumps(content)
        (self.directory / name).write_text(text)
        return name

    def read(self, name):
        return json.loads((self.directory / name).read_text())

    def names(self):
        return sorted(path.name for path in self.directory.iterdir())

    def make_estate(self, name="estate.json", definitions="ubuntu26,win16"):
        made = subprocess.run([sys.executable, os.environ["MAKE_ESTATE"], "--definitions", definitions, "--now", NOW],
                              capture_output=True, text=True, check=True)
        return self.write(name, made.stdout)

    def plan(self, estate="estate.json", out="plan.json"):
        self.ingot("plan", estate, "--policy", os.environ["POLICY"], "--now", NOW, "--out", out)
        return out

    def start_emulator(self, *options):
        """The URL of an emulator that ends with the test."""
        process = subprocess.Popen([INGOT, "emulate", "--listen", "127.0.0.1:0", "--now", NOW, "--json", *options],
                                   cwd=self.directory, stdout=subprocess.PIPE, text=True, env=environment())

        def end():
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

        self.addCleanup(end)
        return json.loads(process.stdout.readline())["url"]
