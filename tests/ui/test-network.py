# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for the network says so, and comes by itself: test-network.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import http.server
import json
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from network_manager import Network  # noqa: E402

TITLE = "The Ferry Bell"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>
<p>The ferry bell was rung by whoever stood nearest to it, and whoever stood nearest was usually a child, so that it was
rung long and well, and heard on both banks of the river before the ropes were cast off and the engine was let in.</p>
<p>In fog it was rung by the clerk, twice a minute, from a card, and the children were not let near it at all.</p>
</article></body></html>"""


class Pages(http.server.BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        Pages.asked += 1
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


PORT = serve()
FAR = f"http://0.0.0.0:{PORT}/bell"  # leads here as well, but is not said to be this machine
NEAR = f"http://127.0.0.1:{PORT}/bell"


def offline(library):
    """What is typed without a network is kept and waits; what lies on this machine does not."""
    network = Network("away")
    Pages.asked = 0
    with opened(library) as window:
        window.on_screen("label", "Nothing Saved Yet")
        window.type(f"{FAR}\n")
        window.on_screen("list item", "0.0.0.0/bell, 0.0.0.0, waits for the network, unread")
        window.click("list item", row("0.0.0.0/bell"))
        window.on_screen("label", "Waits for the network")
        assert Pages.asked == 0
        assert json.loads(cli(library, "list", "--json"))[0]["state"] == "pending"
        window.key("ctrl+n")
        window.exists("text", "Address")
        window.type(f"{NEAR}?2\n")
        window.on_screen("list item", row(f"{TITLE}, 127.0.0.1"))
        assert Pages.asked == 1
        network.become("there")
        window.off_screen("list item", row("0.0.0.0/bell"))
        window.on_screen("list item", row(f"{TITLE}, 0.0.0.0"))
        assert Pages.asked == 2
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("network", (offline,))
