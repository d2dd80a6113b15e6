# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of duplicates as a person uses it: test-duplicates.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened  # noqa: E402
from drive import NotThere  # noqa: E402

STORY = """<p>The keeper of the north light rowed out before dawn, because the bell buoy had been silent for two nights and
the herring boats were due. He found the chain parted three fathoms down, worn through where it had rubbed on a wreck
that no chart shows.</p><p>By noon he had spliced a new length to it with the help of a boy from the village, and at the
turn of the tide the bell rang again over the shoals. The harbour master paid them in coal, which was worth more than
money that winter, and wrote the wreck into his book for the ships to come.</p>"""
OPENING = """<p>From our correspondent on the coast, for the evening edition of the paper, with a drawing of the buoy
that could not be printed.</p>"""
BREAD = """<p>Bakers in the old town keep a sourdough that is said to be a hundred years old, and none of them will tell
where the first spoon of it came from. Every evening it is fed with rye and lukewarm water, and every morning half of it
goes into the loaves.</p><p>When the river rose and stood in the cellars, the jar was carried up to the church tower
before the silver was, and nobody thought that strange.</p>"""


def add(library, url, title, text, *words):
    page = f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    cli(library, "add", *words, "--url", url, "-", page=page)


def filled(library):
    """A syndicated story on two sites, and another that was saved twice as it is."""
    add(library, "https://oar.example/bell", "The Bell Buoy", STORY, "--tag", "sea")
    add(library, "https://mole.example/news/17", "A Bell Rings Again", OPENING + STORY, "--tag", "news")
    add(library, "https://loaf.example/sour", "A Hundred Years of Sour", BREAD)
    add(library, "https://crumb.example/a-hundred-years", "A Hundred Years of Sour", BREAD)


def rows(library):
    return {row["id"]: row for row in json.loads(cli(library, "--json", "list"))}


def find(window):
    """The menu that is still opening swallows a click."""
    for _ in range(4):
        window.click(None, "Main Menu")
        try:
            window.exists("menu item", re.compile("^Find Duplicates"), timeout=4)
            break
        except NotThere:
            if window.process.poll() is not None:
                raise
    window.choose(re.compile("^Find Duplicates"))


def buttons(window, name):
    return len(window.all("push button", name))


def merge(library):
    filled(library)
    with opened(library) as window:
        find(window)
        window.poll(lambda: buttons(window, "Merge") == 2, "two groups")
        window.exists(None, re.compile("^Keep “A Bell Rings Again”, mole.example"))
        window.click("check box", re.compile("^Keep “The Bell Buoy”, oar.example"))
        merges = window.all("push button", "Merge")
        merges[1].get_action_iface().do_action(0)
        window.poll(lambda: set(rows(library)) == {1, 3, 4}, "two of the story are one")
        assert sorted(rows(library)[1]["tags"]) == ["news", "sea"], rows(library)
        window.poll(lambda: buttons(window, "Merge") == 1, "one group is left")
        window.key("ctrl+z")
        window.poll(lambda: set(rows(library)) == {1, 2, 3, 4}, "it is undone")
        window.poll(lambda: buttons(window, "Merge") == 2, "two groups again")
    assert json.loads(cli(library, "--json", "verify"))["problems"] == []


def all_same(library):
    filled(library)
    with opened(library) as window:
        find(window)
        window.poll(lambda: buttons(window, "Merge") == 2, "two groups")
        window.act("push button", "Merge All With the Same Text")
        window.poll(lambda: set(rows(library)) == {1, 2, 3}, "those that are the same are one")
        window.poll(lambda: buttons(window, "Merge") == 1, "one group is left")


def apart(library):
    filled(library)
    with opened(library) as window:
        find(window)
        window.poll(lambda: buttons(window, "Not Duplicates") == 2, "two groups")
        for _ in range(12):
            if window.name_of(window.focused()) == "Not Duplicates":
                break
            window.key("Tab")
        window.key("space")
        window.poll(lambda: buttons(window, "Not Duplicates") == 1, "one is told apart")
        window.poll(lambda: window.name_of(window.focused()) == "Merge", "the keyboard in the next group")
        window.act("push button", "Not Duplicates")
        window.exists(None, "No Duplicates")
    assert cli(library, "duplicates") == ""
    assert set(rows(library)) == {1, 2, 3, 4}
    cli(library, "undo")
    assert json.loads(cli(library, "--json", "duplicates"))


def nothing(library):
    add(library, "https://loaf.example/sour", "A Hundred Years of Sour", BREAD)
    with opened(library) as window:
        find(window)
        window.exists(None, "No Duplicates")
        window.key("Escape")
        window.poll(lambda: not window.all(None, "No Duplicates"), "it is closed")


if __name__ == "__main__":
    cases.main("duplicates", [merge, all_same, apart, nothing])
