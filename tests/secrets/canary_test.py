"""A token goes to its cloud and nowhere else: no output, no file and no other host has it, whatever goes wrong."""
import base64
import http.server
import json
import os
import pathlib
import ssl
import subprocess
import sys
import threading
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import program  # noqa: E402

TOKEN = "canary/token+9f27d1c4e8b35a60~secret"
DEFINITION = (f"/subscriptions/{program.IMAGES}/resourceGroups/images/providers/Microsoft.Compute/galleries"
              "/linuxRunners/images/ubuntu26")


def spellings(secret):
    """Plain, percent-encoded, and in base64 at each of the three offsets that it can have in a longer text."""
    yield secret.encode()
    yield urllib.parse.quote(secret, safe="").encode()
    for skipped in range(3):
        coded = base64.b64encode(b"x" * skipped + secret.encode())
        yield coded[4 if skipped else 0:-4]


class Server(http.server.ThreadingHTTPServer):
    """Answers every request as `fault` says, and keeps what it was sent as a credential."""
    daemon_threads = True

    def __init__(self, fault, certificate):
        super().__init__(("127.0.0.1", 0), Handler)
        self.fault, self.credentials = fault, []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"https://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        pass

    def close(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.credentials.append(self.headers.get("Authorization"))
        status, fields, body, length = self.server.fault
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body.encode())
        self.close_connection = length is not None

    do_GET = do_HEAD = do_PUT = do_PATCH = do_POST = do_DELETE = answer


def refusal(code):
    return json.dumps({"error": {"code": code, "message": "refused"}})


class Canaries(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_certificate()
        both = (self.directory / "key.pem").read_text() + (self.directory / "ca.pem").read_text()
        (self.directory / "server.pem").write_text(both)

    def make_certificate(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "ca.pem"],
                       cwd=self.directory, check=True, capture_output=True)

    def serve(self, *fault):
        server = Server(fault, self.directory / "server.pem")
        self.addCleanup(server.close)
        return server

    def assert_hidden(self, shown, *, but_in=()):
        for path in self.directory.rglob("*"):
            if path.is_file() and path.name not in but_in:
                shown += path.read_bytes()
        for spelled in spellings(TOKEN):
            self.assertNotIn(spelled, shown)

    def run_all(self, cloud, **variables):
        """Every command that reaches a cloud; what each showed."""
        reach = ["--cloud", cloud, "--ca-bundle", "ca.pem", "--deadline", "PT1S"]
        commands = (["survey", "--out", "survey.json", *program.SUBSCRIPTIONS],
                    ["publish", DEFINITION, "--bump", "patch", "--source", "/subscriptions/s", "--regions", "eastus"],
                    ["apply", "plan.json", "--journal", "run.jsonl", *program.SUBSCRIPTIONS],
                    ["resume", "--journal", "run.jsonl"])
        shown = b""
        for command in commands:
            for form in ([], ["--json"]):
                for path in self.directory.glob("run.jsonl*"):
                    if command[0] == "apply":
                        path.unlink()
                ended = subprocess.run([os.environ["INGOT"], *command, *form, *reach, *self.token_options()],
                                       cwd=self.directory, capture_output=True, timeout=120,
                                       env={**program.environment(), **variables})
                shown += ended.stdout + ended.stderr
        return shown

    def token_options(self):
        return ["--token-file", "token"] if (self.directory / "token").exists() else []

    def test_no_fault_of_the_service_shows_the_token(self):
        self.make_estate(definitions="ubuntu26")
        self.plan()
        self.write("token", TOKEN)
        other = self.serve(200, {}, '{"value": []}', None)
        for fault in ((200, {}, '{"value": []}', None), (401, {"WWW-Authenticate": "Bearer"}, refusal("Expired"), None),
                      (403, {}, refusal("AuthorizationFailed"), None), (500, {}, refusal("InternalError"), None),
                      (429, {"Retry-After": "600"}, refusal("TooManyRequests"), None),
                      (302, {"Location": other.url}, "", None), (200, {}, "<html>", None), (200, {}, '{"value', 500),
                      (200, {}, json.dumps({"value": [], "nextLink": other.url + "/next"}), None)):
            with self.subTest(status=fault[0], body=fault[2]):
                server = self.serve(*fault)
                shown = self.run_all(server.url)
                self.assertIn(f"Bearer {TOKEN}", server.credentials)
                self.assert_hidden(shown, but_in=("token",))
        self.assertEqual(other.credentials, [])

    def test_a_token_of_the_environment_is_not_shown_where_nobody_trusted_answers(self):
        self.make_estate(definitions="ubuntu26")
        self.plan()
        server = self.serve(200, {}, "{}", None)
        self.make_certificate()  # whom the program trusts is not who answers
        for cloud in (server.url, "https://127.0.0.1:1"):
            self.assert_hidden(self.run_all(cloud, AZURE_ACCESS_TOKEN=TOKEN))
        self.assertEqual(server.credentials, [])


class Search(unittest.TestCase):
    def test_a_secret_is_found_however_it_is_spelled(self):
        for text in (TOKEN, urllib.parse.quote(TOKEN, safe=""),
                     *(base64.b64encode(f"{before}{TOKEN} more".encode()).decode() for before in ("", "a", "ab"))):
            self.assertTrue(any(spelled in text.encode() for spelled in spellings(TOKEN)), text)


if __name__ == "__main__":
    unittest.main()
