# SPDX-License-Identifier: GPL-3.0-or-later
"""The page in two columns: test-columns.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Its paragraphs are one line each and begin with a link: where links stand a screen reader is told."""
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi, NotThere  # noqa: E402

TITLE = "A Year of Lines"
LINES = 150
HEADER = 40  # pixels
CODE = "\n".join(f"line {n}" for n in range(90))
SETTINGS = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"


def line(n, code):
    """Here and there something else stands before it: a heading, code that is higher than a column."""
    before = f"<h2>Chapter {n}</h2>" if n % 20 == 7 else f"<pre>{CODE}</pre>" if code and n == 80 else ""
    return f"{before}<p><a href='https://example.org/{n}'>No {n}.</a> The river was low.</p>"


def filled(library, code=True):
    lines = "".join(line(n, code) for n in range(LINES))
    page = f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>{lines}</article></html>"
    cli(library, "add", "--url", "https://lines.example/year", "-", page=page)


def opened_wide(library, columns="true"):
    SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    SETTINGS.write_text(f"[io/github/sheaf_app/Sheaf]\ntext-columns={columns}\ntext-size=13\n", encoding="utf-8")
    window = opened(library, GSETTINGS_BACKEND="keyfile")
    window.on_screen("list item", row(TITLE))
    window.xdo("windowmove", window.x_window(), 0, 0)
    window.resize(1400, 1000)
    window.click("list item", row(TITLE))
    window.page = window.exists("text", row(TITLE))
    window.exists("link", "No 149.")
    take_links(window)
    window.key("F6")
    settled(window)
    return window


def take_links(window):
    window.links = {int(re.search(r"\d+", window.name_of(link))[0]): link for link in window.all("link", re.compile("^No "))}


def spread(window):
    """The numbers in sight, in order of the columns, each as (x, y, height, number)."""
    _, _, _, bottom = window.place(window.frame())
    places = {n: window.place(link) for n, link in window.links.items()}
    return sorted((x, y, height, n) for n, (x, y, _, height) in places.items() if HEADER <= y < bottom)


def settled(window):
    before = None
    for _ in range(60):
        now = spread(window)
        if not now:  # set anew, with hyphens or without
            take_links(window)
        elif now == before:
            return now
        before = now
        time.sleep(.2)
    raise AssertionError("the page does not come to rest")


def numbers(found):
    return [n for _, _, _, n in found]


def columns_of(found):
    return sorted({x for x, _, _, _ in found})


def turn(window, *keys):
    window.key(*keys)
    return settled(window)


def turning(library):
    """Each line stands on one spread, whole, and what was turned is turned back by the same ways."""
    filled(library)
    with opened_wide(library) as window:
        spreads = [turn(window, "Home")]
        assert len(columns_of(spreads[0])) == 2, spreads[0]
        bottom = window.place(window.frame())[3]
        for _ in range(12):
            now = turn(window, "space")
            if now == spreads[-1]:
                break
            spreads.append(now)
        seen = [n for one in spreads for n in numbers(one)]
        assert seen == list(range(LINES)), seen
        for one in spreads:
            assert all(y + height < bottom - 20 for _, y, height, _ in one), one
        for keys, step in (("shift+space",), -1), (("Next",), 1), (("Prior",), -1), (("Right",), 1), (("Left",), -1):
            at = len(spreads) - 1 if step < 0 else 0
            while 0 <= at + step < len(spreads):
                at += step
                assert turn(window, *keys) == spreads[at], (keys, at)
        window.xdo("mousemove", 1200, 500, "click", 5)
        assert numbers(settled(window)) == numbers(spreads[1]), ("one step of the wheel is one spread", settled(window), spreads[1])
        last = turn(window, "End")
        assert numbers(last)[-1] == LINES - 1, last
        before = turn(window, "Left")
        assert numbers(before)[-1] + 1 == numbers(last)[0], (before, last)
        assert turn(window, "Right") == last
        assert window.process.poll() is None


def first(window):
    return numbers(settled(window))[0]


def switch(window):
    window.click(None, "Typography")
    try:
        window.exists("check box", "Two Columns", timeout=5)
    except NotThere:
        window.click(None, "Typography")  # the first click went to the page's own layout
        window.exists("check box", "Two Columns")
    time.sleep(.3)
    for _ in range(20):
        if window.name_of(window.focused()) == "Two Columns":
            break
        window.key("shift+Tab")
        time.sleep(.1)
    window.key("space")
    time.sleep(.3)
    window.key("Escape")
    time.sleep(.5)


def place(library):
    """Switched on, off and on again, and in a window too narrow for them, the same line stays first. Code that
    fills a column has no link to tell where that stands."""
    filled(library, code=False)
    with opened_wide(library, "false") as window:
        turn(window, "space", "space")
        assert len(columns_of(settled(window))) == 1
        at = first(window)
        for columns in 2, 1, 2:
            switch(window)
            now = settled(window)
            assert len(columns_of(now)) == columns and abs(numbers(now)[0] - at) <= 1, (columns, at, now)
            at = numbers(now)[0]
        window.resize(1000, 900)
        now = settled(window)
        assert len(columns_of(now)) == 1 and numbers(now)[0] == at, now
        window.resize(1400, 1000)
        now = settled(window)
        assert len(columns_of(now)) == 2 and numbers(now)[0] == at, now
        assert "text-columns=true" in SETTINGS.read_text(encoding="utf-8")


def point(window, one):
    """Where a number of the spread is, for the pointer: its link, not the words after it."""
    x, y, height, _ = one
    shape, (_, _, width, _) = window.shape(window.x_window()), window.place(window.frame())
    border = max(0, (shape["WIDTH"] - width) // 2)
    return shape["X"] + border + x + 12, shape["Y"] + border + y + height // 2


def pointing(library):
    """Links answer in both columns, also where the pointer comes at once from the other; a drag goes from one to the other."""
    filled(library)
    with opened_wide(library) as window:
        now = turn(window, "Home")
        left, right = ([one for one in now if one[0] == x] for x in columns_of(now))
        for one in left[2], right[3], left[5], right[6]:
            window.xdo("mousemove", *point(window, one))
            window.exists("label", re.compile(f"example.org/{one[3]}$"))
        (x, y), (to_x, to_y) = point(window, left[-2]), point(window, right[2])
        window.xdo("mousemove", x + 60, y, "mousedown", 1)
        for step_x, step_y in (x + 90, y), (to_x + 40, to_y - 20), (to_x + 60, to_y):
            window.xdo("mousemove", step_x, step_y)
            time.sleep(.1)
        window.xdo("mouseup", 1)
        text = window.page.get_text_iface()
        chosen = window.poll(lambda: Atspi.Text.get_n_selections(text) and Atspi.Text.get_selection(text, 0), "a selection")
        words = Atspi.Text.get_text(text, chosen.start_offset, chosen.end_offset)
        assert f"No {left[-1][3]}." in words and f"No {right[1][3]}." in words, words
        assert f"No {left[-3][3]}." not in words and f"No {right[3][3]}." not in words, words


cases.main("columns", [turning, place, pointing], before=lambda: SETTINGS.unlink(missing_ok=True))
