"""What the service tells that it should not, or another tool left in an estate, gets no further."""
import http.server
import json
import pathlib
import subprocess
import sys
import threading
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import program  # noqa: E402

SIGNATURE = "s1gnatureCanary9f27%2Bd1c4e8"
PASSWORD = "Passw0rdCanary-35a60"
SECRETS = (SIGNATURE, PASSWORD)
SAS = f"https://store.blob.core.windows.net/vhds/disk.vhd?sv=2024-11-04&se=2027&sig={SIGNATURE}&sp=r"
SUBSCRIPTION = f"/subscriptions/{program.IMAGES}"
GALLERY = f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/galleries/golden"
DEFINITION = GALLERY + "/images/ubuntu"
MACHINE = {
    "id": f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/m", "name": "m",
    "location": "westeurope",
    "properties": {
        "osProfile": {"adminUsername": "azureuser", "adminPassword": PASSWORD, "customData": PASSWORD,
                      "secrets": [{"vaultCertificates": [{"certificateUrl": SAS}]}]},
        "storageProfile": {"imageReference": {"id": DEFINITION + "/versions/1.0.0"}},
        "extensions": [{"protectedSettings": {"commandToExecute": PASSWORD}}], "userData": PASSWORD}}
TEMPLATE = {
    "id": f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.VirtualMachineImages/imageTemplates/t", "name": "t",
    "location": "westeurope", "properties": {"customize": [{"type": "Shell", "scriptUri": SAS}]}}


def version(number):
    return {"id": f"{DEFINITION}/versions/{number}", "name": number, "location": "westeurope",
            "properties": {"provisioningState": "Succeeded",
                           "publishingProfile": {"publishedDate": f"2026-0{number[0]}-01T00:00:00Z",
                                                 "targetRegions": [{"name": "westeurope", "regionalReplicaCount": 1}]},
                           "storageProfile": {"osDiskImage": {"source": {"uri": SAS}}}}}


ESTATE = {
    "schema": "ingot.estate/1", "taken_at": program.NOW, "scopes": [SUBSCRIPTION],
    "galleries": [{"id": GALLERY, "name": "golden", "location": "westeurope", "properties": {}}],
    "image_definitions": [{"id": DEFINITION, "name": "ubuntu", "location": "westeurope",
                           "properties": {"osType": "Linux", "osState": "Generalized",
                                          "identifier": {"publisher": "p", "offer": "o", "sku": "s"}}}],
    "image_versions": [version(number) for number in ("1.0.0", "2.0.0", "3.0.0", "4.0.0")],
    "virtual_machines": [MACHINE], "image_templates": [TEMPLATE]}


class Service(http.server.BaseHTTPRequestHandler):
    """Lists the estate as Azure lists it; writes are refused as `refusal` says."""
    protocol_version = "HTTP/1.1"
    refusal = (400, {}, "")

    def log_message(self, *_):
        pass

    def answer(self, status, body, fields=()):
        self.send_response(status)
        for name, value in dict(fields).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_GET(self):
        path = self.path.partition("?")[0].lower()
        for one in ESTATE["image_versions"]:
            if path == one["id"].lower():
                return self.answer(200, json.dumps(one))
        last = path.rsplit("/", 1)[-1]
        lists = {"virtualmachines": "virtual_machines", "galleries": "galleries", "images": "image_definitions",
                 "imagetemplates": "image_templates"}
        name = "image_versions" if path == f"{DEFINITION}/versions".lower() else lists.get(last, "")
        return self.answer(200, json.dumps({"value": ESTATE.get(name, [])}))

    def refuse(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, fields, body = self.server.refusal
        self.answer(status, body, fields)

    do_PUT = do_PATCH = do_POST = do_DELETE = refuse


class EstateSecrets(program.ProgramTest):
    def serve(self, refusal=(400, {}, "")):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
        server.daemon_threads, server.refusal = True, refusal
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def shown_by(self, *words):
        """What a command prints, in both forms."""
        shown = ""
        for form in ([], ["--json"]):
            ended = subprocess.run([program.INGOT, *words, *form], cwd=self.directory, capture_output=True, text=True,
                                   timeout=120, env=program.environment())
            shown += ended.stdout + ended.stderr
        return shown

    def assert_hidden(self, shown, *, but_in=()):
        texts = {"what was printed": shown}
        for path in self.directory.rglob("*"):
            if path.is_file() and path.name not in but_in:
                texts[path.name] = path.read_text(errors="replace")
        for where, text in texts.items():
            for secret in SECRETS:
                self.assertNotIn(secret, text, where)

    def write_policy(self):
        self.write("policy.json", {"schema": "ingot.policy/1", "rules": [{
            "name": "all", "delete": {"older_than": "P1D"}, "deprecate": {"older_than": "P1D", "end_of_life_after": "P1D"},
            "evidence": {"max_age": "PT24H"}}]})

    def test_a_survey_keeps_no_secret_that_the_service_tells(self):
        shown = self.shown_by("survey", "--cloud", self.serve(), "--out", "estate.json", "--subscription",
                              program.IMAGES)
        kept = self.read("estate.json")
        self.assertEqual(len(kept["image_versions"]), 4)
        self.assertIn("REDACTED", kept["image_versions"][0]["properties"]["storageProfile"]["osDiskImage"]["source"]["uri"])
        self.assertEqual(kept["virtual_machines"][0]["properties"]["osProfile"]["adminPassword"], "REDACTED")
        self.assertEqual(kept["virtual_machines"][0]["properties"]["storageProfile"],
                         MACHINE["properties"]["storageProfile"])
        self.assert_hidden(shown)

    def test_what_an_estate_holds_reaches_no_plan_and_no_explanation(self):
        self.write("estate.json", ESTATE)
        self.write_policy()
        shown = self.shown_by("plan", "estate.json", "--policy", "policy.json", "--now", program.NOW, "--out", "plan.json")
        self.assertGreater(len(self.read("plan.json")["steps"]), 0)
        for words in (("explain", "plan.json"), ("explain", "plan.json", "ubuntu"), ("latest", "estate.json", "--why"),
                      ("check", "plan.json", "estate.json")):
            shown += self.shown_by(*words)
        self.assert_hidden(shown, but_in=("estate.json",))

    def test_no_journal_and_no_error_has_what_the_service_quotes_of_a_request(self):
        self.write("estate.json", ESTATE)
        self.write_policy()
        self.shown_by("plan", "estate.json", "--policy", "policy.json", "--now", program.NOW, "--out", "plan.json")

        def error(message, code="InvalidParameter"):
            return json.dumps({"error": {"code": code, "message": message, "target": SAS,
                                         "details": [{"code": "BlobNotFound", "message": f"'{SAS}'"}]}})

        for refusal in ((400, {}, error(f"the blob {SAS} cannot be read")), (409, {}, error(SAS, SAS)),
                        (500, {}, f"<html>{SAS}</html>"), (500, {}, error(f"cut off ...&sig={SIGNATURE}")),
                        (302, {"Location": SAS}, ""), (202, {"Location": f"http://127.0.0.1:1/x?sig={SIGNATURE}"}, ""),
                        (202, {"Azure-AsyncOperation": SAS}, "")):
            with self.subTest(refusal=refusal):
                for journal in self.directory.glob("run.jsonl*"):
                    journal.unlink()
                reach = ("--cloud", self.serve(refusal), "--deadline", "PT2S")
                shown = self.shown_by("apply", "plan.json", "--journal", "run.jsonl", *program.SUBSCRIPTIONS, *reach)
                self.assertIn("PATCH", (self.directory / "run.jsonl").read_text() + shown)
                shown += self.shown_by("publish", DEFINITION, "--version", "9.0.0", "--source", DEFINITION +
                                       "/versions/1.0.0", "--regions", "westeurope", *reach)
                self.assert_hidden(shown, but_in=("estate.json",))

    def test_the_emulator_tells_no_password_and_records_no_secret(self):
        self.write("estate.json", ESTATE)
        url = self.start_emulator("--seed", "estate.json", "--record", "traffic")
        machine = {
            "osProfile": {"computerName": "a", "adminUsername": "azureuser", "adminPassword": PASSWORD,
                          "customData": PASSWORD},
            "storageProfile": {"imageReference": {"id": DEFINITION + "/versions/1.0.0"}}}
        of_compute = MACHINE["id"].rsplit("/", 2)[0]
        for path, body in (("/virtualMachines/another", {"properties": machine}),
                           ("/virtualMachineScaleSets/set", {"sku": {"name": "s", "capacity": 1},
                                                             "properties": {"virtualMachineProfile": machine}})):
            where = f"{url}{of_compute}{path}?api-version=2024-07-01"
            put = urllib.request.Request(where, json.dumps({"location": "westeurope", **body}).encode(),
                                         {"Content-Type": "application/json"}, method="PUT")
            told = urllib.request.urlopen(put).read() + urllib.request.urlopen(where).read()
            self.assertIn(b"azureuser", told)
            self.assertNotIn(PASSWORD.encode(), told)
        self.shown_by("survey", "--cloud", url, "--out", "surveyed.json", "--subscription", program.IMAGES)
        self.assertTrue(list((self.directory / "traffic").iterdir()))
        self.assert_hidden("", but_in=("estate.json",))


if __name__ == "__main__":
    unittest.main()
