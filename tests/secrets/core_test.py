"""A program that holds a secret leaves no image of its memory behind, however it ends."""
import pathlib
import resource
import signal
import socket
import ssl
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import program  # noqa: E402

TOKEN = "canary-token-9f27d1c4e8b35a60"


def allow_core_dumps():
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


class Cores(program.ProgramTest):
    def setUp(self):
        super().setUp()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "ca.pem"],
                       cwd=self.directory, check=True, capture_output=True)

    def limits_of(self, process):
        lines = pathlib.Path(f"/proc/{process.pid}/limits").read_text().splitlines()
        return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))

    def abort(self, process):
        process.send_signal(signal.SIGABRT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, -signal.SIGABRT)
        self.assertEqual([name for name in self.names() if "core" in name], [])

    def test_a_command_that_waits_for_an_answer_with_a_token_in_hand(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.directory / "ca.pem", self.directory / "key.pem")
        process = subprocess.Popen(
            [program.INGOT, "survey", "--cloud", f"https://127.0.0.1:{listener.getsockname()[1]}", "--ca-bundle",
             "ca.pem", "--out", "estate.json", "--subscription", program.IMAGES],
            cwd=self.directory, preexec_fn=allow_core_dumps, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**program.environment(), "AZURE_ACCESS_TOKEN": TOKEN})
        self.addCleanup(process.kill)
        client = context.wrap_socket(listener.accept()[0], server_side=True)
        self.addCleanup(client.close)
        asked = b""
        while TOKEN.encode() not in asked:
            more = client.recv(65536)
            self.assertTrue(more, asked)
            asked += more
        self.assertEqual(self.limits_of(process), ["0", "0"])
        self.abort(process)

    def test_an_emulator_that_knows_the_secret_of_a_client(self):
        process = subprocess.Popen(
            [program.INGOT, "emulate", "--listen", "127.0.0.1:0", "--json", "--tls-cert", "ca.pem", "--tls-key",
             "key.pem"], cwd=self.directory, preexec_fn=allow_core_dumps, stdout=subprocess.PIPE,
            env=program.environment())
        self.addCleanup(process.kill)
        process.stdout.readline()
        self.assertEqual(self.limits_of(process), ["0", "0"])
        self.abort(process)


if __name__ == "__main__":
    unittest.main()
