"""Commands that read documents and write documents, and nothing else."""
import os
import random
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
