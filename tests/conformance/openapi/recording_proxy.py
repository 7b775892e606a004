"""A proxy before a server on loopback that keeps every exchange as `oav validate-traffic` reads it."""
import contextlib
import http.client
import http.server
import json
import pathlib
import threading

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade"}


def payload(text):
    try:
        return json.loads(text)
    except ValueError:
        return text.decode("utf-8", "replace")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        upstream = http.client.HTTPConnection(*self.server.upstream, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        with contextlib.closing(upstream):
            upstream.request(self.command, self.path, body or None, headers)
            answer = upstream.getresponse()
            content = answer.read()
        fields = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP]
        self.server.keep({
            "liveRequest": {"headers": {name.lower(): value for name, value in headers.items()},
                            "method": self.command, "url": self.path,
                            **({"body": payload(body)} if body else {})},
            "liveResponse": {"statusCode": str(answer.status),
                             "headers": {name.lower(): value for name, value in fields},
                             **({"body": payload(content)} if content else {})}})
        self.send_response(answer.status)
        for name, value in fields:
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_PATCH = do_POST = do_DELETE = forward


class RecordingProxy(http.server.ThreadingHTTPServer):
    """Forwards to `upstream`; what is not about the emulator's own clock stays in `exchanges`."""
    daemon_threads = True

    def __init__(self, upstream):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = upstream
        self.exchanges = []
        self.guard = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def keep(self, exchange):
        with self.guard:
            if not exchange["liveRequest"]["url"].startswith("/emulator/"):
                self.exchanges.append(exchange)

    def close(self):
        self.shutdown()
        self.server_close()

    def save(self, directory):
        for number, exchange in enumerate(self.exchanges):
            (pathlib.Path(directory) / f"{number:05}.json").write_text(json.dumps(exchange, indent=1))
