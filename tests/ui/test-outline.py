# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline of an article as a person goes through it: test-outline.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Where the page is, is looked up in the library's file: it is kept a moment after each scroll."""
import contextlib
import os
import re
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi, NotThere  # noqa: E402

PARTS = ("Low Water", "The Bell", "The Log", "The Lamp", "High Water")
SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "


def filled(library, bare=False):
    text = f"<p>{SENTENCE * 6}</p>" * 4
    if bare:
        body = text
    else:
        body = text + "".join(
            f"<h{3 if at == 1 else 2}>{part}</h{3 if at == 1 else 2}>{text}<p>See <a href='https://oar.example/{at}'>the chart of {part}</a>.</p>"
            for at, part in enumerate(PARTS)) + "<figure><img src='https://oar.example/bell.png' width=400 height=300><figcaption>The bell in its cage</figcaption></figure>" + text
    cli(library, "add", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>A Year of Tides</title><article><h1>A Year of Tides</h1>{body}</article>")


def place(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return db.execute("SELECT progress FROM article").fetchone()[0]


def settled(library):
    """The place, once it is saved after the last scroll."""
    time.sleep(3)
    return place(library)


def open_page(window):
    window.click("list item", row("A Year of Tides"))
    window.on_screen("text", row("A Year of Tides"))
    time.sleep(.5)
    window.key("F6")


def open_outline(window):
    window.key("l")
    window.exists(None, "Contents")
    time.sleep(.7)


def go_down(window, part):
    """Where the focus had not been seen for a while, GTK 4.18's first key only shows it."""
    for _ in range(len(PARTS)):
        if (window.name_of(window.focused()) or "").startswith(part):
            return
        window.key("Down")
        time.sleep(.2)
    raise NotThere(f"no key leads to {part}")


def contents(library):
    """The headings are listed; going to one brings it to the top, and the list then says that it is there."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        assert settled(library) < .05
        open_outline(window)
        for at, part in enumerate(PARTS):
            window.exists("list item", f"{part}, heading, level {3 if at == 1 else 2}")
        window.exists("label", re.compile("^[0-9]+ minutes left$"))
        go_down(window, "The Log")
        window.key("Return")
        window.poll(lambda: not window.all("list item", re.compile("^The Log, heading")), "the outline to close")
        there = settled(library)
        assert .4 < there < .6, there
        open_outline(window)
        window.exists("list item", "The Log, heading, level 2, the section in sight")
        window.key("Escape")
        assert window.focused().get_role_name() == "text"
        assert window.close() == 0


def keys(library):
    """] and [ go from heading to heading; before the first and after the last nothing happens."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        places = [settled(library)]
        for _ in PARTS:
            window.key("bracketright")
            places.append(settled(library))
        assert places == sorted(set(places)), places
        window.key("bracketright")
        assert settled(library) == places[-1], places
        window.key("bracketleft")
        assert settled(library) == places[-2], places
        for _ in PARTS:
            window.key("bracketleft")
        assert settled(library) == places[1], places
        assert window.close() == 0


def kinds(library):
    """Links with their sites and pictures by their captions; what there is none of is not offered."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        open_outline(window)
        window.act(None, "Links")
        for part in PARTS:
            window.exists("list item", f"the chart of {part}, link, oar.example")
        window.act(None, "Pictures")
        window.exists("list item", "The bell in its cage, picture")
        assert not window.all(None, "Highlights")
        window.key("Tab", "Return")
        assert .7 < settled(library), place(library)
        window.on_screen("text", row("A Year of Tides"))
        assert window.close() == 0


def beside(library):
    """Kept beside the page it follows it, and l goes into it; where there is no room for it, it comes as before, and it
    is there again in the next window."""
    filled(library)
    with settings_of(library) as env, opened(library, **env) as window:
        window.resize(1390, 960)
        open_page(window)
        open_outline(window)
        window.act(None, "Keep Beside the Page")
        window.exists(None, "Show Notes")
        time.sleep(1)
        window.key("bracketright", "bracketright")
        window.exists("list item", "The Bell, heading, level 3, the section in sight")
        window.key("l", "Down", "Return")
        window.exists("list item", "The Log, heading, level 2, the section in sight")
        assert window.focused().get_role_name() == "text"
        assert window.close() == 0
        with opened(library, **env) as again:
            again.resize(1390, 960)
            again.click("list item", row("A Year of Tides"))
            again.exists("list item", "The Log, heading, level 2, the section in sight")
            again.act(None, "Show Notes")
            again.off_screen("list item", re.compile("^The Log, heading"))
            again.resize(420, 800)
            open_outline(again)
            assert not again.all(None, "Keep Beside the Page")
            again.key("Escape")
            assert again.close() == 0


def next_one(library):
    """Beside the page: where the next article has nothing of the kind that is shown, another kind is, and the focus stays
    where it is."""
    cli(library, "add", "--url", "https://oar.example/log", "-",
        page=f"<html lang=en><title>Log</title><article><h1>Log</h1><p>{SENTENCE * 9}</p><h2>Wind</h2><p>{SENTENCE * 9}</p></article>")
    time.sleep(1.1)  # the newer one comes first
    filled(library)
    with opened(library) as window:
        window.resize(1390, 960)
        open_page(window)
        open_outline(window)
        window.act(None, "Keep Beside the Page")
        window.exists(None, "Show Notes")
        window.act(None, "Links")
        window.exists("list item", re.compile("^the chart of Low Water"))
        window.click("list item", row("A Year of Tides"))
        window.key("j")
        window.exists("list item", re.compile("^Wind, heading"))
        focused = window.focused()
        assert focused.get_role_name() == "list item" and focused.get_name().startswith("Log"), focused.get_name()
        assert window.close() == 0


@contextlib.contextmanager
def settings_of(library):
    """An environment whose settings outlast a window."""
    yield {"XDG_CONFIG_HOME": f"{os.path.dirname(library)}/config", "GSETTINGS_BACKEND": "keyfile"}


def nothing(library):
    """An article without any of it: the button cannot be pressed and says why, the keys do nothing."""
    filled(library, bare=True)
    with opened(library) as window:
        open_page(window)
        button = window.exists("push button", "Outline")
        assert not button.get_state_set().contains(Atspi.StateType.SENSITIVE)
        assert button.get_description() == "No headings, links, highlights or pictures"
        before = settled(library)
        window.key("l", "bracketright", "bracketleft")
        assert settled(library) == before
        assert not window.all(None, "Contents")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("outline", [beside, contents, keys, kinds, next_one, nothing])
