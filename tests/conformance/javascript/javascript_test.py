"""A program written with Azure's official SDK for JavaScript runs the life of an image against the emulator, with the
SDK's own sign-in, pollers and pagers; what it sees is what a survey sees.

Skipped where npm or the registry are not there; with CI in the environment that is a failure.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import npm_tools  # noqa: E402
from tls_emulator import SOURCE, SUBSCRIPTION, TlsEmulator, make_certificates, program  # noqa: E402

TOOLS = pathlib.Path(os.environ["TOOLS"])
MACHINES = 250  # more than two pages


def machine(number):
    name = f"seeded-{number:03}"
    return {"id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/{name}",
            "name": name, "type": "Microsoft.Compute/virtualMachines", "location": "westeurope", "properties": {}}


def ids(resources):
    return sorted(one["id"].lower() for one in resources)


def instant(text):
    """To the millisecond, as JavaScript's dates are."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    return f"{whole}.{fraction[:3]:0<3}"


class JavaScriptSdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        npm_tools.install(HERE, TOOLS)
        shutil.copy(HERE / "image_life.mjs", TOOLS)
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        directory = pathlib.Path(holder.name)
        make_certificates(directory)
        (directory / "seed.json").write_text(json.dumps(
            {"schema": "ingot.estate/1", "virtual_machines": [machine(number) for number in range(MACHINES)]}))
        cls.emulator = TlsEmulator(directory, "--seed", "seed.json")
        cls.addClassCleanup(cls.emulator.stop)
        process = subprocess.Popen(
            ["node", TOOLS / "image_life.mjs", cls.emulator.url, "adfs", cls.emulator.client_id,
             cls.emulator.client_secret, SUBSCRIPTION, SOURCE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**program.environment(), "NODE_EXTRA_CA_CERTS": str(directory / "ca.pem")})
        first = process.stdout.readline()
        if first:
            cls.estate = cls.emulator.survey()
        last, said = process.communicate("\n" if first else None, timeout=300)
        if process.returncode:
            raise AssertionError(f"the program failed: {said}")
        cls.saw, cls.left = json.loads(first), json.loads(last)

    def test_every_long_running_operation_ends_as_the_poller_expects(self):
        self.assertEqual(self.saw["created 1.9.0"], "Succeeded")
        self.assertEqual(self.saw["created 1.10.0"], "Succeeded")
        self.assertEqual(self.saw["updated"], {"state": "Succeeded", "tags": {"tier": "prod"}})

    def test_the_sdk_and_a_survey_see_the_same_resources(self):
        self.assertEqual(sorted(one.lower() for one in self.saw["galleries"]), ids(self.estate["galleries"]))
        self.assertEqual(sorted(one.lower() for one in self.saw["definitions"]), ids(self.estate["image_definitions"]))
        self.assertEqual(sorted(one.lower() for one in self.saw["machines"]), ids(self.estate["virtual_machines"]))
        self.assertEqual(sorted(one.lower() for one in self.saw["scaleSets"]), ids(self.estate["scale_sets"]))
        self.assertEqual(len(self.saw["instances"]), len(self.estate["scale_set_instances"]))

    def test_the_sdk_and_a_survey_see_the_same_versions_member_by_member(self):
        def surveyed(one):
            profile = one["properties"]["publishingProfile"]
            return {
                "id": one["id"], "state": one["properties"]["provisioningState"],
                "published": instant(profile["publishedDate"]), "excluded": profile.get("excludeFromLatest", False),
                "tags": one.get("tags", {}),
                "regions": [{"name": region["name"], "replicas": region["regionalReplicaCount"],
                             "excluded": region.get("excludeFromLatest", False)}
                            for region in profile["targetRegions"]]}

        theirs = [{**one, "published": instant(one["published"])} for one in self.saw["versions"]]
        ours = [surveyed(one) for one in self.estate["image_versions"]]
        by_id = lambda one: one["id"].lower()  # noqa: E731
        self.assertEqual(len(theirs), 2)
        self.assertEqual(sorted(theirs, key=by_id), sorted(ours, key=by_id))

    def test_a_list_comes_in_pages_and_loses_nothing(self):
        self.assertGreater(len(self.saw["machinePages"]), 2)
        self.assertEqual(sum(self.saw["machinePages"]), MACHINES + 1)

    def test_replicas_complete_one_after_the_other_and_latest_leaves_out_what_is_excluded(self):
        self.assertEqual(self.saw["replication"][0], {"region": "westeurope", "state": "Completed"})
        self.assertEqual([one["region"] for one in self.saw["replication"]], ["westeurope", "East US"])
        self.assertEqual(self.saw["exactVersion"], "1.9.0")
        self.assertEqual(self.saw["instances"], [{"exactVersion": "1.9.0", "latest": True}] * 3)

    def test_a_machine_is_stopped_deallocated_and_generalized_for_good(self):
        self.assertEqual(self.saw["power"], [["PowerState/running"], ["PowerState/stopped"],
                                             ["OSState/generalized", "PowerState/deallocated"]])
        refused = self.saw["start refused"]
        self.assertEqual((refused["code"], refused["statusCode"]), ("OperationNotAllowed", 409))

    def test_sharing_shows_with_whom(self):
        self.assertEqual(self.saw["sharedWith"], ["00000000-0000-0000-0000-0000000000ff"])
        self.assertEqual(self.saw["softDeleted"], [])

    def test_refusals_have_the_codes_that_programs_branch_on(self):
        said = {what: (one["code"], one["statusCode"]) for what, one in self.saw["refused"].items()}
        self.assertEqual(said, {
            "a definition that holds versions": ("CannotDeleteResource", 409),
            "a version that is not there": ("ResourceNotFound", 404),
            "a version without its definition": ("ParentResourceNotFound", 404),
            "another state of the operating system": ("PropertyChangeNotAllowed", 409)})

    def test_all_of_it_can_be_taken_down_again(self):
        self.assertEqual(self.left["version"]["code"], "ResourceNotFound")
        self.assertEqual(self.left["galleries"], [])

    def test_the_recorded_traffic_holds_no_secret(self):
        recorded = self.emulator.traffic()
        self.assertGreater(len(recorded), 50)
        for secret in (self.emulator.client_secret, "Hidden-canary-1", "Hidden-canary-2"):
            self.assertFalse([text for text in recorded if secret in text], secret)


if __name__ == "__main__":
    unittest.main()
