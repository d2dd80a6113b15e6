# SPDX-License-Identifier: GPL-3.0-or-later
"""An article corrected by its reader: test-correct.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own; what the article is by then is asked of the command line."""
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402
from drive import Atspi, NotThere  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing."
LEFT_OUT = "Read more: The Lamp Oil of the North"
PAGE = ("<!doctype html><html lang=en><head><title>The Lamp Room</title></head><body><article><h1>The Lamp Room</h1>"
        + "".join(f"<p>{word}. {SENTENCE} {SENTENCE}</p>" for word in ("First", "Second"))
        + f"<p><a href='https://example.org/oil'>{LEFT_OUT}</a></p>"
        + "".join(f"<p>{word}. {SENTENCE} {SENTENCE}</p>" for word in ("Third", "Fourth", "Fifth"))
        + "</article></body></html>")


def filled(library):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "lamp.html"
        page.write_text(PAGE)
        cli(library, "add", str(page))
    assert LEFT_OUT not in text(library)


def text(library):
    return cli(library, "show", "1")


def open_page(window):
    window.click("list item", row("The Lamp Room"))
    node = window.on_screen("text", row("The Lamp Room"))
    time.sleep(.5)
    return node


def tab_to(window, name):
    for _ in range(40):
        focused = window.focused()
        if focused is not None and (window.name_of(focused) or "").startswith(name):
            return
        window.key("Tab")
        time.sleep(.1)
    raise AssertionError(f"Tab does not lead to {name}")


def restore(library):
    """What was left out is shown, put back by the keyboard, and left out again by Undo."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("shift+l")
        window.on_screen("push button", row(f"Restore: {LEFT_OUT}"))
        tab_to(window, f"Restore: {LEFT_OUT}")
        window.key("Return")
        window.poll(lambda: LEFT_OUT in text(library), "the block in the article")
        window.poll(lambda: not window.all("push button", row(f"Restore: {LEFT_OUT}")), "the button gone")
        window.key("z")
        window.poll(lambda: LEFT_OUT not in text(library), "the block left out again")
        window.on_screen("push button", row(f"Restore: {LEFT_OUT}"))


def leave_out(library):
    """What is selected goes, and comes back by Undo."""
    filled(library)
    with opened(library) as window:
        node = open_page(window)
        x, y = window.middle(node)
        _, _, width, height = window.place(node)
        window.xdo("mousemove", x - width // 5, y - height // 2 + 152)
        time.sleep(.1)
        window.xdo("click", "--repeat", 2, "--delay", 60, 1)
        time.sleep(.4)
        window.act("push button", "Not Part of the Article")
        window.poll(lambda: text(library).count(SENTENCE) == 8, "a paragraph less")
        assert "Fifth" in text(library)
        window.key("z")
        window.poll(lambda: text(library).count(SENTENCE) == 10, "the paragraph back")


def details(library):
    """Another title is shown, found and kept; what was fetched comes back by Revert, what was typed by Undo."""
    filled(library)
    with opened(library) as window:
        open_page(window)
        window.key("e")
        window.exists("text", "Title")
        time.sleep(.4)
        window.key("ctrl+a")
        window.type("The Night Room")
        window.exists("label", "Fetched: The Lamp Room")
        window.key("Return")
        window.on_screen("list item", row("The Night Room"))
        assert "The Night Room" in cli(library, "list") and "The Night Room" in text(library)
        window.poll(lambda: not window.all("text", "Title"), "the dialog to go")
        window.key("e")
        window.act("push button", "Revert")
        window.poll(lambda: window.text(window.exists("text", "Title")) == "The Lamp Room", "what was fetched in the field")
        window.key("Return")
        window.on_screen("list item", row("The Lamp Room"))
        window.poll(lambda: not window.all("text", "Title"), "the dialog to go")
        window.key("z")  # the last change alone, though the word on the first may still be up
        window.on_screen("list item", row("The Night Room"))


def details_in_place(library):
    """The fields stand where the headline stood; Escape takes back what was typed, another article saves it."""
    filled(library)
    with opened(library) as window:
        node = open_page(window)
        window.key("e")
        window.on_screen("text", "Title")
        _, y = window.middle(window.on_screen("text", "Title"))
        _, _, _, height = window.place(node)
        assert 0 < y - (window.middle(node)[1] - height // 2) < 80, "the field is not in the headline's place"
        window.key("ctrl+a")
        window.type("Nothing of That")
        window.key("Escape")
        window.poll(lambda: not window.all("text", "Title"), "the fields to go")
        assert window.name_of(window.focused()) == "The Lamp Room"
        assert "The Lamp Room" in cli(library, "list")
        window.key("e")
        window.on_screen("text", "Title")
        window.key("ctrl+a")
        cli(library, "add", "--url", "https://oar.example/salt", "-", page=PAGE.replace("The Lamp Room", "Salt"))
        window.on_screen("list item", row("Salt"))
        time.sleep(1)  # the page is set anew after what another program did, and what is selected stays so
        window.type("The Ni")
        window.resize(1000, 900)  # by which the page is set anew, with other hyphens
        time.sleep(1)
        window.type("ght Room")
        window.resize(1280, 800)
        time.sleep(.5)
        window.click("list item", row("Salt"))
        window.on_screen("list item", row("The Night Room"))
        window.on_screen("text", "Salt")
        assert not window.all("text", "Title"), "the fields came along"
        assert "The Night Room" in cli(library, "list")
        window.resize(1280, 320)
        window.click("list item", row("The Night Room"))
        window.on_screen("text", "The Night Room")
        window.key("F6")
        window.key("space", "space")
        time.sleep(.5)
        window.key("e")  # far below it
        window.on_screen("text", "Title")
        time.sleep(.5)
        window.key("ctrl+a")
        window.type("The Day Room")
        assert window.close() == 0
    assert "The Day Room" in cli(library, "list"), "closing the window lost it"


SOCIETY = "The society meets on Thursdays in the old boat house."


def on_lamp(library, number, promo):
    page = PAGE.replace("<title>The Lamp Room", f"<title>Night {number}").replace("<h1>The Lamp Room", f"<h1>Night {number}")
    cli(library, "add", "--url", f"https://lamp.example/{number}", "-", page=page.replace("<p>Third", f"<p class=meets>{promo}</p><p>Third"))


def always(library):
    """What is left out of one article goes from another of its site, and a rule says so; Undo takes both back."""
    settings = pathlib.Path(library + "-settings")
    rule = settings / "sheaf/site-rules/lamp.example.rule"
    (settings / "gtk-4.0").mkdir(parents=True)
    (settings / "gtk-4.0/settings.ini").write_text("[Settings]\ngtk-enable-animations=0\n")
    rule.parent.mkdir(parents=True)
    rule.write_text("# my own\n")
    on_lamp(library, 2, "This week they meet on a Friday at noon.")
    on_lamp(library, 1, SOCIETY)
    with opened(library, XDG_CONFIG_HOME=str(settings)) as window:
        window.click("list item", row("Night 1"))
        node = window.on_screen("text", row("Night 1"))
        time.sleep(.5)
        place = Atspi.Text.get_text(node.get_text_iface(), 0, -1).index(SOCIETY)
        at = Atspi.Text.get_character_extents(node.get_text_iface(), place + 4, Atspi.CoordType.WINDOW)
        x, y = window.middle(node)
        left, top, width, height = window.place(node)
        window.xdo("mousemove", x - width // 2 + at.x - left + 2, y - height // 2 + at.y - top + at.height // 2)
        time.sleep(.1)
        window.xdo("click", "--repeat", 2, "--delay", 60, 1)
        time.sleep(.4)
        window.key("shift+x")
        window.poll(lambda: SOCIETY not in cli(library, "show", "2"), "the paragraph to go")
        window.key("shift+l")
        for patience in (6, 6, None):  # the page may just be set anew, with its words broken, and the button with it
            try:
                window.act("push button", "Always leave this out on this site")
                window.exists("label", "Would change 1 of 2 saved articles", timeout=patience)
                break
            except NotThere:
                if patience is None or window.process.poll() is not None:
                    raise
        window.key("Return")
        window.poll(lambda: "Friday" not in cli(library, "show", "1"), "the other's to go")
        assert rule.read_text() == f"# my own\n# Left out of an article: “{SOCIETY}”\nsite: lamp.example\nstrip: p.meets\n", rule.read_text()
        assert SENTENCE in cli(library, "show", "1")
        time.sleep(.5)
        if os.environ.get("SHEAF_SHOT"):
            window.shot(os.environ["SHEAF_SHOT"])
        for _ in range(2):
            window.key("z")
            window.poll(lambda: "Friday" in cli(library, "show", "1"), "the other's back")
            assert rule.read_text() == "# my own\n"
            assert SOCIETY not in cli(library, "show", "2")
            time.sleep(.5)
            window.key("shift+z")
            window.poll(lambda: "Friday" not in cli(library, "show", "1"), "the other's to go again")
            assert "strip: p.meets\n" in rule.read_text(), rule.read_text()
            time.sleep(.5)
        window.key("z")
        window.poll(lambda: "Friday" in cli(library, "show", "1"), "the other's back")
        window.key("z")  # what was left out of the one article
        window.poll(lambda: SOCIETY in cli(library, "show", "2"), "the paragraph back")
        window.key("shift+z")
        window.poll(lambda: SOCIETY not in cli(library, "show", "2"), "the paragraph to go")
        assert rule.read_text() == "# my own\n"


cases.main("correct", [always, details, details_in_place, restore, leave_out])
