# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in Arabic, read from the right: test-mirrored.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import gettext
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import locale  # noqa: E402

ARABIC = gettext.translation("sheaf", os.environ["SHEAF_LOCALEDIR"], ["ar"])
LINE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
TITLE = row("A Year of Tides")


def filled(library):
    cli(library, "add", "--tag", "sea", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>A Year of Tides</title><article><h1>A Year of Tides</h1>{f'<p>{LINE * 6}</p>' * 4}</article>")


def in_arabic(library, folder):
    return opened(library, **locale("ar", folder))


def panes(library):
    """Sidebar, list and page stand from the right to the left, and a handle is dragged that way."""
    filled(library)
    with tempfile.TemporaryDirectory() as folder, in_arabic(library, folder) as window:
        window.click("list item", TITLE)
        page, article = window.on_screen("text", TITLE), window.on_screen("list item", TITLE)
        sidebar = window.on_screen("list item", re.compile("^" + ARABIC.pgettext("place", "Unread")))
        places = [window.place(node)[0] for node in (page, article, sidebar)]
        assert places == sorted(places), places
        x, _, width, _ = window.place(article)
        at = window.middle(article)
        edge = at[0] - width // 2
        window.xdo("mousemove", edge - 6, at[1] + 150, "mousedown", 1)
        for step in range(1, 9):
            window.xdo("mousemove", edge - 6 - step * 10, at[1] + 150)
        window.xdo("mouseup", 1)
        window.poll(lambda: window.place(window.on_screen("list item", TITLE))[2] > width + 40, "the list to be wider")
        assert window.close() == 0


def narrow(library):
    """One page at a time: the way back is on the right, and Alt with the arrow that points there."""
    filled(library)
    with tempfile.TemporaryDirectory() as folder, in_arabic(library, folder) as window:
        window.on_screen("list item", TITLE)
        window.resize(370, 650)
        window.click("list item", TITLE)
        window.on_screen("text", TITLE)
        back = window.on_screen("push button", ARABIC.gettext("Back"))
        left, _, width, _ = window.place(window.frame())
        assert window.place(back)[0] > left + width // 2
        window.key("alt+Left")
        window.on_screen("text", TITLE)
        window.key("alt+Right")
        window.on_screen("list item", TITLE)
        assert window.close() == 0


def skipped():
    """Where a locale cannot be made there is nothing to see."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            locale("ar", folder)
    except (OSError, subprocess.CalledProcessError):
        print("1..0 # SKIP there is no Arabic here (localedef, locales)")
        sys.exit(0)


if __name__ == "__main__":
    skipped()
    cases.main("mirrored", [narrow, panes])
