# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between X11 and Wayland, once through: test-wayland.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import PROGRAM, cli, row  # noqa: E402
from drive_wayland import WaylandWindow  # noqa: E402

TITLE, OTHER = "The Lamp Room", "A Rope for Each Boat"


def page(title, sentence):
    return f"<!DOCTYPE html><html lang='en'><title>{title}</title><article><h1>{title}</h1>{f'<p>{sentence}</p>' * 8}</article></html>"


def opened(library):
    cli(library, "add", "--tag", "craft", "-", page=page(OTHER, "A rope of hemp was laid out on the quay, as long as the boat was heavy."))
    cli(library, "add", "--tag", "coast", "-", page=page(TITLE, "A lamp of four wicks stood in it, and whoever came up the stairs saw that first."))
    window = WaylandWindow(PROGRAM, library)  # GTK 4.8 warns of compositors that do not move popups
    window.on_screen("list item", row(TITLE))
    return window


def tags(library):
    return {tag["name"]: tag["articles"] for tag in json.loads(cli(library, "--json", "tags"))}


# --- Cases: each gets the folder of an empty library


def typing(library):
    """A row opens by the pointer; keys and letters go where the focus is."""
    with opened(library) as window:
        window.click("list item", row(TITLE))
        window.on_screen("text", TITLE)
        window.key("ctrl+f")
        window.type("Wicks")
        window.on_screen(None, "1 of 8")
        window.key("Escape", "slash")
        window.type("tag:Coast")
        window.poll(lambda: window.text(window.focused()) == "tag:Coast", "what was typed")
        window.off_screen("list item", row(OTHER))


def clipboard(library):
    """What is copied here is there for others, and an address from elsewhere is saved by a paste."""
    with opened(library) as window:
        window.key("slash")
        window.type("lamp")
        window.key("ctrl+a", "ctrl+c")
        window.poll(lambda: subprocess.run(["wl-paste", "-n"], capture_output=True, text=True).stdout == "lamp", "what was copied")
        window.key("Escape", "Escape")
        subprocess.run(["wl-copy", "http://127.0.0.1:9/far-shore"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        window.key("ctrl+v")
        window.poll(lambda: "far-shore" in cli(library, "list"), "the address that was pasted")


def dragging(library):
    """An article gets the tag it is dropped on."""
    with opened(library) as window:
        window.drag(window.on_screen("list item", row(TITLE)), window.on_screen("list item", row("craft")))
        window.poll(lambda: tags(library)["craft"] == 2, "the tag")


def popovers(library):
    """Menus and popovers open under the pointer, take the keys and go."""
    with opened(library) as window:
        window.click("list item", row(TITLE))
        window.on_screen("text", TITLE)
        for opener, button, inside in (("Typography", 1, ("slider", "Line Height")), ("Main Menu", 1, ("menu item", "Manage Tags…")),
                                       (row(OTHER), 3, ("menu item", "Add Tags…"))):
            window.click(None, opener, button)
            window.exists(*inside)
            window.key("Escape")
            window.poll(lambda: not window.all(*inside), f"{inside} to go")


if __name__ == "__main__":
    cases.main("wayland", [clipboard, dragging, popovers, typing])
