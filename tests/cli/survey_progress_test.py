"""What a survey shows while it goes on."""
import fcntl
import http.server
import json
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import unittest

import program

SUBSCRIPTION = program.IMAGES
GALLERY = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/images/providers/Microsoft.Compute/galleries/golden"


def estate(versions):
    def resource(path, **properties):
        return {"id": path, "name": path.rsplit("/", 1)[1], "location": "westeurope", "properties": properties}

    return {"schema": "ingot.estate/1",
            "galleries": [resource(GALLERY)],
            "image_definitions": [resource(f"{GALLERY}/images/linux", osType="Linux", osState="Generalized")],
            "image_versions": [resource(f"{GALLERY}/images/linux/versions/1.0.{number}", provisioningState="Succeeded",
                                        publishingProfile={"targetRegions": [{"name": "westeurope"}]}, storageProfile={})
                               for number in range(versions)]}


class Throttling(http.server.BaseHTTPRequestHandler):
    """Lists that are empty; the first question after machines is refused for twelve seconds."""
    protocol_version = "HTTP/1.1"

    def reply(self, status, body, **headers):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.now = asked.get("advance_to", self.server.now)
        self.reply(200, {"now": self.server.now})

    def do_GET(self):
        if "virtualMachines?" in self.path and not self.server.refused:
            self.server.refused = True
            self.reply(429, {"error": {"code": "TooManyRequests", "message": "slow down"}}, **{"Retry-After": "12"})
        else:
            self.reply(200, {"value": []})

    def log_message(self, *_):
        pass


class SurveyProgress(program.ProgramTest):
    def survey(self, cloud, stderr):
        words = [program.INGOT, "survey", "--cloud", cloud, "--virtual-time", "--out", "out.json",
                 "--subscription", SUBSCRIPTION]
        return subprocess.run(words, cwd=self.directory, stdout=subprocess.PIPE, stderr=stderr, text=True, timeout=120,
                              check=True, env={**program.environment(), "TERM": "xterm"})

    def drawn(self, cloud, columns=80):
        """What was drawn on a terminal, each line as it was before the next took its place."""
        reading, writing = pty.openpty()
        fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        pieces = []

        def read():
            while True:
                try:
                    pieces.append(os.read(reading, 65536))
                except OSError:  # nobody writes any more
                    return

        reader = threading.Thread(target=read)
        reader.start()
        try:
            self.survey(cloud, writing)
        finally:
            os.close(writing)
            reader.join()
            os.close(reading)
        return b"".join(pieces).decode().replace("\x1b[K", "").split("\r")

    def emulator_with(self, versions):
        self.write("seed.json", estate(versions))
        return self.start_emulator("--clock", "manual", "--seed", "seed.json")

    def throttling_service(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Throttling)
        server.now, server.refused = program.NOW, False
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        return f"http://127.0.0.1:{server.server_port}"

    def test_a_terminal_shows_how_much_is_known_and_then_how_long_the_rest_takes(self):
        cloud = self.emulator_with(1300)
        lines = self.drawn(cloud)
        self.assertLessEqual(max(map(len, lines)), 79)
        known = [line for line in lines if re.fullmatch(r"Surveying \d+ requests, \d+ more known, \d+ resources?.*", line)]
        self.assertTrue(known, lines[:5])
        # 25 answers a second are what the service allows, once the full budget is used up.
        left = [re.fullmatch(r"Surveying \[#*\.*\] (\d+)/(\d+) requests, \d+ resources, 25/s, (\d+) s left", line)
                for line in lines]
        left = [[int(number) for number in found.groups()] for found in left if found]
        self.assertTrue(left, lines[-5:])
        for answered, total, seconds in left:
            self.assertAlmostEqual(seconds, (total - answered) / 25, delta=2)

    def test_a_narrow_terminal_loses_no_more_than_what_does_not_fit(self):
        cloud = self.emulator_with(700)
        for columns in (40, 60):
            lines = self.drawn(cloud, columns)
            self.assertLessEqual(max(map(len, lines)), columns - 1)
            self.assertTrue(any("/" in line for line in lines), lines)

    def test_elsewhere_a_plain_line_comes_every_half_a_minute(self):
        cloud = self.emulator_with(2000)
        ended = self.survey(cloud, subprocess.PIPE)
        lines = ended.stderr.splitlines()
        self.assertTrue(3 <= len(lines) <= 6, lines)  # of about 70 seconds
        self.assertRegex(lines[-1], r"^Surveying \d+/\d+ requests, \d+ resources, 2[456]/s, \d+ s left$")
        self.assertLessEqual(max(map(len, lines)), 80)
        self.assertNotIn("\x1b", ended.stderr)

    def test_a_wait_for_the_services_limit_is_shown_with_its_length(self):
        lines = self.drawn(self.throttling_service())
        waits = [int(found[1]) for found in
                 (re.fullmatch(r"Surveying .*requests, waiting (\d+) s for the service's limit", line) for line in lines)
                 if found]
        self.assertTrue(waits, lines)
        self.assertIn(waits[0], (12, 13, 14))  # and a little by chance
        self.assertEqual(waits, sorted(waits, reverse=True))
        self.assertGreater(len(set(waits)), 5)
        plain = self.survey(self.throttling_service(), subprocess.PIPE).stderr
        self.assertEqual(len(re.findall(r"waiting 1[234] s for the service's limit\n", plain)), 1, plain)


if __name__ == "__main__":
    unittest.main()
