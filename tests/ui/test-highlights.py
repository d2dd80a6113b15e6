# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of all highlights as a person uses it: test-highlights.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import CLI, cli, opened, row  # noqa: E402

ORE = "The last train of ore left the valley in the spring of the flood."
MARKS = {  # title: quotation, note, colour, days old
    "The Bell Buoy": [("the chain parted three fathoms down", "Ask for the café log of 1961", 0, 30), ("paid them in coal", None, 1, 2)],
    "A Hundred Years of Sour": [("fed with rye and lukewarm water", None, 2, 40), ("the jar was carried up", "before the silver", 0, 1)],
    "The Ore Railway": [(ORE, None, 3, 3)],
}
TEXTS = {
    "The Bell Buoy": "The keeper found the chain parted three fathoms down.\n\nThe harbour master paid them in coal.",
    "A Hundred Years of Sour": "Every evening it is fed with rye and lukewarm water.\n\nWhen the river rose the jar was carried up to the tower.",
    "The Ore Railway": "\n\n".join(["The sleepers were of larch and the bridges were of stone, and the men who laid them came from over the pass."] * 60 + [ORE]),
}
CHAIN, COAL, RYE, JAR, LAST = (row(quote) for marks in MARKS.values() for quote, *_ in marks)


def add_articles(library):
    with tempfile.TemporaryDirectory() as folder:
        for number, (title, text) in enumerate(TEXTS.items()):
            page = pathlib.Path(folder) / f"{number}.txt"
            page.write_text(f"{title}\n\n{text}\n")
            cli(library, "add", *(("--tag", "sea") if number == 0 else ()), str(page))


def filled(library):
    add_articles(library)
    with sqlite3.connect(f"{library}/library.db") as db:
        for title, marks in MARKS.items():
            article, = db.execute("SELECT id FROM article WHERE title = ?", (title,)).fetchone()
            for quote, body, color, days in marks:
                at = int((time.time() - days * 86400) * 1e6)
                db.execute("INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at)"
                           " VALUES (randomblob (16), ?, ?, '', '', 0, 0, ?, ?, ?, ?)", (article, quote, body, color, at, at))
    subprocess.run([CLI, "--library", library, "verify", "--repair"], check=False, capture_output=True)  # the index learns of it


def count(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count (*) FROM note WHERE quote IS NOT NULL").fetchone()[0]


def progress(library, title):
    """How far the article was scrolled, as it is kept."""
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute("SELECT progress FROM article WHERE title = ?", (title,)).fetchone()[0]


def show(window):
    window.on_screen("list item", row("The Bell Buoy"))
    time.sleep(.3)
    window.key("ctrl+shift+h")
    window.exists(None, "Search Highlights")


def gone(window, *names):
    window.poll(lambda: not any(window.all("list item", name) for name in names), f"{names} to go")


def all_there(window, *names):
    for name in names:
        window.exists("list item", name)


def grouped(library):
    """By article, the newest first; what is in the trash is left out."""
    filled(library)
    with opened(library) as window:
        show(window)
        all_there(window, CHAIN, COAL, RYE, JAR, LAST)
        heading = re.compile("^The Bell Buoy, No address$")
        places = [window.place(window.exists("list item", name))[1] for name in
                  (re.compile("^The Ore Railway, No address$"), LAST, heading, CHAIN, COAL)]
        order = sorted(places)
        assert places[0] < places[1] and places[2] < min(places[3], places[4]), places
        assert places[1] < places[2] or order[0] == places[0], places
    number = next(n for n in ("1", "2", "3") if "Bell" in cli(library, "show", n))
    cli(library, "delete", number)
    with opened(library) as window:
        window.on_screen("list item", row("The Ore Railway"))
        window.key("ctrl+shift+h")
        all_there(window, RYE, JAR, LAST)
        gone(window, CHAIN, COAL)
        window.key("Escape")
        window.poll(lambda: not window.all(None, "Search Highlights"), "it is closed")


def search(library):
    """Words in quotation, note and title, without accents; a tag; a colour."""
    filled(library)
    with opened(library) as window:
        show(window)
        all_there(window, CHAIN, LAST)
        window.key("ctrl+f")
        window.type("cafe CHAIN")
        gone(window, COAL, RYE, JAR, LAST)
        all_there(window, CHAIN)
        window.key("Escape")
        all_there(window, CHAIN, LAST)
        window.type("railway")
        gone(window, CHAIN, JAR)
        all_there(window, LAST)
        window.key("Escape")
        window.type("tag:sea")
        gone(window, RYE, JAR, LAST)
        all_there(window, CHAIN, COAL)
        window.key("Escape")
        all_there(window, LAST)
        window.click(None, "Yellow")
        gone(window, COAL, RYE, LAST)
        all_there(window, CHAIN, JAR)
        window.key("ctrl+f")
        window.type("nobodywrote")
        window.exists(None, "Nothing Found")


def opening(library):
    """The article comes at the place, also one that its list has not."""
    filled(library)
    number = next(n for n in ("1", "2", "3") if "Ore" in cli(library, "show", n))
    cli(library, "archive", number)
    with opened(library) as window:
        show(window)
        window.on_screen("list item", LAST)
        window.click("list item", LAST)
        window.poll(lambda: progress(library, "The Ore Railway") > .5, "the end of the article in sight")
        all_there(window, CHAIN)  # it stays open


def removing(library):
    filled(library)
    with opened(library) as window:
        show(window)
        window.on_screen("list item", COAL)
        window.click("list item", COAL)
        time.sleep(.5)
        window.key("Delete")
        window.poll(lambda: count(library) == 4, "it to be removed")
        gone(window, COAL)
        window.key("Delete")
        window.poll(lambda: count(library) == 3, "the next, which has the keyboard, to be removed")
        window.key("ctrl+z")
        window.key("ctrl+z")
        window.poll(lambda: count(library) == 5, "them to come back")
        all_there(window, COAL)


def copying(library):
    """What is listed, as the command line would tell it."""
    filled(library)
    with opened(library) as window:
        show(window)
        all_there(window, CHAIN)
        window.key("ctrl+f")
        window.type("tag:sea")
        gone(window, LAST)
        window.click(None, "Highlights Menu")
        window.choose("Copy as Markdown")
        want = cli(library, "highlights", "--format", "markdown", "--query", "tag:sea")
        window.poll(lambda: clipboard() == want, "the clipboard to have it", 10)


def clipboard():
    code = ("import gi; gi.require_version('Gtk', '4.0'); from gi.repository import Gtk, Gdk, GLib; Gtk.init(); "
            "loop = GLib.MainLoop(); "
            "Gdk.Display.get_default().get_clipboard().read_text_async(None, lambda c, r: (print(c.read_text_finish(r), end=''), loop.quit())); "
            "GLib.timeout_add(3000, loop.quit); loop.run()")
    return subprocess.run(["/usr/bin/python3", "-c", code], capture_output=True, text=True).stdout


def review(library):
    """A few of those that are older than a week."""
    filled(library)
    with opened(library) as window:
        show(window)
        all_there(window, CHAIN, LAST)
        window.click(None, "Review")
        gone(window, COAL, JAR, LAST)
        all_there(window, CHAIN, RYE)
        window.click(None, "Review")
        all_there(window, COAL, LAST)


def empty(library):
    add_articles(library)
    with opened(library) as window:
        window.on_screen("list item", row("The Bell Buoy"))
        window.key("ctrl+shift+h")
        window.exists(None, "No Highlights Yet")


if __name__ == "__main__":
    cases.main("highlights", [grouped, search, opening, removing, copying, review, empty])
