#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the browser's extension is sound as it lies there: its manifest, words, permissions, and that it brings all of its
code itself. Prints TAP.

check.py SOURCE"""
import functools
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap  # noqa: E402

# Everything it may do. A new permission is a decision: it goes in here, too, and with its reason into the README.
PERMISSIONS = {"activeTab", "alarms", "contextMenus", "scripting", "storage", "unlimitedStorage"}
HOSTS = {"http://127.0.0.1/*"}
KEYS = {
    "manifest_version", "name", "description", "version", "default_locale", "icons", "permissions", "host_permissions",
    "content_security_policy", "background", "action", "options_ui", "commands", "minimum_chrome_version", "browser_specific_settings",
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http://127.0.0.1:*"
NEVER = {
    r"\beval\s*\(|\bnew Function\b|\bsetTimeout\s*\(\s*[\"'`]": "makes code of a text",
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b": "makes elements of a text",
    r"https?://(?!127\.0\.0\.1[:/])|[\"'`]//": "names a place elsewhere",
    r"\b(import\s*\(|importScripts|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)": "brings or sends in a way of its own",
    r"\b(TODO|FIXME|XXX|console\.|debugger)": "is unfinished",
}
# Words that are the same in another language, or that no language has.
SAME = {"name", "port", "note", "tags", "pairing", "token", "test"}
MOST_DESCRIPTION = 132  # characters that a store of extensions takes


class Extension:
    def __init__(self, source):
        self.source, self.folder = source, source / "data/webextension"
        self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        self.files = {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*")) if path.is_file()}
        self.texts = {name: path.read_text(encoding="utf-8") for name, path in self.files.items() if path.suffix in (".js", ".html", ".css")}
        self.words = {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in self.folder.glob("_locales/*/messages.json")}


def check_manifest(it):
    for key in sorted(set(it.manifest) ^ KEYS):
        yield f"{key} is {'new' if key in it.manifest else 'missing'}"
    version = re.search(r"^  version: '(.*)'", (it.source / "meson.build").read_text(), re.M)[1]
    background = it.manifest["background"]
    for what, is_, wanted in [
        ("the manifest's version", it.manifest["manifest_version"], 3),
        ("the extension's version", it.manifest["version"], version),
        ("the default language", it.manifest["default_locale"], "en"),
        ("what pages of it may load", it.manifest["content_security_policy"], {"extension_pages": POLICY}),
        ("Firefox's background", background["scripts"], ["background.js"]),
        ("Chromium's background", background["service_worker"], "background.js"),
        ("its kind", background["type"], "module"),
    ]:
        if is_ != wanted:
            yield f"{what}: {is_} and not {wanted}"
    if "@" not in it.manifest["browser_specific_settings"]["gecko"]["id"]:
        yield "Firefox wants an id that looks like an address"


def check_permissions(it):
    found = set(it.manifest["permissions"]) | set(it.manifest["host_permissions"])
    for name in sorted(found ^ PERMISSIONS ^ HOSTS):
        yield f"{name} is {'new' if name in found else 'missing'}"
    readme = it.files["README.md"].read_text(encoding="utf-8")
    for name in sorted(found):
        if not re.search(rf"^\| `{re.escape(name)}` \| .{{20,}} \|$", readme, re.M):
            yield f"{name} has no reason in the README"
    code = "\n".join(it.texts.values())
    for name, use in [("alarms", "api.alarms"), ("contextMenus", "api.contextMenus"), ("scripting", "api.scripting"), ("storage", "api.storage")]:
        if use not in code:
            yield f"{name} is not used"


def check_files(it):
    """What is named is there, and what is there is named."""
    named = {"manifest.json", "README.md"} | {f"_locales/{language}/messages.json" for language in it.words}
    named |= set(re.findall(r'"([\w/.-]+\.(?:js|html|png))"', it.files["manifest.json"].read_text()))
    for name, text in it.texts.items():
        if name.endswith(".html"):
            named |= set(re.findall(r'(?:src|href)="([^"#]+)', text))
        named |= {found.removeprefix("./") for found in re.findall(r'from "(.*?)"|files: \["(.*?)"\]', text) for found in found if found}
    for name in sorted(named ^ set(it.files)):
        yield f"{name} is {'not used' if name in it.files else 'missing'}"
    for size, name in it.manifest["icons"].items():
        if struct.unpack(">II", it.files[name].read_bytes()[16:24]) != (int(size), int(size)):
            yield f"{name} is of another size"


def check_code(it):
    for name, text in it.texts.items():
        first = text.split("\n")[1 if name.endswith(".html") else 0]
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in first:
            yield f"{name}: does not open with its SPDX line"
        for pattern, what in NEVER.items():
            for found in re.finditer(pattern, text):
                yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()!r} {what}"
        if name.endswith(".html"):
            for found in re.findall(r"<script(?![^>]* src=)[^>]*>|<style\b|\son\w+=|\sstyle=", text):
                yield f"{name}: {found.strip()} belongs into a file of its own"
        for line in text.splitlines():
            if len(line) > 160:
                yield f"{name}: a line of {len(line)} characters"


def used_words(it):
    found = set(re.findall(r"__MSG_(\w+)__", it.files["manifest.json"].read_text()))
    for name, text in it.texts.items():
        found |= set(re.findall(r'data-(?:text|hint|label)="(\w+)"', text)) | set(re.findall(r'getMessage\("(\w+)"', text))
        for table in re.findall(r"words = \{(.*?)\}", text, re.S):
            found |= set(re.findall(r':\s*"(\w+)"', table))
    return found | {f"menu_{which}" for which in ("page", "selection", "link")}


def check_words(it):
    """Each language says all of it, and all of it is used."""
    wanted = {"en"} | {word for line in (it.source / "po/LINGUAS").read_text().splitlines() if not line.startswith("#") for word in line.split()}
    for language in sorted(wanted ^ set(it.words)):
        yield f"{language} is {'new' if language in it.words else 'missing'}"
    english = it.words["en"]
    for key in sorted(used_words(it) ^ set(english)):
        yield f"{key} is {'not used' if key in english else 'missing'}"
    for language, words in sorted(it.words.items()):
        for key in sorted(set(words) ^ set(english)):
            yield f"{language}: {key} is {'new' if key in words else 'missing'}"
        if words.get("locale", {}).get("message") != language.replace("_", "-"):
            yield f"{language}: calls itself something else"
        for key in sorted(set(words) & set(english)):
            yield from check_word(language, key, words[key], english[key])


def check_word(language, key, word, english):
    holes = set(re.findall(r"\$(\w+)\$", word["message"]))
    if holes != set(re.findall(r"\$(\w+)\$", english["message"])) or {hole.lower() for hole in holes} != set(word.get("placeholders", {})):
        yield f"{language}: {key} has other placeholders"
    if word.get("placeholders") != english.get("placeholders"):
        yield f"{language}: {key} has its placeholders otherwise"
    if not word["message"].strip() or word["message"] != word["message"].strip():
        yield f"{language}: {key} is empty, or has spaces around it"
    if language != "en" and key not in SAME and word["message"] == english["message"]:
        yield f"{language}: {key} is not translated"
    if key == "description" and len(word["message"]) > MOST_DESCRIPTION:
        yield f"{language}: {key} is {len(word['message'])} characters long"
    if "..." in word["message"] or "!" in word["message"]:
        yield f"{language}: {key} has three dots or an exclamation mark"


def check_archive(it):
    """One file of it, twice the same."""
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for name in "a.zip", "b.zip":
            subprocess.run([sys.executable, str(it.source / "data/webextension.py"), str(it.folder), f"{folder}/{name}"], check=True)
            made.append(pathlib.Path(folder, name).read_bytes())
    if made[0] != made[1] or b"manifest.json" not in made[0]:
        yield "the archive is not what it should be"


def main():
    it = Extension(pathlib.Path(sys.argv[1]))
    checks = [check_manifest, check_permissions, check_files, check_code, check_words, check_archive]
    sys.exit(tap.go_through([(f"webextension/{check.__name__.removeprefix('check_')}", functools.partial(check, it)) for check in checks]))


if __name__ == "__main__":
    main()
