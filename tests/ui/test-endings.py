# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work that ends while nobody looks is told by the desktop: test-endings.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.
The desktop's part is a stand-in for the shell's, on the test's own bus."""
import http.server
import os
import subprocess
import sys
import threading
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import CLI, PROGRAM, row  # noqa: E402
from drive import Atspi, Window  # noqa: E402
from network_manager import Network  # noqa: E402

NAME, PATH = "io.github.sheaf_app.Sheaf", "/io/github/sheaf_app/Sheaf"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry {n}</title></head><body><article><h1>Ferry {n}</h1>
<p>The ferry bell was rung by whoever stood nearest to it, and whoever stood nearest was usually a child, so that it was
rung long and well, and heard on both banks of the river before the ropes were cast off and the engine was let in.</p>
</article></body></html>"""
MANY, LONG = 5, 10  # articles, seconds


class Pages(http.server.BaseHTTPRequestHandler):
    away = True
    gate = threading.Event()

    def do_GET(self):
        if not Pages.away:
            Pages.gate.wait(60)
        body = PAGE.format(n=self.path[1:]).encode()
        self.send_response(503 if Pages.away else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Shell:
    """Owns what the shell owns; what it is told is kept."""

    def __init__(self):
        self.told = []
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.add_filter(self.answer)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", ("org.gtk.Notifications", 4)), None, 0, -1, None)

    def answer(self, bus, message, incoming, *_):
        if not incoming or message.get_message_type() != Gio.DBusMessageType.METHOD_CALL:
            return message
        self.told.append((message.get_member(), *message.get_body().unpack()))
        bus.send_message(message.new_method_reply(), Gio.DBusSendMessageFlags.NONE)
        return None


class Unique(Window):
    def command(self, program, library, arguments):
        return [program, *arguments]


def is_active(window):
    return window.frame().get_state_set().contains(Atspi.StateType.ACTIVE)


def look_away(window):
    """The focus goes to no window: X calls that 0."""
    window.xdo("windowfocus", 0)
    window.poll(lambda: not is_active(window), "the focus to leave")


def look(window):
    window.xdo("windowfocus", window.x_window())
    window.poll(lambda: is_active(window), "the focus")


def told(library):
    """Nothing while somebody looks, nothing of what is over soon; what was long is told once, and withdrawn by a look."""
    shell, network = Shell(), Network("there")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for part, (long, watched) in enumerate([(False, False), (True, True), (True, False)]):
        Pages.away = True
        Pages.gate.clear()
        for n in range(MANY):
            subprocess.run([CLI, "--library", library, "add", f"http://127.0.0.1:{server.server_address[1]}/{part}{n}"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        Pages.away = False
        with Unique(PROGRAM, library, env={"SHEAF_LIBRARY": library}, strict=True) as window:
            window.on_screen("list item", row("127.0.0.1"))
            (look if watched else look_away)(window)
            network.become("away")
            network.become("there")
            time.sleep(LONG + 2 if long else 1)
            Pages.gate.set()
            window.poll(lambda: len(window.all("list item", row(f"Ferry {part}"))) == MANY, "the articles")
            if not long or watched:
                time.sleep(1)
                assert not shell.told, shell.told
                continue
            window.poll(lambda: shell.told, "a notification")
            (method, program, what, facts), = shell.told
            assert (method, program, what) == ("AddNotification", NAME, "fetched"), shell.told
            assert facts["title"] == f"{MANY} articles fetched" and "body" not in facts and facts["default-action"] == "app.unread", facts
            window.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
            window.bus.call_sync(NAME, PATH, "org.freedesktop.Application", "ActivateAction",
                                 GLib.Variant("(sava{sv})", ("unread", [], {})), None, 0, -1, None)
            look(window)
            window.poll(lambda: len(shell.told) == 2, "its end")
            assert shell.told[1] == ("RemoveNotification", NAME, "fetched"), shell.told


if __name__ == "__main__":
    cases.main("endings", (told,))
