# SPDX-License-Identifier: GPL-3.0-or-later
"""Hyphenation in the window: test-hyphens.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

With a dictionary of ours, for a language that has none."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HYPHEN = "\u00ad"
SENTENCE = "Bananana nanabana ba naba, bananabana nana banana ban. "
PAGE = ("<html lang=vo><title>Banana</title><article><h1>Banana</h1>"
        + "".join(f"<h2>Part {number}</h2><p>{SENTENCE * 6}</p>" for number in range(40)) + "</article>")


def choose(library, hyphenate, justify="true", more=""):
    """As the switch in the popover does."""
    with open(f"{os.path.dirname(library)}/config/glib-2.0/settings/keyfile", "w", encoding="utf-8") as settings:
        settings.write(f"[io/github/sheaf_app/Sheaf]\ntext-justify={justify}\ntext-hyphenate={hyphenate}\n{more}")


def prepared(library):
    """A library with the article; the environment in which its words are broken where lines are justified."""
    folder = os.path.dirname(library)
    os.makedirs(f"{folder}/data/hyphen")
    os.makedirs(f"{folder}/config/glib-2.0/settings")
    with open(f"{folder}/data/hyphen/hyph_vo.dic", "w", encoding="utf-8") as dictionary:
        dictionary.write("UTF-8\n1na\n1ba\n")
    choose(library, "true")
    with open(f"{library}.html", "w", encoding="utf-8") as page:
        page.write(PAGE)
    cli(library, "add", f"{library}.html")
    return {"XDG_CONFIG_HOME": f"{folder}/config", "GSETTINGS_BACKEND": "keyfile",
            "XDG_DATA_DIRS": f"{folder}/data:{os.environ['XDG_DATA_DIRS']}"}


def text(window):
    return window.text(window.exists("text", "Banana"))


def place(library):
    """The switch sets the page anew and keeps what is read where it is; there and back nothing has moved."""
    with opened(library, **prepared(library)) as window:
        window.click("list item", row("Banana"))
        window.poll(lambda: HYPHEN in text(window), "the hyphens")
        window.key("space", "space", "space")
        window.poll(lambda: seen(window)[1] not in ("Banana", "Part 0"), "the page to scroll")
        before = seen(window)
        choose(library, "false")
        window.poll(lambda: HYPHEN not in text(window), "no hyphens")
        window.poll(lambda: near(seen(window), before), "the place")
        choose(library, "true")
        window.poll(lambda: HYPHEN in text(window), "the hyphens again")
        window.poll(lambda: seen(window) == before, "the place")


def near(place, before):
    """The same heading, some lines lower at most: without hyphens there are more of them."""
    return place[1] == before[1] and 0 <= place[0] - before[0] < 120


def seen(window):
    """The heading that stands highest in sight, and where."""
    tops = [(window.place(node)[1], window.name_of(node)) for node in window.all("heading")]
    return min(top for top in tops if top[0] > 60)


def columns(library):
    """Short lines of two columns are hyphenated, those of one column are not."""
    env = prepared(library)
    choose(library, "true", "false", "text-size=13\n")
    with opened(library, **env) as window:
        window.on_screen("list item", row("Banana"))
        window.xdo("windowmove", window.x_window(), 0, 0)
        window.resize(1400, 1000)
        window.click("list item", row("Banana"))
        window.on_screen("text", row("Banana"))
        time.sleep(.5)
        assert HYPHEN not in text(window)
        choose(library, "true", "false", "text-size=13\ntext-columns=true\n")
        window.poll(lambda: HYPHEN in text(window), "the hyphens")
        window.resize(1000, 900)
        window.poll(lambda: HYPHEN not in text(window), "no hyphens in one column")
        window.resize(1400, 1000)
        window.poll(lambda: HYPHEN in text(window), "the hyphens again")


def run(on):
    """A screen reader."""
    Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
        GLib.Variant("(ssv)", ("org.a11y.Status", "ScreenReaderEnabled", GLib.Variant("b", on))),
        None, Gio.DBusCallFlags.NONE, 5000)


def korean(library):
    """Its words are held together, also where lines are long; what holds them is no step of the caret, and not there
    for a screen reader."""
    with open(f"{library}.html", "w", encoding="utf-8") as page:
        page.write("<html lang=ko><title>조수의 기록</title><article><h1>조수의 기록</h1>"
                   + f"<p>{'바닷물은 하루에 두 번 들어온다고 그는 적었다. ' * 9}</p>" * 3 + "</article>")
    cli(library, "add", f"{library}.html")
    with opened(library) as window:
        window.click("list item", row("조수의"))
        page = window.on_screen("text", "조수의 기록")
        window.poll(lambda: "바\u2060닷\u2060물\u2060은 하" in window.text(page), "the words held together")
        window.key("F7", "Right", "Right", "shift+Right", "shift+Right", "shift+Right")
        window.poll(lambda: selected(page) == "물은 ", "three letters of it")
        run(True)
        window.poll(lambda: "바닷물은 하" in window.text(page), "the words without joiners")
        window.poll(lambda: selected(page) == "물은 ", "the same letters of the page that was set anew")
        window.key("shift+Right")
        window.poll(lambda: selected(page) == "물은 하", "one more at the end that was moved")
        run(False)
        window.poll(lambda: "바\u2060닷" in window.text(page), "the words held together again")
        window.key("Right", "shift+Right")
        window.poll(lambda: selected(page) == "루", "the caret where it was")


def selected(page):
    """What is selected, without what is not seen."""
    text = page.get_text_iface()
    if Atspi.Text.get_n_selections(text) == 0:
        return None
    at = Atspi.Text.get_selection(text, 0)
    return Atspi.Text.get_text(text, at.start_offset, at.end_offset).replace("\u2060", "")


def screen_reader(library):
    """While a screen reader runs there are none."""
    with opened(library, **prepared(library)) as window:
        window.click("list item", row("Banana"))
        window.poll(lambda: HYPHEN in text(window), "the hyphens")
        run(True)
        window.poll(lambda: HYPHEN not in text(window), "no hyphens")
        run(False)
        window.poll(lambda: HYPHEN in text(window), "the hyphens again")


if __name__ == "__main__":
    cases.main("hyphens", [columns, korean, place, screen_reader])
