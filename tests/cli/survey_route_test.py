"""A survey through Resource Graph, as its users meet it."""
import os
import unittest

import program


class SurveyRoute(program.ProgramTest):
    def survey(self, *more, **how):
        return self.ingot("survey", "--out", "survey.json", *program.SUBSCRIPTIONS, "--cloud", self.cloud,
                          "--virtual-time", *more, **how)

    def setUp(self):
        super().setUp()
        self.make_estate()
        self.cloud = self.start_emulator("--clock", "manual", "--seed", "estate.json")

    def plan_of_survey(self, out):
        self.ingot("plan", "survey.json", "--policy", os.environ["POLICY"], "--now", program.NOW, "--out", out)
        return self.read(out)

    @staticmethod
    def used(plan):
        return {verdict["id"] for verdict in plan["verdicts"] if any(held["code"] == "in_use" for held in verdict["holds"])}

    @staticmethod
    def decided(plan, decision):
        return {verdict["id"] for verdict in plan["verdicts"] if verdict["decision"] == decision}

    def test_it_finds_the_same_use_and_deletes_nothing(self):
        self.survey()
        direct = self.plan_of_survey("direct.json")
        ended = self.survey("--through", "graph")
        indirect = self.plan_of_survey("indirect.json")
        self.assertTrue(self.used(direct))
        self.assertEqual(self.used(indirect), self.used(direct))
        self.assertTrue(self.decided(direct, "delete"))
        self.assertFalse(self.decided(indirect, "delete"))
        self.assertFalse(self.decided(indirect, "trim"))
        # What has one reason is said once.
        text = " ".join(ended.stdout.split())
        self.assertEqual(text.count("read through Resource Graph"), 1, ended.stdout)
        self.assertIn("virtual_machines, scale_sets, scale_set_instances, disks, image_templates of 2 subscriptions: "
                      "partial: read through", text)
        self.assertIn("locks of 2 subscriptions: failed: Resource Graph has no locks", text)
        self.assertLessEqual(max(map(len, ended.stdout.splitlines())), 80)

    def test_json_says_by_what_it_was_read(self):
        report = self.json("survey", "--out", "survey.json", *program.SUBSCRIPTIONS, "--cloud", self.cloud,
                           "--virtual-time", "--through", "graph")
        self.assertEqual(report["through"], "graph")
        self.assertFalse(report["complete"])

    def test_another_word_is_refused(self):
        ended = self.survey("--through", "magic", status=2)
        self.assertIn("--through magic: it is 'providers' or 'graph'", ended.stderr)
        self.assertNotIn("survey.json", self.names())


if __name__ == "__main__":
    unittest.main()
