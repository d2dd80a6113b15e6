# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading aloud as a person hears it: test-aloud.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

Speech Dispatcher speaks with eSpeak NG into libao's null device, where a sentence ends as soon as it is begun. Each case has a
service of its own, in the runtime folder of the screen it runs on; it ends with its last client."""
import glob
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

PLAYER = ("gdbus", "call", "--session", "--dest", "org.mpris.MediaPlayer2.io.github.sheaf_app.Sheaf",
          "--object-path", "/org/mpris/MediaPlayer2", "--method")
SENTENCE = "The keeper writes the hour down, then the height of the water. Nobody asked her to. "


def set_up_service():
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "speech-dispatcher")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "speechd.conf"), "w", encoding="utf-8") as file:
        file.write('AudioOutputMethod "libao"\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\n'
                   "DefaultModule espeak-ng\nTimeout 1\n")


def fill(library, *titles, paragraphs=3):
    for number, title in enumerate(titles):
        cli(library, "add", "-", page=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>"
            + f"<p>{SENTENCE}</p>" * paragraphs + f"<p>{number}</p></article>")


def asked(*words):
    """What the player on the bus answers, or None where there is none."""
    done = subprocess.run([*PLAYER, *words], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def title():
    told = asked("org.freedesktop.DBus.Properties.Get", "org.mpris.MediaPlayer2.Player", "Metadata")
    return re.search("'xesam:title': <'([^']*)'>", told).group(1) if told else None


def open_page(window, name):
    window.click("list item", row(name))
    window.on_screen("text", row(name))
    window.key("F6")


def through(library):
    """From the first article to the next unread one, and off the bus when that is done too."""
    set_up_service()
    fill(library, "Low Water", "High Water")
    with opened(library) as window:
        open_page(window, "High Water")
        assert title() is None
        window.key("r")
        window.poll(lambda: title() == "High Water", "the player")
        window.poll(lambda: title() == "Low Water", "the next article")
        window.on_screen("text", "Low Water")
        window.poll(lambda: title() is None, "the player to go")
        window.off_screen("push button", "Stop Reading Aloud")
        assert window.close() == 0


def pausing(library):
    """Keys, buttons and media keys do the same; another article ends it."""
    set_up_service()
    fill(library, "Low Water", "High Water", paragraphs=900)
    with opened(library) as window:
        open_page(window, "High Water")
        window.key("r")
        window.on_screen("push button", "Pause")
        window.key("r")
        window.on_screen("push button", "Play")
        assert asked("org.mpris.MediaPlayer2.Player.PlayPause") is not None
        window.on_screen("push button", "Pause")
        window.click("push button", "Pause")
        window.on_screen("push button", "Play")
        window.key("period", "greater", "comma", "less")
        assert title() == "High Water"
        window.click("list item", row("Low Water"))
        window.off_screen("push button", "Stop Reading Aloud")
        window.poll(lambda: title() is None, "the player to go")
        assert window.close() == 0


def no_service(library):
    """Where nothing can speak it is said what to do."""
    fill(library, "Low Water")
    with opened(library, SPEECHD_ADDRESS="unix_socket:/dev/null/none") as window:
        open_page(window, "Low Water")
        window.key("r")
        window.on_screen(None, re.compile("^There is nothing to speak with"))
        window.click("push button", "Stop Reading Aloud")
        window.off_screen(None, re.compile("^There is nothing to speak with"))
        assert window.close() == 0


if __name__ == "__main__":
    if shutil.which("speech-dispatcher") is None or not any(glob.glob(f"/usr/lib{where}/speech-dispatcher-modules/sd_espeak-ng") for where in ("", "/*", "64")):
        print("1..0 # SKIP speech-dispatcher and its module for eSpeak NG are not installed")
        sys.exit(0)
    cases.main("aloud", [through, pausing, no_service])
