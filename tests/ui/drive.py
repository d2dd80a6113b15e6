# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as a person would: finds by accessible role and name, acts by pointer and keys.

What GTK 4.8 tells AT-SPI has gaps, each with its answer here: only top-levels have the state SHOWING; rows of a
list that were scrolled away keep a stale place inside the window, so a row counts as on screen only where the
pointer would hit it; the insides of popovers have wrong places and are reached by keys or their own action. And GTK
4.18's: much is named by its own text or a label's alone, and what is hidden may be said to lie under the pointer.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

UNNAMED = {"panel", "filler", "image", "scroll pane", "separator", "grouping", "list", "entry", "text"}
# at-spi 2.54 renamed the first two, GTK 4.18 knows those that stay pressed, and of whose group one is chosen
SAME_ROLE = {"button": "push button", "button menu": "push button menu", "toggle button": "push button", "radio button": "check box"}

SMALL = 60  # pixels, of what is missed where its place is told wrongly
COMPLAINT = re.compile(r"^\(\w+:\d+\): .*-(WARNING|CRITICAL) \*\*:.*", re.M)
# libadwaita 1.7 measures the buttons of its dialogs so itself.
NO_FAULT = re.compile(r"Trying to measure GtkLabel 0x[0-9a-f]+ for width of")


class NotThere(Exception):
    pass


class Ended(NotThere):
    """The program did, while something of it was waited for."""


# whose language is spoken where
TERRITORIES = {"ar": "EG", "de": "DE", "es": "ES", "fr": "FR", "he": "IL", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL", "pl": "PL",
               "ru": "RU", "tr": "TR", "uk": "UA"}


def locale(language, folder):
    """The environment of a program that speaks it, by a locale made in FOLDER: a machine may have none."""
    name = language if "_" in language else f"{language}_{TERRITORIES[language]}"
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(f"{folder}/{name}.UTF-8"):
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"], check=True, stderr=subprocess.DEVNULL)
    return {"LOCPATH": str(folder), "LC_ALL": f"{name}.UTF-8", "LANGUAGE": language}


def matches(pattern, value):
    """PATTERN is None, an exact text, or a compiled expression."""
    value = value or ""
    return pattern is None or (pattern == value if isinstance(pattern, str) else pattern.search(value) is not None)


def role_of(node):
    """Asked for once a node: each question is a message and an answer."""
    if not hasattr(node, "role_name"):
        node.role_name = node.get_role_name()
    return SAME_ROLE.get(node.role_name, node.role_name)


class Window:
    """A running `sheaf`. TIMEOUT is generous: sanitizers make it slow. STRICT: warnings of GTK or of ours are faults."""

    def __init__(self, program, library, arguments=(), env=None, timeout=30.0, strict=False):
        Atspi.init()
        self.desktop = Atspi.get_desktop(0)
        self.desktop.set_cache_mask(Atspi.Cache.NONE)
        self.timeout = timeout
        self.silent = "all answered"  # the last complaint of a node
        self.strict = strict
        self.said = tempfile.TemporaryFile("w+", errors="replace")
        self.process = subprocess.Popen(self.command(program, library, arguments), env={**os.environ, **(env or {})},
                                        stderr=self.said)
        self.frame()

    # --- What is another one's where the program runs in a sandbox

    def command(self, program, library, arguments):
        return [program, "--library", library, *arguments]

    def is_mine(self, application):
        return application.get_process_id() == self.process.pid

    def x_owner(self):
        return ["--pid", str(self.process.pid)]

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        """Where it failed, SHEAF_FAILURES (a folder) gets a picture of the screen."""
        if kind is not None and os.environ.get("SHEAF_FAILURES"):
            self.shot(os.path.join(os.environ["SHEAF_FAILURES"], f"failure-{self.process.pid}.png"))
        if kind is NotThere and self.process.poll() is None:
            print("#", self.told())
        self.stop()
        self.said.seek(0)
        said = self.said.read()
        sys.stderr.write(said)
        complaints = [found[0] for found in COMPLAINT.finditer(said) if not NO_FAULT.search(found[0])]
        assert kind is not None or not self.strict or not complaints, complaints

    def stop(self):
        """Ends it as a session's end would; returns its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(self.timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()

    def close(self):
        """Closes the window as its button does; returns the exit status."""
        self.key("ctrl+w")
        try:
            return self.process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise NotThere("waited in vain for the window to close") from None

    def poll(self, ask, what, timeout=None):
        """The last look begins when the time is over: on a busy machine one may take all of it."""
        end = time.monotonic() + (timeout or self.timeout)
        while True:
            last = time.monotonic() > end
            while GLib.MainContext.default().pending():
                GLib.MainContext.default().iteration(False)
            try:
                answer = ask()
            except GLib.Error as error:  # it went away between two questions
                answer, self.silent = None, error.message
            if answer:
                return answer
            if self.process.poll() is not None:
                raise Ended(f"the program ended with {self.process.returncode} while waiting for {what}")
            if last:
                raise NotThere(f"waited in vain for {what}; {self.silent}")
            time.sleep(0.03)

    # --- The tree

    def frames(self):
        found = []
        for i in range(self.desktop.get_child_count()):
            application = self.desktop.get_child_at_index(i)
            if application is None or not self.is_mine(application):
                continue
            application.set_cache_mask(Atspi.Cache.NONE)  # the desktop's own comes too late for one that just began
            application.clear_cache()
            for k in range(application.get_child_count()):
                frame = application.get_child_at_index(k)
                if frame is not None and frame.get_role_name() != "application":
                    found.append(frame)
        return found

    def frame(self):
        return self.poll(lambda: next(iter(self.frames()), None), "a window")

    def is_tooltip(self, node, child):
        """It says the name of what it is for, and stands elsewhere than it says."""
        return role_of(child) == "tool tip" or (role_of(node) == "frame" and child.get_name() == "GtkTooltipWindow")

    def walk(self, node, placeless=False):
        """NODE and all below it; what cannot answer is passed over with its insides, and so are the insides of what has no
        place in what has none: of a page that its stack does not show, which are half the window. A page itself never has one."""
        yield node
        count = node.get_child_count()
        empty = count > 0 and self.place(node)[2:] == (0, 0)
        if empty and placeless:
            return
        for i in range(count):
            try:
                child = node.get_child_at_index(i)
                if child is None or role_of(child) == "application" or self.is_tooltip(node, child):
                    continue
            except GLib.Error as error:
                self.silent = error.message
                continue
            yield from self.walk(child, empty)

    def name_of(self, node):
        """Its name, or the text it shows, or that of its label, which may be no part of the tree."""
        name = node.get_name()
        if name or role_of(node) in UNNAMED:
            return name
        labels = [relation.get_target(0) for relation in node.get_relation_set()
                  if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY]
        texts = [one.get_text_iface() for one in [node, *labels] if one is not None]
        return next((text for text in (Atspi.Text.get_text(one, 0, -1) for one in texts if one is not None) if text), "")

    def all(self, role=None, name=None, inside=None):
        """Every node that has a size, the newest windows last; only those INSIDE a node, which is quicker."""
        found = []
        for frame in self.frames() if inside is None else [self.top(inside)]:
            try:
                for node in self.walk(inside or frame):
                    if (role is None or role_of(node) == SAME_ROLE.get(role, role)) and matches(name, self.name_of(node)):
                        x, y, width, height = self.place(node)
                        if width > 0 and height > 0 and node.get_state_set().contains(Atspi.StateType.VISIBLE):
                            node.window = frame
                            found.append(node)
            except GLib.Error as error:
                self.silent = error.message
        return found

    def told(self):
        """The rows and labels that the window shows, for whoever reads that something was not there."""
        try:
            there = [(role_of(n), (n.get_name() or "")[:40], *self.place(n), "on" if self.is_hit(n) else "off")
                     for f in self.frames() for n in self.walk(f) if role_of(n) in ("list item", "label") and n.get_name()]
        except Exception as error:
            return f"nothing can be told: {error}"
        return f"there are {there[:60]}"

    def place(self, node):
        component = node.get_component_iface()
        if component is None:
            return 0, 0, 0, 0
        at = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return at.x, at.y, at.width, at.height

    def top(self, node):
        """Its window; known of those that all() found."""
        if hasattr(node, "window"):
            return node.window
        while node.get_parent() is not None and node.get_parent().get_role_name() != "application":
            node = node.get_parent()
        return node

    def line(self, node):
        """NODE and what it stands in, up to the application."""
        found = []
        while node is not None and node.get_role_name() != "application":
            found.append(node)
            node = node.get_parent()
        return found

    def is_hit(self, node):
        """Would the pointer hit NODE in its middle?"""
        top = self.top(node)
        x, y, width, height = self.place(node)
        frame_x, frame_y, frame_width, frame_height = self.place(top)
        if not (0 <= x + width // 2 - frame_x < frame_width and 0 <= y + height // 2 - frame_y < frame_height):
            return False
        for _ in self.walk(node):  # only what was asked for once can answer
            pass
        hit = Atspi.Component.get_accessible_at_point(
            top.get_component_iface(), x + width // 2, y + height // 2, Atspi.CoordType.WINDOW)
        if hit is None:
            return node.get_role_name() != "list item"
        hit_line = self.line(hit)
        if node in hit_line:
            return True
        at = x + width // 2, y + height // 2
        node_line = self.line(node)
        shared = next(i for i, one in enumerate(hit_line) if one in node_line)
        return not self.is_there(hit_line[:shared + 1], *at) \
            and self.is_there(node_line[:node_line.index(hit_line[shared]) + 1], *at)

    def is_there(self, line, x, y):
        """Is a point in all of LINE but the last, which has all the others? Not where something of it is hidden: that stays
        where it was last, with its insides, and still knows its parent, which no longer has it."""
        for one, parent in zip(line, line[1:]):
            at_x, at_y, width, height = self.place(one)
            if not (at_x <= x < at_x + width and at_y <= y < at_y + height):
                return False
            if not one.get_state_set().contains(Atspi.StateType.VISIBLE):
                return False
            if parent.get_child_at_index(one.get_index_in_parent()) != one:
                return False
        return True

    def on_screen(self, role=None, name=None, timeout=None):
        return self.poll(lambda: next((n for n in reversed(self.all(role, name)) if self.is_hit(n)), None),
                         f"[{role}] {name!r} on screen", timeout)

    def exists(self, role=None, name=None, timeout=None):
        """In the tree, wherever: for the insides of popovers."""
        return self.poll(lambda: next(iter(self.all(role, name)), None), f"[{role}] {name!r}", timeout)

    def off_screen(self, role=None, name=None, timeout=None):
        self.poll(lambda: not any(self.is_hit(n) for n in self.all(role, name)), f"[{role}] {name!r} to go", timeout)

    def text(self, node):
        text = node.get_text_iface()
        if text is None:
            return node.get_name()
        counted = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
        whole = Atspi.Text.get_text(text, 0, -1)  # GTK 4.18 does not count pictures; 4.8 has nothing for it in fields
        return max(counted, whole, key=len)

    def focused(self):
        """In the newest window: those behind it say that they have one, too."""
        return self.poll(lambda: next((n for f in reversed(self.frames()) for n in self.walk(f)
                                       if n.get_state_set().contains(Atspi.StateType.FOCUSED)), None) or self.activate(), "the focus")

    def activate(self):
        """What a window manager does where a dialog was closed; GTK 4.18 tells the focus of an active window alone."""
        frames = self.frames()
        if frames:
            self.xdo("windowfocus", "--sync", self.x_window(frames[-1].get_name()))

    # --- Hands

    def xdo(self, *words):
        subprocess.run(["xdotool", *map(str, words)], check=True, stdout=subprocess.DEVNULL)

    def x_window(self, title="Sheaf"):
        found = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", *self.x_owner(), "--name", f"^{re.escape(title)}$"],
                               capture_output=True, text=True).stdout.split()
        if not found:
            raise NotThere(f"no X window named {title}")
        return max(found, key=lambda window: self.shape(window)["WIDTH"])  # its popovers are named as it is

    def loses_padding(self, node):
        """From GTK 4.10 on a place is told without the padding of all that it stands in: too far left, too high."""
        version = [int(part) for part in node.get_application().get_toolkit_version().split(".")[:2]]
        return version >= [4, 10]

    def shape(self, window):
        """WIDTH, HEIGHT, X, Y of an X window."""
        told = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True).stdout
        return {key: int(value) for key, value in (line.split("=") for line in told.split())}

    def middle(self, node):
        x, y, width, height = self.place(node)
        top = self.top(node)
        if width < SMALL and self.loses_padding(node):
            x, y = x + width // 4, y + height // 4
        at = self.shape(self.x_window(top.get_name()))
        frame_x, frame_y, frame_width, frame_height = self.place(top)
        border_x, border_y = max(0, (at["WIDTH"] - frame_width) // 2), max(0, (at["HEIGHT"] - frame_height) // 2)
        return at["X"] + border_x + x - frame_x + width // 2, at["Y"] + border_y + y - frame_y + height // 2

    def click(self, role=None, name=None, button=1):
        x, y = self.middle(self.on_screen(role, name))
        # Where the pointer stands there already, under a menu that has gone, it is seen only once it moves.
        self.xdo("mousemove", x + 3, y + 3, "sleep", 0.06, "mousemove", x, y)
        time.sleep(0.05)  # the motion is seen first
        self.xdo("click", button)

    def act(self, role=None, name=None, timeout=None, inside=None):
        """Its own action: for buttons in popovers."""
        action = self.poll(lambda: next((a for a in (n.get_action_iface() for n in self.all(role, name, inside)) if a is not None), None),
                           f"an action of [{role}] {name!r}", timeout)  # one that just came may not tell it yet
        if not action.do_action(0):
            raise NotThere(f"[{role}] {name!r} does nothing")

    def choose(self, name, timeout=None):
        """A row of the menu that is open; until the menu is closed, a click would only close it."""
        self.act("menu item", name, timeout)
        self.poll(lambda: not self.all("menu item"), "the menu to close")
        time.sleep(0.1)

    def key(self, *keys):
        for key in keys:
            self.xdo("key", "--", key)
            time.sleep(0.05)

    def type(self, text):
        """A line end is the Return key."""
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                self.key("Return")
            if line:
                self.xdo("type", "--delay", 15, "--", line)

    def resize(self, width, height, title="Sheaf"):
        self.xdo("windowsize", "--sync", self.x_window(title), width, height)
        time.sleep(0.3)

    def shot(self, path):
        subprocess.run(["import", "-window", "root", path], check=True)
