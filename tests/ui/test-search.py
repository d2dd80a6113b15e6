# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's search, its order and its reading queue: test-search.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

What is set off in a row is asked of the screen: by the colour of a mark on the list's ground."""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, row  # noqa: E402
from drive import NotThere  # noqa: E402

FILLER = ("The keeper wrote the hour down, then the height of the water, then what the wind was doing, in that order, "
          "every night for thirty-one years. ")
TEXTS = [  # title, text, tags
    ("The Lamp Room", "A lamp burns in the window. " + FILLER * 8 + "Salt got into the oil. " + FILLER * 8, ("coast",)),
    ("Salt on the Stairs", "Salt dries white upon the stairs. " + FILLER * 40, ("coast", "science/chemistry")),
    ("Pepper and Bread", FILLER * 30 + "Pepper came by the sea, and so did salt. " + FILLER * 150, ("kitchen",)),
    *[(f"Letter {number:02}", f"The mail came late on day {number}, and the lamp still burned. " + FILLER * 4, ("post",))
      for number in range(60)],
]


def filled(library, texts=TEXTS):
    """One add a tag set: in the order of TEXTS, the last of them the newest."""
    folder = os.path.dirname(library)
    batches = []
    for title, text, tags in texts:
        name = f"{folder}/{title}.txt"
        with open(name, "w", encoding="utf-8") as file:
            file.write(f"{title}\n\n{text}\n")
        if not batches or batches[-1][0] != tags:
            batches.append((tags, []))
        batches[-1][1].append(name)
    for tags, names in batches:
        cli(library, "add", *[word for tag in tags for word in ("--tag", tag)], *names)


def opened(library, newest="Letter 59"):
    window = cases.opened(library)
    window.list = window.on_screen("list item", row(newest)).get_parent()
    window.xdo("mousemove", 1395, 995)
    return window


def field(window):
    return window.on_screen("entry", "Search articles")


def wait_text(window, text):
    window.poll(lambda: window.text(field(window)) == text, f"{text!r} in the field, not {window.text(field(window))!r}")


def status(window, words):
    window.on_screen(None, re.compile(words))


def search(window, text):
    window.key("ctrl+k")
    window.on_screen("entry", "Search articles")
    window.type(text)


def count_marks(window):
    """How many pixels of the list have the colour of a mark."""
    with tempfile.TemporaryDirectory() as folder:
        window.shot(f"{folder}/screen.png")
        picture = GdkPixbuf.Pixbuf.new_from_file(f"{folder}/screen.png")
    data, stride, step = picture.get_pixels(), picture.get_rowstride(), picture.get_n_channels()
    found = 0
    for y in range(80, picture.get_height(), 2):
        for x in range(240, 640, 2):
            red, green, blue = data[y * stride + x * step:y * stride + x * step + 3]
            found += red > 235 and 215 < green < 240 and 130 < blue < 180
    return found


def titles(window):
    """The rows in sight from the top."""
    nodes = [node for node in window.all("list item", re.compile("."), window.list) if window.is_hit(node)]
    return [window.name_of(node).split(",")[0] for node in sorted(nodes, key=lambda node: window.place(node)[1])]


# --- Cases: each gets the folder of an empty library


def found(library):
    """The best first and from the top, with what stands around the hits; opened where it was found."""
    filled(library)
    with opened(library) as window:
        search(window, "salt")
        status(window, "^3 articles, best first$")
        window.poll(lambda: titles(window)[:1] == ["Salt on the Stairs"], "the best on top")
        window.poll(lambda: count_marks(window) > 50, "marks in the rows")
        window.key("Return")
        window.on_screen("text", "Salt on the Stairs")
        window.on_screen("entry", re.compile("^Find"))
        window.click("list item", row("Pepper and Bread"))
        window.on_screen("text", "Pepper and Bread")
        window.on_screen(None, re.compile("^1 of 1"))
        window.click("entry", "Search articles")
        window.key("ctrl+a")
        window.type("lamp")
        status(window, "^61 articles, best first$")
        window.poll(lambda: titles(window)[:1] == ["The Lamp Room"], "the best on top")
        window.key("Down")
        window.on_screen("text", "The Lamp Room")  # the first, where none was selected
        window.key("End")
        window.on_screen("list item", row("Letter 00"))
        window.poll(lambda: count_marks(window) > 200, "marks in the rows far down")
        window.key("Escape")
        window.on_screen("list item", row("Letter 59"))
        window.poll(lambda: count_marks(window) == 0, "the marks to go")


def unknown(library):
    """What is not understood is said, after a pause, and searched as words."""
    filled(library)
    with opened(library) as window:
        search(window, "lamp is:lost ")
        window.on_screen("label", "Not understood, searched as words: “is:lost”")
        window.key("ctrl+a")
        window.type("lamp is:unread")
        window.off_screen("label", re.compile("^Not understood"))
        status(window, "^61 articles")


def completion(library):
    """Offered while typing, chosen by keys; Escape and Enter keep their meaning where nothing is chosen."""
    filled(library)
    with opened(library) as window:
        search(window, "tag:co")
        window.exists("list item", re.compile("^coast, 2 articles"))
        window.key("Tab")
        wait_text(window, "tag:coast ")
        status(window, "^2 articles")
        window.type("ti")
        window.exists("list item", re.compile("^title:"))
        window.key("Down", "Down", "Up", "Return")
        wait_text(window, "tag:coast title:")
        window.type("lamp")
        status(window, "^1 article$")
        window.key("ctrl+a")
        window.type("tag:")
        window.exists("list item", re.compile("^post, 60 articles"))
        window.key("Escape")
        wait_text(window, "tag:")
        window.key("ctrl+a")
        window.type("no")
        window.exists("list item", re.compile("^note:"))
        window.key("BackSpace", "BackSpace")
        window.type("is:sta")
        window.exists("list item", re.compile("^starred"))
        window.key("Return")  # nothing is chosen: what is typed stands
        wait_text(window, "is:sta")
        window.key("Escape")
        window.poll(lambda: titles(window)[:1] == ["Letter 59"], "the list as it was")


def help_(library):
    """The table of what can be typed; a row of it goes into the field."""
    filled(library)
    with opened(library) as window:
        search(window, "lamp")
        status(window, "^61 articles")
        window.key("F1")
        window.exists("list item", re.compile("^salt water, "))
        window.exists("list item", re.compile("^is:starred, "))
        window.key("Down", "Down", "Down", "Return")
        wait_text(window, "lamp -salt")
        status(window, "^60 articles")
        window.click(None, "What Can Be Typed")
        window.exists("list item", re.compile("^salt water, "))
        time.sleep(.3)
        window.key("Escape")
        window.click("entry", "Search articles")
        window.key("End")
        window.type(" x")
        wait_text(window, "lamp -salt x")


def hurry(library):
    """Twelve letters typed fast: none is lost, and the last of them are what is searched."""
    filled(library)
    with opened(library) as window:
        window.key("ctrl+k")
        window.on_screen("entry", "Search articles")
        subprocess.run(["xdotool", "type", "--delay", "25", "--", "salt stairs "], check=True)
        wait_text(window, "salt stairs ")
        status(window, "^1 article")
        window.on_screen("list item", row("Salt on the Stairs"))
        window.off_screen("list item", row("The Lamp Room"))


def choose(window, button, item):
    """A row of the menu of a button; completions that are still open swallow the click that opens it."""
    window.click(None, button)
    try:
        window.choose(item, 4)
    except NotThere:
        if window.process.poll() is not None:
            raise
        window.click(None, button)
        window.choose(item)


def sort(library):
    """Each place keeps its order; what is typed comes before it."""
    filled(library, TEXTS[:15])  # two screens full: each question goes through all rows
    with opened(library, "Letter 11") as window:
        choose(window, "Sort", "Title")
        window.poll(lambda: titles(window)[:1] == ["Letter 00"], "the list by title")
        choose(window, "Sort", "Z to A")
        window.poll(lambda: titles(window)[:2] == ["The Lamp Room", "Salt on the Stairs"], "and backwards")
        window.key("g", "h")
        window.poll(lambda: titles(window)[:1] == ["Letter 11"], "all of them by date")
        window.key("g", "u")
        window.poll(lambda: titles(window)[:1] == ["The Lamp Room"], "the unread as they were left")
        search(window, "salt sort:length")
        window.poll(lambda: titles(window) == ["The Lamp Room", "Salt on the Stairs", "Pepper and Bread"], "by length")
        window.key("ctrl+a")
        window.type("salt ")
        window.poll(lambda: titles(window)[:1] == ["Salt on the Stairs"], "the best first")
        choose(window, "Sort", "Length")
        window.poll(lambda: titles(window)[:1] == ["The Lamp Room"], "the shortest first")
        window.key("Escape", "Escape")
        window.poll(lambda: titles(window)[:2] == ["The Lamp Room", "Salt on the Stairs"], "the unread as they were left")
        before = titles(window)
        choose(window, "Sort", "Random")
        window.poll(lambda: titles(window) not in ([], before), "another order")
        before = titles(window)
        choose(window, "Sort", "Shuffle Again")
        window.poll(lambda: titles(window) not in ([], before), "one more")


def leave(window):
    """By Escape; where a toast is still up, the first one takes that away."""
    for _ in range(3):
        window.key("Escape")
        try:
            return window.poll(lambda: not window.all("label", "5 Minutes"), "the queue to go", 3)
        except NotThere:
            pass
    raise NotThere("the queue stays")


def queue(library):
    """What fits into ten minutes, left by Escape."""
    filled(library)
    with opened(library) as window:
        choose(window, "List Menu", "I Have a Few Minutes…")
        window.exists("push button", "Show")
        window.act("push button", "5 minutes")
        window.act("push button", "Show")
        window.on_screen("label", "5 Minutes")
        status(window, "^[0-9]+ articles, [45] minutes$")
        shown = titles(window)
        assert shown[0] == "Letter 59" and len(shown) < 30, shown
        window.key("j")
        window.on_screen("text", "Letter 59")
        window.key("a")
        window.off_screen("list item", row("Letter 59"))
        window.on_screen("text", "Letter 58")
        window.click("list item", row("Letter 58"))
        leave(window)
        window.on_screen("list item", row("Letter 58"))
        window.off_screen("list item", row("Letter 59"))
    assert json.loads(cli(library, "list", "--json", "--query", "is:archived"))[0]["title"] == "Letter 59"


if __name__ == "__main__":
    cases.main("search", [found, unknown, completion, help_, hurry, sort, queue])
