# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser hands over, as it comes in at the window: test-receive.py SHEAF SHEAF-CLI [CASE…]. Prints TAP.

The switch is turned as a person would; what is sent is sent by sockets of this process, whole or in pieces. Nothing else
is asked of any network: the pages name no pictures, and addresses without a page lead to this machine."""
import http.client
import json
import os
import re
import socket
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import cases  # noqa: E402
from cases import opened, row  # noqa: E402
from drive import NotThere  # noqa: E402

TITLE = "The Keeper’s Hours"
QUOTE = "then the height of the water, then what the wind is doing"
PAGE = f"""<!doctype html><html lang=en><meta charset=utf-8><title>{TITLE}</title><article><h1>{TITLE}</h1>""" + "".join(
    f"<p>In the night number {n} the keeper writes the hour down, {QUOTE if n == 7 else 'and the lamp'}, in that order, and nobody asks"
    " her to.</p>" for n in range(12)) + "</article></html>"
URL = "http://127.0.0.1:9/keeper"  # a private address: it is the person's own browser that sends it
EXTENSION = "moz-extension://6d8e7c1a-90b4-4c3f-9a55-0d6c7fbb8a11"


def ask(library, sql, *values):
    with sqlite3.connect(f"file:{library}/library.db?mode=ro", uri=True) as db:
        return [one[0] if len(one) == 1 else one for one in db.execute(sql, values)]


def receiving(library):
    """With settings of its own; the token is kept in their folder."""
    return opened(library, XDG_CONFIG_HOME=f"{library}-config")


def preferences(window):
    window.on_screen("label", "Nothing Saved Yet")
    window.poll(lambda: any(f.get_name() == "Preferences" for f in window.frames()) or
                (window.key("ctrl+comma"), time.sleep(1), None)[2], "the preferences")
    window.click("page tab", "Browser")


def pairing(window, not_this=None):
    """What the page shows of it: the port and the token."""
    pattern = re.compile(r"^sheaf:pair\?port=(\d+)&token=([\w-]{43})$")
    def shown():
        found = [pattern.match(label.get_name()) for label in window.all("label", pattern)]
        return next((one.groups() for one in found if one and one.group(2) != not_this), None)
    port, token = window.poll(shown, "the pairing code")
    return int(port), token


def left(window):
    """The preferences are closed, and the window behind them has the keyboard, as a window manager sees to it. A busy machine
    loses a key now and then."""
    for tries_left in 2, 1, 0:
        window.key("Escape")
        try:
            window.poll(lambda: not window.all("list item", re.compile("^Receive pages")), "the preferences to go", 10)
            break
        except NotThere:
            if tries_left == 0:
                raise
    window.activate()


def switched_on(window):
    preferences(window)
    window.click("list item", re.compile("^Receive pages"))
    return pairing(window)


def ask_for(port, method, target, headers=None, body=None, host="127.0.0.1"):
    connection = http.client.HTTPConnection(host, port, timeout=60)
    try:
        connection.request(method, target, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None, dict(answer.getheaders())
    finally:
        connection.close()


def post(port, token, value, **headers):
    return ask_for(port, "POST", "/save", {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers},
                   json.dumps(value).encode())[:2]


def raw(port, *pieces):
    """The status that pieces of bytes are answered with."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(.05)
        answer = b""
        while b"\r\n" not in answer:
            got = connection.recv(4096)
            if not got:
                return None
            answer += got
    return int(answer.split()[1])


def form(**fields):
    """As SingleFile sends it."""
    parts = [f"--seam\r\nContent-Disposition: form-data; name=\"{name}\"" +
             ("; filename=\"page.html\"\r\nContent-Type: text/html" if name == "file" else "") + f"\r\n\r\n{value}\r\n"
             for name, value in fields.items()]
    return ("".join(parts) + "--seam--\r\n").encode()


def json_page(library):
    """With tag, note and highlight, in one deed; then the same once more, and taken back."""
    with receiving(library) as window:
        port, token = switched_on(window)
        left(window)
        value = {"url": URL, "html": PAGE, "title": "Not this one", "selection": QUOTE.replace("water, then", "water,\nthen"),
                 "note": "For the winter.", "tags": ["sea", "sea/light"]}
        status, answer = post(port, token, value)
        assert status == 201 and answer["existed"] is False, (status, answer)
        number = answer["id"]
        window.on_screen("list item", row(TITLE))
        assert ask(library, "SELECT title, url, fetch FROM article") == [(TITLE, URL, 0)]
        assert ask(library, "SELECT name FROM tag JOIN article_tag ON tag.id = tag_id ORDER BY name") == ["sea", "sea/light"]
        assert ask(library, "SELECT body FROM note WHERE quote IS NULL") == ["For the winter."]
        assert ask(library, "SELECT quote, prefix <> '', suffix <> '', start > 0 FROM note WHERE quote IS NOT NULL") == [(QUOTE, 1, 1, 1)]
        assert post(port, token, value) == (200, {"id": number, "existed": True})
        assert ask(library, "SELECT count(*) FROM note") == [2] and ask(library, "SELECT count(*) FROM deed") == [1]
        window.key("ctrl+z")
        window.poll(lambda: ask(library, "SELECT trashed_at IS NOT NULL FROM article") == [1], "it to be in the trash")
        assert window.close() == 0


def form_page(library):
    """SingleFile's form, without and with a length, to what is there already; one Undo takes all of it back."""
    with receiving(library) as window:
        port, token = switched_on(window)
        left(window)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=seam", "Origin": EXTENSION}
        status, answer, told = ask_for(port, "POST", "/save", headers, form(url=URL, file=PAGE))
        assert status == 201 and told["Access-Control-Allow-Origin"] == EXTENSION, (status, answer, told)
        window.on_screen("list item", row(TITLE))
        body = form(url=URL, file=PAGE, tags="sea, night", note="Later.", selection="words that stand nowhere in it")
        status, answer, _ = ask_for(port, "POST", "/save", {**headers, "Transfer-Encoding": "chunked"},
                                    iter([b"%x\r\n%s\r\n" % (len(body), body), b"0\r\n\r\n"]), host="localhost")
        assert status == 200 and answer["existed"] is True, (status, answer)
        assert ask(library, "SELECT body FROM note") == ["Later.\n\n> words that stand nowhere in it"]
        assert ask(library, "SELECT count(*) FROM article_tag") == [2]
        window.key("ctrl+z")
        window.poll(lambda: ask(library, "SELECT count(*) FROM note") == [0], "the note to go")
        assert ask(library, "SELECT count(*) FROM article_tag") == [0]
        assert ask(library, "SELECT trashed_at IS NULL FROM article") == [1], "it was there before"
        assert window.close() == 0


def address(library):
    """Without a page it is fetched as any other; what is selected waits for its text."""
    with receiving(library) as window:
        port, token = switched_on(window)
        left(window)
        status, answer = post(port, token, {"url": URL, "title": "The Long Night", "selection": QUOTE, "tags": ["sea"]})
        assert status == 201, answer
        window.on_screen("list item", row("The Long Night"))
        assert ask(library, "SELECT quote FROM note") == [QUOTE]
        assert window.close() == 0


def refusals(library):
    """Who may not, and what cannot be read; nothing of it comes in."""
    with receiving(library) as window:
        port, token = switched_on(window)
        left(window)
        good = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps({"url": URL}).encode()

        def status(method="POST", target="/save", sent=body, **headers):
            return ask_for(port, method, target, {**good, **headers}, sent)[0]

        wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
        assert status(Authorization=f"Bearer {wrong}") == 401
        assert status(Authorization="") == 401
        assert status(Host="keeper.example") == 403
        assert status(Host=f"127.0.0.1:{port + 1}") == 403
        assert status(Origin="https://keeper.example") == 403
        assert status(Origin="null") == 403
        assert status(Origin="http://127.0.0.1") == 403
        assert status(Origin="moz-extension://a b") == 403
        assert status(target="/") == 404
        assert status(target="/save?url=https://keeper.example") == 404
        assert status("PUT") == 405
        assert ask_for(port, "PUT", "/save", good)[2]["Allow"] == "POST"
        assert status(**{"Content-Type": "text/plain"}) == 415
        assert status("OPTIONS") == 403
        told = ask_for(port, "OPTIONS", "/save", {"Origin": EXTENSION, "Access-Control-Request-Method": "POST"})
        assert told[0] == 204 and "Authorization" in told[2]["Access-Control-Allow-Headers"], told
        assert status(sent=b"{") == 400
        assert status(sent=b'{"url": "file:///etc/passwd"}') == 400
        assert status(sent=b"[" * 100000) == 400
        head = f"POST /save HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        assert raw(port, head.encode() + b"\r\n") == 411
        assert raw(port, head.encode() + b"Content-Length: 67108865\r\n\r\n") == 413
        assert raw(port, head.encode() + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}") == 400
        assert raw(port, head.encode() + b"X: " + b"y" * 20000) == 431
        assert raw(port, head[:30].encode(), head[30:].encode(), b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") == 100
        assert ask_for(port, "GET", "/save", good)[1]["program"] == "Sheaf"
        assert ask_for(port, "GET", "/save")[0] == 401
        assert ask(library, "SELECT count(*) FROM article") == [0]
        assert window.close() == 0


def codes(library):
    """A new code, and off; the port and the code are the same at the next start."""
    with receiving(library) as window:
        port, token = switched_on(window)
        assert os.stat(f"{library}-config/sheaf/browser-token").st_mode & 0o777 == 0o600
        window.click("push button", re.compile("New Code$"))
        port_after, new = pairing(window, not_this=token)
        assert port_after == port
        assert ask_for(port, "GET", "/save", {"Authorization": f"Bearer {token}"})[0] == 401
        assert ask_for(port, "GET", "/save", {"Authorization": f"Bearer {new}"})[0] == 200
        window.click("list item", re.compile("^Receive pages"))
        window.off_screen("label", re.compile("^sheaf:pair"))
        try:
            ask_for(port, "GET", "/save")
            raise AssertionError("it still listens")
        except ConnectionRefusedError:
            pass
        window.click("list item", re.compile("^Receive pages"))
        assert pairing(window) == (port, new)
        left(window)
        assert window.close() == 0
    with open(f"{library}-config/sheaf/browser-token") as kept:
        assert kept.read() == new


def moved(library):
    """Another program took the port: another one is listened at, and said."""
    with receiving(library) as window:
        port, token = switched_on(window)
        window.click("list item", re.compile("^Receive pages"))
        window.off_screen("label", re.compile("^sheaf:pair"))
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", port))
            taken.listen()
            window.click("list item", re.compile("^Receive pages"))
            window.on_screen("label", "The address is new")
            other, same = pairing(window)
            assert other != port and same == token
        assert ask_for(other, "GET", "/save", {"Authorization": f"Bearer {token}"})[0] == 200
        left(window)
        assert window.close() == 0


cases.main("receive", [json_page, form_page, address, refusals, codes, moved])
