"""The emulator over TLS as clients of Azure meet it, with a CA of its own and a client that may sign in."""
import json
import pathlib
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import program  # noqa: E402

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
SOURCE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/build/providers/Microsoft.Compute/images/source"


def make_certificates(directory):
    """ca.pem, and for 127.0.0.1 tls.pem with tls.key."""
    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=directory, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj",
            "/CN=Test CA", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tls.key", "-out", "tls.csr", "-subj", "/CN=emulator")
    (directory / "san").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    openssl("x509", "-req", "-in", "tls.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile",
            "san", "-out", "tls.pem")


class TlsEmulator:
    """Runs until stop(). `url`, `client_id` and `client_secret` are what it says of itself.

    @param directory has the certificates; recorded traffic goes to `traffic` in it
    """

    def __init__(self, directory, *options):
        self.directory = pathlib.Path(directory)
        self.process = subprocess.Popen(
            [program.INGOT, "emulate", "--listen", "127.0.0.1:0", "--json", "--tls-cert", "tls.pem", "--tls-key",
             "tls.key", "--speed", "3600", "--record", "traffic", *options],
            cwd=directory, stdout=subprocess.PIPE, text=True, env=program.environment())
        said = json.loads(self.process.stdout.readline())
        self.url, self.client_id, self.client_secret = said["url"], said["client_id"], said["client_secret"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)

    def survey(self, subscription=SUBSCRIPTION):
        """The estate that `ingot survey` sees."""
        ended = subprocess.run(
            [program.INGOT, "survey", "--cloud", self.url, "--ca-bundle", "ca.pem", "--out", "estate.json",
             "--subscription", subscription], cwd=self.directory, capture_output=True, text=True, timeout=120,
            env={**program.environment(), "AZURE_CLIENT_ID": self.client_id, "AZURE_CLIENT_SECRET": self.client_secret})
        if ended.returncode:
            raise AssertionError(ended.stderr)
        return json.loads((self.directory / "estate.json").read_text())

    def traffic(self):
        """The text of each recorded exchange, in order."""
        return [path.read_text() for path in sorted((self.directory / "traffic").iterdir())]
