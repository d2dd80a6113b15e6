# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags as a tree, smart lists, the window of tags, by pointer and keys: test-lists.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import json
import os
import re
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli  # noqa: E402
from drive import Atspi, NotThere  # noqa: E402

ARTICLES = [
    ("The Lamp Room", ["coast", "science/physics/optics"]),
    ("Salt on the Stairs", ["coast", "science/chemistry"]),
    ("A Rope for Each Boat", ["craft"]),
    ("Ice Floes", ["science/physics", "photo"]),
    ("Bread and Water", ["photos"]),
]


def filled(library):
    for title, tags in ARTICLES:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "page.html")
            text = f"<p>What {title} is about stands here, in words of its own, and in more than one line of them.</p>" * 6
            with open(path, "w") as file:
                file.write(f"<!DOCTYPE html><html lang='en'><title>{title}</title><article><h1>{title}</h1>{text}</article></html>")
            cli(library, "add", *(word for tag in tags for word in ("--tag", tag)), path)


def tags(library):
    return {tag["name"]: tag["articles"] for tag in json.loads(cli(library, "--json", "tags"))}


def opened(library):
    window = cases.opened(library)
    window.on_screen("list item", row("The Lamp Room"))
    window.on_screen("list item", row("coast"))
    return window


def row(start):
    return re.compile("^" + re.escape(start) + "(,|$)")


def is_selected(window, name):
    return any(n.get_state_set().contains(Atspi.StateType.SELECTED) for n in window.all("list item", row(name)))


def focus(window, name):
    """Chooses a line of the sidebar and stays there."""
    window.click("list item", row(name))
    window.poll(lambda: is_selected(window, name), f"{name} selected")
    window.key("shift+F6")
    window.poll(lambda: row(name).search(window.name_of(window.focused()) or ""), f"the focus on {name}")


def drag(window, what, onto):
    x, y = window.middle(window.on_screen("list item", row(what)))
    to_x, to_y = window.middle(window.on_screen("list item", row(onto)))
    window.xdo("mousemove", x, y)
    window.xdo("mousedown", 1)
    for step in range(1, 9):
        window.xdo("mousemove", x + (to_x - x) * step // 8, y + (to_y - y) * step // 8)
        time.sleep(.06)
    time.sleep(.3)
    window.xdo("mouseup", 1)


def drag_until(window, what, onto, is_done):
    """A busy machine loses one now and then; a second one does no more than the first."""
    for _ in range(4):
        drag(window, what, onto)
        try:
            window.poll(is_done, f"{what} on {onto}", 8)
            time.sleep(.5)  # until then the keys are still the drag's
            return
        except NotThere:
            pass
    raise NotThere(f"{what} was not dropped on {onto}")


def lists(library):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return [name for name, in db.execute("SELECT name FROM smart_list ORDER BY place")]


# --- Cases: each gets the folder of a library


def tree(library):
    """What stands under a tag is folded and listed with it; it is renamed and deleted by keys, and comes back."""
    filled(library)
    with opened(library) as window:
        window.on_screen("list item", row("science/physics/optics"))
        focus(window, "science")
        window.on_screen("list item", row("Ice Floes"))
        window.on_screen("list item", row("Salt on the Stairs"))
        window.off_screen("list item", row("A Rope for Each Boat"))
        window.key("Left")
        window.off_screen("list item", row("science/physics"))
        window.key("Right")
        window.on_screen("list item", row("science/physics"))

        window.key("F2")
        window.on_screen("label", "Rename Tag")
        time.sleep(.5)
        window.key("ctrl+a")
        window.type("nature\n")
        window.poll(lambda: "nature/physics/optics" in tags(library), "the subtree renamed")
        window.on_screen("list item", row("nature"))
        window.on_screen("list item", row("Ice Floes"))  # the list follows the name
        focus(window, "nature")
        window.key("Delete")
        window.off_screen("list item", row("nature"))
        assert set(tags(library)) == {"coast", "craft", "photo", "photos"}, tags(library)
        window.key("ctrl+z")
        window.on_screen("list item", row("nature/physics/optics"))
        window.key("ctrl+z")
        window.on_screen("list item", row("science/physics/optics"))
        assert window.close() == 0


def counts(library):
    """What is read, archived or tagged moves the counts; another process does, too."""
    filled(library)
    with opened(library) as window:
        window.on_screen("list item", "Unread, 5 unread")
        window.on_screen("list item", "science, 3 unread")
        cli(library, "archive", "1")
        window.on_screen("list item", "science, 2 unread")
        window.on_screen("list item", "Unread, 4 unread")
        window.click("list item", row("Salt on the Stairs"))
        window.key("a")
        window.on_screen("list item", "science, 1 unread")
        window.key("ctrl+z")
        window.on_screen("list item", "science, 2 unread")
        assert window.close() == 0


def dragging(library):
    """Articles get the tag they are dropped on, or go to the place; a tag comes under another."""
    filled(library)
    with opened(library) as window:
        drag_until(window, "Salt on the Stairs", "craft", lambda: tags(library)["craft"] == 2)
        window.click("list item", row("Ice Floes"))
        window.key("x")
        drag_until(window, "Bread and Water", "Archive",
                   lambda: not any(window.is_hit(node) for node in window.all("list item", row("Bread and Water"))))
        drag_until(window, "craft", "coast", lambda: "coast/craft" in tags(library))
        window.key("ctrl+z")
        window.poll(lambda: "craft" in tags(library), "it to be undone")
        assert window.close() == 0


def from_the_top(library):
    """Another list that is asked for by keys has the focus on its first row."""
    filled(library)
    cli(library, "star", "1", "2", "3")
    cli(library, "archive", "4", "5")
    with opened(library) as window:
        window.key("g", "s")
        window.off_screen("list item", row("Ice Floes"))
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.key("g", "a")
        window.on_screen("list item", row("Ice Floes"))
        window.poll(lambda: row("Bread and Water").search(window.name_of(window.focused()) or ""), "the focus on the first row")
        assert window.close() == 0


def smart_list(library):
    """Made from a tag, refused without a name, counted, edited, moved, deleted and brought back."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("science"), button=3)
        window.choose("New Smart List…")
        window.on_screen("text", "Name")
        time.sleep(.5)
        window.key("Return")
        window.on_screen(None, "A list needs a name.")
        window.type("Science")
        window.on_screen("label", "3 articles")
        window.key("Return")
        window.on_screen("list item", "Science, 3 articles")
        window.poll(lambda: is_selected(window, "Science"), "it to be selected")
        window.on_screen("list item", row("Ice Floes"))
        window.off_screen("list item", row("A Rope for Each Boat"))

        focus(window, "Science")
        window.key("F2")
        window.on_screen("text", "Search")
        time.sleep(.5)
        window.key("Tab", "ctrl+a")
        window.type("tag:coast colour:red")
        window.on_screen("label", re.compile("^Not understood.*“colour:red”"))
        window.key("ctrl+a")
        window.type("tag:coast")
        window.on_screen("label", "2 articles")
        window.key("Return")
        window.on_screen("list item", "Science, 2 articles")
        window.off_screen("list item", row("Ice Floes"))
        cli(library, "tag", "3", "+coast")
        window.on_screen("list item", "Science, 3 articles")

        window.click("list item", row("coast"), button=3)
        window.choose("New Smart List…")
        window.on_screen("text", "Name")
        time.sleep(.5)
        window.key("Tab", "ctrl+a")
        window.type("tag:craft")
        window.key("shift+Tab")
        window.type("By hand")
        window.key("Return")
        window.on_screen("list item", row("By hand"))
        assert lists(library) == ["Science", "By hand"]
        focus(window, "By hand")
        window.key("alt+Up")
        window.poll(lambda: lists(library) == ["By hand", "Science"], "it to move up")
        window.key("alt+Up")  # no further
        window.key("alt+Down")
        window.poll(lambda: lists(library) == ["Science", "By hand"], "it to move down")
        drag_until(window, "By hand", "Science", lambda: lists(library) == ["By hand", "Science"])
        window.key("ctrl+z")
        window.poll(lambda: lists(library) == ["Science", "By hand"], "it to be undone")

        focus(window, "Science")
        window.key("Delete")
        window.off_screen("list item", row("Science"))
        window.key("ctrl+z")
        window.on_screen("list item", row("Science"))
        assert window.close() == 0


def manager(library):
    """Many tags become one; look-alikes are found, merged, and kept apart."""
    filled(library)
    with opened(library) as window:
        window.act("push button", "Manage Tags")
        window.on_screen("list item", "photo, 1 article")
        time.sleep(.5)
        window.click("list item", "photo, 1 article")
        window.key("shift+Down")
        window.click("push button", "Merge…")
        window.on_screen("label", "Merge Tags")
        time.sleep(.5)
        window.type("pictures\n")
        window.on_screen("list item", "pictures, 2 articles")
        assert "photo" not in tags(library)
        window.key("ctrl+z")
        window.on_screen("list item", "photos, 1 article")

        window.key("ctrl+f")
        window.type("optics")
        window.off_screen("list item", "coast, 2 articles")
        window.on_screen("list item", "science/physics/optics, 1 article")
        window.key("Escape")
        window.on_screen("list item", "coast, 2 articles")

        window.click("page tab", re.compile("^Look-Alikes"))
        window.click("push button", "Merge “photo” into “photos”")
        window.poll(lambda: tags(library).get("photos") == 2, "them to be one")
        window.key("ctrl+z")
        window.poll(lambda: tags(library).get("photo") == 1, "them to be two")
        window.click("push button", "Keep “photo” and “photos” Apart")
        window.on_screen("label", "Nothing Looks Alike")
        window.click("push button", "Close")
        window.off_screen("label", "Nothing Looks Alike")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("lists", [tree, counts, dragging, from_the_top, smart_list, manager])
