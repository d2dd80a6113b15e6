# SPDX-License-Identifier: GPL-3.0-or-later
"""A Chromium without a screen that has the extension, driven by its debugging protocol over two pipes."""
import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

PROGRAM = shutil.which("chromium")
# It fetches nothing of its own accord, and every address that ends in .example is this machine.
SWITCHES = ["--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--enable-unsafe-extension-debugging", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server", "--disable-gpu",
            "--disable-dev-shm-usage", "--password-store=basic", "--host-resolver-rules=MAP *.example 127.0.0.1", "--window-size=900,700"]


class NotThere(Exception):
    pass


class Page:
    """A page of it that scripts are run in: a tab, the popup, the preferences, the extension's background."""

    def __init__(self, browser, target):
        self.browser, self.target = browser, target
        self.session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def run(self, script):
        """The value of SCRIPT, an expression; a promise's is waited for."""
        done = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in done:
            raise AssertionError(json.dumps(done["exceptionDetails"])[:600])
        return done["result"].get("value")

    def poll(self, script, what=None):
        return self.browser.poll(lambda: self.run(script), what or script)

    def text(self, selector):
        """What stands in it; None where it is not shown."""
        value = "e.matches('input, textarea') ? e.value : e.textContent"
        return self.run(f"(e => e && e.checkVisibility() ? {value} : null)(document.querySelector({json.dumps(selector)}))")

    def click(self, selector):
        self.poll(f"(e => e && e.checkVisibility() && !e.disabled)(document.querySelector({json.dumps(selector)}))", f"{selector} to click")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, selector, text):
        """Over what stands in it."""
        self.run(f"(e => {{ e.focus(); e.select() }})(document.querySelector({json.dumps(selector)}))")
        self.ask("Input.insertText", text=text)

    def key(self, name, modifiers=0):
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name, modifiers=modifiers,
                     windowsVirtualKeyCode={"Tab": 9, "Enter": 13, " ": 32}.get(name, 0), text={"Enter": "\r", " ": " "}.get(name, "") if kind == "keyDown" else "")

    def shot(self, path, whole=True):
        data = self.ask("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        self.browser.ask("Target.closeTarget", targetId=self.target)


class Browser:
    def __init__(self, extension, profile=None, switches=(), timeout=40.0):
        """PROFILE: a folder that is kept, for one that is started again."""
        self.timeout, self.number, self.buffer = timeout, 0, b""
        self.own = None if profile else tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        reads, self.writes = os.pipe()
        self.reads, writes = os.pipe()
        # Out of the way of 3 and 4, by which it hears and speaks.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (reads, writes)]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{ends[0]} 4>&{ends[1]}', "bash", PROGRAM, *SWITCHES, *switches,
             f"--user-data-dir={profile or self.own.name}", "about:blank"],
            pass_fds=ends, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        for end in (reads, writes, *ends):
            os.close(end)
        self.id = self.ask("Extensions.loadUnpacked", path=str(extension))["id"]
        self.worker = self.find("background.js", kind="service_worker")
        self.worker.poll("typeof chrome === 'object' && chrome.storage && registration.active?.state === 'activated'", "the background")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        try:
            self.ask("Browser.close")
            self.process.wait(self.timeout)
        except (NotThere, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        for end in (self.reads, self.writes):
            os.close(end)
        if self.own:
            self.own.cleanup()

    def receive(self):
        while b"\0" not in self.buffer:
            if not select.select([self.reads], [], [], self.timeout)[0]:
                raise NotThere("the browser does not answer")
            part = os.read(self.reads, 1 << 20)
            if not part:
                raise NotThere("the browser ended")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.writes, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise NotThere(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def poll(self, look, what):
        end = time.monotonic() + self.timeout
        while True:
            answer = look()
            if answer:
                return answer
            if time.monotonic() > end:
                raise NotThere(f"waited in vain for {what}")
            time.sleep(.03)

    def targets(self, kind):
        return self.ask("Target.getTargets", filter=[{"type": kind}])["targetInfos"]

    def find(self, name, kind="page"):
        """The extension's page NAME, once it is there."""
        address = f"chrome-extension://{self.id}/{name}"
        found = self.poll(lambda: [one for one in self.targets(kind) if one["url"].split("#")[0] == address], name)
        return Page(self, found[0]["targetId"])

    def open(self, address):
        page = Page(self, self.ask("Target.createTarget", url=address)["targetId"])
        page.poll("document.readyState === 'complete' && location.href !== 'about:blank'", address)
        return page

    def open_options(self):
        page = self.open(f"chrome-extension://{self.id}/options.html")
        page.poll("document.querySelector('#pages li') !== null || document.querySelector('#empty')?.hidden === false", "the preferences")
        return page

    def press(self, page):
        """The extension's button in the toolbar, while PAGE is the tab; gives the popup."""
        self.ask("Target.activateTarget", targetId=page.target)
        address = page.run("location.href")
        tab = next(one for one in self.targets("tab") if one["url"] == address)
        self.ask("Extensions.triggerAction", id=self.id, targetId=tab["targetId"])
        popup = self.find("popup.html")
        popup.poll("document.readyState === 'complete' && (document.activeElement.id || document.querySelector('#outcome')?.textContent)", "a popup")
        return popup
