# SPDX-License-Identifier: GPL-3.0-or-later
"""The links of an article: test-links.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

What was saved is looked up in the library's file: a toast is not told to AT-SPI."""
import os
import re
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
HARBOUR = "https://oar.example/harbour"


def add(library, address, title, body):
    cli(library, "add", "--url", address, "-",
        page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article>")


def filled(library):
    add(library, HARBOUR, "The Harbour", f"<p>{SENTENCE * 8}</p>" * 3)
    add(library, "https://oar.example/tide", "A Year of Tides",
        f"<p><a href='{HARBOUR}?utm_source=tide'>The harbour</a> has <a href='https://xn--bcher-kva.example/chart'>a chart</a>. {SENTENCE * 8}</p>"
        + f"<p>{SENTENCE * 8}</p>" * 3)


def asked(library, question):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute(question).fetchone()[0]


def open_page(window):
    window.click("list item", row("A Year of Tides"))
    window.on_screen("text", row("A Year of Tides"))
    time.sleep(.8)
    window.key("F6")


def address(library):
    """Tab goes from link to link and the page's foot says where each leads, in the letters of its own language."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("Tab")
        window.exists("label", f"Saved: {HARBOUR}?utm_source=tide")
        window.key("Tab")
        window.exists("label", "https://bücher.example/chart")
        window.key("Tab")
        window.poll(lambda: not window.all("label", re.compile("^https://")), "the address to go")
        assert window.close() == 0


def cell(library):
    """A link in a table opens, too, by a click and by the keyboard."""
    add(library, HARBOUR, "The Harbour", f"<p>{SENTENCE * 8}</p>" * 3)
    time.sleep(1.1)  # the newer one comes first
    add(library, "https://oar.example/tide", "A Year of Tides",
        f"<p>{SENTENCE * 8}</p><table><tr><th>Where</th><th>What</th></tr><tr><td><a href='{HARBOUR}'>Harbour</a></td><td>{SENTENCE}</td></tr></table>")
    with opened(library) as window:
        for click in (True, False):
            open_page(window)
            grid = window.on_screen("table", "Table")
            x, y = window.middle(grid)
            _, _, width, height = window.place(grid)
            if click:
                window.xdo("mousemove", x - width // 2 + 20, y - height // 2 + 55)
                time.sleep(.2)
                window.xdo("click", 1)
            else:
                window.key("Tab", "Return")
            window.on_screen("text", row("The Harbour"))
        assert window.close() == 0


def menu(library):
    """The keyboard's menu on a link; what it copies and saves. Nothing of it edits."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("Tab", "Tab", "shift+F10")
        window.exists("menu item", "Open in Browser")
        window.exists("menu item", "Copy Link")
        names = {window.name_of(item) for item in window.all("menu item")}
        assert not names & {"Cut", "Paste", "Delete", "Insert Emoji"}, names
        window.choose("Save to Sheaf")
        window.poll(lambda: asked(library, "SELECT count(*) FROM article") == 3, "a third article")
        window.exists("link", "a chart, saved")
        window.on_screen("text", row("A Year of Tides"))
        window.key("ctrl+z")
        window.poll(lambda: asked(library, "SELECT count(*) FROM article WHERE trashed_at IS NULL") == 2, "the saving to be undone")
        window.exists("link", "a chart")
        assert window.close() == 0


def saved(library):
    """A link to a saved article is named so and opens it inside, whatever is added to its address."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.exists("link", "The harbour, saved")
        window.exists("link", "a chart")
        window.key("Tab", "Return")
        window.on_screen("text", row("The Harbour"))
        assert window.close() == 0


def text(library):
    """The menu of the text, by pointer: to copy and to highlight what is selected."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        x, y = window.middle(window.on_screen("text", row("A Year of Tides")))
        window.xdo("mousemove", x, y, "click", 3)
        window.choose("Select All")
        time.sleep(.3)
        window.xdo("click", 3)
        window.exists("menu item", "Copy with Source")
        names = {window.name_of(item) for item in window.all("menu item")}
        assert names == {"Copy", "Copy with Source", "Highlight", "Note", "Search Library", "Translate", "Select All"}, names  # too long to look up
        window.choose("Highlight")
        window.poll(lambda: asked(library, "SELECT count(*) FROM note") == 1, "the highlight")
        assert window.close() == 0


def footnote(library):
    """A reference shows its note beside it; the note's own way back leads to the reference it was come from."""
    add(library, "https://oar.example/tide", "A Year of Tides",
        f"<p>Twice a day<sup><a id='r1' href='#n1'>1</a></sup>. {SENTENCE * 8}</p>" + f"<p>{SENTENCE * 8}</p>" * 8
        + "<ol><li id='n1'>After the <a href='https://moon.example/'>moon</a>. <a href='#r1'>↩</a></li></ol>")
    with opened(library) as window:
        open_page(window)
        window.key("Tab", "Return")
        window.exists("label", re.compile("^After the moon\\.$"))
        window.act("push button", "Go to Footnote")
        window.poll(lambda: not window.all("push button", "Go to Footnote"), "the note to close")
        window.poll(lambda: asked(library, "SELECT progress FROM article") > .3, "the note to be in sight")
        window.key("Return")
        window.poll(lambda: asked(library, "SELECT progress FROM article") < .1, "the reference to be in sight")
        window.key("Return")
        window.exists("push button", "Go to Footnote")
        window.key("Escape")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("links", [address, cell, footnote, menu, saved, text])
