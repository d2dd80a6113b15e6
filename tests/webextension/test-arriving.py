# SPDX-License-Identifier: GPL-3.0-or-later
"""From the page in a Chromium to the article in the window: test-arriving.py SHEAF SHEAF-CLI EXTENSION [CASE…]. Prints TAP.
The pages' addresses lead nowhere but for this browser: what arrives, arrives by it. SHEAF_SHOTS (a folder) gets pictures."""
import hashlib
import os
import pathlib
import re
import sqlite3
import sys
import time

EXTENSION = pathlib.Path(sys.argv.pop(3))
sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent.parent / "ui")]
import cases  # noqa: E402
import chromium  # noqa: E402
import stand_in  # noqa: E402
from cases import opened, row  # noqa: E402
from drive import NotThere  # noqa: E402


def ask(library, sql):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return [one[0] if len(one) == 1 else one for one in db.execute(sql)]


def running(library):
    """With settings that are kept."""
    return opened(library, XDG_CONFIG_HOME=f"{library}-config", GSETTINGS_BACKEND="keyfile")


def switched_on(window):
    """The pairing code that its preferences show once pages are received."""
    window.on_screen("label", "Nothing Saved Yet")
    window.poll(lambda: any(f.get_name() == "Preferences" for f in window.frames()) or
                (window.key("ctrl+comma"), time.sleep(1), None)[2], "the preferences")
    window.click("page tab", "Browser")
    window.click("list item", re.compile("^Receive pages"))
    code = window.exists("label", re.compile(r"^sheaf:pair\?")).get_name()
    leave_preferences(window)
    return code


def leave_preferences(window):
    window.poll(lambda: len(window.frames()) == 1 or (window.key("Escape"), time.sleep(.5), None)[2], "the preferences to close")


def pair(browser, code):
    options = browser.open_options()
    options.type("#code", code)
    options.click("[type=submit]")
    options.poll("document.querySelector('#outcome').className === 'done'", "a pairing")
    shot(options, "options")
    options.close()


def shot(what, name):
    if os.environ.get("SHEAF_SHOTS"):
        what.shot(os.path.join(os.environ["SHEAF_SHOTS"], f"arriving-{name}.png"))


def save(browser, page, **fields):
    popup = browser.press(page)
    for name, text in fields.items():
        popup.type(f"#{name}", text)
    popup.click("#save")
    popup.poll("['done', 'waits', 'trouble'].includes(document.querySelector('#outcome').className)", "an outcome")
    shot(popup, f"popup-{len(popup.text('#outcome'))}")
    return popup.text("#outcome")


def whole(library):
    """A page whose text its scripts make, and one for members with pictures for members; tags, note and highlight."""
    with stand_in.Server(stand_in.Site) as web, running(library) as window, chromium.Browser(EXTENSION) as browser:
        pair(browser, switched_on(window))
        top = f"http://press.example:{web.port}"
        page = browser.open(f"{top}/script.html")
        page.run("getSelection().selectAllChildren(document.querySelectorAll('article p')[1])")
        assert save(browser, page, tags="river/ferry, ledgers", note="Compare the winters.") == "Saved"
        window.on_screen("list item", row("The Ferry Ledger"))
        assert ask(library, "SELECT title, url, fetch FROM article") == [("The Ferry Ledger", f"{top}/script.html", 0)]
        assert ask(library, "SELECT name FROM tag JOIN article_tag ON tag.id = tag_id ORDER BY name") == ["ledgers", "river/ferry"]
        assert ask(library, "SELECT body FROM note WHERE quote IS NULL") == ["Compare the winters."]
        ((quote, start),) = ask(library, "SELECT quote, start FROM note WHERE quote IS NOT NULL")
        assert quote.startswith("In the winter of the long ice") and quote.endswith("the wind beside it.") and start > 0, quote
        browser.open(f"{top}/login").close()
        assert save(browser, browser.open(f"{top}/members/tides.html")) == "Saved"
        window.on_screen("list item", row("Tides for Members"))
        kept = ask(library, "SELECT hex (sha) FROM article_asset ORDER BY 1")
        pictures = [stand_in.picture(400, 240, (40, 90, 160)), *stand_in.PICTURES.values()]
        assert {one.lower() for one in kept} == {hashlib.sha256(one).hexdigest() for one in pictures}, kept
        assert save(browser, browser.open(f"{top}/members/tides.html"), tags="tides") == "Already saved"
        window.click("list item", row("Tides for Members"))
        text = window.on_screen("text", row("Tides for Members"))
        for words in "Brandt reads the gauge at seven", "no use at another one":
            window.poll(lambda: words in window.text(text), words)
        shot(window, "members")
        window.click("list item", row("The Ferry Ledger"))
        text = window.on_screen("text", row("The Ferry Ledger"))
        for words in "kept a ledger for ninety years", "will not look at the water any more. (from the ledger)", "no wind at all":
            window.poll(lambda: words in window.text(text), words)
        assert "secret" not in window.text(text)
        shot(window, "script")
        assert window.close() == 0


def closed(library):
    """Sheaf is closed: what is saved then comes when it is started; a new code makes the old one worthless, and it says so."""
    with stand_in.Server(stand_in.Site) as web, chromium.Browser(EXTENSION) as browser:
        with running(library) as window:
            pair(browser, switched_on(window))
            assert window.close() == 0
        page = browser.open(f"http://press.example:{web.port}/script.html")
        told = save(browser, page, tags="later")
        assert "does not answer" in told, told
        with running(library) as window:
            window.on_screen("label", "Nothing Saved Yet")
            browser.worker.run("chrome.alarms.onAlarm.dispatch({ name: 'queue' })")
            window.on_screen("list item", row("The Ferry Ledger"))
            browser.poll(lambda: browser.worker.run("chrome.action.getBadgeText({})") == "", "an empty queue")
            window.key("ctrl+comma")
            window.click("page tab", "Browser")
            window.click("push button", re.compile("New Code$"))
            leave_preferences(window)
            told = save(browser, page)
            assert "does not accept the code any more" in told, told
            assert window.close() == 0
    assert ask(library, "SELECT name FROM tag") == ["later"]


if chromium.PROGRAM is None:
    print("1..0 # SKIP chromium is not installed here")
else:
    chromium.NotThere = NotThere  # which the cases' main takes for a failure
    cases.main("arriving", [closed, whole])
