# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that are saved, one that a script writes and one for who is logged in; and a Sheaf that only remembers what it got."""
import http.server
import json
import pathlib
import struct
import threading
import zlib

PAGES = pathlib.Path(__file__).parent / "pages"
TOKEN = "a" * 40 + "-_9"
COOKIE = "member=yes"


def picture(width, height, colour):
    """A PNG of stripes."""
    rows = b"".join(b"\0" + bytes(value for x in range(width) for value in (colour if (x // 16 + y // 16) % 2 else (240, 240, 236)))
                    for y in range(height))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, handler, port=0):
        super().__init__(("127.0.0.1", port), handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": .02}, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, kind, data, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)


class Site(Quiet):
    """/login makes one a member; what lies under /members/ is for members."""

    def do_GET(self):
        path = self.path.split("?")[0]
        member = COOKIE in self.headers.get("Cookie", "")
        if path == "/login":
            self.answer(200, "text/html", b"<title>Welcome</title><p>Welcome.", Set_Cookie=f"{COOKIE}; HttpOnly; SameSite=Strict; Path=/")
        elif path.startswith("/members/") and not member:
            self.answer(403, "text/html", b"<title>Log In</title><p>Members only.")
        elif path.endswith(".png"):
            self.answer(200, "image/png", PICTURES.get(path.rsplit("/")[-1]) or picture(400, 240, (40, 90, 160)), Cache_Control="no-store")
        elif (PAGES / path.strip("/")).is_file():
            self.answer(200, "text/html; charset=utf-8", (PAGES / path.strip("/")).read_bytes())
        else:
            self.answer(404, "text/plain", b"")


PICTURES = {"chart.png": picture(640, 360, (200, 60, 40)), "map.png": picture(480, 320, (30, 140, 80))}


class StandIn(Quiet):
    """Keeps what is posted with the token; answers as Sheaf's listener does."""

    def do_GET(self):
        self.check() and self.tell(200, {"program": "Sheaf", "version": "0.1.0"})

    def do_POST(self):
        got = self.rfile.read(int(self.headers["Content-Length"]))
        if self.check():
            self.server.requests.append((dict(self.headers), json.loads(got)))
            status, answer = self.server.answers.pop(0) if self.server.answers else (None, None)
            existed = sum(one["url"] == json.loads(got)["url"] for _, one in self.server.requests) > 1
            self.tell(status or (200 if existed else 201), answer or {"id": len(self.server.requests), "existed": existed})

    def check(self):
        """The way Sheaf looks at a request, before it reads it."""
        if self.headers["Host"] != f"127.0.0.1:{self.server.port}":
            return self.tell(403, {"error": "This host is another one."})
        if not (self.headers["Origin"] or "chrome-extension://").startswith("chrome-extension://"):
            return self.tell(403, {"error": "This page may not ask."})
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.tell(401, {"error": "The token is another one."})
        return self.path == "/save" or self.tell(404, {"error": "There is nothing here."})

    def tell(self, status, answer):
        self.answer(status, "application/json", json.dumps(answer).encode())


def stand_in(port=0):
    server = Server(StandIn, port)
    server.requests, server.answers = [], []
    return server
