# SPDX-License-Identifier: GPL-3.0-or-later
"""A window at rest does nothing at all: test-idle.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Every thread is watched by strace; what one of them asks of the system in that time is a waking up. What comes once and
late (duplicates are looked for half a minute after the start) may have its own time: one silent while is looked for."""
import os
import sys
import time

sys.path[:0] = [os.path.dirname(__file__), os.path.dirname(os.path.dirname(__file__))]
import cases  # noqa: E402
import wakeups  # noqa: E402
from cases import cli, opened, row  # noqa: E402

TITLE = "The Lamp Room"
PAGE = f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>" + "<p>The keeper writes the hour down.</p>" * 60 + "</article>"
SECONDS, TRIES = 10, 6


def rest(window, what):
    for _ in range(TRIES):
        asked = wakeups.calls(window.process.pid, SECONDS)
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
    why_not = wakeups.why_not()
    if why_not is not None:
        print(f"1..0 # SKIP {why_not}")
        sys.exit(0)
    cases.main("idle", (resting,))
