# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes are checked while they are written: test-spelling.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import ctypes
import os
import pathlib
import sqlite3
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

TITLE = "The Lamp Room"


def filled(library):
    cli(library, "add", "--url", "https://oar.example/lamp", "-",
        page=f"<html lang=de><title>{TITLE}</title><article><h1>{TITLE}</h1>" + "<p>Der Wärter schreibt die Stunde auf, dann den Stand des Wassers. </p>" * 9 + "</article>")


def note(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return next((body for body, in db.execute("SELECT body FROM note WHERE quote IS NULL")), None)


def write(window, text):
    window.click("list item", row(TITLE))
    window.on_screen("text", row(TITLE))
    time.sleep(.8)
    window.key("F9")
    window.click("text", "Note")
    time.sleep(.3)
    window.type(text)
    return window.focused()


def marked(node):
    """The words that are underlined as wrong."""
    text = node.get_text_iface()
    whole = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    found, at = [], 0
    while at < len(whole):
        attributes, start, end = Atspi.Text.get_attribute_run(text, at, False)
        if "error" in attributes.get("underline", ""):
            found.append(whole[start:end])
        at = max(end, at + 1)
    return found


def there():
    """Is what is needed installed? Without it a case says so."""
    try:
        ctypes.CDLL("libenchant-2.so.2")
    except OSError:
        return False
    return all(pathlib.Path(f"/usr/share/hunspell/{name}.dic").exists() for name in ("en_US", "de_DE"))


def writing(library):
    """A word right in either language is right; corrected, added and ignored by the menu; not in code and addresses."""
    if not there():
        print("# skipped: libenchant-2-2, hunspell-en-us or hunspell-de-de is not installed")
        return
    filled(library)
    words = pathlib.Path(library + "-words")
    words.mkdir()
    with opened(library, ENCHANT_CONFIG_DIR=str(words)) as window:
        field = write(window, "the Leuchtturm lihgt `wrod` https://a.example/wrod xyzzyk ")
        window.poll(lambda: marked(field) == ["lihgt", "xyzzyk"], "two words to be marked")
        window.key("ctrl+Home", "ctrl+Right", "ctrl+Right", "ctrl+Right", "Left")
        window.key("shift+F10")
        window.exists("menu item", "Add to Dictionary")
        window.exists("menu item", "light")
        window.choose("light")
        window.poll(lambda: marked(field) == ["xyzzyk"], "the first to be right")
        window.poll(lambda: (note(library) or "").startswith("the Leuchtturm light `wrod`"), "it to be saved")
        window.key("ctrl+End", "Left", "Left")
        window.key("shift+F10")
        window.exists("menu item", "Ignore")
        window.choose("Add to Dictionary")
        window.poll(lambda: marked(field) == [], "the second to be right")
        window.poll(lambda: any("xyzzyk" in one.read_text() for one in words.iterdir()), "it to be in the dictionary")
        window.key("ctrl+End")
        window.type("blahblub ")
        window.poll(lambda: marked(field) == ["blahblub"], "the next to be marked")
        window.key("Left", "Left")
        window.key("shift+F10")
        window.choose("Ignore")
        window.poll(lambda: marked(field) == [], "it to be ignored")
        assert window.close() == 0


def switched_off(library):
    """Nothing is marked."""
    filled(library)
    folder = pathlib.Path(library + "-settings") / "glib-2.0/settings"
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text("[io/github/sheaf_app/Sheaf]\ncheck-spelling=false\n")
    with opened(library, GSETTINGS_BACKEND="keyfile", XDG_CONFIG_HOME=str(folder.parent.parent)) as window:
        field = write(window, "the lihgt was lit ")
        time.sleep(1.5)
        assert marked(field) == []
        assert window.close() == 0


def without_library(library):
    """The preferences say so, and writing goes on."""
    filled(library)
    fake = pathlib.Path(library + "-lib")
    fake.mkdir()
    (fake / "libenchant-2.so.2").write_text("no library")
    with opened(library, LD_LIBRARY_PATH=str(fake)) as window:
        field = write(window, "the lihgt was lit ")
        window.poll(lambda: note(library) == "the lihgt was lit ", "it to be saved")
        assert marked(field) == []
        window.key("ctrl+comma")
        window.exists("label", "The library Enchant is not installed")
        window.key("Escape")
        time.sleep(.5)
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("spelling", [writing, switched_off, without_library])
