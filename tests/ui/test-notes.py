# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes as a person writes them: test-notes.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own; what was written is looked up in the library's file."""
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

TITLE = "The Tide Table"
SENTENCE = "The table hangs beside the door, and whoever goes out reads it twice."


def filled(library):
    """An article too long to be read at once: it stays among the unread."""
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "tide.txt"
        page.write_text(f"{TITLE}\n\n" + "\n\n".join(f"{word}. {SENTENCE}" for word in ("First", "Second", "Third", "Fourth") * 12) + "\n")
        cli(library, "add", str(page))


def bodies(library):
    """The notes: (quotation, text)."""
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute("SELECT quote, body FROM note ORDER BY id").fetchall()


def open_page(window):
    window.click("list item", row(TITLE))
    window.on_screen("text", row(TITLE))
    time.sleep(.5)


def select_word(window, down=152):
    """The word in the middle of the page's left half, DOWN pixels below its top."""
    node = window.on_screen("text", row(TITLE))
    x, y = window.middle(node)
    _, _, width, height = window.place(node)
    window.xdo("mousemove", x - width // 5, y - height // 2 + down)
    time.sleep(.1)
    window.xdo("click", "--repeat", 2, "--delay", 60, 1)
    time.sleep(.4)


def type_slowly(window, text):
    """Without a pause long enough to be one."""
    window.xdo("type", "--delay", 150, "--", text)


def kill(window):
    window.process.kill()
    window.process.wait()


def killed(library):
    """What was typed up to a second before the program is killed is in the library: in the article's note and in a
    highlight's, after a pause and in the midst of typing."""
    filled(library)
    text = "Ask the harbour office whether the second column is summer time."
    with opened(library) as window:
        open_page(window)
        window.key("N")
        window.on_screen("text", "Note")
        window.type(text)
        time.sleep(1.2)
        kill(window)
    assert bodies(library) == [(None, text)], bodies(library)
    with opened(library) as window:
        open_page(window)
        select_word(window)
        window.key("N")
        window.exists("text", "Note on the Highlight")
        time.sleep(.5)
        window.type("read twice")
        time.sleep(1.2)
        kill(window)
    assert bodies(library)[1][1] == "read twice", bodies(library)
    with opened(library) as window:
        open_page(window)
        window.key("N")
        window.on_screen("text", "Note")
        window.key("ctrl+End")
        type_slowly(window, "And whether the third is.")
        kill(window)
    kept = bodies(library)[0][1]
    assert kept.startswith(text + "And whether the"), kept


def clipboard():
    code = ("import gi; gi.require_version('Gtk', '4.0'); from gi.repository import Gtk, Gdk, GLib; Gtk.init(); "
            "loop = GLib.MainLoop(); "
            "Gdk.Display.get_default().get_clipboard().read_text_async(None, lambda c, r: (print(c.read_text_finish(r), end=''), loop.quit())); "
            "GLib.timeout_add(3000, loop.quit); loop.run()")
    return subprocess.run(["/usr/bin/python3", "-c", code], capture_output=True, text=True).stdout


def write_note(window, text):
    window.key("N")
    window.on_screen("text", "Note")
    window.type(text)


def taken(library):
    """The article's note and its highlights go to the clipboard together, as they are just being written."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        write_note(window, "Ask *twice*")
        window.click(None, "Notes Menu")
        window.choose("Copy as Text")
        window.poll(lambda: clipboard() == f"{TITLE}\n\nAsk *twice*\n", "the note in the clipboard", 10)
        select_word(window)
        window.key("2")
        window.poll(lambda: len(bodies(library)) == 2, "the highlight")
        window.click(None, "Notes Menu")
        window.choose("Copy as Markdown")
        quote = bodies(library)[1][0]
        window.poll(lambda: f"---\n\nAsk *twice*\n\n> {quote}\n\n#highlight/green\n" in clipboard(), "both in the clipboard", 10)
        assert window.close() == 0


def reading(library):
    """A note that is not written is shown as it reads; Enter and a click bring back what was written."""
    filled(library)
    source, read = "Ask **twice** at https://example.org/tide", "Ask twice at https://example.org/tide"
    with opened(library) as window:
        open_page(window)
        write_note(window, source)
        window.off_screen("label", read)
        window.click("list item", row(TITLE))
        window.on_screen("label", read)
        window.off_screen("text", "Note")
        window.key("N")
        node = window.on_screen("text", "Note")
        assert window.text(node) == source, window.text(node)
        window.key("ctrl+Home")
        window.type("- ")
        window.click("list item", row(TITLE))
        node = window.on_screen("label", "• " + read)
        x, y = window.middle(node)
        window.xdo("mousemove", x, y + 100)
        time.sleep(.1)
        window.xdo("click", 1)
        window.on_screen("text", "Note")
        window.poll(lambda: bodies(library) == [(None, "- " + source)], "it to be kept as it was written")
        window.click("list item", row(TITLE))
        window.on_screen("label", "• " + read)
        assert window.close() == 0
    with opened(library) as window:
        open_page(window)
        window.key("F9")
        window.on_screen("label", "• " + read)
        window.poll(lambda: window.name_of(window.focused()) == "• " + read, "the focus")
        window.key("ctrl+Home", "Return")
        window.on_screen("text", "Note")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("notes", [killed, reading, taken])
