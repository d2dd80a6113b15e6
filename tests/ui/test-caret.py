# SPDX-License-Identifier: GPL-3.0-or-later
"""The article by its caret and from highlight to highlight: test-caret.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import os
import sqlite3
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
HARBOUR = "https://oar.example/harbour"
TITLE = "A Year of Tides"


def add(library, address, title, body):
    cli(library, "add", "--url", address, "-",
        page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article>")


def filled(library):
    add(library, HARBOUR, "The Harbour", f"<p>{SENTENCE * 8}</p>" * 3)
    add(library, "https://oar.example/tide", TITLE,
        f"<p><a href='{HARBOUR}'>The harbour</a> is near. {SENTENCE * 3}</p>"
        "<table><tr><th>Hour</th><th>Water</th></tr><tr><td>One</td><td>High</td></tr></table>"
        "<pre><code>tide = moon()\nprint(tide)</code></pre>" + f"<p>{SENTENCE * 8}</p>" * 12)


def rows(library, question):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute(question).fetchall()


def page(window):
    return window.on_screen("text", row(TITLE))


def open_page(window):
    window.click("list item", row(TITLE))
    window.page = page(window)
    time.sleep(.8)
    window.key("F6")


def caret(window):
    return Atspi.Text.get_caret_offset(window.page.get_text_iface())


def moved(window, *keys):
    """By KEYS from where it stood to where it stands then."""
    before = caret(window)
    window.key(*keys)
    return before, window.poll(lambda: caret(window) != before and caret(window), f"the caret to move by {keys}")


def to_the_link(window):
    """From a place near the page's top, line by line from the headline on."""
    window.key("ctrl+Home")
    for _ in range(12):
        if window.all("label", f"Saved: {HARBOUR}"):
            break
        moved(window, "Down")
    window.exists("label", f"Saved: {HARBOUR}")


def browsing(library):
    """F7: the arrows move a caret, Enter opens the link in which it stands; without it they scroll. It is remembered."""
    filled(library)
    with opened(library, GSETTINGS_BACKEND="keyfile") as window:
        open_page(window)
        before = caret(window)
        window.key("Right", "Right")
        time.sleep(.3)
        assert caret(window) == before, "the arrows move a caret that is not to be seen"
        window.key("F7")
        time.sleep(.3)
        for _ in range(12):  # through table and code to the last paragraphs
            moved(window, "Down")
        to_the_link(window)
        assert window.close() == 0
    with opened(library, GSETTINGS_BACKEND="keyfile") as window:
        open_page(window)
        moved(window, "Right")
        window.key("s")  # a command as ever
        window.poll(lambda: rows(library, f"SELECT starred FROM article WHERE title = '{TITLE}'") == [(1,)], "the star")
        to_the_link(window)
        window.key("Return")
        window.on_screen("text", row("The Harbour"))
        assert window.close() == 0


def selecting(library):
    """Shift and the arrows select; what is selected is highlighted by its key."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("F7")
        time.sleep(.3)
        window.key("ctrl+End")
        moved(window, "ctrl+shift+Left")
        moved(window, "ctrl+shift+Left")
        window.key("2")
        window.poll(lambda: rows(library, "SELECT quote, color FROM note") == [("is doing.", 1)], "the highlight")
        assert window.close() == 0


def highlights(library):
    """} and { go from highlight to highlight, and a colour's key then means the one gone to."""
    filled(library)
    ids = rows(library, f"SELECT id FROM article WHERE title = '{TITLE}'")[0][0]
    with opened(library) as window:
        open_page(window)
        window.key("F7")
        time.sleep(.3)
        window.key("ctrl+End")
        for color in ("2", "3"):
            moved(window, "ctrl+shift+Left")
            moved(window, "ctrl+shift+Left")
            window.key(color)
            window.poll(lambda: any(c == int(color) - 1 for c, in rows(library, "SELECT color FROM note")), "a highlight")
            for _ in range(4):
                moved(window, "Up")
        def colors():
            return [c for c, in rows(library, f"SELECT color FROM note WHERE article_id = {ids} ORDER BY start")]
        assert colors() == [2, 1], colors()
        window.key("ctrl+Home")
        time.sleep(.3)
        first = moved(window, "braceright")[1]
        second = moved(window, "braceright")[1]
        assert second > first
        window.key("4")
        window.poll(lambda: colors() == [2, 3], "the second to have another colour")
        moved(window, "braceleft")
        window.key("5")
        window.poll(lambda: colors() == [4, 3], "the first to have another colour")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("caret", [browsing, highlights, selecting])
