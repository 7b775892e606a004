"""An https server of the standard library on loopback: https_server.py CERTIFICATE. Prints its port, then one line for
each request: method, target and Authorization. It ends with its standard input."""

import gzip
import http.server
import ssl
import sys
import threading
import zlib


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send(self, status, body, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        print(self.command, self.path, self.headers.get("Authorization", "-"), flush=True)
        if self.path == "/gzip":
            self.send(200, gzip.compress(b'{"form": "gzip"}'), Content_Encoding="gzip")
        elif self.path == "/deflate":
            self.send(200, zlib.compress(b'{"form": "deflate"}'), Content_Encoding="deflate")
        elif self.path == "/bomb":
            self.send(200, gzip.compress(bytes(64 << 20)), Content_Encoding="gzip")
        elif self.path == "/broken":
            self.send(200, b"\x1f\x8b this is no gzip", Content_Encoding="gzip")
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"6\r\n{\"form\r\nd\r\n\": \"chunked\"}\r\n0\r\n\r\n")
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"6\r\n{\"form\r\n")
            self.close_connection = True
        elif self.path.startswith("/to?"):
            self.send(302, b"", Location=self.path[4:])
        else:
            self.send(200, b"{}")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
server.daemon_threads = True
server.handle_error = lambda *_: None
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
