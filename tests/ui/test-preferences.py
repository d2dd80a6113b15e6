# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences as a person uses them: test-preferences.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own; what was asked for is looked up in the library's file."""
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import PROGRAM, cli  # noqa: E402
from drive import Window  # noqa: E402

TEXT = """A lamp burns in the window of the lighthouse, and the keeper writes the hour down, then the height of the water,
then what the wind is doing, in that order, every night for thirty-one years, and nobody had asked her to."""
TITLES = ("The Lamp Room", "Salt on the Stairs", "A Rope for Each Boat")


def filled(library):
    """Texts at hand: nothing is fetched."""
    with tempfile.TemporaryDirectory() as folder:
        for title in TITLES:
            page = pathlib.Path(folder) / f"{title}.txt"
            page.write_text(f"{title}\n\n{title}. {TEXT}\n\n{TEXT}\n")
            cli(library, "add", str(page))


def ask(library, sql):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return [row[0] if len(row) == 1 else row for row in db.execute(sql)]


RULES = "SELECT query || '=' || coalesce (replace (tags, char (10), '+'), '') || archive || star || enabled FROM arrival_rule ORDER BY place, id"


def rules_become(window, library, *expected):
    window.poll(lambda: ask(library, RULES) == list(expected), f"{expected}, not {ask(library, RULES)}")


def preferences(window, page):
    window.poll(lambda: any(f.get_name() == "Preferences" for f in window.frames()) or
                (window.key("ctrl+comma"), time.sleep(1), None)[2], "the preferences")
    window.click("page tab", page)


def press(window, label):
    """A button with a mnemonic is named with it and without."""
    window.click("push button", re.compile(re.escape(label) + "$"))


def put_rule(library, query, tags, archive=0, star=0, place=0):
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("INSERT INTO arrival_rule (uid, query, tags, archive, star, place) VALUES (randomblob (16), ?, ?, ?, ?, ?)",
                   (query, tags, archive, star, place))


def new_rule(library):
    """Written, with what it means of what is there, applied to that, and both taken back."""
    filled(library)
    with Window(PROGRAM, library) as window:
        window.on_screen("list item", re.compile("^The Lamp"))
        preferences(window, "Rules")
        window.on_screen("list item", "No rules yet")
        press(window, "Add Rule")
        window.on_screen("label", re.compile("^Words, or more"))
        window.type("lighthouse title:salt")
        window.on_screen("label", "1 article of the library matches.")
        window.on_screen("list item", "Salt on the Stairs")
        window.click("list item", "Archive it")
        window.click("list item", "Apply to the 1 article already here")
        press(window, "Save")
        rules_become(window, library, "lighthouse title:salt=101")
        window.poll(lambda: ask(library, "SELECT title FROM article WHERE state = 1") == ["Salt on the Stairs"], "the rule applied")
        window.on_screen("list item", "lighthouse title:salt")
        window.key("ctrl+z")
        window.poll(lambda: ask(library, "SELECT count(*) FROM article WHERE state = 1") == [0], "the rule's work undone")
        rules_become(window, library, "lighthouse title:salt=101")
        window.key("ctrl+z")
        rules_become(window, library)
        window.on_screen("list item", "No rules yet")


def change_rules(library):
    """Moved by keys, switched off, deleted, and back."""
    filled(library)
    put_rule(library, "site:example.org", "news", place=0)
    put_rule(library, "words:>3000", None, 0, 1, place=1)
    first, second = "site:example.org=news001", "words:>3000=011"
    with Window(PROGRAM, library) as window:
        window.on_screen("list item", re.compile("^The Lamp"))
        preferences(window, "Rules")
        window.on_screen("list item", "site:example.org")
        window.click("list item", "site:example.org")  # opens it
        window.exists("push button", re.compile("Delete Rule$"))
        window.key("Escape")
        window.poll(lambda: not any(f.get_name() == "Edit Rule" for f in window.frames()), "the editor to go")
        window.key("alt+Down")
        rules_become(window, library, second, first)
        time.sleep(.5)
        window.key("alt+Up")
        rules_become(window, library, first, second)
        time.sleep(.5)
        window.key("Delete")
        rules_become(window, library, second)
        window.off_screen("list item", "site:example.org")
        window.key("ctrl+z")
        window.on_screen("list item", "site:example.org")
        rules_become(window, library, first, second)
        window.click("toggle button", "words:>3000") if window.all("toggle button", "words:>3000") else window.click("check box", "words:>3000")
        rules_become(window, library, first, "words:>3000=010")


def restore(library):
    """A backup made, the library changed, the backup restored, and what was before put back."""
    filled(library)
    with Window(PROGRAM, library) as window:
        window.on_screen("list item", re.compile("^The Lamp"))
        preferences(window, "Backups")
        window.on_screen("list item", "No backup yet")
        press(window, "Back Up Now")
        window.on_screen("list item", "Last backup")
        cli(library, "archive", "1", "2")
        window.click("push button", re.compile("^Restore the library of"))
        window.on_screen(None, "Restore This Backup?")
        press(window, "Restore")
        window.on_screen("label", "The library is restored: 3 articles. What was there is set aside.")
        assert ask(library, "SELECT count(*) FROM article WHERE state = 1") == [0]
        window.on_screen("list item", re.compile("^Salt"))
        press(window, "Put It Back")
        window.off_screen("list item", re.compile("^Salt"))
        window.on_screen("label", "The library is restored: 3 articles. What was there is set aside.")
        assert ask(library, "SELECT count(*) FROM article WHERE state = 1") == [2]
        assert len(os.listdir(pathlib.Path(library) / "set-aside")) == 2
        preferences(window, "Backups")
        # GTK 4.18 tells them once for each page of the window
        window.poll(lambda: len({window.place(n) for n in window.all("push button", re.compile("^Restore the library of"))}) == 3,
                    "both set aside")


def failing(library):
    """No backup can be made: said in the window and on the page, until one can."""
    filled(library)
    backups = pathlib.Path(library) / "backups"
    backups.write_text("in the way")
    with Window(PROGRAM, library) as window:
        window.on_screen("list item", re.compile("^The Lamp"))
        preferences(window, "Backups")
        press(window, "Back Up Now")
        window.on_screen("list item", "The last backup failed")
        window.exists("label", re.compile("^The last backup failed. .*Check the disk"))
        backups.unlink()
        press(window, "Back Up Now")
        window.on_screen("list item", "Last backup")
        window.off_screen("list item", "The last backup failed")
        window.off_screen("label", re.compile("^The last backup failed. "))


def repaired(library):
    """Opened damaged: what was lost is told, and where the damaged one lies."""
    filled(library)
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("DELETE FROM content WHERE article_id = 2")
        db.execute("UPDATE content SET text_z = zeroblob (40) WHERE article_id = 3")
    (pathlib.Path(library) / "library.damaged").touch()
    with Window(PROGRAM, library) as window:
        window.on_screen("label", re.compile("^The library was damaged and is repaired. 3 articles are in it."))
        press(window, "Details")
        window.on_screen("list item", TITLES[2])


def site_rules(library):
    """A rule file with a fault: told, with file and line."""
    config = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "sheaf/site-rules"
    config.mkdir(parents=True, exist_ok=True)
    (config / "broken.rule").write_text("this is no rule\n")
    try:
        with Window(PROGRAM, library) as window:
            window.on_screen("text", "Address of an article")
            preferences(window, "General")
            window.on_screen("label", re.compile(r"^broken.rule:1"))
    finally:
        shutil.rmtree(config)


if __name__ == "__main__":
    cases.main("preferences", [new_rule, change_rules, restore, failing, repaired, site_rules])
