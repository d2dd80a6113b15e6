#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom, and other rules that a grep can hold. Prints TAP.

layers.py SOURCE_ROOT"""
import functools
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap  # noqa: E402

MAY_INCLUDE = {
    "base": "",
    "html": "base",
    "document": "base",
    "net": "base",
    "intake": "base",
    "extract": "html document base",
    "store": "document base",
    "library": "store net intake extract html document base",
    "ui": "library store document base",
    "cli": "library store document base",
    "search-provider": "library store document base",
}
# A library's header belongs to one folder (or file).
OWNERS = {
    r"gumbo\.h": "html/html-parse",
    r"uchardet": "html/html-charset",
    r"libsoup/": "net/",
    r"sqlite3\.h": "store/",
    r"zstd\.h": "store/",
    r"qrencode": "ui/qr-view",
    r"libspeechd": "ui/voice-speechd",
    r"gtk/|adwaita\.h|gdk": "ui/",
}
NEVER = {
    r"\b(system|popen)\s*\(": "runs a shell",
    r"g_spawn_command_line": "runs a shell",
    r"\bstrcpy\s*\(|\bstrcat\s*\(|\bsprintf\s*\(": "writes without a bound",
    r"\b(TODO|FIXME|XXX)\b": "is unfinished",
}


def check(root):
    source = root / "src"
    files = sorted(p for p in source.rglob("*") if p.suffix in (".c", ".h"))
    names = {}
    for path in files:
        name = path.relative_to(source).as_posix()
        folder = name.split("/")[0]
        text = path.read_text(encoding="utf-8")
        allowed = set(MAY_INCLUDE.get(folder, "").split()) | {folder}
        if not text.startswith("/* SPDX-License-Identifier: GPL-3.0-or-later */"):
            yield f"{name}: does not open with its SPDX line"
        for include in re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
            target = include.split("/")[0]
            if "/" in include and target in MAY_INCLUDE and target not in allowed:
                yield f"{name}: {folder} must not include {include}"
        for include in re.findall(r"^\s*#\s*include\s+<([^>]+)>", text, re.M):
            for pattern, owner in OWNERS.items():
                if re.match(pattern, include) and not name.startswith(owner):
                    yield f"{name}: <{include}> belongs to {owner}"
        code = re.sub(r'/\*.*?\*/|"(\\.|[^"\\])*"', "", text, flags=re.S)
        for pattern, why in NEVER.items():
            found = re.search(pattern, code)
            if found:
                yield f"{name}: {found.group(0)} {why}"
        if folder not in ("cli", "ui") and re.search(r"\bg_print(err)?\s*\(|\bprintf\s*\(|\bexit\s*\(", code):
            yield f"{name}: prints or exits below the programs"
        if names.setdefault(path.name, name) != name:
            yield f"{name}: its name is taken by {names[path.name]}"
        if path.suffix == ".c" and path.with_suffix(".h").exists():
            first = re.search(r'^\s*#\s*include\s+[<"]([^">]+)', re.sub(r'#\s*include\s+"config\.h"', "", text), re.M)
            if first is None or first.group(1) != path.with_suffix(".h").relative_to(source).as_posix():
                yield f"{name}: does not include its own header first"


def check_potfiles(root):
    listing = root / "po" / "POTFILES.in"
    if not listing.exists():
        return
    listed = {line.strip() for line in listing.read_text().splitlines() if line.strip() and line[0] != "#"}
    found = set()
    for path in (root / "src").rglob("*"):
        if path.suffix in (".c", ".h") and re.search(r'(?<![A-Za-z0-9_])(_|N_|C_|Q_|NC_|ngettext) \(', path.read_text(encoding="utf-8")):
            found.add(path.relative_to(root).as_posix())
        if path.suffix == ".ui" and 'translatable="yes"' in path.read_text(encoding="utf-8"):
            found.add(path.relative_to(root).as_posix())
    for name in sorted(found - listed):
        yield f"po/POTFILES.in: {name} is missing"
    for name in sorted(listed):
        if not (root / name).exists():
            yield f"po/POTFILES.in: {name} does not exist"


def main():
    root = pathlib.Path(sys.argv[1])
    return tap.go_through([("style/layers", functools.partial(check, root)), ("style/potfiles", functools.partial(check_potfiles, root))])


if __name__ == "__main__":
    sys.exit(main())
