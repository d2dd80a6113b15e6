# SPDX-License-Identifier: GPL-3.0-or-later
"""Highlights as a person makes them: test-marks.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own; what was marked is looked up in the library's file."""
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

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing."


def filled(library):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "lamp.txt"
        page.write_text("The Lamp Room\n\n" + "\n\n".join(f"{word}. {SENTENCE}" for word in ("First", "Second", "Third", "Fourth")) + "\n")
        cli(library, "add", str(page))


def marks(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute("SELECT quote, color, body FROM note WHERE quote IS NOT NULL ORDER BY start").fetchall()


def page(window):
    return window.on_screen("text", row("The Lamp Room"))


def select_word(window, down):
    """The word in the middle of the page's left half, DOWN pixels below its top."""
    node = page(window)
    x, y = window.middle(node)
    _, _, width, height = window.place(node)
    window.xdo("mousemove", x - width // 5, y - height // 2 + down)
    time.sleep(.1)
    window.xdo("click", "--repeat", 2, "--delay", 60, 1)
    time.sleep(.4)


def click_again(window):
    """Where the pointer is; it has moved since the popover went, or GTK takes the place for one of that."""
    time.sleep(.7)
    for by in (-2, 2):
        window.xdo("mousemove_relative", "--", by, 0)
        time.sleep(.1)
    window.xdo("click", 1)


def open_page(window):
    window.click("list item", row("The Lamp Room"))
    page(window)
    time.sleep(.5)


def one_mark(library):
    found = marks(library)
    assert len(found) == 1, found
    return found[0]


def keys(library):
    """A word is marked by a key, its colour changed by another, and taken back."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        select_word(window, 152)
        window.key("2")
        window.poll(lambda: len(marks(library)) == 1, "the highlight")
        quote, color, body = one_mark(library)
        assert quote.strip(".,") in SENTENCE and color == 1 and body is None, (quote, color, body)
        window.key("F9")
        window.on_screen("list item", row(f"{quote}, Green"))
        window.key("ctrl+z")
        window.poll(lambda: marks(library) == [], "it to be undone")
        window.off_screen("list item", row(f"{quote}, Green"))
        window.key("ctrl+shift+z")
        window.on_screen("list item", row(f"{quote}, Green"))
        assert window.close() == 0


def note(library):
    """A note on what is selected marks it first; it is saved as it is typed, shown on its card, and found."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        select_word(window, 152)
        window.key("N")
        window.exists("text", "Note on the Highlight")
        time.sleep(.5)
        window.type("compare the log of 1961")
        window.poll(lambda: marks(library) and marks(library)[0][2] == "compare the log of 1961", "the note to be saved")
        window.key("Escape")
        window.key("F9")
        quote = one_mark(library)[0]
        window.on_screen("list item", row(f"{quote}, Yellow, compare the log"))
        assert window.close() == 0
    assert "The Lamp Room" in cli(library, "search", "note:1961")


def tools(library):
    """The small popover: opened by a click on a highlight, it changes the colour and removes it."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        select_word(window, 152)
        window.exists("push button", "Highlight: Blue")
        window.key("Escape")
        window.poll(lambda: not window.all("push button", "Highlight: Blue"), "it to close")
        page(window)
        time.sleep(.5)
        select_word(window, 152)
        window.exists("push button", "Highlight: Blue")
        window.act("push button", "Highlight: Blue")
        window.poll(lambda: len(marks(library)) == 1, "the highlight")
        assert one_mark(library)[1] == 2
        click_again(window)
        window.exists("push button", "Remove Highlight")
        window.act("push button", "Highlight: Pink")
        window.poll(lambda: one_mark(library)[1] == 3, "another colour")
        click_again(window)
        window.act("push button", "Remove Highlight")
        window.poll(lambda: marks(library) == [], "it to go")
        window.key("ctrl+z")
        window.poll(lambda: len(marks(library)) == 1, "it to come back")
        assert window.close() == 0


def leaving(library):
    """The small popover goes with the line that it stands beside, and not on with the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "lamp.txt"
        path.write_text("The Lamp Room\n\n" + "\n\n".join(f"{number}. {SENTENCE}" for number in range(120)) + "\n")
        cli(library, "add", str(path))
    with opened(library) as window:
        open_page(window)
        select_word(window, 152)
        window.exists("push button", "Highlight: Blue")
        window.key("space")
        window.poll(lambda: not window.all("push button", "Highlight: Blue"), "it to close")
        assert window.close() == 0


def table(library):
    """What is selected from a line before a table into it is marked with all of the table."""
    cli(library, "add", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>The Lamp Room</title><article><h1>The Lamp Room</h1><p>{SENTENCE * 3}</p>"
             "<table><tr><th>Hour</th><th>Water</th></tr><tr><td>One</td><td>High</td></tr></table>"
             + f"<p>{SENTENCE * 4}</p>" * 5 + "</article>")
    with opened(library) as window:
        open_page(window)
        grid = window.on_screen("table", "Table")
        x, y = window.middle(grid)
        _, _, width, height = window.place(grid)
        window.xdo("mousemove", x - width // 2 + 3, y - height // 2 - 40)
        window.xdo("mousedown", 1)
        for by in (15, 30, 45, 60):
            window.xdo("mousemove_relative", "--", 4, by // 2)
            time.sleep(.1)
        window.xdo("mouseup", 1)
        time.sleep(.5)
        window.key("1")
        window.poll(lambda: len(marks(library)) == 1, "the highlight")
        quote = one_mark(library)[0]
        assert quote.endswith("\nHour\tWater\nOne\tHigh"), repr(quote)
        assert window.close() == 0


def cell(library):
    """A word in a table is marked, and its highlight opens its tools where it is clicked."""
    cli(library, "add", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>The Lamp Room</title><article><h1>The Lamp Room</h1><p>{SENTENCE * 3}</p>"
             "<table><tr><th>Hour</th><th>Water</th></tr><tr><td>Midnight</td><td>High</td></tr></table>"
             + f"<p>{SENTENCE * 4}</p></article>")
    with opened(library) as window:
        open_page(window)
        grid = window.on_screen("table", "Table")
        x, y = window.middle(grid)
        _, _, width, height = window.place(grid)
        window.xdo("mousemove", x - width // 2 + 2, y + height // 4)
        window.xdo("mousedown", 1)
        for _ in range(4):
            window.xdo("mousemove_relative", 14, 0)
            time.sleep(.1)
        window.xdo("mouseup", 1)
        window.exists("push button", "Highlight: Green")
        window.key("2")
        window.poll(lambda: len(marks(library)) == 1, "the highlight")
        quote = one_mark(library)[0]
        assert len(quote) > 2 and "Midnight".startswith(quote), repr(quote)
        window.xdo("mousemove", x - width // 2 + 24, y + height // 4)
        click_again(window)
        window.act("push button", "Remove Highlight")
        window.poll(lambda: marks(library) == [], "it to go")
        assert window.close() == 0


def lose(library, *quotes):
    """Highlights that nothing in the text is like."""
    with sqlite3.connect(f"{library}/library.db") as db:
        article, = db.execute("SELECT id FROM article").fetchone()
        for quote in quotes:
            db.execute("INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at)"
                       " VALUES (randomblob (16), ?, ?, '', '', 0, 0, NULL, 0, 1, 1)", (article, quote))
    subprocess.run([CLI, "--library", library, "verify", "--repair"], check=False, capture_output=True)  # the index learns of it


def tray(library):
    """What lost its place waits under the article: attached to what is selected afterwards or before, copied, deleted."""
    filled(library)
    lose(library, "what nobody ever wrote", "nor this here", "the third of them")
    heading = "3 highlights could not be found in this version"
    with opened(library) as window:
        open_page(window)
        window.exists("label", heading)
        window.act("push button", "Attach: nor this here")
        window.exists("label", row("Select its new place in the text, then"))
        assert not window.all("push button", "Attach")
        select_word(window, 152)
        window.exists("push button", "Attach")
        window.act("push button", "Attach")
        window.poll(lambda: sum(quote in SENTENCE for quote, _, _ in marks(library)) == 1, "it to be attached")
        window.exists("label", heading.replace("3", "2"))
        window.poll(lambda: not window.all("push button", "Attach: nor this here"), "its row to go")
        window.act("push button", "Remove Highlight: the third of them")
        window.poll(lambda: len(marks(library)) == 2, "one to be deleted")
        window.exists("label", "1 highlight could not be found in this version")
        window.key("ctrl+z")
        window.exists("label", heading.replace("3", "2"))
        window.key("ctrl+z")
        window.exists("label", heading)
        assert len(marks(library)) == 3
        select_word(window, 200)
        window.act("push button", "Attach: the third of them")
        window.poll(lambda: sum(quote in SENTENCE for quote, _, _ in marks(library)) == 1, "it to be attached at once")
        window.act("push button", "Copy with Source: what nobody ever wrote")
        window.key("slash")
        time.sleep(.4)
        window.key("ctrl+v")
        field = window.focused()
        window.poll(lambda: "what nobody ever wrote" in window.text(field), "what was copied")
        assert window.close() == 0


def kept(library):
    """Another text of the article: what is still in it is marked there, what is not is kept and said."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        select_word(window, 152)
        window.key("h")
        window.poll(lambda: len(marks(library)) == 1, "the highlight")
        assert window.close() == 0
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("UPDATE note SET quote = 'a sentence that nobody wrote', prefix = 'before it', suffix = 'after it', start = 5, end = 33")
    subprocess.run([CLI, "--library", library, "verify", "--repair"], check=False, capture_output=True)  # the index learns of it
    with opened(library) as window:
        open_page(window)
        window.key("F9")
        lost = re.compile("^a sentence that nobody wrote, Yellow, Not in the text any more")
        window.on_screen("list item", lost)
        assert one_mark(library)[0] == "a sentence that nobody wrote"
        select_word(window, 152)
        window.click("list item", lost)
        window.poll(lambda: one_mark(library)[0] in SENTENCE, "it to be attached to what is selected")
        window.off_screen("list item", lost)
        window.key("ctrl+z")
        window.on_screen("list item", lost)
        assert window.close() == 0
    assert one_mark(library)[0] == "a sentence that nobody wrote"


if __name__ == "__main__":
    cases.main("marks", [keys, note, table, cell, tools, leaving, tray, kept])
