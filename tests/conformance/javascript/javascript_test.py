"""Programs written with Azure's official SDK for JavaScript run the life of images against the emulator, with the
SDK's own sign-in, pollers and pagers; what they see is what a survey sees.

Skipped where npm or the registry are not there; with CI in the environment that is a failure.
"""
import json
import os
import pathlib
import re
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


INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z")


def ids(resources):
    return sorted(one["id"].lower() for one in resources)


def instant(text):
    """To the millisecond, as JavaScript's dates are."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    return f"{whole}.{fraction[:3]:0<3}"


def flat(resource):
    """As the SDK has it: what is in `properties` stands beside what is not."""
    return {**{name: value for name, value in resource.items() if name != "properties"}, **resource["properties"]}


def comparable(value):
    """With every instant to the millisecond."""
    if isinstance(value, dict):
        return {name: comparable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [comparable(each) for each in value]
    return instant(value) if isinstance(value, str) and INSTANT.fullmatch(value) else value


def by_id(resources):
    return {one["id"].lower(): comparable(one) for one in resources}


class SdkTest(unittest.TestCase):
    """A class of tests has an emulator of its own, which begins with `seed`."""
    seed = {"schema": "ingot.estate/1"}

    @classmethod
    def setUpClass(cls):
        npm_tools.install(HERE, TOOLS)
        for source in HERE.glob("*.mjs"):
            shutil.copy(source, TOOLS)
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        directory = pathlib.Path(holder.name)
        make_certificates(directory)
        (directory / "seed.json").write_text(json.dumps(cls.seed))
        cls.emulator = TlsEmulator(directory, "--seed", "seed.json")
        cls.addClassCleanup(cls.emulator.stop)

    @classmethod
    def start(cls, script, *arguments):
        return subprocess.Popen(
            ["node", TOOLS / script, cls.emulator.url, "adfs", cls.emulator.client_id, cls.emulator.client_secret,
             *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**program.environment(), "NODE_EXTRA_CA_CERTS": str(cls.emulator.directory / "ca.pem")})

    @classmethod
    def run_to_end(cls, script, *arguments):
        """What the program printed."""
        process = cls.start(script, *arguments)
        printed, said = process.communicate(timeout=300)
        if process.returncode:
            raise AssertionError(f"the program failed: {said}")
        return json.loads(printed)


class ImageLife(SdkTest):
    seed = {"schema": "ingot.estate/1", "virtual_machines": [machine(number) for number in range(MACHINES)]}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        process = cls.start("image_life.mjs", SUBSCRIPTION, SOURCE)
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
        self.assertEqual(len(theirs), 2)
        self.assertEqual(by_id(theirs), by_id(ours))

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


class ImageView(SdkTest):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        made = subprocess.run([sys.executable, os.environ["MAKE_ESTATE"], "--definitions", "ubuntu26,win16"],
                              capture_output=True, text=True, check=True)
        cls.seed = json.loads(made.stdout)
        super().setUpClass()

    def test_every_member_of_every_gallery_definition_and_version_is_the_same_to_a_survey(self):
        view = self.run_to_end("image_view.mjs", program.IMAGES)
        estate = self.emulator.survey(program.IMAGES)
        self.assertGreater(len(view["pages"]), len(view["image_definitions"]))
        for kind in ("galleries", "image_definitions", "image_versions"):
            self.assertTrue(view[kind], kind)
            self.assertEqual(by_id(view[kind]), by_id(map(flat, estate[kind])), kind)


class ImageProtection(SdkTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saw = cls.run_to_end("image_protection.mjs", SUBSCRIPTION, SOURCE)

    def assert_refused(self, what, status, code):
        refused = self.saw[what]
        self.assertEqual((refused["name"], refused["statusCode"], refused["code"]), ("RestError", status, code))

    def test_a_lock_keeps_what_it_is_on(self):
        self.assertEqual(self.saw["locks"], [{"name": "released", "level": "CanNotDelete", "notes": "in use"}])
        self.assert_refused("locked", 409, "ScopeLocked")

    def test_a_deleted_version_waits_in_the_bin_and_comes_back(self):
        self.assertEqual((self.saw["listed"], self.saw["bin"]), ([], ["1.0.0"]))
        self.assert_refused("parent", 409, "CannotDeleteResource")
        self.assertEqual((self.saw["restored"], self.saw["listedAgain"]), ("Succeeded", ["1.0.0"]))

    def test_the_end_of_life_is_kept_and_bars_deletion_before_it(self):
        self.assertEqual(instant(self.saw["endOfLife"]), "2099-01-01T00:00:00.000")
        self.assert_refused("blocked", 409, "DeleteGalleryImageVersionBlockedBeforeEndOfLife")

    def test_a_wrong_secret_is_told_as_the_identity_platform_tells_it(self):
        self.assertEqual(self.saw["stranger"]["name"], "AuthenticationRequiredError")
        self.assertIn("AADSTS7000215", self.saw["stranger"]["message"])


if __name__ == "__main__":
    unittest.main()
