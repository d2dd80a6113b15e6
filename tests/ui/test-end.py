# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands after the last line of an article: test-end.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "


def add(library, title, *tags):
    words = [word for tag in tags for word in ("--tag", tag)]
    cli(library, "add", *words, "--url", f"https://oar.example/{title.replace(' ', '-')}", "-",
        page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>" + f"<p>{SENTENCE * 8}</p>" * 6 + "</article>")


def filled(library):
    add(library, "A Year of Tides", "science", "water")
    add(library, "The Harbour", "water")
    add(library, "The Lamp Room", "lamps")
    add(library, "Salt", "science", "water")


def archived(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return {title for title, in db.execute("SELECT title FROM article WHERE state = 1")}


def open_end(window, title):
    window.click("list item", row(title))
    window.on_screen("text", row(title))
    time.sleep(.8)
    window.key("F6")
    for _ in range(8):
        window.key("space")
    window.on_screen("push button", row("Next Unread"))


def going_on(library):
    """The next unread one, in the list's order; a related one, which is opened inside; each by the keyboard."""
    filled(library)
    with opened(library) as window:
        open_end(window, "Salt")
        names = [window.name_of(node) for node in window.all("push button", row("A Year"))
                 + window.all("push button", row("The Harbour"))]
        assert names == ["A Year of Tides, #science #water · oar.example · 4 min", "The Harbour, #water · oar.example · 4 min"], names
        assert not window.all("push button", row("The Lamp Room, ")), "an article without a common tag is related"
        for _ in range(12):
            window.key("Tab")
            if window.name_of(window.focused()) == "Next Unread: The Lamp Room":
                break
        window.key("Return")
        window.on_screen("text", row("The Lamp Room"))
        assert window.focused().get_role_name() == "text", "the keyboard does not stay in the page"
        time.sleep(.8)
        assert not window.all("push button", row("A Year of Tides, ")), "what was related to another one stays"
        open_end(window, "Salt")
        window.click("push button", row("The Harbour, "))
        window.on_screen("text", row("The Harbour"))
        assert window.close() == 0


def archiving(library):
    """The end archives, which can be taken back."""
    filled(library)
    with opened(library) as window:
        window.key("g", "h")
        open_end(window, "Salt")
        window.click("push button", "Archive")
        window.poll(lambda: archived(library) == {"Salt"}, "it to be archived")
        window.key("z")
        window.poll(lambda: archived(library) == set(), "it to be taken back")
        assert window.close() == 0


def no_text(library):
    """It is no part of what is copied."""
    filled(library)
    with opened(library) as window:
        open_end(window, "Salt")
        window.click("text", row("Salt"))
        window.key("ctrl+a", "ctrl+c")
        time.sleep(.3)
        window.key("slash")
        time.sleep(.3)
        window.key("ctrl+v")
        field = window.focused()
        window.poll(lambda: "wind is doing." in window.text(field), "the copied text")
        assert window.text(field).endswith("what the wind is doing."), repr(window.text(field)[-60:])
        assert window.close() == 0


def pressing(library):
    """Where it is empty a double click selects nothing of it, as nothing of it is copied."""
    filled(library)
    with opened(library) as window:
        open_end(window, "Salt")
        x, y = window.middle(window.on_screen("label", "Related"))
        window.xdo("mousemove", x + 200, y, "click", "--repeat", 2, "--delay", 60, 1)
        time.sleep(.6)
        text = window.on_screen("text", row("Salt")).get_text_iface()
        assert Atspi.Text.get_n_selections(text) == 0, "the end is selected"


if __name__ == "__main__":
    cases.main("end", [archiving, going_on, no_text, pressing])
