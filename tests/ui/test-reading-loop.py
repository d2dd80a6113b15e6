# SPDX-License-Identifier: GPL-3.0-or-later
"""An article is found, opened, read and marked by what AT-SPI offers alone, without a key and without the pointer:
test-reading-loop.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import os
import sqlite3
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
TITLE = "A Year of Tides"


def add(library, title, body):
    cli(library, "add", "--url", f"https://oar.example/{title.replace(' ', '-')}", "-",
        page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article>")


def rows(library, question):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute(question).fetchall()


def write(window, role, name, text):
    node = window.exists(role, name)
    field = node.get_editable_text_iface()
    assert field is not None, f"[{role}] {name!r} cannot be written in"
    Atspi.EditableText.set_text_contents(field, text)


def choose(window, name):
    """The row by its list's selection."""
    item = window.exists("list item", name)
    selection = item.get_parent().get_selection_iface()
    assert selection is not None and Atspi.Selection.select_child(selection, item.get_index_in_parent()), name


def select(window, page, words):
    """In the text of the page, whose offsets count what its text leaves out."""
    text = page.get_text_iface()
    for at in range(Atspi.Text.get_character_count(text)):
        if Atspi.Text.get_string_at_offset(text, at, Atspi.TextGranularity.CHAR).content == words[0] and all(
                Atspi.Text.get_string_at_offset(text, at + i, Atspi.TextGranularity.CHAR).content == c for i, c in enumerate(words)):
            try:
                Atspi.Text.add_selection(text, at, at + len(words))
            except GLib.Error:
                pass  # GTK 4.8 selects, and answers what is no answer
            if Atspi.Text.get_n_selections(text) == 0:  # nor does GTK 4.18 select for others: its reader does by keys
                window.key("Escape", "F7", "Down", "Home", *["shift+Right"] * len(words))
                time.sleep(.3)
            selected = Atspi.Text.get_selection(text, 0)
            assert (selected.start_offset, selected.end_offset) == (at, at + len(words)), "not selected"
            return
    raise AssertionError(f"{words} is not in the page")


def reading(library):
    add(library, "The Harbour", f"<p>{SENTENCE * 8}</p>" * 3)
    add(library, TITLE, f"<p>{SENTENCE * 8}</p>" * 6 + f"<h2>The Moon</h2><p>Bread rises. {SENTENCE}</p>" + f"<p>{SENTENCE * 8}</p>" * 6)
    with opened(library, strict=False) as window:  # that answer is a warning, too
        window.act("push button", "Search")
        write(window, "entry", None, "moon")
        window.poll(lambda: not window.all("list item", row("The Harbour")), "what does not fit to go")
        choose(window, row(TITLE))
        page = window.on_screen("text", row(TITLE))
        window.exists("push button", "Outline")
        window.act("push button", "Outline")
        choose(window, row("The Moon"))
        window.poll(lambda: rows(library, f"SELECT progress FROM article WHERE title = '{TITLE}'")[0][0] > .3, "the heading in sight")
        select(window, page, "Bread")
        window.act("push button", "Highlight: Green")
        window.poll(lambda: rows(library, "SELECT quote, color FROM note") == [("Bread", 1)], "the highlight")
        window.act("push button", "Notes")
        write(window, "text", "Note", "compare the log")
        window.poll(lambda: rows(library, "SELECT body FROM note WHERE quote IS NULL") == [("compare the log",)], "the note")
        window.act("push button", "Archive")
        window.poll(lambda: rows(library, "SELECT title FROM article WHERE state = 1") == [(TITLE,)], "it to be archived")
        window.exists("push button", "Unarchive")


if __name__ == "__main__":
    cases.main("reading-loop", [reading])
