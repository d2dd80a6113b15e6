# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop, a browser and the command line ask of a program that may be running: test-desktop.py SHEAF SHEAF-CLI
[CASE…]. Prints TAP. The bus is the test's own; it starts the program by a service file, as an installed one is."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import CLI, PROGRAM, cli, row  # noqa: E402
from drive import Window  # noqa: E402

NAME = "io.github.sheaf_app.Sheaf"
PATH = "/io/github/sheaf_app/Sheaf"
TITLE = "The Lamp Room"


COPY = """
import gi
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk
Gtk.init()
Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_value("See https://tide.example/b for more."))
print("copied", flush=True)
GLib.MainLoop().run()
"""


PASTE = """
import gi
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import GLib, Gdk, Gtk
Gtk.init()
loop = GLib.MainLoop()
Gdk.Display.get_default().get_clipboard().read_text_async(None, lambda c, r: (print(c.read_text_finish(r), end=""), loop.quit()))
loop.run()
"""


class Unique(Window):
    """One that others hand over to: no --library, which would make it a program apart."""

    def command(self, program, library, arguments):
        return [program, *arguments]


class Started:
    """A program that the bus started, as a process."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        try:
            with open(f"/proc/{self.pid}/stat", encoding="utf-8") as facts:
                if facts.read().rpartition(")")[2].split()[0] != "Z":  # where nobody asks how it ended
                    return None
        except FileNotFoundError:
            pass
        self.returncode = 0
        return 0

    def wait(self, timeout=30):
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("sheaf", timeout)
            time.sleep(.05)
        return self.returncode

    def terminate(self):
        os.kill(self.pid, 15)

    def kill(self):
        os.kill(self.pid, 9)


class Activated(Window):
    """The window of a program that somebody else started."""

    def __init__(self, pid):
        self.pid = pid
        self.popen, subprocess.Popen = subprocess.Popen, lambda *_, **__: Started(pid)
        try:
            super().__init__(PROGRAM, None)
        finally:
            subprocess.Popen = self.popen

    def command(self, program, library, arguments):
        return []


def environment(library):
    return {"SHEAF_LIBRARY": library, "G_DEBUG": "fatal-warnings"}


def running(library, *arguments):
    return Unique(PROGRAM, library, arguments, env={"SHEAF_LIBRARY": library}, strict=True)


def other(library, *arguments):
    """A second process; it hands over and ends."""
    done = subprocess.run([PROGRAM, *arguments], env={**os.environ, **environment(library)}, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout


def page(title):
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1>" + "<p>The keeper writes the hour down.</p>" * 30 + "</article>"


def listed(library):
    return json.loads(cli(library, "list", "--json", "--limit", "50"))


def addresses(library):
    return sorted(str(one.get("url")) for one in listed(library))


def bus():
    return Gio.bus_get_sync(Gio.BusType.SESSION, None)


def ask(method, *arguments, kinds="()", name=NAME, path=PATH, interface="org.freedesktop.Application"):
    return bus().call_sync(name, path, interface, method, GLib.Variant(kinds, arguments), None, Gio.DBusCallFlags.NONE, 60000, None)


def of_the_bus(method, kinds, *arguments):
    return ask(method, *arguments, kinds=kinds, name="org.freedesktop.DBus", path="/org/freedesktop/DBus",
               interface="org.freedesktop.DBus")


def serve(library):
    """A service file, where this bus looks for one; what it starts has this environment."""
    folder = pathlib.Path(os.environ["XDG_RUNTIME_DIR"], "dbus-1/services")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={PROGRAM} --gapplication-service\n")
    of_the_bus("UpdateActivationEnvironment", "(a{ss})", {**dict(os.environ), **environment(library)})
    of_the_bus("ReloadConfig", "()")


def started():
    """Its window."""
    return Activated(of_the_bus("GetConnectionUnixProcessID", "(s)", NAME)[0])


def second(library):
    """A second program hands its addresses and files to the first, and ends."""
    text = pathlib.Path(library + "-notes.md")
    text.write_text("# Salt and Rope\n\n" + "A long line about rope. " * 30)
    html = pathlib.Path(library + "-page.html")
    html.write_text(page(TITLE))
    with running(library) as window:
        other(library, "https://tide.example/a")
        window.poll(lambda: "https://tide.example/a" in addresses(library), "the address")
        other(library, str(text), str(html))
        window.on_screen("list item", row("Salt and Rope"))
        window.on_screen("list item", row(TITLE))
        assert len(window.frames()) == 1, "there is a second window"
        other(library)
        assert window.close() == 0
    assert len(listed(library)) == 3, listed(library)


def link(library):
    """A link of a browser's saves and does nothing else, whoever hands it over."""
    cli(library, "add", "--url", "https://oar.example/lamp", "-", page=page(TITLE))
    whole = "sheaf:save?url=https%3A%2F%2Ftide.example%2F%3Fa%3D1%26b%3D2&title=Tides%20%26%20Time&tags=sea,rope"
    with running(library, whole) as window:
        window.on_screen("list item", row("Tides & Time"))
        before = addresses(library)
        assert before == ["https://oar.example/lamp", "https://tide.example/?a=1&b=2"], before
        for bad in ("sheaf:delete?url=https://oar.example/lamp", "sheaf:save?url=file:///etc/passwd", "sheaf:save?url=http://127.0.0.1/",
                    "sheaf:save?url=https://salt.example/?a=1&b=2", "sheaf:", "sheaf:save"):
            other(library, bad)
        other(library, "sheaf:save?url=https%3A%2F%2Frope.example%2F")
        window.poll(lambda: "https://rope.example/" in addresses(library), "the last link")
        assert addresses(library) == sorted([*before, "https://rope.example/"]), addresses(library)
        tags = next(one["tags"] for one in listed(library) if one["url"].startswith("https://tide"))
        assert sorted(tags) == ["rope", "sea"], tags
        assert window.close() == 0
    cli(library, "undo")
    assert addresses(library) == before, "a link cannot be taken back"
    done = subprocess.run([CLI, "--library", library, "add", "sheaf:delete?url=https://oar.example/lamp"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 1 and "does not name" in done.stdout, done.stdout
    assert addresses(library) == before, addresses(library)


def options(library):
    """The desktop's actions by their options, in the first program and in a second one."""
    for title in (TITLE, "Salt"):
        cli(library, "add", "--url", f"https://oar.example/{title[:4]}", "-", page=page(title))
    with running(library, "--search") as window:
        window.on_screen("list item", row(TITLE))
        window.on_screen("list item", row("Salt"))
        window.type("lamp")
        window.off_screen("list item", row("Salt"))
        other(library, "--unread")
        window.on_screen("list item", row("Salt"))
        with subprocess.Popen([sys.executable, "-c", COPY], stdout=subprocess.PIPE, text=True) as copied:
            assert copied.stdout.readline() == "copied\n"
            other(library, "--add-from-clipboard")
            window.poll(lambda: "https://tide.example/b" in addresses(library), "the clipboard's address")
            copied.terminate()
        assert window.close() == 0


def bookmark(library):
    """What a browser's bookmark has to be is shown, and copied."""
    cli(library, "add", "--url", "https://oar.example/lamp", "-", page=page(TITLE))
    with running(library) as window:
        window.on_screen("list item", row(TITLE))
        window.key("F10")
        window.choose("Save from a Browser…")
        window.exists("label", re.compile("^javascript:.*'sheaf:save\\?url='"))
        window.key("Return")
        window.poll(lambda: len(window.frames()) == 1, "the dialog to close")
        copied = subprocess.run([sys.executable, "-c", PASTE], capture_output=True, text=True, timeout=60).stdout
        assert copied.startswith("javascript:") and "'sheaf:save?url='" in copied and " " not in copied, copied
        assert window.close() == 0


def activation(library):
    """As the desktop does it: the bus starts the program for whatever is asked, and asks the one that runs from then on."""
    cli(library, "add", "--url", "https://oar.example/lamp", "-", page=page(TITLE))
    cli(library, "add", "--url", "https://oar.example/salt", "-", page=page("Salt"))
    serve(library)
    subprocess.run(["gapplication", "launch", NAME], check=True, timeout=60)
    with started() as window:
        window.on_screen("list item", row(TITLE))
        ask("Activate", {}, kinds="(a{sv})")
        ask("Open", ["https://tide.example/a", "sheaf:save?url=https%3A%2F%2Ftide.example%2Fb%3Fc%3D1&title=Brine"], {}, kinds="(asa{sv})")
        window.on_screen("list item", row("Brine"))
        assert {"https://tide.example/a", "https://tide.example/b?c=1"} <= set(addresses(library)), addresses(library)
        ask("ActivateAction", "search-for", [GLib.Variant("s", "salt")], {}, kinds="(sava{sv})")
        window.poll(lambda: not window.all("list item", row(TITLE)) and window.all("list item", row("Salt")), "what was searched for")
        assert len(window.frames()) == 1
        window.close()
    ask("ActivateAction", "show-article", [GLib.Variant("(xs)", (1, "lamp"))], {}, kinds="(sava{sv})")
    with started() as window:
        window.on_screen("text", row(TITLE))
        window.on_screen("list item", row(TITLE))
        window.off_screen("list item", row("Salt"))
        # It is there to be read: the keys are the page's, not the search field's.
        window.poll(lambda: window.focused().get_role_name() == "text" and row(TITLE).search(window.focused().get_name() or ""),
                    "the focus on the page")
        window.close()


if __name__ == "__main__":
    cases.main("desktop", [activation, bookmark, link, options, second])
