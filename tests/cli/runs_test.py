"""Runs of plans, and runs that are cut off."""
import json
import os
import signal
import subprocess
import unittest
import urllib.request

import program


class Runs(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_estate("seed.json")

    def begin(self, name="a"):
        """An emulator with its survey and plan."""
        cloud = self.start_emulator("--clock", "manual", "--seed", "seed.json")
        self.ingot("survey", "--out", f"{name}.estate.json", *program.SUBSCRIPTIONS, *self.to(cloud))
        self.plan(f"{name}.estate.json", f"{name}.plan.json")
        return cloud

    def to(self, cloud):
        return ["--cloud", cloud, "--virtual-time"]

    def apply_words(self, cloud, name):
        return ["apply", f"{name}.plan.json", "--journal", f"{name}.jsonl", *program.SUBSCRIPTIONS, *self.to(cloud)]

    def versions_left(self, cloud, name):
        self.ingot("survey", "--out", f"{name}.after.json", *program.SUBSCRIPTIONS, *self.to(cloud))
        return {version["id"]: (version["tags"], version["properties"]["publishingProfile"]["targetRegions"])
                for version in self.read(f"{name}.after.json")["image_versions"]}

    def test_a_plan_is_applied_and_the_next_one_is_smaller(self):
        cloud = self.begin()
        report = json.loads(self.ingot(*self.apply_words(cloud, "a"), "--json").stdout)
        self.assertEqual(report["schema"], "ingot.run/1")
        self.assertTrue(report["complete"])
        left = self.versions_left(cloud, "a")
        steps = self.read("a.plan.json")["steps"]
        deleted = {step["target"] for step in steps if step["action"] == "delete"}
        self.assertTrue(deleted)
        for step in steps:
            self.assertEqual(step["target"] in left, step["target"] not in deleted)
        again = json.loads(self.ingot(*self.apply_words(cloud, "a"), "--json").stdout)
        self.assertEqual({step["outcome"] for step in again["steps"]}, {"done_before"})

    def test_a_killed_run_resumes_and_ends_like_one_that_was_not(self):
        whole = self.begin("whole")
        self.ingot(*self.apply_words(whole, "whole"))
        expected = self.versions_left(whole, "whole")
        cloud = self.begin("cut")
        journal = self.directory / "cut.jsonl"
        kills = 0
        while kills < 20:
            words = self.apply_words(cloud, "cut") if kills == 0 else \
                ["resume", "--journal", "cut.jsonl", *program.SUBSCRIPTIONS, *self.to(cloud)]
            size = journal.stat().st_size if journal.exists() else 0
            process = subprocess.Popen([program.INGOT, *words], cwd=self.directory, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=program.environment())
            # Killed once it has written some more of the journal: somewhere in the middle of a step.
            while process.poll() is None and (not journal.exists() or journal.stat().st_size < size + 20_000):
                os.sched_yield()
            if process.poll() is not None:
                break
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
            kills += 1
        self.assertGreater(kills, 0)
        self.ingot("resume", "--journal", "cut.jsonl", *program.SUBSCRIPTIONS, *self.to(cloud))
        self.assertEqual(self.versions_left(cloud, "cut").keys(), expected.keys())

    def test_an_interrupted_run_says_how_to_go_on(self):
        cloud = self.begin()
        process = subprocess.Popen([program.INGOT, *self.apply_words(cloud, "a")], cwd=self.directory,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=program.environment())
        journal = self.directory / "a.jsonl"
        while process.poll() is None and (not journal.exists() or journal.stat().st_size < 10_000):
            os.sched_yield()
        process.send_signal(signal.SIGINT)
        shown, told = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, shown + told)
        self.assertIn("ingot resume --journal a.jsonl", told)
        self.ingot("resume", "--journal", "a.jsonl", *program.SUBSCRIPTIONS, *self.to(cloud))

    def test_a_journal_of_another_plan_is_refused(self):
        cloud = self.begin()
        self.ingot(*self.apply_words(cloud, "a"))
        self.ingot("plan", "a.estate.json", "--policy", os.environ["POLICY"], "--now", "2026-09-01T00:00:01Z",
                   "--out", "b.plan.json")
        self.ingot("apply", "b.plan.json", "--journal", "a.jsonl", *program.SUBSCRIPTIONS, *self.to(cloud), status=3)

    def test_a_run_that_cannot_begin_leaves_nothing_behind(self):
        self.plan("seed.json", "a.plan.json")
        before = self.names()
        words = ("apply", "a.plan.json", "--journal", "a.jsonl")
        self.ingot(*words, "--deadline", "soon", status=2)
        self.ingot(*words, "--cloud", "https://example.invalid", status=2)  # there is no token
        self.assertIn("overwrite", self.ingot("apply", "a.plan.json", "--journal", "a.plan.json", "--cloud",
                                              "http://127.0.0.1:1", status=2).stderr)
        self.assertEqual(self.names(), before)

    def test_resume_needs_a_journal_and_makes_none(self):
        before = self.names()
        self.assertIn("none.jsonl", self.ingot("resume", "--journal", "none.jsonl", "--cloud", "http://127.0.0.1:1",
                                               status=2).stderr)
        self.assertEqual(self.names(), before)

    def test_a_version_that_came_into_use_is_not_deleted(self):
        cloud = self.begin()
        estate = self.read("a.estate.json")
        doomed = next(step["target"] for step in self.read("a.plan.json")["steps"] if step["action"] == "delete")
        machine = next(one for one in estate["virtual_machines"] if "win16" in one["id"])
        properties = machine["properties"]
        properties["storageProfile"]["imageReference"] = {"id": doomed}
        request = urllib.request.Request(f"{cloud}{machine['id']}-new?api-version=2024-07-01", method="PUT",
                                         data=json.dumps({"location": machine["location"],
                                                          "properties": properties}).encode(),
                                         headers={"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=60).close()
        report = json.loads(self.ingot(*self.apply_words(cloud, "a"), "--json", status=1).stdout)
        outcomes = {step["outcome"] for step in report["steps"] if step["target"] == doomed}
        self.assertIn("refused", outcomes)
        self.assertIn(doomed, self.versions_left(cloud, "a"))


if __name__ == "__main__":
    unittest.main()
