# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension in a Chromium, to a Sheaf that only remembers what it got: test-webextension.py EXTENSION [CASE…]. Prints TAP."""
import base64
import json
import pathlib
import re
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent.parent)]
import chromium  # noqa: E402
import stand_in  # noqa: E402
import tap  # noqa: E402
from stand_in import TOKEN  # noqa: E402

EXTENSION = pathlib.Path(sys.argv[1])
NOBODY = 9  # a port at which nobody answers


def website():
    return stand_in.Server(stand_in.Site)


def browser(**options):
    return chromium.Browser(EXTENSION, **options)


def code(port, token=TOKEN):
    return f"sheaf:pair?port={port}&token={token}"


def pair(browser, port, token=TOKEN):
    browser.worker.run(f"chrome.storage.local.set({{ pairing: {{ port: {port}, token: {json.dumps(token)} }} }})")


def open_page(browser, web, path):
    return browser.open(f"http://press.example:{web.port}/{path}")


def outcome(popup):
    popup.poll("['done', 'waits', 'trouble'].includes(document.querySelector('#outcome').className)", "an outcome")
    return popup.text("#outcome")


def save(browser, page, **fields):
    """By the popup; what it says then."""
    popup = browser.press(page)
    for name, text in fields.items():
        popup.type(f"#{name}", text)
    popup.click("#save")
    return outcome(popup)


def waiting(browser):
    return browser.worker.run("chrome.action.getBadgeText({})")


def has(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text[:2000]!r}"


def has_not(text, *parts):
    for part in parts:
        assert part not in text, f"{part!r} is in it"


# --- The cases


def pairing():
    """A code is taken or refused, in words; so are its two parts."""
    with stand_in.stand_in() as sheaf, website() as other, browser() as it:
        options = it.find("options.html")  # it opens by itself where nothing is paired
        options.poll("document.querySelector('#test')?.textContent", "the preferences")
        assert options.run("document.activeElement.id") == "code"

        def told(text):
            options.run("document.querySelector('#outcome').className = ''")
            options.type("#code", text)
            options.click("[type=submit]")
            return outcome(options)

        for bad in ("", "hello", code(0), code(99999), code(sheaf.port, "short"), "sheaf:save?url=https://a.example/", f"https://a.example/?{code(1)}"):
            assert told(bad) == "This is no pairing code of Sheaf.", bad
        has(told(code(NOBODY)), "does not answer")
        has(told(code(other.port)), "Another program answers")
        has(told(code(sheaf.port, "b" * 43)), "does not accept this code")
        assert told(f"  {code(sheaf.port)}\n") == "Connected with Sheaf 0.1.0"
        options.run("document.querySelector('#apart').open = true")
        options.type("#token", "c" * 43)
        has(told(""), "does not accept this code")
        options.type("#token", TOKEN)
        assert told("") == "Connected with Sheaf 0.1.0"
        options.run("document.querySelector('#outcome').className = ''")
        options.click("#test")
        assert outcome(options) == "Connected with Sheaf 0.1.0"
        page = open_page(it, other, "script.html")
        inside = page.run("typeof chrome === 'undefined' || chrome.storage === undefined")
        assert inside, "a page can read the token"


def script():
    """A page whose text its scripts make, with all that is said of it."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port)
        page = open_page(it, web, "script.html")
        page.run("getSelection().selectAllChildren(document.querySelectorAll('article p')[1])")
        popup = it.press(page)
        has(popup.text("#title"), "The Ferry Ledger | Harbour Post")
        assert popup.run("document.activeElement.id") == "tags"
        popup.type("#tags", " ledger, ferry ,,")
        popup.type("#note", "Compare the winters.")
        popup.click("#save")
        assert outcome(popup) == "Saved"
        assert save(it, page) == "Already saved"
        (headers, first), (_, second) = sheaf.requests
        assert re.fullmatch(r"chrome-extension://\w+", headers["Origin"]), headers
        assert first["url"] == f"http://press.example:{web.port}/script.html", first["url"]
        assert first["tags"] == ["ledger", "ferry"] and first["note"] == "Compare the winters."
        assert first["selection"].startswith("In the winter of the long ice") and first["selection"].endswith("wind beside it.")
        assert first["title"] == "The Ferry Ledger | Harbour Post"
        assert "tags" not in second and "note" not in second
        has(first["html"], "<h1>The Ferry Ledger</h1>", "no wind at all.</p>", '<html lang="en">', '<meta charset="utf-8"><base href="http://press',
            # what a component shows, where it shows it, although its tree is closed
            "<blockquote><p>Wind from the north, nobody came, the horse will not look at the water any more. (from the ledger)</p></blockquote>",
            # the picture that a script put in the place of another one
            f'data-sheaf-src="http://press.example:{web.port}/ledger.png"', "A &lt;page&gt; of the ledger")
        has_not(first["html"], "<script", "<style", "JavaScript", "do-not-send", "what somebody typed", "R0lGODlhAQAB", "customElements")


def login():
    """A page for members, with pictures for members: they come as the reader sees them."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port)
        page = open_page(it, web, "members/tides.html")
        has(page.run("document.body.textContent"), "Members only.")
        page.close()
        open_page(it, web, "login").close()
        assert save(it, open_page(it, web, "members/tides.html")) == "Saved"
        ((_, got),) = sheaf.requests
        has(got["html"], "Brandt reads the gauge at seven", "a curve drawn for one wall")
        pictures = {source: base64.b64decode(data) for data, source in re.findall(r'src="data:image/png;base64,(.*?)" data-sheaf-src="(.*?)"', got["html"])}
        members = f"http://press.example:{web.port}/members/"
        assert pictures == {members + name: stand_in.PICTURES[name] for name in ("chart.png", "map.png")}, pictures.keys()
        has_not(got["html"], "srcset")


def frame():
    """A page whose article stands in a frame of its own site is that article; a frame from elsewhere stays one."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port)
        assert save(it, open_page(it, web, "frame.html")) == "Saved"
        html, top = sheaf.requests[0][1]["html"], f"http://press.example:{web.port}/frames/"
        has(html, "<h1>The Inner Harbour</h1>", "with its paint whole", f'<a href="{top}chart">', f'data-sheaf-src="{top}plan.png"',
            '<iframe src="http://elsewhere.example/player"')
        assert html.count("<body") == 1 and html.count("<iframe") == 1, html


def full():
    """Where too much waits already, a page is not saved, and it says so."""
    with website() as web, browser() as it:
        pair(it, NOBODY)
        options = it.open_options()
        options.run("import('./queue.js').then(async (queue) => {"
                    " for (let n = 0; n < 500; n++) await queue.put({ url: 'https://a.example/', title: 'A' }, '{}') })")
        popup = it.press(open_page(it, web, "script.html"))
        popup.click("#save")
        has(outcome(popup), "Too much waits here already", "not saved")
        assert popup.text("#waiting") == "Waiting: 500" and not popup.run("document.querySelector('#save').disabled")


def closed():
    """Sheaf is closed: the page waits, through a browser that is ended too, and goes when Sheaf is there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, website() as web:
        with stand_in.stand_in() as sheaf:
            port = sheaf.port
        with browser(profile=profile) as it:
            pair(it, port)
            has(save(it, open_page(it, web, "script.html"), tags="kept"), "does not answer", "waits here")
            has(save(it, open_page(it, web, "login")), "does not answer")
            it.poll(lambda: waiting(it) == "2", "the number of those that wait")
            assert it.worker.run("chrome.alarms.get('queue').then(alarm => alarm?.periodInMinutes)") == 2
        with browser(profile=profile) as it:
            it.poll(lambda: waiting(it) == "2", "a try as the browser began")
            with stand_in.stand_in(port) as sheaf:
                it.worker.run("chrome.alarms.onAlarm.dispatch({ name: 'queue' })")
                it.poll(lambda: len(sheaf.requests) == 2 and waiting(it) == "", "both pages")
            sent = {one["url"].rsplit("/")[-1]: one.get("tags") for _, one in sheaf.requests}
            assert sent == {"script.html": ["kept"], "login": None}, sent
            it.poll(lambda: it.worker.run("chrome.alarms.get('queue').then(alarm => alarm === undefined)"), "no more looking")


def next_save():
    """What waits goes with the next page that is saved."""
    with website() as web, browser() as it:
        with stand_in.stand_in() as sheaf:
            port = sheaf.port
        pair(it, port)
        has(save(it, open_page(it, web, "script.html")), "waits here")
        with stand_in.stand_in(port) as sheaf:
            assert save(it, open_page(it, web, "login")) == "Saved"
            it.poll(lambda: len(sheaf.requests) == 2 and waiting(it) == "", "both")
            assert [one["url"].rsplit("/")[-1] for _, one in sheaf.requests] == ["login", "script.html"]


def token():
    """A token that Sheaf does not accept any more: it says so, offers to pair anew, and sends then."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port, "b" * 43)
        popup = it.press(open_page(it, web, "script.html"))
        popup.click("#save")
        has(outcome(popup), "does not accept the code any more", "waits here")
        popup.poll("document.activeElement.id === 'pair'", "the way to the preferences")
        assert popup.text("#pair") == "Pair…"
        assert sheaf.requests == []
        options = it.open_options()
        has(options.text("#pages .reason"), "does not accept the code any more")
        options.type("#code", code(sheaf.port))
        options.click("[type=submit]")
        it.poll(lambda: len(sheaf.requests) == 1 and waiting(it) == "", "the page that waited")


def refused():
    """A page that Sheaf does not take stays with its reason, and is sent again only when somebody asks for it."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port)
        sheaf.answers += [(413, {"error": "It is too large."})]
        has(save(it, open_page(it, web, "script.html")), "does not take this page", "It is too large.")
        sheaf.answers += [(503, {"error": "The library is closed."}), (503, {"error": "The library is closed."})]
        has(save(it, open_page(it, web, "login")), "could not take the page just now")
        it.worker.run("chrome.alarms.onAlarm.dispatch({ name: 'queue' })")
        it.poll(lambda: len(sheaf.requests) == 3, "the one that may be sent again")
        assert [one["url"].rsplit("/")[-1] for _, one in sheaf.requests] == ["script.html", "login", "login"]
        options = it.open_options()
        has(options.text("#pages .reason"), "It is too large.")
        sheaf.answers += [(None, None), (503, {"error": "The library is closed."})]
        options.click("#pages li:first-child .send")
        options.poll("document.querySelectorAll('#pages li').length === 1")
        options.click("#pages .remove")
        options.poll("document.querySelector('#told').textContent.includes('Removed') && document.querySelector('#told').textContent.includes('Welcome')")
        options.poll("document.querySelectorAll('#pages li').length === 0 && document.activeElement.id === 'undo'", "Undo")
        options.click("#undo")
        options.click("#pages .send")
        options.poll("document.querySelectorAll('#pages li').length === 0")
        assert sheaf.requests[-1][1]["url"].endswith("/login") and "Welcome." in sheaf.requests[-1][1]["html"]
        it.poll(lambda: waiting(it) == "", "an empty queue")


def menu():
    """A link of a page: its address, and no more. A page of the browser's own: nothing."""
    with stand_in.stand_in() as sheaf, browser() as it:
        pair(it, sheaf.port)
        it.worker.run("chrome.contextMenus.onClicked.dispatch({ menuItemId: 'link', linkUrl: 'https://tide.example/a?b=1#c' }, {})")
        it.poll(lambda: sheaf.requests, "the link")
        assert sheaf.requests[0][1] == {"url": "https://tide.example/a?b=1#c"}, sheaf.requests
        it.poll(lambda: waiting(it) == "✓", "a sign that it is saved")
        popup = it.press(it.open("chrome://version"))
        has(popup.text("#outcome"), "no page of the web")
        assert popup.run("document.querySelector('#save').disabled")
        it.worker.run("chrome.contextMenus.onClicked.dispatch({ menuItemId: 'link', linkUrl: 'javascript:alert(1)' }, {})")
        it.poll(lambda: waiting(it) == "!", "a sign that it is not")
        assert len(sheaf.requests) == 1


def unpaired():
    with website() as web, browser() as it:
        popup = it.press(open_page(it, web, "script.html"))
        has(popup.text("#outcome"), "not paired")
        assert popup.run("document.activeElement.id") == "pair" and popup.text("#save") is None


def assert_names(page):
    for node in page.ask("Accessibility.getFullAXTree")["nodes"]:
        facts = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        if facts.get("focusable") and node["role"]["value"] != "RootWebArea":
            assert node.get("name", {}).get("value"), node


def keyboard():
    """Everything is reached by Tab and has a name, in each place; Enter saves."""
    with stand_in.stand_in() as sheaf, website() as web, browser() as it:
        pair(it, sheaf.port)
        page = open_page(it, web, "script.html")
        page.run("getSelection().selectAllChildren(document.querySelector('h1'))")
        popup = it.press(page)
        fields, reached = {"tags", "note", "highlight", "save", "preferences"}, []
        while not fields <= set(reached) and len(reached) < 28:  # on the way round one can be passed unseen
            reached.append(popup.run("document.activeElement.id"))
            popup.key("Tab")
        assert fields <= set(reached), reached
        assert_names(popup)
        assert_names(it.open_options())
        it.press(page).close()
        popup = it.press(page)
        popup.type("#tags", "typed")
        popup.key("Enter")
        assert outcome(popup) == "Saved"
        assert sheaf.requests[0][1]["tags"] == ["typed"] and sheaf.requests[0][1]["selection"] == "The Ferry Ledger"


CASES = [pairing, script, login, frame, closed, next_save, token, refused, full, menu, unpaired, keyboard]


def main():
    named = {case.__name__: case for case in CASES}
    wanted = sys.argv[2:] or list(named)
    if chromium.PROGRAM is None:
        print("1..0 # SKIP chromium is not installed here")
        return 0
    return tap.go_through_cases("webextension", [(name, named[name]) for name in wanted],
                                (AssertionError, chromium.NotThere, OSError, TypeError, ValueError),
                                lambda error: isinstance(error, chromium.NotThere))


if __name__ == "__main__":
    sys.exit(main())
