# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's typography: test-typography.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Its paragraphs are one line each and begin with a link: where links stand a screen reader is told."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi  # noqa: E402

TITLE = "A Year of Lines"
PAGE = (f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>"
        + "".join(f"<p><a href='https://example.org/{n}'>No {n}.</a> The river was low.</p>" for n in range(90)) + "</article></html>")
SETTINGS = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"

# Each control: its role, its name, what it is set to (None: pressed), the setting that it changes and to what.
CONTROLS = (
    ("check box", "Justify Lines", None, "text-justify", "true"),
    ("check box", "Indent Paragraphs", None, "text-indent", "true"),
    ("push button", "Larger Text", None, "text-size", "18"),
    ("push button", "Larger Text", None, "text-size", "19"),
    (None, "Sans", None, "text-font", "'sans'"),
    (None, "Mono", None, "text-font", "'mono'"),
    (None, "System", None, "text-font", "'system'"),
    (None, "Serif", None, "text-font", "'serif'"),
    ("slider", "Line Height", 2, "text-leading", "2"),
    ("slider", "Line Height", -2, "text-leading", "-2"),
    ("slider", "Line Length", 80, "text-measure", "80"),
    ("slider", "Line Length", 50, "text-measure", "50"),
    (None, "Sepia", None, "theme", "'sepia'"),
    (None, "Dark", None, "theme", "'dark'"),
    (None, "Black", None, "theme", "'black'"),
    (None, "Light", None, "theme", "'light'"),
    ("push button", "Smaller Text", None, "text-size", "18"),
    ("push button", "106 %", None, "text-size", None),
)


def filled(library):
    cli(library, "add", "--url", "https://lines.example/year", "-", page=PAGE)


def open_page(window):
    window.click("list item", row(TITLE))
    window.text = window.on_screen("text", row(TITLE))
    find_links(window)
    window.key("F6")


def find_links(window):
    """The page makes them anew where its words are broken otherwise."""
    def links():
        found = {int(re.search(r"\d+", window.name_of(link))[0]): link for link in window.all("link", re.compile("^No "), window.text)}
        return found if 89 in found else None

    window.links = window.poll(links, "the page's links")


def numbers(window):
    """Where each number near the screen stands, from the page's top, and how high the page is."""
    _, top, _, height = window.place(window.text)
    places = {n: window.place(link)[1] - top for n, link in window.links.items()}
    return {n: y for n, y in places.items() if -height < y < 2 * height}, height


def settled(window):
    """The same twice."""
    before = None
    for _ in range(60):
        now = numbers(window)
        if now[0] and now == before:
            return now
        before = now
        time.sleep(.2)
    raise AssertionError("the page does not come to rest")


def first_of(window):
    """The first number that is whole on the screen, and where it stands."""
    found, _ = settled(window)
    return min((y, n) for n, y in found.items() if y >= -1)


def setting(key):
    found = re.search(f"^{key}=(.*)$", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE) if SETTINGS.exists() else None
    return found[1] if found else None


def picture(window):
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        window.shot(file.name)
        return file.read()


def go_to(window, name):
    """From one control of the popover to the next before it, until NAME has the focus."""
    for _ in range(20):
        if window.name_of(window.focused()) == name:
            return
        window.key("shift+Tab")
        time.sleep(.1)
    raise AssertionError(f"{name} cannot be reached by Tab")


def controls(library):
    """Each control changes its setting and the page, and leaves the line where it is that is first on the screen."""
    filled(library)
    with opened(library, GSETTINGS_BACKEND="keyfile", strict=False) as window:
        open_page(window)
        window.key("space", "space")
        window.click(None, "Typography")
        slider = window.exists("slider", "Line Height")
        time.sleep(.5)
        popover = next(node for node in window.line(slider)
                       if all(window.all(None, name, node) for name in ("Larger Text", "Sans", "Sepia")))
        first = first_of(window)
        seen = picture(window)
        for role, name, value, key, wanted in CONTROLS:
            if value is not None:
                Atspi.Value.set_current_value(window.all(role, name, popover)[0], value)
            elif role == "check box":  # without an action
                go_to(window, name)
                window.key("space")
            else:
                window.act(role, name, inside=popover)
            window.poll(lambda k=key, w=wanted: setting(k) == w, f"{key} to be {wanted}")
            time.sleep(.3)
            find_links(window)
            now, before = first_of(window), seen
            assert now[1] == first[1] and abs(now[0] - first[0]) <= 2, f"{name} {value}: from {first} to {now}"
            seen = picture(window)
            assert seen != before or name == "Justify Lines", f"{name} {value} is not seen"


def pages(library):
    """Space and Shift+Space turn pages by whole lines: none is cut at the top, one line is seen twice."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        starts = [first_of(window)[1]]
        for _ in range(3):
            found, height = settled(window)
            last = max(n for n, y in found.items() if y + 20 <= height)
            window.key("space")
            window.poll(lambda l=last: first_of(window)[1] == l, f"{last} to be first")
            assert 0 <= first_of(window)[0] < 20
            starts.append(last)
        for _ in range(3):
            before = first_of(window)
            window.key("shift+space")
            window.poll(lambda b=before: first_of(window)[1] < b[1], "the page before")
            found, height = settled(window)
            if first_of(window)[1] > 0:
                assert before[1] == max(n for n, y in found.items() if y + 20 <= height), "one line is seen twice"
                assert all(not -18 < y < -1 for y in found.values()), "none is cut"


LONG = "The river was low, and whoever stood at the ford could count the stones by their names, as far as these go. " * 9
ROWS = "".join(f"<tr><td>{n}</td><td>low</td></tr>" for n in range(14))
BOOK = "<html lang=en><title>A Book</title><article><h1>A Book</h1>" + "".join(
    f"<h2>Chapter {n}, with a Title That Is as Long as Two Lines of It on a Page of This Width</h2><p>{LONG}</p><table><tr><th>No</th><th>Water</th></tr>{ROWS}</table>"
    for n in range(8)) + "</article></html>"


def ink_at_top(window):
    """Is there anything in the first two rows of pixels under the reader's header, where its text stands?"""
    x, _, width, _ = window.place(window.page)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        window.shot(file.name)
        shape, frame = window.shape(window.x_window()), window.place(window.frame())
        top = shape["Y"] + (shape["HEIGHT"] - frame[3]) // 2 + window.place(window.page)[1]
        left = shape["X"] + (shape["WIDTH"] - frame[2]) // 2 + x
        colours = subprocess.run(["convert", file.name, "-crop", f"{width - 60}x2+{left + 20}+{top}", "-format", "%k", "info:"],
                                 capture_output=True, text=True, check=True).stdout
    return int(colours) > 1


def tops(library):
    """In another face, with headings and tables, too, nothing of the line above is left over a screen, and no row is cut."""
    cli(library, "add", "--url", "https://lines.example/book", "-", page=BOOK)
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text("[io/github/sheaf_app/Sheaf]\ntext-font='sans'\n", encoding="utf-8")
    with opened(library, GSETTINGS_BACKEND="keyfile", strict=False) as window:
        window.click("list item", row("A Book"))
        window.page = window.on_screen("text", row("A Book"))
        window.key("F6")
        for step in ["space"] * 10 + ["shift+space"] * 6:
            window.key(step)
            time.sleep(.6)
            assert not ink_at_top(window), step


ARABIC = "<html lang=ar dir=rtl><title>{0}</title><article><h1>{0}</h1>" + "<p>كان الحارس يصعد إلى المنارة كل مساء قبل غروب الشمس.</p>" * 9 + "</article></html>"


def sides(library):
    """What stands under the headline begins where it does, whichever article was open before."""
    night = "ليلة في المنارة القديمة"
    cli(library, "add", "--url", "https://lines.example/night", "-", page=ARABIC.format(night))
    filled(library)
    with opened(library) as window:
        for title, right in ((TITLE, False), (night, True), (TITLE, False)):
            window.click("list item", row(title))
            window.on_screen("text", row(title))
            window.poll(lambda: (lambda page, tags: (tags[0] + tags[2] / 2 > page[0] + page[2] / 2) == right)(
                window.place(window.on_screen("text", row(title))), window.place(window.on_screen("push button", "Add Tag"))),
                f"the tags on the side of {title}")


def tagging(library):
    """Under a headline that fills the window the tags come into sight where one is to be typed."""
    cli(library, "add", "--url", "https://lines.example/long", "-", page=PAGE.replace(TITLE, "A Headline of Very Many Words, " * 14))
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text("[io/github/sheaf_app/Sheaf]\nwindow-width=400\nwindow-height=500\ntext-size=30\n", encoding="utf-8")
    with opened(library, GSETTINGS_BACKEND="keyfile", strict=False) as window:
        window.click("list item", row("A Headline"))
        window.on_screen("text", row("A Headline"))
        window.key("t")
        time.sleep(.5)
        window.type("tide\n")
        window.on_screen("label", "#tide")
        assert "tide" in cli(library, "tags")


if __name__ == "__main__":
    cases.main("typography", [controls, pages, tops, sides, tagging])
