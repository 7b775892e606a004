"""What our client sends and what the emulator answers, judged by `oav validate-traffic` with Azure's OpenAPI files.

Skipped where these files, npm or the registry are not there; with CI in the environment that is a failure.
"""
import copy
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
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "cli")]

import azure_calls  # noqa: E402
import npm_tools  # noqa: E402
import program  # noqa: E402
import recording_proxy  # noqa: E402
from skipping import missing  # noqa: E402

TOOLS = pathlib.Path(os.environ["TOOLS"])
SPECIFICATION = pathlib.Path(os.environ.get("INGOT_AZURE_SPEC") or os.environ["SPEC_BESIDE"]) / "specification"
KNOWN_DEFECTS = json.loads((HERE / "known_defects.json").read_text())

# Status URLs of long-running operations are opaque; no specification describes them.
STATUS = re.compile(r"/locations/[^/]+/(capsOperations|operations)/")
# Resource types whose OpenAPI file is not among the saved ones.
UNDESCRIBED = re.compile(r"/Microsoft\.Compute/(disks|snapshots)\b|/Microsoft\.VirtualMachineImages/", re.I)


def install_tools():
    if not SPECIFICATION.is_dir():
        missing(f"no OpenAPI files at {SPECIFICATION} (INGOT_AZURE_SPEC says where they are)")
    npm_tools.install(HERE, TOOLS)


def violations(exchanges):
    """Every violation as (operation, where, code, message); operations that no file describes among them."""
    with tempfile.TemporaryDirectory() as holder:
        traffic, report = pathlib.Path(holder) / "traffic", pathlib.Path(holder) / "report.json"
        traffic.mkdir()
        for number, exchange in enumerate(exchanges):
            (traffic / f"{number:05}.json").write_text(json.dumps(exchange))
        ended = subprocess.run([TOOLS / "node_modules/.bin/oav", "validate-traffic", traffic, SPECIFICATION,
                                "--report", "", "--jsonReport", report, "-l", "error", "-f", f"{holder}/oav.log"],
                               capture_output=True, text=True, timeout=300)
        if not report.exists():
            raise AssertionError(f"oav gave no report\n{ended.stdout}\n{ended.stderr}")
        found = {(one["operationId"], one["issueSource"], one["errorCode"], one["errorMessage"])
                 for one in json.loads(report.read_text())["errors"]}
        for path in re.findall(r'Undefined operation .*?"pathStr":"([^"]*)"', ended.stdout):
            found.add((path, "request", "UNDESCRIBED_OPERATION", "no OpenAPI file describes it"))
        if ended.returncode and not found:
            raise AssertionError(f"oav failed\n{ended.stdout}\n{ended.stderr}")
        return found


def is_known(violation):
    operation, where, code, _ = violation
    return any(one["operation"] == operation and one["where"] == where and one["code"] == code
               for one in KNOWN_DEFECTS)


class OpenApi(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        install_tools()

    def record(self, *options):
        url = self.start_emulator("--clock", "manual", *options)
        proxy = recording_proxy.RecordingProxy(("127.0.0.1", int(url.rsplit(":", 1)[1])))
        self.addCleanup(proxy.close)
        return proxy

    def described(self, proxy):
        return [one for one in proxy.exchanges
                if not STATUS.search(one["liveRequest"]["url"]) and not UNDESCRIBED.search(one["liveRequest"]["url"])]

    def assert_valid(self, proxy):
        exchanges = self.described(proxy)
        self.assertTrue(exchanges)
        self.assertEqual([one for one in sorted(violations(exchanges)) if not is_known(one)], [])

    def test_the_emulator_answers_as_the_specification_says(self):
        proxy = self.record()
        azure_calls.live(azure_calls.Azure(proxy.url))
        self.assert_valid(proxy)

    def test_survey_apply_and_publish_ask_as_the_specification_says(self):
        self.make_estate(definitions="ubuntu26")
        self.plan()
        proxy = self.record("--seed", "estate.json")
        reach = ("--cloud", proxy.url, "--virtual-time")
        self.ingot("survey", "--out", "survey.json", *program.SUBSCRIPTIONS, *reach)
        definition = (f"/subscriptions/{program.IMAGES}/resourceGroups/images/providers/Microsoft.Compute/galleries"
                      "/linuxRunners/images/ubuntu26")
        source = f"/subscriptions/{program.IMAGES}/resourceGroups/build/providers/Microsoft.Compute/images/next"
        self.ingot("publish", definition, "--bump", "patch", "--source", source, "--regions", "westeurope,eastus",
                   "--watch", *reach)
        self.ingot("apply", "plan.json", "--journal", "run.jsonl", *program.SUBSCRIPTIONS, *reach)
        self.assertLessEqual({"GET", "PUT", "PATCH"}, {one["liveRequest"]["method"] for one in proxy.exchanges})
        self.assert_valid(proxy)

    def test_a_broken_exchange_is_found(self):
        proxy = self.record()
        azure_calls.live(azure_calls.Azure(proxy.url))
        good = next(one for one in self.described(proxy)
                    if one["liveRequest"]["method"] == "PUT" and one["liveResponse"]["statusCode"] == "201"
                    and "/versions/" in one["liveRequest"]["url"])
        request, response = copy.deepcopy(good), copy.deepcopy(good)
        request["liveRequest"]["body"]["properties"]["publishingProfile"]["replicaCount"] = "one"
        response["liveResponse"]["body"]["properties"]["publishingProfile"]["targetRegions"] = "everywhere"
        self.assertEqual({where for _, where, _, _ in violations([request, response])}, {"request", "response"})

    def test_every_known_defect_has_a_reason(self):
        for one in KNOWN_DEFECTS:
            self.assertTrue(one["reason"])


if __name__ == "__main__":
    unittest.main()
