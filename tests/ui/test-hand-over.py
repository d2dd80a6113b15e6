# SPDX-License-Identifier: GPL-3.0-or-later
"""What is selected, handed over to the search, a dictionary, a translator: test-hand-over.py SHEAF SHEAF-CLI [CASE…].
Prints TAP. The browser is a program of ours that writes the address down."""
import os
import pathlib
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

TITLE = "The Lamp Room"
SENTENCE = "The keeper writes the hour down, then the height of the water, then what the wind is doing. "


def filled(library):
    for title, word in ((TITLE, "Fernweh"), ("Salt", "fernweh")):
        cli(library, "add", "--url", f"https://oar.example/{title.replace(' ', '-')}", "-",
            page=f"<html lang=de><title>{title}</title><article><h1>{title}</h1><p>{(word + ' ') * 60}</p>" + f"<p>{SENTENCE * 30}</p>" * 2 + "</article>")


def browser(library):
    """The environment in which one opens https addresses, and where it writes them."""
    data, said = pathlib.Path(library + "-data"), pathlib.Path(library + "-said")
    (data / "applications").mkdir(parents=True)
    script = data / "browse"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{said}"\n')
    script.chmod(0o755)
    (data / "applications/sheaf-test.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\nMimeType=x-scheme-handler/https;x-scheme-handler/dict;\n")
    (data / "applications/mimeapps.list").write_text(
        "[Default Applications]\nx-scheme-handler/https=sheaf-test.desktop\nx-scheme-handler/dict=sheaf-test.desktop\n")
    return {"XDG_DATA_HOME": str(data), "XDG_CURRENT_DESKTOP": ""}, said


def opened_address(window, said, beginning):
    window.poll(lambda: said.exists() and said.read_text().endswith("\n"), f"{beginning} to be opened")
    text = said.read_text()
    said.unlink()
    assert text.startswith(beginning) and text.count("\n") == 1, text
    return text.strip()


def select_word(window):
    """One in the middle of the page's first paragraph, which has no other."""
    window.click("list item", row(TITLE))
    node = window.on_screen("text", row(TITLE))
    time.sleep(.8)
    x, y = window.middle(node)
    _, _, width, height = window.place(node)
    window.xdo("mousemove", x - width // 5 - 24, y - height // 2 + 240)
    time.sleep(.1)
    window.xdo("click", "--repeat", 2, "--delay", 60, 1)
    window.exists("push button", "More")


def keys(library):
    """By their keys, and by the menu of the tools."""
    filled(library)
    env, said = browser(library)
    with opened(library, **env) as window:
        select_word(window)
        window.key("D")
        address = opened_address(window, said, "https://de.wiktionary.org/")
        assert address == "https://de.wiktionary.org/w/index.php?search=Fernweh", address
        window.key("T")
        address = opened_address(window, said, "https://translate.google.com/")
        assert address == "https://translate.google.com/?sl=auto&tl=en&text=Fernweh&op=translate", address
        select_word(window)
        window.act("push button", "More")
        window.exists("menu item", "Look Up")
        window.choose("Translate")
        opened_address(window, said, "https://translate.google.com/")
        window.key("S")
        window.on_screen("list item", row("Salt"))
        field = window.focused()
        assert window.text(field) == '"Fernweh"', window.text(field)
        assert window.close() == 0
    assert not said.exists(), "something was opened unasked"


def long(library):
    """Too much is not looked up, and translated in part; without a selection nothing happens."""
    filled(library)
    env, said = browser(library)
    with opened(library, **env) as window:
        window.click("list item", row(TITLE))
        window.on_screen("text", row(TITLE))
        time.sleep(.8)
        window.key("F6", "D", "T", "ctrl+a", "D")
        time.sleep(.5)
        assert not said.exists()
        window.key("shift+F10")
        window.exists("menu item", "Translate")
        assert not window.all("menu item", "Look Up")
        window.key("Escape")
        time.sleep(.5)
        window.key("T")
        address = opened_address(window, said, "https://translate.google.com/")
        assert 2000 < len(address) < 3200 and address.endswith("&op=translate"), (len(address), address[-60:])
        assert window.close() == 0


def preferences(library):
    """Another dictionary, an app's; what is no address is not taken; without one it is not offered."""
    filled(library)
    env, said = browser(library)
    with opened(library, **env) as window:
        window.on_screen("list item", row(TITLE))

        def put(text):
            x, y = window.middle(window.on_screen("page tab", "General"))
            window.xdo("mousemove", x, y + 300)
            window.xdo("click", "--repeat", 25, "--delay", 10, 5)
            time.sleep(.5)
            window.click("text", "Look up at")
            time.sleep(.3)
            window.key("ctrl+a")
            if text:
                window.type(text)
            else:
                window.key("BackSpace")
            window.key("Return")
            time.sleep(.4)

        def close():
            window.key("Escape")
            window.poll(lambda: len(window.frames()) == 1, "the preferences to close")
            time.sleep(.3)

        window.key("ctrl+comma")
        window.exists("text", "Look up at")
        put("dict:{text}")
        put("javascript:{text}")
        close()
        select_word(window)
        window.key("D")
        assert opened_address(window, said, "dict:") == "dict:Fernweh"
        window.key("ctrl+comma")
        window.exists("text", "Look up at")
        put("")
        close()
        select_word(window)
        window.act("push button", "More")
        window.exists("menu item", "Translate")
        assert not window.all("menu item", "Look Up")
        window.key("Escape")
        assert window.close() == 0


if __name__ == "__main__":
    cases.main("hand-over", [keys, long, preferences])
