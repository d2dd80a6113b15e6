# SPDX-License-Identifier: GPL-3.0-or-later
"""The help as a person goes through it: test-help.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import gettext
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi, locale  # noqa: E402

ARABIC = gettext.translation("sheaf", os.environ["SHEAF_LOCALEDIR"], ["ar"])
PAGES = "Getting Started", "Reading and Marking", "Keys", "Searching", "The Library", "Saving from a Browser", "Privacy"
LINE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "


def filled(library):
    cli(library, "add", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>Low Water</title><article><h1>Low Water</h1>{f'<p>{LINE * 6}</p>' * 4}</article>")


def page(window, title):
    """The page is shown and named so, and the list says which it is."""
    window.on_screen("text", title)
    if window.all("list item", title):
        selected = window.exists("list item", title).get_state_set().contains(Atspi.StateType.SELECTED)
        assert selected, f"{title} is not the one that the list says"


def open_help(window, title=PAGES[0], frame="Help"):
    """Without a window manager nothing gives the keyboard to a window that stands for itself."""
    window.key("F1")
    window.on_screen("text", title)
    window.xdo("windowfocus", "--sync", window.x_window(frame))


def is_enabled(window, name):
    return window.exists("push button", name).get_state_set().contains(Atspi.StateType.SENSITIVE)


def gone(window, title="Help"):
    window.poll(lambda: all(frame.get_name() != title for frame in window.frames()), "the help to close")


def reading(library):
    """F1 opens it, without a library's article too; a link leads to another page, and the way back; what is looked for."""
    with opened(library) as window:
        window.on_screen(None, "Nothing Saved Yet")
        open_help(window)
        page(window, PAGES[0])
        for title in PAGES:
            window.on_screen("list item", title)
        assert not is_enabled(window, "Back")
        assert window.focused().get_role_name() == "text"
        window.key("Tab", "Return")  # the first link
        page(window, "Saving from a Browser")
        window.poll(lambda: is_enabled(window, "Back"), "a way back")
        window.key("alt+Left")
        page(window, PAGES[0])
        window.click("list item", "Searching")
        page(window, "Searching")
        window.key("F6", "Down")
        page(window, "The Library")
        window.key("F6")
        assert window.focused().get_role_name() == "text"
        window.act("push button", "Back")
        page(window, "Searching")
        window.key("l")
        window.exists("list item", re.compile("^Numbers and dates, heading"))
        window.key("Escape")
        window.key("Escape")
        gone(window)
        open_help(window)
        window.click("list item", "Keys")
        page(window, "Keys")
        window.xdo("windowfocus", "--sync", window.x_window())
        window.key("F1")  # it is open already, and stays where it is
        page(window, "Keys")
        assert len(window.frames()) == 2
        window.xdo("windowfocus", "--sync", window.x_window())
        assert window.close() == 0  # and the help with it


def finding(library):
    """What is looked for in a page; GTK 4.8 may warn of a scrollbar that is drawn before it has its place."""
    with opened(library, strict=False) as window:
        window.on_screen(None, "Nothing Saved Yet")
        open_help(window)
        window.click("list item", "Searching")
        page(window, "Searching")
        window.key("ctrl+f")
        window.type("lighthouse")
        window.on_screen("push button", "Next Hit")
        window.key("Escape")
        window.off_screen("push button", "Next Hit")
        page(window, "Searching")
        window.key("Escape")
        gone(window)


def narrow(library):
    """The list of pages is folded into a menu; wide again, it is there."""
    with opened(library) as window:
        window.on_screen(None, "Nothing Saved Yet")
        open_help(window)
        window.resize(360, 640, "Help")
        window.off_screen("list item", "Privacy")
        window.click("push button", "Pages of the Help")
        window.choose("Privacy")
        window.on_screen("text", "Privacy")
        window.resize(900, 640, "Help")
        page(window, "Privacy")


def search(library):
    """In the field F1 says what can be typed, and leads to its page; elsewhere it is the help, and Keys is not far."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("Low Water"))
        window.key("slash")
        window.on_screen("entry", "Search articles")
        window.key("F1")
        window.exists("list item", re.compile("^salt water, "))
        window.act("push button", "More on Searching")
        page(window, "Searching")
        window.key("Escape")
        gone(window)


def browser(library):
    """What saves from a browser leads to its page."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("Low Water"))
        window.click("push button", "Main Menu")
        window.choose("Save from a Browser…")
        window.act("push button", re.compile("Help$"))
        page(window, "Saving from a Browser")


def translated(library):
    """In German the pages are, in Arabic they are English ones in a mirrored window."""
    with tempfile.TemporaryDirectory() as folder:
        with opened(library, **locale("de", folder)) as window:
            window.on_screen(None, "Noch nichts gespeichert")
            open_help(window, "Erste Schritte", "Hilfe")
            window.click("list item", "Tasten")
            text = window.text(window.on_screen("text", "Tasten"))
            assert "Umschalt+N: Notiz schreiben" in text, text
        with opened(library, **locale("ar", folder)) as window:
            window.on_screen(None, ARABIC.gettext("Nothing Saved Yet"))
            open_help(window, frame=ARABIC.gettext("Help"))
            shown, listed = (window.place(window.on_screen(role, PAGES[0]))[0] for role in ("text", "list item"))
            assert shown < listed, (shown, listed)
            window.key("Tab", "Return")
            page(window, "Saving from a Browser")
            window.key("alt+Right")
            page(window, PAGES[0])


if __name__ == "__main__":
    cases.main("help", [reading, finding, narrow, search, browser, translated])
