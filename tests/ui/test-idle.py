# SPDX-License-Identifier: GPL-3.0-or-later
"""A window at rest does nothing at all: test-idle.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Every thread is watched by strace; what one of them asks of the system in that time is a waking up. What comes once and
late (duplicates are looked for half a minute after the start) may have its own time: one silent while is looked for."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

TITLE = "The Lamp Room"
PAGE = f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>" + "<p>The keeper writes the hour down.</p>" * 60 + "</article>"
SECONDS, TRIES = 10, 6
# The beginning of a wait that strace met at its start, and its own end: what wakes up is resumed.
NOTHING = re.compile(r"restart_syscall|strace: |^\d+ +(poll|ppoll|futex|epoll_wait|select)\(([^=]*|.* <unfinished \.\.\.>)$|<detached \.\.\.>$")


def thread(window, line):
    """The name of the thread that a line of strace's is of; its number where it has ended."""
    number = line.split()[0]
    try:
        with open(f"/proc/{window.process.pid}/task/{number}/comm", encoding="utf-8") as name:
            return name.read().strip()
    except OSError:
        return number


def calls(window):
    """What its threads asked of the system, and which one it was."""
    with tempfile.NamedTemporaryFile("r") as log:
        subprocess.run(["timeout", "-s", "INT", str(SECONDS), "strace", "-f", "-o", log.name, "-p", str(window.process.pid)],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = [line.rstrip() for line in log]
    assert any(line.startswith(f"{window.process.pid} ") for line in lines), f"strace watches nothing: {lines}"
    return [f"{thread(window, line)}: {line.split(maxsplit=1)[1]}" for line in lines if not NOTHING.search(line)]


def may_trace():
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["timeout", "1", "strace", "-o", "/dev/null", "-p", str(sleeper.pid)], capture_output=True, text=True)
    return "a program may not be traced here" if "not permitted" in done.stderr else None


def rest(window, what):
    for _ in range(TRIES):
        asked = calls(window)
        if not asked:
            return
    raise AssertionError(f"{what} wakes up, {len(asked)} calls in {SECONDS} seconds:\n" + "\n".join(asked[:40]))


def resting(library):
    """An article is open; then the search field has the focus, whose caret stops blinking by itself."""
    cli(library, "add", "--url", "https://oar.example/lamp", "-", page=PAGE)
    with opened(library) as window:
        window.click("list item", row(TITLE))
        window.on_screen("text", TITLE)
        time.sleep(2)
        rest(window, "an open article")
        window.key("ctrl+k")
        time.sleep(12)
        rest(window, "the search field")
        assert window.close() == 0


if __name__ == "__main__":
    sleeper = subprocess.Popen(["sleep", "30"])
    why_not = may_trace()
    sleeper.kill()
    if why_not is not None:
        print(f"1..0 # SKIP {why_not}")
        sys.exit(0)
    cases.main("idle", (resting,))
