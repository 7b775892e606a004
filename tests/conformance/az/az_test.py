"""The Azure CLI signs in to the emulator and runs the life of an image; what it sees is what a survey sees.

Skipped where the CLI is not installed; with CI in the environment that is a failure.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from skipping import missing  # noqa: E402
from tls_emulator import SOURCE, TlsEmulator, make_certificates, program  # noqa: E402

GALLERY = ("--resource-group", "images", "--gallery-name", "golden")
DEFINITION = (*GALLERY, "--gallery-image-definition", "ubuntu")


class AzureCli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("az"):
            missing("the Azure CLI is not installed")
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.directory = pathlib.Path(holder.name)
        make_certificates(cls.directory)
        cls.emulator = TlsEmulator(cls.directory)
        cls.addClassCleanup(cls.emulator.stop)
        cls.environment = {
            **program.environment(), "HOME": holder.name, "AZURE_CONFIG_DIR": str(cls.directory / "az"),
            "AZURE_CORE_COLLECT_TELEMETRY": "no", "AZURE_CORE_ONLY_SHOW_ERRORS": "yes",
            "REQUESTS_CA_BUNDLE": str(cls.directory / "ca.pem")}
        cls.az("cloud", "register", "--name", "ingot", "--endpoint-resource-manager", cls.emulator.url)
        cls.az("cloud", "set", "--name", "ingot")
        cls.sign_in()

    @classmethod
    def sign_in(cls):
        return cls.az("login", "--service-principal", "--tenant", "adfs", "--username", cls.emulator.client_id,
                      "--password", cls.emulator.client_secret)

    @classmethod
    def run_az(cls, *words):
        return subprocess.run(["az", *words, "--output", "json"], cwd=cls.directory, capture_output=True, text=True,
                              timeout=300, env=cls.environment)

    @classmethod
    def az(cls, *words):
        """What the command prints; fails when it does."""
        ended = cls.run_az(*words)
        if ended.returncode:
            raise AssertionError(f"az {' '.join(words)}\n{ended.stdout}\n{ended.stderr}")
        return json.loads(ended.stdout) if ended.stdout.strip() else None

    def assert_refused(self, code, *words):
        ended = self.run_az(*words)
        self.assertNotEqual(ended.returncode, 0, words)
        self.assertIn(code, ended.stderr)

    def test_a_client_lives_through_an_image_and_sees_what_a_survey_sees(self):
        self.az("sig", "create", "--resource-group", "images", "--gallery-name", "golden", "--location", "westeurope")
        self.az("sig", "image-definition", "create", *DEFINITION, "--publisher", "contoso", "--offer", "linux", "--sku",
                "22", "--os-type", "Linux", "--location", "westeurope")
        for version in ("1.9.0", "1.10.0"):
            made = self.az("sig", "image-version", "create", *DEFINITION, "--gallery-image-version", version,
                           "--managed-image", SOURCE, "--location", "westeurope", "--target-regions", "westeurope",
                           "eastus=2")
            self.assertEqual(made["provisioningState"], "Succeeded")

        definitions = self.az("sig", "image-definition", "list", *GALLERY)
        versions = self.az("sig", "image-version", "list", *DEFINITION)
        estate = self.emulator.survey()

        def seen_by_az(listed):
            return sorted(one["id"].lower() for one in listed)

        self.assertEqual(len(versions), 2)
        self.assertEqual(seen_by_az(definitions), seen_by_az(estate["image_definitions"]))
        self.assertEqual(seen_by_az(versions), seen_by_az(estate["image_versions"]))
        ours = {one["id"].lower(): one["properties"]["publishingProfile"] for one in estate["image_versions"]}
        for one in versions:
            theirs = one["publishingProfile"]
            regions = ours[one["id"].lower()]["targetRegions"]
            self.assertEqual([(r["name"], r["regionalReplicaCount"]) for r in theirs["targetRegions"]],
                             [(r["name"], r["regionalReplicaCount"]) for r in regions])
            self.assertEqual(theirs["publishedDate"][:19], ours[one["id"].lower()]["publishedDate"][:19])

        self.assert_refused("CannotDeleteResource", "sig", "image-definition", "delete", *DEFINITION)
        self.assert_refused("ResourceNotFound", "sig", "image-version", "show", *DEFINITION, "--gallery-image-version",
                            "9.9.9")
        self.az("sig", "image-version", "delete", *DEFINITION, "--gallery-image-version", "1.9.0")
        left = self.az("sig", "image-version", "list", *DEFINITION)
        self.assertEqual([one["name"] for one in left], ["1.10.0"])
        self.assertEqual(seen_by_az(left), seen_by_az(self.emulator.survey()["image_versions"]))

        secret = self.emulator.client_secret
        recorded = self.emulator.traffic()
        self.assertTrue(recorded)
        token = self.az("account", "get-access-token")["accessToken"]
        self.assertFalse(any(secret in text or token in text for text in recorded))

    def test_a_wrong_secret_is_told_as_the_identity_platform_tells_it(self):
        self.addCleanup(self.sign_in)
        self.assert_refused("AADSTS7000215", "login", "--service-principal", "--tenant", "adfs", "--username",
                            self.emulator.client_id, "--password", "wrong-one")


if __name__ == "__main__":
    unittest.main()
