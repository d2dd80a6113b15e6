# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of an article: test-pictures.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

The page and its pictures come from a server of ours on loopback."""
import http.server
import os
import re
import struct
import sys
import threading
import time
import zlib

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "


def png(width, height, shade):
    """Stripes of two colours."""
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + b"".join(bytes((shade, 90 + x * 120 // width, 170)) if (x // 40 + y // 40) % 2 else bytes((240, 230, shade))
                                      for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + part(b"IDAT", zlib.compress(lines)) + part(b"IEND", b""))


def gif(width, height, frames):
    """Frames of one shade each, a second; without a loop it is played once. Nothing is packed: every code
    is a pixel, and the table is cleared before codes would grow."""
    def blocks(data):
        return b"".join(bytes((len(data[i:i + 255]),)) + data[i:i + 255] for i in range(0, len(data), 255)) + b"\0"

    def pixels(shade):
        codes = []
        for i in range(width * height):
            if i % 100 == 0:
                codes.append(128)
            codes.append(shade)
        bits = sum(code << 8 * i for i, code in enumerate(codes + [129]))
        return bits.to_bytes(len(codes) + 1, "little")

    table = b"".join(bytes((i * 2, 255 - i * 2, 120)) for i in range(128))
    body = b"".join(b"\x21\xf9\x04\x00" + struct.pack("<H", 100) + b"\0\0" + b"\x2c" + struct.pack("<HHHH", 0, 0, width, height)
                    + b"\0\x07" + blocks(pixels(frame * 127 // (frames - 1))) for frame in range(frames))
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\xf6\0\0" + table + body + b"\x3b"


PAGE = ("<html lang=en><title>A Year of Tides</title><article><h1>A Year of Tides</h1>"
        f"<p>{SENTENCE * 5}</p>"
        "<figure><img src='/bell.png' alt='A bell' width=800 height=500><figcaption>The bell in its cage</figcaption></figure>"
        f"<p>{SENTENCE * 5}</p>"
        "<figure><img src='/gone.png' alt='A map that is gone' width=800 height=500></figure>"
        "<figure><img src='/tide.png' alt='The tide' width=600 height=600></figure>"
        f"<p>{SENTENCE * 5}</p></article>")


class Handler(http.server.BaseHTTPRequestHandler):
    files = {}
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        data = self.files.get(self.path)
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/tide" else "image/png")
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_):
        pass


def serve():
    Handler.files = {"/tide": PAGE.encode(), "/bell.png": png(800, 500, 60), "/tide.png": png(600, 600, 200)}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def open_page(window):
    window.click("list item", row("A Year of Tides"))
    window.on_screen("text", row("A Year of Tides"))
    time.sleep(1)


def viewer(library):
    """A click opens it; the arrows go to the next and back; Escape closes and the focus is on the picture."""
    server, base = serve()
    cli(library, "add", base + "/tide")
    with opened(library) as window:
        open_page(window)
        window.click("image", "A bell")
        window.exists("label", "1 of 2")
        window.exists("label", "The bell in its cage")
        assert not [b for b in window.all("push button", "Previous Picture")]
        window.key("Right")
        window.exists("label", "2 of 2")
        window.exists("image", "The tide")
        window.key("Left")
        window.exists("label", "1 of 2")
        window.key("plus", "Right")  # moves it: closer, there is no next one
        window.exists("label", "1 of 2")
        window.key("0", "Right")
        window.exists("label", "2 of 2")
        window.key("Left", "Escape")
        window.poll(lambda: not window.all("push button", "Next Picture"), "the viewer to close")
        focus = window.focused()
        assert window.name_of(focus) == "A bell", window.name_of(focus)
        window.key("Return")
        window.exists("label", "1 of 2")
        assert window.close() == 0
    server.shutdown()


def retry(library):
    """The frame of a missing picture: nothing comes, then it is there and comes; the others are not asked for again."""
    server, base = serve()
    cli(library, "add", base + "/tide")
    with opened(library) as window:
        open_page(window)
        Handler.asked = []
        window.act("push button", "Retry")
        window.poll(lambda: "/gone.png" in Handler.asked, "the picture to be asked for")
        window.exists("label", re.compile("^(This picture could not be kept|You are offline)"))
        Handler.files["/gone.png"] = png(300, 200, 120)
        window.act("push button", "Retry")
        window.exists("image", "A map that is gone")
        window.poll(lambda: not window.all("push button", "Retry"), "the frame to go")
        assert set(Handler.asked) == {"/gone.png"}, Handler.asked
        assert window.close() == 0
    server.shutdown()


def moving(library):
    """It stands still until it is asked to play; played once, it stands still again. Others have no such button."""
    server, base = serve()
    Handler.files["/tide"] = PAGE.replace("/bell.png", "/wave.gif").encode()
    Handler.files["/wave.gif"] = gif(120, 80, 8)
    cli(library, "add", base + "/tide")
    with opened(library) as window:
        open_page(window)
        window.exists("push button", "Play Animation")
        time.sleep(.6)
        assert len(window.all("push button", "Play Animation")) == 1
        assert not window.all("push button", "Stop Animation"), "it plays by itself"
        window.act("push button", "Play Animation")
        window.exists("push button", "Stop Animation")
        window.exists("push button", "Play Animation")
        window.act("push button", "Play Animation")
        window.act("push button", "Stop Animation")
        window.exists("push button", "Play Animation")
        window.act("push button", "Play Animation")
        assert window.close() == 0
    server.shutdown()


if __name__ == "__main__":
    cases.main("pictures", [moving, retry, viewer])
