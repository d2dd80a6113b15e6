# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that the desktop's search asks, asked as GNOME Shell does, over a bus that starts it:
test-search-provider.py PROVIDER SHEAF-CLI [CASE…]. Prints TAP. The window is a stand-in that writes down what it is told."""
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))
import tap  # noqa: E402
import wakeups  # noqa: E402

try:
    import gi

    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib
except (ImportError, ValueError):
    gi = None

PROVIDER, CLI = sys.argv[1:3]
APP = "io.github.sheaf_app.Sheaf"
NAME = APP + ".SearchProvider"
PATH = "/" + NAME.replace(".", "/")
INTERFACE = "org.gnome.Shell.SearchProvider2"
IDLE_MS = 700
WINDOW = """<node><interface name='org.freedesktop.Application'><method name='ActivateAction'><arg type='s' direction='in'/>
<arg type='av' direction='in'/><arg type='a{sv}' direction='in'/></method></interface></node>"""
KEEPER = "The keeper writes the hour down, then the height of the water. "
ROPE = "A rope wants salt as little as a lamp wants wind. "


def cli(library, *words, page=None):
    done = subprocess.run([CLI, "--library", library, *words], capture_output=True, text=True, input=page)
    assert done.returncode == 0, done.stderr
    return done.stdout


def add(library, title, words, *more):
    cli(library, "add", *more, "--url", f"https://oar.example/{title.replace(' ', '-')}", "-",
        page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>" + f"<p>{words * 12}</p>" * 3 + "</article>")


def filled(library):
    add(library, "The Lamp Room", KEEPER, "--tag", "sea")
    add(library, "Salt &amp; Rope", ROPE)
    add(library, "Tides", KEEPER + ROPE)


class Shell:
    """The desktop's side."""

    def __init__(self, library, idle=IDLE_MS):
        self.folder = tempfile.mkdtemp()
        pathlib.Path(self.folder, NAME + ".service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={PROVIDER}\n")
        os.environ.update(SHEAF_LIBRARY=library, SHEAF_SEARCH_IDLE_MS=str(idle), SHEAF_SEARCH_BUDGET_MS="20000")
        self.bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
        self.bus.add_service_dir(self.folder)
        self.bus.up()
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.bus.get_bus_address(), flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
        self.told = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close_sync(None)
        self.bus.stop()
        shutil.rmtree(self.folder)

    def begin(self, method, kinds, *arguments):
        answer = []
        self.connection.call(NAME, PATH, INTERFACE, method, GLib.Variant(kinds, arguments), None, Gio.DBusCallFlags.NONE, 30000, None,
                             lambda c, r: answer.append(c.call_finish(r).unpack()))
        return answer

    def wait(self, ask, what):
        end = time.monotonic() + 40
        while not ask():
            GLib.MainContext.default().iteration(False)
            assert time.monotonic() < end, what
            time.sleep(.002)
        return ask()

    def ask(self, method, kinds, *arguments):
        answer = self.begin(method, kinds, *arguments)
        return self.wait(lambda: answer, f"{method} to be answered")[0]

    def find(self, *terms):
        return self.ask("GetInitialResultSet", "(as)", terms)[0]

    def describe(self, *ids):
        return self.ask("GetResultMetas", "(as)", ids)[0]

    def titles(self, *terms):
        return sorted(one["name"] for one in self.describe(*self.find(*terms)))

    def has_owner(self):
        return self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                         GLib.Variant("(s)", (NAME,)), None, 0, 5000, None).unpack()[0]

    def pid(self):
        return self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                         "GetConnectionUnixProcessID", GLib.Variant("(s)", (NAME,)), None, 0, 5000, None).unpack()[0]

    def stand_in(self):
        def called(connection, sender, path, interface, method, parameters, invocation):
            self.told.append(parameters.unpack())
            invocation.return_value(None)

        self.connection.register_object("/" + APP.replace(".", "/"), Gio.DBusNodeInfo.new_for_xml(WINDOW).interfaces[0], called, None, None)
        Gio.bus_own_name_on_connection(self.connection, APP, 0, None, None)


def results(library):
    """Ids in order, each described; the query language; a narrower question."""
    filled(library)
    with Shell(library) as shell:
        ids = shell.find("keeper")
        assert ids == ["3", "1"] or ids == ["1", "3"], ids
        lamp = next(one for one in shell.describe(*ids) if one["id"] == "1")
        assert lamp["name"] == "The Lamp Room" and lamp["gicon"], lamp
        assert lamp["description"].startswith("oar.example · ") and "keeper writes" in lamp["description"], lamp
        assert all(ord(c) >= 32 for c in lamp["description"]), lamp
        assert shell.titles("salt", "wind") == ["Salt & Rope", "Tides"]
        assert shell.titles("tag:sea") == ["The Lamp Room"]
        assert shell.titles("keeper", "-rope") == ["The Lamp Room"]
        assert shell.titles('"lamp', 'wants"') == ["Salt & Rope", "Tides"]
        assert shell.ask("GetSubsearchResultSet", "(asas)", ids, ["keeper", "lamp"])[0] == shell.find("keeper", "lamp")
        assert shell.find("nowhere") == [] and shell.find() == [] and shell.find("", " ") == []
        assert shell.describe("99", "0", "-1", "x", "1")[0]["name"] == "The Lamp Room"
        cli(library, "delete", "1")
        assert shell.find("tag:sea") == [], "what is in the trash is found"


def nothing(library):
    """Without a library there are no results, and none is made; nor is an old one upgraded."""
    with Shell(library) as shell:
        assert shell.find("keeper") == [] and shell.describe("1") == []
    assert not os.path.exists(library)
    filled(library)
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("PRAGMA user_version = 1")
    db.close()
    with Shell(library) as shell:
        assert shell.find("keeper") == []
    with sqlite3.connect(f"{library}/library.db") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()


def untouched(library):
    """Nothing is written but the lock memory of SQLite's readers."""
    def state():
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(pathlib.Path(library).rglob("*"))
                if path.is_file() and not path.name.endswith(("-shm", "-wal"))}

    filled(library)
    before = state()
    with Shell(library) as shell:
        assert len(shell.titles("keeper")) == 2
    assert state() == before
    assert all(path.stat().st_size == 0 for path in pathlib.Path(library).glob("*-wal")), "there is something in the WAL"


def activate(library):
    """What is chosen is opened by the application: an article at its hit, or the search."""
    filled(library)
    with Shell(library) as shell:
        shell.stand_in()
        shell.ask("ActivateResult", "(sasu)", "1", ["keeper", "lamp"], 77)
        shell.wait(lambda: shell.told, "the window to be told")
        assert shell.told == [("show-article", [(1, "keeper lamp")], {"desktop-startup-id": "_TIME77"})], shell.told
        shell.ask("LaunchSearch", "(asu)", ["keeper", "tag:sea"], 78)
        shell.wait(lambda: len(shell.told) == 2, "the window to be told")
        assert shell.told[1] == ("search-for", ["keeper tag:sea"], {"desktop-startup-id": "_TIME78"}), shell.told
        shell.ask("ActivateResult", "(sasu)", "no id", ["keeper"], 79)
        time.sleep(.2)
        assert len(shell.told) == 2


def overtaken(library):
    """Each letter asks anew: every question has an answer, the last one the right one."""
    filled(library)
    with Shell(library) as shell:
        answers = [shell.begin("GetInitialResultSet", "(as)", ["keeper"[:n]]) for n in range(1, 7)]
        shell.wait(lambda: all(answers), "all the answers")
        assert sorted(answers[-1][0][0]) == ["1", "3"], answers
        assert all(set(answer[0][0]) <= {"1", "2", "3"} for answer in answers), answers


def idle(library):
    """It ends by itself; one that is asked for what another one found still knows it."""
    filled(library)
    with Shell(library) as shell:
        ids = shell.find("keeper")
        assert shell.has_owner()
        began = time.monotonic()
        shell.wait(lambda: not shell.has_owner(), "it to end")
        assert time.monotonic() - began > IDLE_MS / 2000
        assert sorted(one["name"] for one in shell.describe(*ids)) == ["The Lamp Room", "Tides"]


def asleep(library):
    """Between the last question, after which it closes the library, and its end it does nothing at all."""
    if wakeups.why_not() is not None:
        raise tap.Skip(wakeups.why_not())
    filled(library)
    with Shell(library, idle=60000) as shell:
        assert len(shell.titles("keeper")) == 2
        time.sleep(4)
        asked = wakeups.calls(shell.pid(), 5)
        assert not asked, "it wakes up: " + "\n".join(asked[:40])
        assert len(shell.titles("keeper")) == 2


def fresh(library):
    """What another process has just saved is found."""
    filled(library)
    with Shell(library, idle=60000) as shell:
        assert shell.titles("beacon") == []
        add(library, "The Beacon", "A beacon burns on the hill above the harbour wall. ")
        assert shell.titles("beacon") == ["The Beacon"]
        time.sleep(3.5)  # closed meanwhile, and not held
        add(library, "Another Beacon", "A beacon burns on the hill above the harbour wall. ")
        assert shell.titles("beacon") == ["Another Beacon", "The Beacon"]


def hostile(library):
    """Whatever is typed is answered."""
    filled(library)
    with Shell(library) as shell:
        for terms in (['"'], ["(((("], ["OR"], ["-"], ["*"], ["'; DROP TABLE article; --"], ["\u202e\u0001"], ["é" * 9000], ["a"] * 3000,
                      ["tag:"], ["words:>>"], ["%s%n"], ["NEAR("], ["\ufffd"]):
            assert isinstance(shell.find(*terms), list), terms
        assert len(shell.titles("keeper")) == 2


def main(cases):
    wanted = sys.argv[3:] or list(cases)
    if gi is None or shutil.which("dbus-daemon") is None:
        print(f"1..0 # SKIP there is no {'PyGObject' if gi is None else 'dbus-daemon'} here")
        return 0
    return tap.go_through_cases("search-provider", [(name, tap.in_library(cases[name])) for name in wanted],
                                (AssertionError, GLib.Error, OSError))


if __name__ == "__main__":
    sys.exit(main({case.__name__: case for case in (activate, asleep, fresh, hostile, idle, nothing, overtaken, results, untouched)}))
