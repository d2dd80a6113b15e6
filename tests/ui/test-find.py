# SPDX-License-Identifier: GPL-3.0-or-later
"""Find in the article: test-find.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

That a hit is marked and in sight is asked of the screen: by the colours of the light page's marks."""
import os
import re
import sys
import tempfile
import time

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

HIT, CURRENT = (0xff, 0xe3, 0xa8), (0xff, 0xb5, 0x47)
FILLER = ("The keeper wrote the hour down, then the height of the water, then what the wind was doing, in that order, "
          "every night for thirty-one years, and nobody had asked her to, and nobody read it while she lived.")


def page(title, *parts):
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><article><h1>{title}</h1>{body}</article></body></html>")


LONG = page(
    "Lanterns of the Café", FILLER, "A lantern stood in the window.", *[FILLER] * 30, "The second Lan&shy;tern was never lit.",
    *[FILLER] * 20, "<pre><code>" + "\n".join(f"step ({number});" for number in range(12)) + "\nlight (lantern);\n</code></pre>",
    *[FILLER] * 20, "<table><tr><th>Night</th><th>Light</th></tr><tr><td>first</td><td>a lantern of tin</td></tr>"
    "<tr><td>second</td><td>none</td></tr></table>", *[FILLER] * 10, "A café by the sea, a cafe\u0301 in the hills.", FILLER)
OTHER = page("Salt on the Stairs", *[FILLER] * 3, "No light was here, and no tin.", "A light of tin was there.", *[FILLER] * 3)


def filled(library):
    folder = os.path.dirname(library)
    for name, html in (("long", LONG), ("other", OTHER)):
        with open(f"{folder}/{name}.html", "w", encoding="utf-8") as file:
            file.write(html)
        cli(library, "add", f"{folder}/{name}.html")


def open_row(window, title):
    window.click("list item", row(title))
    window.on_screen("text", row(title))
    time.sleep(.3)


def rows_of(window, colour):
    """The screen's rows that have pixels of COLOUR, left of the ticks; as (first, last), or None."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        window.shot(file.name)
        pixbuf = GdkPixbuf.Pixbuf.new_from_file(file.name)
    data, stride, n = pixbuf.get_pixels(), pixbuf.get_rowstride(), pixbuf.get_n_channels()
    x, y, width, height = window.place(window.frame())
    wanted, found = bytes(colour), []
    for line in range(min(height + 40, pixbuf.get_height())):
        part = data[line * stride:line * stride + (width - 24) * n]
        at = part.find(wanted)
        while at >= 0 and at % n:
            at = part.find(wanted, at + 1)
        if at >= 0:
            found.append(line)
    return (found[0], found[-1]) if found else None


def counted(window, count):
    window.on_screen(None, count)


def marked(window, colour):
    return window.poll(lambda: rows_of(window, colour), f"marks of {colour}")


def look_for(window, text):
    window.key("ctrl+f")
    field = window.on_screen("entry", "Find in article")
    time.sleep(.3)
    window.type(text)
    return field


# --- Cases: each gets the folder of an empty library


def hits(library):
    """All are counted and marked, each is gone to in its turn, in code and in a table too, and round at the ends."""
    filled(library)
    with opened(library) as window:
        open_row(window, "Lanterns")
        look_for(window, "LANTERN")
        counted(window, "1 of 5")  # in the headline
        assert marked(window, CURRENT) and marked(window, HIT)  # the next is in sight too
        for number, key in ((2, "Return"), (3, "ctrl+g"), (4, "F3"), (5, "Return")):
            window.key(key)
            counted(window, f"{number} of 5")
            first, last = marked(window, CURRENT)
            assert last - first < 60, (number, first, last)
        window.key("Return")
        counted(window, "1 of 5")
        window.key("shift+Return")
        counted(window, "5 of 5")
        marked(window, CURRENT)
        window.key("ctrl+shift+g", "shift+F3")
        counted(window, "3 of 5")
        marked(window, CURRENT)


def words(library):
    """Accents do not matter; what does not occur is said; the field can be typed over."""
    filled(library)
    with opened(library) as window:
        open_row(window, "Lanterns")
        look_for(window, "cafe")
        counted(window, "1 of 3")
        window.key("ctrl+a")
        window.type("cafe in the harbour")
        counted(window, "No hits")
        window.poll(lambda: not rows_of(window, CURRENT) and not rows_of(window, HIT), "no marks")
        window.key("ctrl+a", "BackSpace")
        window.off_screen("status bar", re.compile("hits"))


def closing(library):
    """Escape closes it from the field and from the text, marks go, the focus is in the text; the next article has none."""
    filled(library)
    with opened(library) as window:
        open_row(window, "Lanterns")
        look_for(window, "lantern")
        marked(window, CURRENT)
        window.key("Escape")
        window.off_screen("entry", "Find in article")
        window.poll(lambda: not rows_of(window, CURRENT) and not rows_of(window, HIT), "no marks")
        assert row("Lanterns").search(window.name_of(window.focused())), window.name_of(window.focused())
        window.key("ctrl+g")  # what was looked for before
        counted(window, re.compile("of 5$"))
        window.on_screen("entry", "Find in article")
        window.key("Escape")
        window.off_screen("entry", "Find in article")
        window.key("ctrl+f")
        time.sleep(.3)
        window.click("list item", row("Salt"))
        window.on_screen("text", row("Salt"))
        window.off_screen("entry", "Find in article")


def without_article(library):
    """With no article's text in sight, the key searches the library."""
    filled(library)
    with opened(library) as window:
        window.on_screen("list item", row("Lanterns"))
        window.key("ctrl+f")
        window.type("stairs")
        window.off_screen("list item", row("Lanterns"))
        window.on_screen("list item", row("Salt"))


if __name__ == "__main__":
    cases.main("find", [hits, words, closing, without_article])
