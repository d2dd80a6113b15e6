# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the window's main states: shots.py BUILD SOURCE [NAME…] writes BUILD/shots/NAME.png (all, or those named).

Serves our own demo articles on loopback, saves them into a throw-away library, and walks through the window."""
import ctypes
import gettext
import http.server
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from drive import Atspi, NotThere, Window, locale  # noqa: E402

build, source, wanted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
work = pathlib.Path(tempfile.mkdtemp())
cli, program = build / "src/cli/sheaf-cli", build / "src/ui/sheaf"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path):
        """The demo's files and the gallery's lie as in one folder."""
        name = pathlib.PurePosixPath(path.partition("?")[0]).name
        return str(next((f for f in (source / "data/demo" / name, source / "tests/ui/gallery" / name) if f.is_file()), source / "none"))

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def run_cli(library, *words, page=None):
    subprocess.run([cli, "--library", library, *words], check=False, text=True, input=page,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fill_demo(library, base):
    """What went well alone."""
    run_cli(library, "add", "--tag", "design", f"{base}/a-page-is-a-room.html")
    run_cli(library, "add", "--tag", "weather", f"{base}/the-weather-in-the-attic.html")
    run_cli(library, "add", "--tag", "nature", "--tag", "sound", f"{base}/reading-the-tide.html")
    run_cli(library, "star", "3")


def fill(library, base):
    """A library in use: tags, a note, one that failed, one kept as a link."""
    def run(*words, page=None):
        run_cli(library, *words, page=page)

    story = "The keeper rowed out before dawn, for the bell had been silent two nights, and the boats were due. " * 8
    for url in ("https://oar.example/bell", "https://mole.example/news/17"):  # one text under two addresses
        page = f"<html lang=en><title>The Bell Buoy</title><article><h1>The Bell Buoy</h1><p>{story}</p><p>{story}</p></article>"
        run("add", "--url", url, "-", page=page)
    run("add", "--tag", "design", f"{base}/a-page-is-a-room.html")
    run("add", "--tag", "nature", "--tag", "sound", f"{base}/reading-the-tide.html")
    run("add", "--tag", "weather", "--tag", "nature/sky", f"{base}/the-weather-in-the-attic.html")
    run("add", "http://127.0.0.1:1/on-bells")
    run("add", f"{base}/estuary.jpg")
    run("add", f"{base}/gone.html")
    run("note", "4", "The bell at low water: compare with the log of 1961.\n\nAsk for the recordings.")
    run("star", "4")
    run("tag", "4", "+sounds")
    run("tag", "5", "+Nature/Birds", "+nature/bird")
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("INSERT INTO smart_list (uid, name, symbol, query, place) VALUES (randomblob (16), 'Short reads', NULL, 'time:<10m', 0)")
        db.execute("INSERT INTO arrival_rule (uid, query, tags, archive, star, place) VALUES (randomblob (16), 'tide OR weather', 'nature', 0, 1, 0)")
    run("backup")


def fill_gallery(library, base):
    """All that a page can hold, once from the left and once from the right."""
    run_cli(library, "add", f"{base}/gallery-rtl.html")
    run_cli(library, "add", f"{base}/gallery.html")


def settings(**values):
    """A configuration folder of its own: its environment."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=work))
    (folder / "glib-2.0/settings").mkdir(parents=True)
    lines = [f"{key.replace('_', '-')}={value}" for key, value in values.items()]
    (folder / "glib-2.0/settings/keyfile").write_text("[io/github/sheaf_app/Sheaf]\n" + "\n".join(lines) + "\n")
    shutil.copytree(pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0", folder / "gtk-4.0")
    return {"XDG_CONFIG_HOME": str(folder), "GSETTINGS_BACKEND": "keyfile"}


def set_dpi(dpi):
    """What a program that begins from now on takes its text's size by, as a desktop without a settings daemon says it."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype, x11.XDefaultRootWindow.restype = ctypes.c_void_p, ctypes.c_ulong
    display, words = ctypes.c_void_p(x11.XOpenDisplay(None)), f"Xft.dpi: {dpi}\n".encode()
    resources, string, replace = ctypes.c_ulong(23), ctypes.c_ulong(31), 0  # XA_RESOURCE_MANAGER, XA_STRING, PropModeReplace
    x11.XChangeProperty(display, ctypes.c_ulong(x11.XDefaultRootWindow(display)), resources, string, 8, replace, words, len(words))
    x11.XCloseDisplay(display)


def shoot(window, name):
    """The screen, cut to the main window without the frame that it has where there is no compositor; whole, where a
    window stands before it."""
    time.sleep(0.7)
    whole, target = work / "whole.png", build / "shots" / f"{name}.png"
    window.shot(str(whole))
    if len(window.frames()) > 1:
        shutil.copy(whole, target)
    else:
        shape = window.shape(window.x_window())
        _, _, width, height = window.place(window.frame())
        border = max(0, (shape["WIDTH"] - width) // 2)
        subprocess.run(["convert", whole, "-crop", f"{width}x{height}+{shape['X'] + border}+{shape['Y'] + border}",
                        "+repage", target], check=True)
    print(target, flush=True)


TIDE = re.compile("^The Marsh Keeper")


def find_tide(window):
    window.on_screen("list item", re.compile("^127"))
    for _ in range(12):
        if any(window.is_hit(n) for n in window.all("list item", TIDE)):
            break
        at = window.middle(window.on_screen("list item", re.compile("^127|^The|^A Page")))
        window.xdo("mousemove", *at, "click", 5)  # large text: it is farther down
        time.sleep(.3)


def open_tide(window):
    find_tide(window)
    window.click("list item", TIDE)
    window.on_screen("text", TIDE)


def welcome(window):
    window.on_screen("text")
    shoot(window, window.shot_name)


def wide(window):
    open_tide(window)
    shoot(window, window.shot_name)


def scrolled(window):
    open_tide(window)
    window.key("F6")
    for _ in range(2):
        window.key("space")
    shoot(window, window.shot_name)


def add(window):
    find_tide(window)
    window.key("ctrl+n")
    time.sleep(.5)
    window.type("https://example.org/on-lighthouses")
    shoot(window, window.shot_name)


def untagged(window):
    window.click("list item", re.compile("^A Page Is a Room"))
    window.on_screen("text", re.compile("^A Page"))
    window.click("push button", "Remove Tag design")
    window.off_screen("label", "#design")
    shoot(window, window.shot_name)


def failed(window):
    window.click("list item", re.compile("^127.0.0.1/gone"))
    shoot(window, window.shot_name)


def notes(window):
    open_tide(window)
    window.key("F9")
    shoot(window, window.shot_name)


def search(window):
    find_tide(window)
    window.key("ctrl+k")
    window.type("bell")
    window.off_screen("list item", re.compile("^127.0.0.1/gone"))
    shoot(window, window.shot_name)


def nothing_found(window):
    find_tide(window)
    window.key("ctrl+k")
    window.type("xylophone")
    window.off_screen("list item", TIDE)
    shoot(window, window.shot_name)


def selected(window):
    find_tide(window)
    window.click("list item", TIDE)
    window.key("ctrl+a")
    shoot(window, window.shot_name)


def archived(window):
    open_tide(window)
    window.key("a")
    window.off_screen("list item", TIDE)
    shoot(window, window.shot_name)


def empty(window):
    find_tide(window)
    window.key("g", "t")
    window.off_screen("list item", TIDE)
    shoot(window, window.shot_name)


def menu(window):
    find_tide(window)
    window.click("list item", TIDE, button=3)
    shoot(window, window.shot_name)


def typography(window):
    open_tide(window)
    window.click(None, window.say("Typography"))
    shoot(window, window.shot_name)


def tags(window):
    open_tide(window)
    window.key("t")
    time.sleep(.4)
    window.type("na")
    shoot(window, window.shot_name)


def keys(window):
    find_tide(window)
    window.key("ctrl+question")
    time.sleep(1)
    shoot(window, window.shot_name)


def narrow_sidebar(window):
    find_tide(window)
    window.key("Escape")
    shoot(window, window.shot_name)


def narrow_list(window):
    find_tide(window)
    shoot(window, window.shot_name)


def choose(window, button, item):
    """By the words of the window's language; a menu that is still opening swallows a click."""
    if button == "Main Menu" and window.place(window.frame())[2] < 600:
        window.key("Escape")  # it stands over the sidebar
        time.sleep(1)
    for _ in range(4):
        window.click(None, window.say(button))
        try:
            window.exists("menu item", window.say(item), timeout=4)
            break
        except NotThere:
            pass
    window.choose(window.say(item))
    time.sleep(1)


def searched(words, *then):
    def walk(window):
        find_tide(window)
        window.key("ctrl+k")
        window.type(words)
        time.sleep(1.5)
        for key in then:
            window.key(key)
        time.sleep(1)
        shoot(window, window.shot_name)
    return walk


def of_menu(button, item, *then):
    """The window or popover behind a menu's row; THEN names tabs or buttons to press there."""
    def walk(window):
        find_tide(window)
        choose(window, button, item)
        for role, name in then:
            window.click(role, re.compile("^" + re.escape(window.say(name))))
            time.sleep(.7)
        shoot(window, window.shot_name)
    return walk


def sort(window):
    find_tide(window)
    window.click(None, window.say("Sort"))
    shoot(window, window.shot_name)


def find(window):
    open_tide(window)
    to_page(window)
    window.key("ctrl+f")
    window.type("the")
    shoot(window, window.shot_name)


def preferences(tab):
    def walk(window):
        find_tide(window)
        window.key("ctrl+comma")
        time.sleep(1)
        if "narrow" in window.shot_name or "tight" in window.shot_name:
            window.resize(360 if "tight" in window.shot_name else 420, 700, window.say("Preferences"))
            time.sleep(.5)
        window.click("page tab", window.say(tab))
        shoot(window, window.shot_name)
    return walk


def rule(window):
    find_tide(window)
    window.key("ctrl+comma")
    time.sleep(1)
    window.click("page tab", window.say("Rules"))
    time.sleep(.5)
    window.click("list item", re.compile("^tide OR"))
    time.sleep(1)
    shoot(window, window.shot_name)


def damage(library):
    with sqlite3.connect(f"{library}/library.db") as db:
        db.execute("DELETE FROM content WHERE article_id = 2")
        db.execute("UPDATE content SET text_z = zeroblob (40) WHERE article_id = 3")
    (library / "library.damaged").touch()


def receiving(window):
    """The preferences of what browsers hand over, switched on."""
    preferences("Browser")(window)
    window.click("list item", re.compile("^" + re.escape(window.say("Receive pages from the browser"))))
    window.exists("label", re.compile("^sheaf:pair"))  # in large text it stands below what is seen
    shoot(window, window.shot_name)


def block_backups(library):
    shutil.rmtree(library / "backups")
    (library / "backups").write_text("in the way")


def press(window, label):
    window.click("push button", re.compile(re.escape(window.say(label).replace("_", "")) + "$"))


def repaired(*then):
    def walk(window):
        find_tide(window)
        for button in then:
            press(window, button)
            time.sleep(1)
        shoot(window, window.shot_name)
    return walk


def no_backup(window):
    preferences("Backups")(window)
    press(window, "_Back Up Now")
    time.sleep(1)
    shoot(window, window.shot_name)
    window.key("Escape")
    time.sleep(1)
    shoot(window, f"{window.shot_name}-bar")


def mark(library):
    """Highlights in the story of the tide: one with a note, one that is not in the text any more."""
    with sqlite3.connect(f"{library}/library.db") as db:
        article, = db.execute("SELECT id FROM article WHERE title LIKE 'The Marsh Keeper%'").fetchone()
        for color, (quote, body) in enumerate((("when the water comes in it hums", "Ask for the recordings of 1961."), ("Brackish water carries sound", None), ("Mud swallows", None),
                                               ("what nobody ever wrote there", "It was here in spring."))):
            db.execute("INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at)"
                       " VALUES (randomblob (16), ?, ?, '', '', 0, 0, ?, ?, 1, 1)", (article, quote, body, color))


def marks(window):
    open_tide(window)
    window.key("F9")
    window.on_screen("list item", re.compile("^when the water comes in"))
    shoot(window, window.shot_name)
    window.click("list item", re.compile("^when the water comes in"))
    time.sleep(1)
    shoot(window, f"{window.shot_name}-tools")


def orphan(library):
    """Highlights that were made in another version of the story of the tide."""
    with sqlite3.connect(f"{library}/library.db") as db:
        article, = db.execute("SELECT id FROM article WHERE title LIKE 'The Marsh Keeper%'").fetchone()
        for color, (quote, body) in enumerate((("She had counted the gulls on the third post every evening since the storm, and never found the same number twice, "
                                                "which she wrote down beside the height of the water, in the smallest hand that she could write", None),
                                               ("the lamp was lit at four", "It was here in spring: **ask** whether it was taken out."), ("Mud swallows nothing", None))):
            db.execute("INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at)"
                       " VALUES (randomblob (16), ?, ?, '', '', 0, 0, ?, ?, 1, 1)", (article, quote, body, color))


def orphans(window):
    open_tide(window)
    time.sleep(1)
    x, y = window.middle(window.on_screen("text", TIDE))
    to_page(window)
    for _ in range(60 if "tight" in window.shot_name else 20):
        window.key("space")
        time.sleep(.05)
    if "tight" in window.shot_name:
        shoot(window, f"{window.shot_name}-end")
        window.key("shift+space", "shift+space", "shift+space")
    shoot(window, window.shot_name)
    window.act(None, re.compile(f"^{window.say('Attach')}: the lamp"))
    time.sleep(.5)
    window.xdo("mousemove", x, y - 200)
    time.sleep(.2)
    window.xdo("click", "--repeat", 2, "--delay", 60, 1)
    shoot(window, f"{window.shot_name}-attaching")


OUTLINED = "https://mill.example/the-year-of-the-mill"


def outline(library):
    """An article with all that an outline lists, and highlights in it."""
    line = "The miller opened the sluice at four, and by five the stones were warm. "
    parts = (("2", "Spring: The Sluice Is Opened"), ("3", "What the Ice Had Left"), ("3", "Oak for the Wheel"), ("2", "Summer, and the Year in Which the Stream Fell Dry for Nine Weeks and Nobody Ground at All"),
             ("2", "Autumn"), ("4", "Accounts"), ("2", "Winter"))
    body = "".join(f"<h{level}>{words}</h{level}><p>{line * 8}</p><p>{line * 5} See <a href='https://archive.example/{at}'>the ledger, leaf {at + 12}</a>.</p>"
                   for at, (level, words) in enumerate(parts))
    run_cli(library, "add", "--url", OUTLINED, "-", page=f"<html lang=en><title>The Year of the Mill</title><article><h1>The Year of the Mill</h1><p>{line * 9}</p>"
            f"<figure><img src='https://mill.example/wheel.jpg' width=400 height=300><figcaption>The wheel before it was mended</figcaption></figure>{body}</article>")
    with sqlite3.connect(f"{library}/library.db") as db:
        article, = db.execute("SELECT id FROM article WHERE title = 'The Year of the Mill'").fetchone()
        for color, (quote, body) in enumerate((("by five the stones were warm", "Compare with the other mill."), ("opened the sluice at four", None))):
            db.execute("INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at)"
                       " VALUES (randomblob (16), ?, ?, '', '', 0, 0, ?, ?, 1, 1)", (article, quote, body, color))


def outlined(window):
    """Its lists one after the other, the first with the page at its third heading."""
    mill = re.compile("^The Year of the Mill")
    window.click("list item", mill)
    window.on_screen("text", mill)
    time.sleep(1)
    window.key("bracketright", "bracketright", "bracketright")
    time.sleep(.5)
    window.key("l")
    shoot(window, window.shot_name)
    for tab in ("Links", "Highlights", "Pictures"):
        window.act(None, window.say(tab))
        shoot(window, f"{window.shot_name}-{tab.lower()}")


def all_marks(window):
    find_tide(window)
    window.key("ctrl+shift+h")
    time.sleep(2)
    if "narrow" in window.shot_name or "tight" in window.shot_name:
        window.resize(360 if "tight" in window.shot_name else 420, 700, window.say("Highlights"))
    shoot(window, window.shot_name)
    if window.shot_name.startswith("all"):
        window.click(None, window.say("Review"))
        time.sleep(1)
        shoot(window, f"{window.shot_name}-review")


def left_out(library):
    """Articles of one site, from one of which a line has been left out."""
    line = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
    for number in range(3, 0, -1):
        run_cli(library, "add", "--url", f"https://lamp.example/{number}", "-", page=f"<html lang=en><title>Night {number} in the Lamp Room</title><article><h1>Night {number} in the Lamp Room</h1>"
                + f"<p>{line * 3}</p><p class=meets>{SOCIETY}</p>" + f"<p>{line * 6}</p>" * 3 + "</article></html>")


SOCIETY = "The society meets on Thursdays in the old boat house."


def to_page(window):
    """In a narrow window the page has the focus."""
    if "narrow" not in window.shot_name and "tight" not in window.shot_name:
        window.key("F6")


def double_click(window, title, words):
    """On the page, at its first WORDS, which come into sight before; in lines that may be broken with hyphens."""
    node = window.on_screen("text", title)
    time.sleep(1)
    text, words = node.get_text_iface(), re.compile("\u00ad?".join(words))
    to_page(window)
    for _ in range(40):
        at = Atspi.Text.get_character_extents(text, words.search(Atspi.Text.get_text(text, 0, -1)).start() + 1, Atspi.CoordType.WINDOW)
        left, top, width, height = window.place(node)
        if 0 < at.y - top < height - 60:
            break
        window.key("space")
        time.sleep(.3)
    x, y = window.middle(node)
    window.xdo("mousemove", x - width // 2 + at.x - left + 2, y - height // 2 + at.y - top + at.height // 2)
    window.xdo("click", "--repeat", 2, "--delay", 60, 1)
    time.sleep(.6)


def always(window):
    """What is asked before something is left out of all articles of a site."""
    night = re.compile("^Night 1")
    window.click("list item", night)
    double_click(window, night, "society")
    shoot(window, f"{window.shot_name}-tools")
    window.key("shift+x")
    time.sleep(1)
    window.key("shift+l")
    time.sleep(1)
    shoot(window, f"{window.shot_name}-shown")
    window.act("push button", window.say("Always leave this out on this site"))
    time.sleep(1.5)
    shoot(window, window.shot_name)


def details(window):
    open_tide(window)
    time.sleep(1)
    window.key("e")
    time.sleep(1)
    window.key("ctrl+a")
    window.type("The Marsh Keeper and the Bell")
    shoot(window, window.shot_name)


PICTURE = re.compile("[a-z]{3} [a-z]")  # named by words about it


def viewer(window):
    open_tide(window)
    time.sleep(1)
    to_page(window)
    for _ in range(30):
        if any(window.is_hit(n) for n in window.all("image", PICTURE)):
            break
        window.key("space")
        time.sleep(.3)
    window.click("image", PICTURE)
    time.sleep(1)
    shoot(window, window.shot_name)


def spelling(window):
    open_tide(window)
    window.key("F9")
    time.sleep(1)
    left, top, width, height = window.place(window.frame())
    window.xdo("mousemove", width - 60, 300, "click", 1)  # in the note
    window.key("ctrl+a")
    window.type("the ligt was on, and nobdy saw it ")
    time.sleep(1)
    shoot(window, window.shot_name)
    window.key("ctrl+Home", "ctrl+Right", "ctrl+Right", "Left", "Left", "shift+F10")
    time.sleep(1)
    shoot(window, f"{window.shot_name}-menu")


def hand_over(window):
    open_tide(window)
    double_click(window, TIDE, "Mud swallows")
    window.act("push button", window.say("More"))
    time.sleep(.6)
    shoot(window, window.shot_name)


def gallery(window):
    """Screen after screen, down to the end of the page."""
    specimens = re.compile("^(ليلة|Everything)")
    window.click("list item", re.compile("^ليلة" if "rtl" in window.shot_name else "^Everything"))
    (window.exists if "columns" in window.shot_name else window.on_screen)("text", specimens)  # as high as both
    if "narrow" in window.shot_name:
        window.click("text", specimens)
    else:
        window.key("F6")
    seen = None
    for screen in range(1, 30):
        shoot(window, f"{window.shot_name}-{screen:02}")
        now = (work / "whole.png").read_bytes()
        if now == seen:
            (build / "shots" / f"{window.shot_name}-{screen:02}.png").unlink()
            return
        seen = now
        window.key("space")
        time.sleep(.3)


DARK = {"theme": "'dark'"}
CHANGES = {"damaged": damage, "blocked": block_backups, "marked": mark, "orphaned": orphan, "outlined": outline, "left-out": left_out}  # what is done to a library, by the name of its kind
SURFACES = {
    "completion": searched("tag:"),
    "search-help": searched("bell", "F1"),
    "unknown": searched("bell colour:red "),
    "sort": sort,
    "minutes": of_menu("List Menu", "I Have a Few Minutes…"),
    "find": find,
    "typography": typography,
    "smart-list": of_menu("Main Menu", "New Smart List…"),
    "tag-window": of_menu("Main Menu", "Manage Tags…"),
    "look-alikes": of_menu("Main Menu", "Manage Tags…", ("page tab", "Look-Alikes")),
    "duplicates": of_menu("Main Menu", "Find Duplicates…"),
    "browser": of_menu("Main Menu", "Save from a Browser…"),
    "general": preferences("General"),
    "rules": preferences("Rules"),
    "receiving": receiving,
    "backups": preferences("Backups"),
    "rule": rule,
}


# name: (library, size, settings, language, what is done)
SHOTS = {
    "welcome": ("none", (1280, 800), {}, None, welcome),
    "welcome-narrow": ("none", (360, 640), {"theme": "'dark'"}, None, welcome),
    "wide": ("full", (1280, 800), {}, None, wide),
    "wide-dark": ("full", (1280, 800), {"theme": "'dark'"}, None, wide),
    "wide-sepia": ("full", (1280, 800), {"theme": "'sepia'"}, None, wide),
    "sans": ("full", (1280, 800), {"text-font": "'sans'"}, None, wide),
    "scrolled": ("full", (1280, 800), {}, None, scrolled),
    "medium": ("full", (900, 700), {}, None, wide),
    "narrow-sidebar": ("full", (360, 640), {}, None, narrow_sidebar),
    "narrow-list": ("full", (360, 640), {}, None, narrow_list),
    "narrow-page": ("full", (360, 640), {}, None, wide),
    "narrow-dark": ("full", (360, 640), {"theme": "'dark'"}, None, narrow_list),
    "add": ("full", (1280, 800), {}, None, add),
    "untagged": ("full", (1280, 800), {}, None, untagged),
    "failed": ("full", (1280, 800), {}, None, failed),
    "failed-dark": ("full", (1280, 800), {"theme": "'dark'"}, None, failed),
    "notes": ("full", (1280, 800), {}, None, notes),
    "notes-narrow": ("full", (600, 700), {}, None, notes),
    "search": ("full", (1280, 800), {}, None, search),
    "nothing-found": ("full", (1280, 800), {}, None, nothing_found),
    "selected": ("full", (1280, 800), {}, None, selected),
    "archived": ("full", (1280, 800), {}, None, archived),
    "empty": ("full", (1280, 800), {}, None, empty),
    "menu": ("full", (1280, 800), {}, None, menu),
    "tags": ("full", (1280, 800), {}, None, tags),
    "reading": ("demo", (1280, 800), {}, None, wide),
    "keys": ("full", (1280, 800), {}, None, keys),
}
# how a surface is looked at: size, settings, language; what ends in -big or -tight with text at 200 %
VARIANTS = {"": ((1280, 800), {}, None), "-dark": ((1280, 800), DARK, None), "-narrow": ((420, 700), {}, None), "-big": ((1280, 800), {}, None),
            "-tight": ((360, 640), {}, None)}
OTHERS = (("repaired", "damaged", repaired()), ("repair", "damaged", repaired("_Details")), ("no-backup", "blocked", no_backup), ("marks", "marked", marks), ("orphans", "orphaned", orphans),
          ("outline", "outlined", outlined), ("all-marks", "marked", all_marks), ("no-marks", "full", all_marks), ("always", "left-out", always), ("viewer", "full", viewer), ("details", "full", details), ("spelling", "full", spelling),
          ("hand-over", "full", hand_over))
for surface, kind, how in (*((surface, "full", how) for surface, how in SURFACES.items()), *OTHERS):
    for variant, (size, values, language) in VARIANTS.items():
        SHOTS[surface + variant] = (kind, size, values, language, how)
for name in ("wide", "narrow-page", "narrow-list", "narrow-sidebar", "add", "menu", "keys", "notes", "selected", "welcome-narrow"):
    SHOTS[f"{name}-big"] = SHOTS[name]
GALLERY = {"": {}, "-sepia": {"theme": "'sepia'"}, "-dark": DARK, "-black": {"theme": "'black'"}, "-book": {"text-indent": "true", "text-justify": "true", "text-leading": "-1"}, "-sans": {"text-font": "'sans'"}, "-contrast": {}, "-large": {"text-size": "34"}, "-rtl": {}, "-narrow": {}}
for look, values in GALLERY.items():
    SHOTS[f"gallery{look}"] = ("specimens", (360, 640) if look == "-narrow" else (1390, 980), values, None, gallery)

COLUMNS = {"": {}, "-sepia": {"theme": "'sepia'"}, "-dark": DARK, "-rtl": {}}
for look, values in COLUMNS.items():  # in text so small that there is room
    SHOTS[f"columns{look}"] = ("specimens", (1390, 980), {"text-columns": "true", "text-size": "14", **values}, None, gallery)


# what is looked at in other languages when nothing is named: long words, other scripts, from the right
ABROAD = [f"{name}-{language}" for language in ("de", "fr", "ru", "ja", "ar") for name in ("wide", "narrow-list", "narrow-page", "selected", "notes")]


def abroad(name):
    """Any picture in any language: NAME-LANGUAGE."""
    name, _, language = name.rpartition("-")
    return (*SHOTS[name][:3], language, SHOTS[name][4])


def main():
    for name in wanted or ABROAD:
        if name not in SHOTS:
            SHOTS[name] = abroad(name)
    base = serve()
    (build / "shots").mkdir(exist_ok=True)
    fill(work / "full", base)
    fill_demo(work / "demo", base)
    fill_gallery(work / "specimens", base)
    for name, (kind, (width, height), values, language, walk) in SHOTS.items():
        if wanted and name not in wanted:
            continue
        library = work / name
        if kind != "none":
            shutil.copytree(work / ("full" if kind in CHANGES else kind), library)
        if kind in CHANGES:
            CHANGES[kind](library)
        env = settings(window_width=width, window_height=height, **values)
        if name.endswith("-contrast"):
            env["ADW_DEBUG_HIGH_CONTRAST"] = "1"
        set_dpi(192 if "-big" in name or "-tight" in name else 96)
        if language:
            env.update(locale(language, work / "locales"))
        with Window(str(program), str(library), env=env) as window:
            window.shot_name = name
            window.say = gettext.translation("sheaf", build / "po", [language]).gettext if language else str
            window.xdo("mousemove", 1390, 990)
            walk(window)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
