"""Commands that read documents and write documents, and nothing else."""
import json
import os
import random
import shutil
import subprocess
import unittest

import program


def shuffled(value, chance):
    """The same document with every array and every object in another order."""
    if isinstance(value, dict):
        members = [(key, shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(members)
        return dict(members)
    if isinstance(value, list):
        items = [shuffled(item, chance) for item in value]
        chance.shuffle(items)
        return items
    return value


class Documents(program.ProgramTest):
    def test_a_plan_is_the_same_whatever_the_order_of_the_estate(self):
        self.make_estate()
        self.plan()
        for seed in range(3):
            self.write("other.json", shuffled(self.read("estate.json"), random.Random(seed)))
            self.plan("other.json", "other.plan.json")
            self.assertEqual((self.directory / "plan.json").read_bytes(),
                             (self.directory / "other.plan.json").read_bytes())

    def test_what_is_printed_as_json_is_json_of_the_schema_it_names(self):
        self.make_estate()
        self.plan()
        plan = self.json("plan", "estate.json", "--policy", os.environ["POLICY"], "--now", program.NOW)
        self.assertEqual(plan, self.read("plan.json"))
        self.assertEqual(plan["schema"], "ingot.plan/1")
        self.assertEqual(self.json("latest", "estate.json")["schema"], "ingot.latest/1")
        self.assertEqual(self.json("check", "plan.json", "estate.json")["findings"], [])
        explained = self.json("explain", "plan.json", "ubuntu26")
        self.assertEqual(explained["schema"], "ingot.explanation/1")
        self.assertTrue(explained["verdicts"])
        self.assertTrue(all("/ubuntu26/" in one["id"] for one in explained["verdicts"]))

    def test_now_may_be_the_instant_of_the_estate(self):
        self.make_estate()
        self.plan()
        self.ingot("plan", "estate.json", "--policy", os.environ["POLICY"], "--now", "taken_at", "--out", "b.json")
        self.assertEqual(self.read("plan.json"), self.read("b.json"))
        self.assertIn("--now", self.ingot("plan", "estate.json", "--policy", os.environ["POLICY"], "--now",
                                          "yesterday", status=2).stderr)

    def test_every_violation_is_told_with_its_place_and_nothing_is_written(self):
        self.write("policy.json", '{"schema": "ingot.policy/1",\n "rules": [{"name": "a", "delte": {},\n'
                                  '  "keep": {"newest": -1}}]}\n')
        self.write("estate.json", '{"schema": "ingot.estate/1", "image_versions": [{"id": "/nonsense"}]}')
        before = self.names()
        ended = self.ingot("plan", "estate.json", "--policy", "policy.json", "--out", "plan.json", status=2)
        self.assertRegex(ended.stderr, r"(?m)^policy\.json:2:\d+: /rules/0/delte: ")
        self.assertRegex(ended.stderr, r"(?m)^policy\.json:3:\d+: /rules/0/keep/newest: ")
        self.assertRegex(ended.stderr, r"(?m)^estate\.json:1:\d+: /image_versions/0")
        self.assertEqual(ended.stdout, "")
        self.assertEqual(self.names(), before)

    def test_each_mistake_is_told_once_and_then_counted(self):
        self.write("policy.json", '{"schema": "ingot.policy/1",\n "rules": [{"name": "a", "delte": {},\n'
                                  '  "keep": {"newest": -1}}]}\n')
        self.make_estate()
        told = self.ingot("plan", "estate.json", "--policy", "policy.json", status=2).stderr.splitlines()
        self.assertEqual(len(told), 3, told)
        self.assertEqual(told[2], "ingot: 2 mistakes in policy.json")

    def test_swapped_documents_are_told_as_such_and_no_more(self):
        self.make_estate()
        self.plan()
        told = self.ingot("check", "estate.json", "plan.json", status=2).stderr.splitlines()
        self.assertRegex(told[0], r"/schema: this is an ingot\.estate/1 document; expected ingot\.plan/1$")
        self.assertRegex(told[2], r"/schema: this is an ingot\.plan/1 document; expected ingot\.estate/1$")
        self.assertEqual(len(told), 4, told)

    def test_no_text_of_a_document_reaches_the_terminal_as_a_control(self):
        bad = "win\x1b]0;owned\x07\x1b[2J\u202e\u0085\n\u2066"
        self.make_estate()
        self.plan()
        plan_text = (self.directory / "estate.json").read_text().replace("win16", json.dumps(bad)[1:-1])
        self.write("evil.json", plan_text)
        policy = os.environ["POLICY"]
        for words in (("latest", "evil.json", "--why"), ("plan", "evil.json", "--policy", policy, "--now", program.NOW,
                                                         "--out", "evil.plan.json"),
                      ("explain", "plan.json", bad), ("explain", "evil.plan.json"), ("latest", bad), (bad,),
                      ("latest", "estate.json", "--" + bad)):
            ended = subprocess.run([program.INGOT, *words], cwd=self.directory, capture_output=True, timeout=60,
                                   env=program.environment())
            shown = (ended.stdout + ended.stderr).decode()
            self.assertNotRegex(shown, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", words)
        self.assertIn("\\u001b]0;owned\\u0007", shown)

    def test_an_input_is_never_overwritten(self):
        self.make_estate()
        shutil.copy(os.environ["POLICY"], self.directory / "policy.json")
        os.link(self.directory / "estate.json", self.directory / "same.json")
        before = {name: (self.directory / name).read_bytes() for name in self.names()}
        for out in ("estate.json", "policy.json", "./estate.json", "same.json"):
            self.assertIn("overwrite", self.ingot("plan", "estate.json", "--policy", "policy.json", "--now",
                                                  program.NOW, "--out", out, status=2).stderr)
        self.assertEqual({name: (self.directory / name).read_bytes() for name in self.names()}, before)

    def test_an_odd_path_to_write_to_is_unusable(self):
        self.make_estate()
        self.plan()
        (self.directory / "folder").mkdir()
        before = self.names()
        for path in ("folder", "none/x", "estate.json/x", "new/"):
            self.ingot("plan", "estate.json", "--policy", os.environ["POLICY"], "--out", path, status=2)
            self.ingot("survey", "--out", path, *program.SUBSCRIPTIONS, "--cloud", "http://127.0.0.1:1", status=2)
            self.ingot("apply", "plan.json", "--journal", path, "--cloud", "http://127.0.0.1:1", status=2)
        self.assertEqual(self.names(), before)

    def test_a_part_that_names_nothing_is_unusable(self):
        self.make_estate()
        self.plan()
        self.assertIn("zzz", self.ingot("latest", "estate.json", "--only", "zzz", status=2).stderr)
        self.assertIn("zzz", self.ingot("explain", "plan.json", "zzz", status=2).stderr)

    def test_a_plan_says_what_comes_next_and_what_evidence_is_stale(self):
        self.make_estate()
        words = ("plan", "estate.json", "--policy", os.environ["POLICY"], "--now")
        self.assertIn("give --out FILE", self.ingot(*words, program.NOW).stdout)
        self.assertIn("ingot apply p.json", self.ingot(*words, program.NOW, "--out", "p.json").stdout)
        self.assertIn("'ingot survey' again", self.ingot(*words, "2026-10-01T00:00:00Z").stdout)

    def test_a_file_that_is_not_there_is_unusable_input(self):
        self.assertIn("none.json", self.ingot("latest", "none.json", status=2).stderr)
        self.assertIn("none.json", self.ingot("check", "none.json", "none.json", status=2).stderr)

    def test_a_place_where_nothing_can_be_written_is_unusable(self):
        self.make_estate()
        self.assertIn("none/plan.json", self.ingot("plan", "estate.json", "--policy", os.environ["POLICY"], "--out",
                                                   "none/plan.json", status=2).stderr)
        self.assertEqual(self.names(), ["estate.json"])

    def test_a_plan_that_was_edited_is_unusable(self):
        self.make_estate()
        self.plan()
        plan = self.read("plan.json")
        self.assertTrue(plan["steps"])
        plan["steps"][0]["because"] += "!"
        self.write("edited.json", plan)
        self.assertIn("digest", self.ingot("check", "edited.json", "estate.json", status=2).stderr)

    def test_check_finds_what_changed_since(self):
        self.make_estate()
        self.plan()
        estate = self.read("estate.json")
        doomed = next(step["target"] for step in self.read("plan.json")["steps"] if step["action"] == "delete")
        estate["references"] = [{"kind": "infrastructure_file", "target": doomed, "where": "main.bicep:4"}]
        self.write("later.json", estate)
        found = self.json("check", "plan.json", "later.json", status=1)
        self.assertIn("in_use", {one["rule"] for one in found["findings"]})
        self.assertFalse(found["same_estate"])
        text = self.ingot("check", "plan.json", "later.json", status=1).stdout
        self.assertIn("in_use", text)
        self.assertIn("another estate", text)

    def test_explain_says_why_a_version_is_kept(self):
        self.make_estate()
        self.plan()
        held = self.ingot("explain", "plan.json").stdout
        self.assertIn("linuxRunners/ubuntu26", held)
        self.assertIn("kept_by_tag", self.ingot("explain", "plan.json", "windowsRunners/win16").stdout)
        self.assertIn("no version in plan.json", self.ingot("explain", "plan.json", "ubuntu2", status=2).stderr)

    def test_what_people_read_fits_the_line(self):
        self.make_estate()
        self.plan()
        for words in (("latest", "estate.json", "--why"), ("explain", "plan.json"),
                      ("plan", "estate.json", "--policy", os.environ["POLICY"], "--now", program.NOW)):
            for line in self.ingot(*words).stdout.splitlines():
                self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main()
