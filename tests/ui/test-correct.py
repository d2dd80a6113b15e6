# SPDX-License-Identifier: GPL-3.0-or-later
"""An article corrected by its reader: test-correct.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own; what the article is by then is asked of the command line."""
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing."
LEFT_OUT = "Read more: The Lamp Oil of the North"
PAGE = ("<!doctype html><html lang=en><head><title>The Lamp Room</title></head><body><article><h1>The Lamp Room</h1>"
        + "".join(f"<p>{word}. {SENTENCE} {SENTENCE}</p>" for word in ("First", "Second"))
        + f"<p><a href='https://example.org/oil'>{LEFT_OUT}</a></p>"
        + "".join(f"<p>{word}. {SENTENCE} {SENTENCE}</p>" for word in ("Third", "Fourth", "Fifth"))
        + "</article></body></html>")


def filled(library):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "lamp.html"
        page.write_text(PAGE)
        cli(library, "add", str(page))
    assert LEFT_OUT not in text(library)


def text(library):
    return cli(library, "show", "1")


def open_page(window):
    window.click("list item", row("The Lamp Room"))
    node = window.on_screen("text", row("The Lamp Room"))
    time.sleep(.5)
    return node


def tab_to(window, name):
    for _ in range(40):
        focused = window.focused()
        if focused is not None and (window.name_of(focused) or "").startswith(name):
            return
        window.key("Tab")
        time.sleep(.1)
    raise AssertionError(f"Tab does not lead to {name}")


def restore(library):
    """What was left out is shown, put back by the keyboard, and left out again by Undo."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("shift+l")
        window.on_screen("push button", row(f"Restore: {LEFT_OUT}"))
        tab_to(window, f"Restore: {LEFT_OUT}")
        window.key("Return")
        window.poll(lambda: LEFT_OUT in text(library), "the block in the article")
        window.poll(lambda: not window.all("push button", row(f"Restore: {LEFT_OUT}")), "the button gone")
        window.key("z")
        window.poll(lambda: LEFT_OUT not in text(library), "the block left out again")
        window.on_screen("push button", row(f"Restore: {LEFT_OUT}"))


def leave_out(library):
    """What is selected goes, and comes back by Undo."""
    filled(library)
    with opened(library) as window:
        node = open_page(window)
        x, y = window.middle(node)
        _, _, width, height = window.place(node)
        window.xdo("mousemove", x - width // 5, y - height // 2 + 152)
        time.sleep(.1)
        window.xdo("click", "--repeat", 2, "--delay", 60, 1)
        time.sleep(.4)
        window.act("push button", "Not Part of the Article")
        window.poll(lambda: text(library).count(SENTENCE) == 8, "a paragraph less")
        assert "Fifth" in text(library)
        window.key("z")
        window.poll(lambda: text(library).count(SENTENCE) == 10, "the paragraph back")


def details(library):
    """Another title is shown, found and kept; what was fetched comes back by Revert, what was typed by Undo."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("e")
        window.exists("text", "Title")
        time.sleep(.4)
        window.key("ctrl+a")
        window.type("The Night Room")
        window.exists("label", "Fetched: The Lamp Room")
        window.key("Return")
        window.on_screen("list item", row("The Night Room"))
        assert "The Night Room" in cli(library, "list") and "The Night Room" in text(library)
        window.poll(lambda: not window.all("text", "Title"), "the dialog to go")
        window.key("e")
        window.act("push button", "Revert")
        window.key("Return")
        window.on_screen("list item", row("The Lamp Room"))
        window.poll(lambda: not window.all("text", "Title"), "the dialog to go")
        window.key("z")  # the last change alone, though the word on the first may still be up
        window.on_screen("list item", row("The Night Room"))


cases.main("correct", [details, restore, leave_out])
