# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak as a person uses it, in a home of its own: test-sandbox.py SOURCE PICTURE. Prints TAP.

Runs under tests/headless; ./dev flatpak calls it."""
import contextlib
import functools
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

SOURCE, PICTURE = pathlib.Path(sys.argv[1]), sys.argv[2]
sys.path[:0] = [str(SOURCE / "tests"), str(SOURCE / "tests/ui")]
import tap  # noqa: E402
from drive import NotThere, Window  # noqa: E402

MANIFEST = next((SOURCE / "flatpak").glob("*.yml"))
APP_ID = MANIFEST.stem
NOBODY = 65534  # an ordinary user, whom every system has
TITLE = "The Marsh Keeper Who Learned to Read the Tide by Ear"


class Sandboxed(Window):
    """Its process is the sandbox; what is seen of it comes from the program within."""

    def command(self, program, library, arguments):
        return ["flatpak", "run", program, *arguments]

    def is_mine(self, application):
        return application.get_name() in ("sheaf", APP_ID)

    def x_owner(self):
        return []


def inside(*command, **options):
    done = subprocess.run(["flatpak", "run", f"--command={command[0]}", APP_ID, *command[1:]], capture_output=True, text=True, timeout=60, **options)
    return done.returncode, done.stdout + done.stderr


class Pages(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments):
        super().__init__(*arguments, directory=SOURCE / "data/demo")

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def has_title(title):
    return re.compile("^" + re.escape(title))


def reading(home):
    """A page is saved, read and tagged; when the program is started again it is there."""
    base = serve()
    with Sandboxed(APP_ID, None) as window:
        window.on_screen("label", "Nothing Saved Yet")
        window.key("ctrl+n")
        time.sleep(.5)
        window.type(f"{base}/reading-the-tide.html\n")
        window.on_screen("list item", has_title(TITLE))
        window.click("list item", has_title(TITLE))
        page = window.exists("text", has_title(TITLE))
        window.poll(lambda: "seven legs of tarred oak" in window.text(page), "the text")
        window.key("t")
        time.sleep(.5)
        window.type("coast\n")
        window.exists("label", "#coast")
        window.key("Escape", "Escape")
        assert window.close() == 0
    assert (home / ".var/app" / APP_ID / "data/sheaf/library.db").exists(), "the library lies elsewhere"
    with Sandboxed(APP_ID, None) as window:
        window.click("list item", has_title(TITLE))
        window.exists("label", "#coast")
        page = window.exists("text", has_title(TITLE))
        window.poll(lambda: "seven legs of tarred oak" in window.text(page), "the text")
        time.sleep(1)  # the picture comes last
        window.shot(PICTURE)
        assert window.close() == 0
    status, said = inside("sheaf-cli", "list")
    assert status == 0 and TITLE in said, said


@contextlib.contextmanager
def ordinary_user(home):
    """What makes a process an ordinary user's, to whom the home belongs: root is confined by nothing."""
    if os.getuid() != 0:
        yield {}
        return
    own = pathlib.Path(os.environ["FLATPAK_USER_DIR"])
    if not all(folder.stat().st_mode & 0o001 for folder in own.parents):
        raise tap.Skip("run as an ordinary user: nobody else reaches this installation")
    for path in [home, *home.rglob("*")]:
        os.lchown(path, NOBODY, NOBODY)
    mode = own.stat().st_mode & 0o777
    own.chmod(0o711)
    try:
        yield {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    finally:
        own.chmod(mode)


def confined(home):
    """Nothing of the home folder is seen, and nothing arrives there."""
    (home / "diary.txt").write_text("nobody's business")
    (home / "run").mkdir(mode=0o700)
    env = {**{name: os.environ[name] for name in ("PATH", "HOME", "FLATPAK_USER_DIR")}, "XDG_RUNTIME_DIR": str(home / "run")}
    look = 'id -u; ls -A "$HOME"; cat "$HOME/diary.txt"; echo x >"$HOME/left"; ls -A /home /root /media /mnt; true'
    with ordinary_user(home) as user:
        status, said = inside("sh", "-c", look, env=env, **user)
    assert status == 0, said
    assert said.splitlines()[0] == str(user.get("user", os.getuid())), said
    assert "nobody's business" not in said and "diary.txt: No such file" in said, said
    assert not (home / "left").exists(), "it wrote into the home folder"
    assert not set(said.split()) & {path.name for path in pathlib.Path("/home").iterdir()}, said


def permissions(home):
    """What is installed may do what the manifest says, and nothing more."""
    said = subprocess.run(["flatpak", "info", "--show-permissions", APP_ID], capture_output=True, text=True, check=True).stdout
    may = {f"{key}={value}" for key, values in re.findall(r"^(\w+)=(.*)$", said, re.M) for value in values.split(";") if value}
    kinds = {"share": "shared", "socket": "sockets", "device": "devices"}
    wanted = {f"{kinds.get(kind, kind)}={value}" for kind, value in re.findall(r"^  - --([\w-]+)=(.*)$", MANIFEST.read_text(), re.M)}
    if "sockets=fallback-x11" in wanted:
        wanted.add("sockets=x11")  # as it is written down for older ones
    assert may == wanted, f"{may ^ wanted}"


CASES = [reading, permissions, confined]


def main():
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    os.environ.setdefault("FLATPAK_USER_DIR", f"{data}/flatpak")
    os.environ.pop("XDG_DATA_HOME", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        settings = pathlib.Path(folder, ".var/app", APP_ID, "config/gtk-4.0/settings.ini")
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n")
        return tap.go_through_cases("flatpak", [(case.__name__, functools.partial(case, pathlib.Path(folder))) for case in CASES],
                                    (AssertionError, NotThere, subprocess.SubprocessError, OSError))


if __name__ == "__main__":
    sys.exit(main())
