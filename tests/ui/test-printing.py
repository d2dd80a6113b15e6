# SPDX-License-Identifier: GPL-3.0-or-later
"""An article printed and saved as a PDF as a person does it: test-printing.py SHEAF SHEAF-CLI [CASE…]. Prints TAP."""
import os
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import cli, opened, row  # noqa: E402

SENTENCE = "The keeper writes the hour down, then the height of the water. "


def filled(library):
    cli(library, "add", "--url", "https://oar.example/tide", "-",
        page=f"<html lang=en><title>A Year: of Tides?</title><article><h1>A Year: of Tides?</h1>"
             f"<p>{SENTENCE * 8}</p>" + f"<p>{SENTENCE * 6}See <a href='https://oar.example/log'>the log</a>.</p>" * 6
             + "<p>Nobody asked her to do it.</p></article></html>")


def show(window):
    window.click("list item", row("A Year: of Tides?"))
    window.on_screen("text", row("A Year: of Tides?"))
    time.sleep(.5)


def text_of(pdf):
    if shutil.which("pdftotext") is None:
        print("# pdftotext is not here: the PDF's words are not looked at")
        return None
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def export(library):
    """The menu asks for a file, whose name comes from the title; the PDF has the article's words from first to last."""
    filled(library)
    target = pathlib.Path(library).parent / "tides.pdf"
    with opened(library) as window:
        show(window)
        window.click("push button", "Article Menu")
        window.choose("Export as PDF…")
        field = window.exists("text", "Name:")
        window.poll(lambda: window.text(field).endswith(".pdf"), "a name for the file")
        assert window.text(field).startswith("A Year") and "?" not in window.text(field), window.text(field)
        window.key("ctrl+a")
        window.type(str(target) + "\n")
        window.poll(lambda: target.exists() and target.stat().st_size > 1000, "the PDF")
        time.sleep(.5)
    assert target.read_bytes()[:5] == b"%PDF-"
    words = text_of(target)
    if words is not None:
        words = " ".join(words.split())
        assert "A Year: of Tides?" in words and "Nobody asked her to do it." in words, words
        assert "oar.example/log" in words, words


def dialog(library):
    """Ctrl+P asks what and how, our choices among it; Escape prints nothing."""
    filled(library)
    with opened(library) as window:
        show(window)
        window.key("ctrl+p")
        window.exists("dialog", "Print")
        window.exists("label", "Article")
        window.key("Escape")
        window.poll(lambda: not window.all("dialog", "Print"), "the dialog to close")
        window.on_screen("text", row("A Year: of Tides?"))


if __name__ == "__main__":
    cases.main("printing", (export, dialog))
