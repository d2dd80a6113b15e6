# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a person uses it, by accessible names: test-window.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Each case has a library of its own and asks for what is on screen, not only for what is in the tree."""
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import CLI, PROGRAM, cli, opened, row  # noqa: E402
from drive import Atspi, NotThere, Window  # noqa: E402

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><a href="/">Start</a> <a href="/about">About</a></nav>
<article><h1>{title}</h1>
<p>{first} The keeper wrote the hour down, then the height of the water, then what the wind was doing, in that order,
every night for thirty-one years, and nobody had asked her to.</p>
<p>When the books were opened at last, they showed the tide coming earlier, by a minute in a decade, which was too
little to notice and too much to be an error. She had noticed, of course; there is a pencil mark beside the year.</p>
<p>What is kept is kept by someone. The sentence stands on the first page of the first book, and it is not hers.</p>
</article><footer>Imprint</footer></body></html>"""

ARTICLES = {
    # its end is out of sight: it would be read by then where it is slow
    "/lamp.html": ("The Lamp Room", "A lamp burns in the window of the lighthouse." + " It is lit at dusk and put out at dawn." * 70),
    "/salt.html": ("Salt on the Stairs", "Salt dries white upon the stairs of the mole."),
    "/rope.html": ("A Rope for Each Boat", "Hemp is laid by three, and three by three again."),
}


class Pages(http.server.BaseHTTPRequestHandler):
    broken = set()  # paths that are missing for now
    gate = threading.Event()  # /slow.html waits for it

    def do_GET(self):
        if self.path == "/slow.html":
            Pages.gate.wait(30)
        title, first = ARTICLES.get(self.path, ("Slow but Sure", "It took its time."))
        missing = self.path in Pages.broken
        if self.path == "/pdf.pdf":
            self.send_response(200)
            self.send_header("Content-Type", "application/pdf")
            self.end_headers()
            self.wfile.write(b"%PDF-1.7")
            return
        body = b"gone" if missing else PAGE.format(title=title, first=first).encode()
        self.send_response(404 if missing else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except BrokenPipeError:  # it was closed meanwhile
            pass

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
threading.Thread(target=server.serve_forever, daemon=True).start()
BASE = f"http://127.0.0.1:{server.server_address[1]}"


def filled(library):
    for path in ARTICLES:
        cli(library, "add", BASE + path)


def show(library, article):
    return json.loads(cli(library, "show", str(article), "--format", "json"))


def wait_until(window, ask, what):
    window.poll(ask, what)


def open_row(window, title):
    """A menu that is still closing swallows a click."""
    def is_selected():
        rows = window.all("list item", row(title))
        return any(node.get_state_set().contains(Atspi.StateType.SELECTED) for node in rows)

    for _ in range(6):
        window.click("list item", row(title))
        try:
            return window.poll(is_selected, f"{title} selected", 3)
        except NotThere:
            if window.process.poll() is not None:
                raise
    raise NotThere(f"{title} could not be opened")


def choose(window, menu, item):
    """A row of the menu of a button; a window that is still closing swallows the click that opens it."""
    for _ in range(4):
        window.click(None, menu)
        try:
            window.exists("menu item", item, timeout=4)
            break
        except NotThere:
            if window.process.poll() is not None:
                raise
    window.choose(item)


# --- Cases: each gets the folder of an empty library


def first_light(library):
    """From an empty library to an article that was read, tagged, noted, found, archived and brought back."""
    with opened(library) as window:
        window.on_screen("label", "Nothing Saved Yet")
        window.type(f"{BASE}/lamp.html\n")
        window.on_screen("list item", row("The Lamp Room"))
        window.key("ctrl+n")
        time.sleep(.5)
        window.type(f"{BASE}/salt.html\n")
        window.on_screen("list item", row("Salt on the Stairs"))

        window.click("list item", row("The Lamp Room"))
        page = window.on_screen("text", "The Lamp Room")
        wait_until(window, lambda: "A lamp burns in the window" in window.text(page), "the text")
        assert "Imprint" not in window.text(page) and "About" not in window.text(page)

        window.key("t")
        time.sleep(.3)
        window.type("coast\n")
        window.on_screen("label", "#coast")
        window.on_screen("list item", re.compile("^coast"))
        window.key("Escape", "Escape")
        window.click("list item", row("The Lamp Room"))
        window.key("s")
        window.on_screen("push button", "Unstar")

        window.key("N")
        window.on_screen("text", "Note")
        window.type("Ask about the pencil mark.")
        wait_until(window, lambda: show(library, 1)["note"] == "Ask about the pencil mark.", "the note in the library")
        window.key("F9")

        window.key("ctrl+k")
        window.type("pencil lamp")
        window.on_screen("list item", row("The Lamp Room"))
        window.off_screen("list item", row("Salt on the Stairs"))
        window.key("Escape")
        window.on_screen("list item", row("Salt on the Stairs"))

        window.click("list item", row("The Lamp Room"))
        window.key("a")
        window.off_screen("list item", row("The Lamp Room"))
        window.on_screen("label", re.compile("^Archived “The Lamp Room”"))
        window.key("ctrl+z")
        window.on_screen("list item", row("The Lamp Room"))
        assert window.close() == 0
    article = show(library, 1)
    assert article["tags"] == ["coast"] and article["starred"] and article["state"] == "unread", article
    with opened(library) as window:
        window.on_screen("list item", row("Starred"))
        window.on_screen("list item", row("The Lamp Room"))
        window.on_screen("list item", re.compile("^coast"))


def failure_and_retry(library):
    """What cannot be fetched stays, says why, and comes when it can."""
    Pages.broken.add("/rope.html")
    with opened(library) as window:
        window.type(f"{BASE}/rope.html\n")
        window.on_screen("list item", re.compile("^127.0.0.1/rope.html"))
        window.on_screen("push button", "Retry")
        window.click("list item", re.compile("^127.0.0.1/rope.html"))
        window.on_screen("label", re.compile("no longer has this page"))
        Pages.broken.discard("/rope.html")
        window.click("push button", "Retry")
        window.on_screen("list item", row("A Rope for Each Boat"))
        window.on_screen("text", "A Rope for Each Boat")


def row_before_its_page(library):
    """The row is there while the page is on its way."""
    Pages.gate.clear()
    with opened(library) as window:
        window.type(f"{BASE}/slow.html\n")
        window.on_screen("list item", re.compile("^127.0.0.1/slow.html"))
        Pages.gate.set()
        window.on_screen("list item", row("Slow but Sure"))


def closed_while_fetching(library):
    """Closed at once, it ends well; the address is there at the next start and goes on."""
    Pages.gate.clear()
    with opened(library) as window:
        window.type(f"{BASE}/slow.html\n")
        window.on_screen("list item", re.compile("^127.0.0.1/slow.html"))
        assert window.close() == 0
    Pages.gate.set()
    with opened(library) as window:
        window.on_screen("list item", row("Slow but Sure"))


def paste(library):
    """Ctrl+V anywhere saves the clipboard's address; one that is there already is shown."""
    filled(library)
    cli(library, "delete", "3")
    with opened(library) as window:
        window.on_screen("list item", row("The Lamp Room"))
        window.key("ctrl+k")
        window.type(f"{BASE}/rope.html?utm_source=letter")
        window.key("ctrl+a", "ctrl+x", "Escape")
        window.click("list item", row("The Lamp Room"))
        window.key("ctrl+v")
        window.on_screen("list item", row("A Rope for Each Boat"))
        window.on_screen("label", "Already in the library")


def wide_code(library):
    """The arrows scroll code that is wider than the page; with Alt they go back as they do elsewhere."""
    cli(library, "add", "--url", "https://oar.example/lamp", "-",
        page=f"<html lang=en><title>The Lamp Room</title><article><h1>The Lamp Room</h1><p>{'The lamp is lit at dusk. ' * 20}</p>"
             f"<pre><code>{'lamp = light + oil; ' * 20}</code></pre></article>")
    with opened(library) as window:
        window.resize(420, 700)
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        time.sleep(.8)
        for _ in range(6):
            if window.name_of(window.focused()) != "Code":
                window.key("Tab")
        assert window.name_of(window.focused()) == "Code"
        window.key("Right", "Right", "alt+Left")
        window.on_screen("list item", row("The Lamp Room"))
        window.off_screen("text", "The Lamp Room")


def folding(library):
    """Three, two and one page in sight; back and on again."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.on_screen("list item", row("Starred"))
        window.resize(900, 700)
        window.on_screen("text", "The Lamp Room")
        window.on_screen("list item", row("Salt on the Stairs"))
        window.off_screen("list item", row("Starred"))
        window.resize(370, 650)
        window.on_screen("text", "The Lamp Room")
        window.off_screen("list item", row("Salt on the Stairs"))
        window.key("alt+Left")
        window.on_screen("list item", row("Salt on the Stairs"))
        window.off_screen("text", "The Lamp Room")
        window.click("push button", "Back")
        window.on_screen("list item", row("Starred"))
        window.click("list item", row("Starred"))
        window.on_screen("label", "No Stars Yet")
        window.key("g", "u")
        window.click("list item", row("Salt on the Stairs"))
        window.on_screen("text", "Salt on the Stairs")
        time.sleep(.6)
        assert window.name_of(window.focused()) != "Back", "a space would leave the article"
        window.resize(1280, 800)
        window.on_screen("list item", row("Starred"))
        window.on_screen("text", "Salt on the Stairs")


def narrow(library):
    """An article that is opened where only one page is in sight has the focus, though it takes a moment to load."""
    filled(library)
    with opened(library) as window:
        window.on_screen("list item", row("Salt on the Stairs"))
        window.resize(370, 650)
        window.off_screen("list item", row("Starred"))
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.poll(lambda: window.name_of(window.focused()) == "The Lamp Room", "the article to have the focus")
        window.key("space")
        time.sleep(.5)
        assert cli(library, "list", "--query", "is:starred") == "", "the space went to the star"
        window.key("ctrl+k")  # of another page, whose header has the field
        window.type("salt")
        window.poll(lambda: window.text(window.exists("entry", "Search articles")) == "salt", "the letters in the field")
        window.on_screen("list item", row("Salt on the Stairs"))
        assert cli(library, "list", "--query", "is:archived") == "", "the letters went to the article"


def trash(library):
    """Deleted, restored, deleted again, and gone only after a question."""
    filled(library)
    # libadwaita 1.7 itself warns of its dialog's heading.
    with Window(PROGRAM, library, env={"G_DEBUG": "fatal-criticals"}) as window:
        window.click("list item", row("The Lamp Room"))
        window.key("Delete")
        window.on_screen("label", re.compile("^Deleted “The Lamp Room”"))  # first: it goes by itself
        window.off_screen("list item", row("The Lamp Room"))
        window.key("g", "t")
        window.click("list item", row("The Lamp Room"))
        window.click("list item", row("The Lamp Room"), button=3)
        window.choose("Restore")
        window.off_screen("list item", row("The Lamp Room"))
        window.key("g", "u")
        open_row(window, "The Lamp Room")
        window.key("Delete")
        window.off_screen("list item", row("The Lamp Room"))
        window.key("g", "t")
        window.on_screen("list item", row("The Lamp Room"))
        choose(window, "List Menu", "Empty Trash…")
        window.on_screen("label", "Empty the Trash?")
        window.key("Escape")
        wait_until(window, lambda: not window.all("label", "Empty the Trash?"), "the question to go")
        window.on_screen("list item", row("The Lamp Room"))
        time.sleep(.3)
        choose(window, "List Menu", "Empty Trash…")
        window.on_screen("label", "Empty the Trash?")
        window.act("push button", re.compile("Empty Trash"))
        window.off_screen("list item", row("The Lamp Room"))
        window.on_screen("label", "Trash Is Empty")
    assert len(json.loads(cli(library, "list", "--json"))) == 2


def selection(library):
    """Many at once: archived, and brought back by one Undo."""
    texts = tempfile.mkdtemp()
    names = []
    for number in range(260):
        names.append(f"{texts}/{number:03}.txt")
        with open(names[-1], "w", encoding="utf-8") as text:
            text.write(f"Letter Number {number:03}\n\nThe mail came late on day {number}, and the dog knew before we did.\n")
    cli(library, "add", *names)
    with opened(library) as window:
        window.on_screen("list item", row("Letter Number 259"))
        window.off_screen("list item", row("Letter Number 000"))
        window.click("list item", row("Letter Number 259"))
        window.key("End")
        window.on_screen("list item", row("Letter Number 000"))
        window.key("ctrl+a")
        window.on_screen("label", "260 Articles Selected")
        window.key("a")
        window.on_screen("label", "All Read")
        window.on_screen("label", "260 articles archived")
        window.key("ctrl+z")
        window.off_screen("label", "All Read")
        window.on_screen("list item", re.compile("^Letter Number"))
    states = {article["state"] for article in json.loads(cli(library, "list", "--json", "--limit", "300"))}
    assert states <= {"unread", "read"}, states


def two_writers(library):
    """Keys in the window while command lines write the same library, each as fast as it can: all of it is there."""
    texts = tempfile.mkdtemp()

    def letter(name, number):
        path = f"{texts}/{name}-{number:02}.txt"
        with open(path, "w", encoding="utf-8") as text:
            text.write(f"{name} Number {number:02}\n\nThe {name.lower()} came late on day {number}, and the dog knew before we did.\n")
        return path

    cli(library, "add", *(letter("Letter", number) for number in range(40)))
    ids = [article["id"] for article in json.loads(cli(library, "list", "--json"))]
    failures = []

    def write(which):
        try:
            for number in range(30):
                cli(library, "add", letter("Card" if which else "Parcel", number))
                cli(library, "tag", str(ids[number]), f"+post{which}")
                cli(library, "note", str(ids[number + which]), f"Read by {which}.")
        except AssertionError as error:
            failures.append(error)

    with opened(library) as window:
        window.click("list item", row("Letter Number 39"))
        writers = [threading.Thread(target=write, args=(which,)) for which in (0, 1)]
        for writer in writers:
            writer.start()
        starred = 0
        while any(writer.is_alive() for writer in writers) or starred < 20:
            if starred < 20:
                window.key("s", "j")
                starred += 1
            time.sleep(.2)
        for writer in writers:
            writer.join()
        for _ in range(4):  # a key that comes while the rows are made anew may find none of them
            window.key("Home")
            try:
                window.on_screen("list item", row("Card Number 29"), timeout=8)
                break
            except NotThere:
                pass
        window.on_screen("list item", row("Card Number 29"))
        assert window.close() == 0
    assert not failures, failures
    there = json.loads(cli(library, "list", "--json", "--limit", "200"))
    assert len(there) == 100, len(there)
    assert sum(article["starred"] for article in there) == starred, [article["title"] for article in there if article["starred"]]
    for which in (0, 1):
        assert sum(f"post{which}" in article["tags"] for article in there) == 30
    assert [cli(library, "note", str(ids[number])).strip() for number in (0, 30)] == ["Read by 0.", "Read by 1."]
    cli(library, "verify")


def undo(library):
    """What was done is taken back after a restart, and done again."""
    def state(title):
        return next((one["state"], one["starred"]) for one in json.loads(cli(library, "list", "--json")) if one["title"] == title)

    filled(library)
    with opened(library) as window:
        open_row(window, "The Lamp Room")
        window.key("s")
        window.key("a")
        window.off_screen("list item", row("The Lamp Room"))
        assert window.close() == 0
    with opened(library) as window:
        window.on_screen("list item")
        window.key("ctrl+z")
        window.on_screen("list item", row("The Lamp Room"))
        assert state("The Lamp Room") == ("unread", True)
        window.key("ctrl+z")
        window.poll(lambda: state("The Lamp Room") == ("unread", False), "the star to go")
        window.key("ctrl+shift+z")
        window.poll(lambda: state("The Lamp Room") == ("unread", True), "the star to come back")
        window.key("shift+z")
        window.off_screen("list item", row("The Lamp Room"))
        window.key("ctrl+z")
        window.on_screen("list item", row("The Lamp Room"))
        window.key("a")  # done anew, it does not stay in sight as what was undone
        window.off_screen("list item", row("The Lamp Room"))
        window.key("ctrl+shift+z")
        assert window.close() == 0
    assert state("The Lamp Room") == ("archived", True)


def keyboard(library):
    """A round without the pointer; single keys give way to text fields."""
    filled(library)
    with opened(library) as window:
        window.on_screen("list item", row("The Lamp Room"))
        window.key("j")
        window.on_screen("text", "A Rope for Each Boat")
        window.key("j", "j")
        window.on_screen("text", "The Lamp Room")
        window.key("k")
        window.on_screen("text", "Salt on the Stairs")
        window.key("slash")
        window.type("jas")
        window.on_screen("label", "No Results")
        window.key("Escape")
        window.on_screen("text", "Salt on the Stairs")
        window.key("question")
        window.exists(None, "Keyboard shortcuts")
        window.key("Escape")
        window.key("F6", "F6", "F6")
        window.key("ctrl+w")
        assert window.process.wait(window.timeout) == 0


def typography(library):
    """The page's settings work and are told to a screen reader."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.click(None, "Typography")
        assert window.exists(None, "Sans").get_state_set().contains(Atspi.StateType.SENSITIVE)
        window.act(None, "Sans")
        window.act("push button", "Larger Text")
        window.exists("push button", "106 %")


def top_of_the_next(library):
    """An article that is opened begins at its top, wherever the one before was scrolled to; that one keeps its place."""
    paragraph = "The river was low that year, and the stones stood out of it like the backs of cattle. "
    for number in range(3):
        with open(f"{library}-{number}.txt", "w", encoding="utf-8") as text:
            text.write(f"Letter {number}\n\nFirst words of it.\n\n" + "\n\n".join(f"{number}.{n}. {paragraph * 5}" for n in range(60)) + "\n")
        cli(library, "add", f"{library}-{number}.txt")
    with opened(library) as window:
        heading = lambda number: window.exists("heading", f"Letter {number}")  # noqa: E731
        top = lambda number: window.place(heading(number))[1]  # noqa: E731
        window.click("list item", row("Letter 2"))
        wait_until(window, lambda: 0 < top(2) < 300, "the top of the first")
        window.key("space", "space", "space")
        wait_until(window, lambda: top(2) < -300, "the first to scroll")
        window.key("j")
        wait_until(window, lambda: 0 < top(1) < 300, "the top of the next")
        time.sleep(2)
        assert 0 < top(1) < 300
        window.key("k")
        wait_until(window, lambda: top(2) < -300, "the place in the first")


def leaks(library):
    """What was opened is let go of."""
    cli(library, "add", BASE + "/lamp.html")
    with opened(library) as window:
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.key("F9")
        window.on_screen("text", "Note")
        assert window.close() == 0


def hurry(library):
    """From article to article faster than they can be laid out, and to rows without a text."""
    filled(library)
    subprocess.run([CLI, "--library", library, "add", f"{BASE}/pdf.pdf", "http://127.0.0.1:1/nothing"], capture_output=True, check=False)
    with opened(library) as window:
        window.on_screen("list item", row("The Lamp Room"))
        for _ in range(6):
            window.xdo("key", "--delay", "8", *["j"] * 8, *["k"] * 8)
            window.xdo("key", "--delay", "8", "g", "s", "g", "h")
        window.on_screen("list item", row("The Lamp Room"))
        open_row(window, "The Lamp Room")
        assert window.close() == 0


def names(library):
    """Every button says what it does."""
    filled(library)
    with opened(library) as window:
        window.click("list item", row("The Lamp Room"))
        window.on_screen("text", "The Lamp Room")
        window.key("F9")
        window.on_screen("text", "Note")
        nameless = [node.get_name() for role in ("push button", "toggle button", "list item", "text") for node in window.all(role)
                    if not node.get_name() or re.match("(Gtk|Adw|Sheaf)[A-Z]", node.get_name())]
        assert not nameless, nameless


def unreadable(library):
    """A library that is not one is left alone, and the window says so."""
    os.makedirs(library, exist_ok=True)
    with open(f"{library}/library.db", "wb") as file:
        file.write(b"This is a diary. " * 500)
    before = open(f"{library}/library.db", "rb").read()
    with opened(library) as window:
        window.on_screen("label", re.compile("library", re.I))
        window.off_screen("list item")
    assert open(f"{library}/library.db", "rb").read() == before


if __name__ == "__main__":
    cases.main("window", [
        first_light, failure_and_retry, row_before_its_page, closed_while_fetching, paste, folding, narrow, trash, selection, two_writers, undo, keyboard,
        typography, top_of_the_next, hurry, leaks, names, unreadable, wide_code], Pages.broken.clear)
