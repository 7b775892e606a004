"""Commands that speak to a cloud: to the emulator, over real HTTP."""
import json
import os
import unittest
import urllib.request

import program

GALLERIES = f"/subscriptions/{program.IMAGES}/resourceGroups/images/providers/Microsoft.Compute/galleries"
DEFINITION = f"{GALLERIES}/linuxRunners/images/ubuntu26"
SOURCE = f"/subscriptions/{program.IMAGES}/resourceGroups/build/providers/Microsoft.Compute/images/next"


class Emulator(program.ProgramTest):
    def survey(self, cloud, out="survey.json", **more):
        return self.ingot("survey", "--out", out, *program.SUBSCRIPTIONS, "--cloud", cloud, "--virtual-time", **more)

    def get(self, url):
        with urllib.request.urlopen(url, timeout=60) as answer:
            return json.load(answer)

    def test_a_survey_of_a_seeded_emulator_plans_as_the_seed_does(self):
        self.make_estate()
        self.plan()
        cloud = self.start_emulator("--clock", "manual", "--seed", "estate.json")
        self.survey(cloud)
        self.ingot("plan", "survey.json", "--policy", os.environ["POLICY"], "--now", program.NOW,
                   "--out", "surveyed.json")
        expected = {step["target"] for step in self.read("plan.json")["steps"]}
        found = {step["target"] for step in self.read("surveyed.json")["steps"]}
        self.assertTrue(expected)
        self.assertEqual(found, expected)

    def test_surveys_change_nothing(self):
        self.make_estate()
        cloud = self.start_emulator("--clock", "manual", "--seed", "estate.json")
        self.survey(cloud)
        self.survey(cloud, "again.json")
        first, second = self.read("survey.json"), self.read("again.json")
        for document in (first, second):
            del document["taken_at"], document["coverage"]
            for resources in document.values():
                if isinstance(resources, list) and resources and isinstance(resources[0], dict):
                    resources.sort(key=lambda one: one["id"])  # they stand in the order of the answers
        self.assertEqual(first, second)

    def test_a_plain_http_cloud_is_refused_beyond_loopback_and_with_a_credential(self):
        for words, status in ((("--cloud", "http://example.com"), 3),
                              (("--cloud", "http://127.0.0.1:1", "--token-file", "t"), 3),
                              (("--cloud", "nonsense"), 2),
                              (("--cloud", "https://example.com"), 2)):
            self.write("t", "secret-token")
            ended = self.ingot("survey", "--out", "e.json", "--subscription", "s", *words, status=status)
            self.assertNotIn("secret-token", ended.stderr)
        self.assertNotIn("e.json", self.names())

    def test_a_cloud_that_does_not_answer_leaves_no_file(self):
        self.ingot("survey", "--out", "e.json", "--subscription", program.IMAGES, "--cloud", "http://127.0.0.1:1",
                   "--virtual-time", status=1)
        self.assertEqual(self.names(), [])

    def test_virtual_time_needs_a_manual_clock(self):
        cloud = self.start_emulator()
        self.assertIn("manual", self.survey(cloud, status=2).stderr)

    def test_the_emulator_listens_on_loopback_only(self):
        self.assertIn("loopback", self.ingot("emulate", "--listen", "0.0.0.0:0", status=2).stderr)
        self.assertIn("not a port", self.ingot("emulate", "--listen", "127.0.0.1:x", status=2).stderr)

    def test_a_seed_that_is_no_estate_is_unusable(self):
        self.write("seed.json", '{"schema": "ingot.estate/1", "image_versions": [{"id": "/x"}]}')
        self.assertIn("seed.json", self.ingot("emulate", "--listen", "127.0.0.1:0", "--seed", "seed.json",
                                              status=2).stderr)

    def publish(self, cloud, *options, **more):
        return self.ingot("publish", DEFINITION, "--source", SOURCE, "--regions", "westeurope,eastus", "--cloud",
                          cloud, "--virtual-time", *options, **more)

    def test_publish_moves_latest_region_by_region_and_never_overwrites(self):
        self.make_estate()
        cloud = self.start_emulator("--clock", "manual", "--seed", "estate.json")
        shown = self.publish(cloud, "--version", "20260901.1.0", "--watch").stdout
        self.assertRegex(shown, r"westeurope +latest \d+\.\d+\.\d+ -> 20260901\.1\.0")
        self.assertRegex(shown, r"eastus +latest \d+\.\d+\.\d+ -> 20260901\.1\.0")
        version = f"{cloud}{DEFINITION}/versions/20260901.1.0?api-version=2024-03-03"
        before = self.get(version)
        refused = self.publish(cloud, "--version", "20260901.1.0", status=3)
        self.assertIn("exists already", refused.stderr)
        self.assertEqual(self.get(version), before)
        self.publish(cloud, "--bump", "patch")
        self.assertEqual(self.get(f"{cloud}{DEFINITION}/versions/20260901.1.1?api-version=2024-03-03")["name"],
                         "20260901.1.1")

    def test_a_candidate_does_not_become_latest(self):
        self.make_estate()
        cloud = self.start_emulator("--clock", "manual", "--seed", "estate.json")
        published = json.loads(self.publish(cloud, "--bump", "major", "--candidate", "--watch", "--json").stdout)
        self.assertEqual(published["schema"], "ingot.publication/1")
        for region in published["regions"]:
            self.assertEqual(region["replication"], "Completed")
            self.assertEqual(region["before"], region["after"])

    def test_publish_needs_a_version_a_definition_and_regions(self):
        for words in ((DEFINITION, "--bump", "patch", "--version", "1.0.0"), (DEFINITION,), ("/x", "--bump", "patch"),
                      (DEFINITION, "--bump", "most"), (DEFINITION, "--version", "1.0")):
            self.ingot("publish", *words, "--source", SOURCE, "--regions", "eastus", "--cloud", "http://127.0.0.1:1",
                       status=2)


if __name__ == "__main__":
    unittest.main()
