#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Flathub asks of an application, as far as files can show it: the manifest and the metainfo, read without
Flatpak being there. Prints TAP.

flathub.py SOURCE APPLICATION_ID"""
import datetime
import functools
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap  # noqa: E402

# Everything it may do. A new permission is a decision: it goes in here, too.
ALLOWED = ["--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"]
ADDRESS = "https://sheaf.example"


class Given:
    def __init__(self, source, app_id):
        self.source, self.app_id = source, app_id
        self.manifest = source / "flatpak" / f"{app_id}.yml"
        self.lines = self.manifest.read_text(encoding="utf-8").splitlines()
        self.template = source / "data" / f"{app_id}.metainfo.xml.in"

    def metainfo(self, address):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, f"{self.app_id}.metainfo.xml")
            subprocess.run([sys.executable, str(self.source / "data/site.py"), str(self.template), address, str(copy)], check=True)
            return copy.read_text(encoding="utf-8")

    def component(self, address=ADDRESS):
        return tree.fromstring(self.metainfo(address))

    def value(self, key):
        return re.findall(rf"^ *{key}: *'?([^'\n]*)'?$", "\n".join(self.lines), re.M)


def check_permissions(it):
    """Those that are known, each with its reason on the line above."""
    found = [(number, line.strip("- \n")) for number, line in enumerate(it.lines) if re.match(r"  - --\w", line)]
    permissions = ["--" + what for _, what in found]
    for permission in sorted(set(permissions) ^ set(ALLOWED)):
        yield f"{permission} is {'new' if permission in permissions else 'missing'}"
    for number, what in found:
        if not it.lines[number - 1].strip().startswith("# "):
            yield f"--{what} has no reason"


def check_runtime(it):
    """One number, in the manifest alone."""
    (number,) = it.value("runtime-version")
    (runtime,), (sdk,) = it.value("runtime"), it.value("sdk")
    if (runtime, sdk) != ("org.gnome.Platform", "org.gnome.Sdk") or not number.isdigit():
        yield f"{runtime} {sdk} {number}"
    files = [it.source / "dev", it.source / "README.md", *it.source.glob("flatpak/*"), *it.source.glob("tests/flatpak/*")]
    for path in files:
        if path != it.manifest and path.is_file():
            for line in re.findall(rf".*(?:Platform|Sdk|runtime)\b.*\b{number}\b.*", path.read_text(encoding="utf-8")):
                yield f"{path.name}: {line}"


def check_modules(it):
    """Each says why it is there, and is held to a commit or a sum; only Sheaf itself is taken as it lies here."""
    text = "\n".join(it.lines[it.lines.index("modules:") + 1:])
    modules = text.strip("\n").split("\n\n")
    for module in modules:
        name = re.search(r"- name: (.*)", module)[1]
        kinds = re.findall(r"- type: (\w+)", module)
        if name == "sheaf":
            if kinds != ["dir"] or module is not modules[-1]:
                yield f"{name}: {kinds}, and it comes last"
            continue
        if not module.startswith("  # "):
            yield f"{name}: has no reason"
        if kinds == ["git"]:
            held = re.search(r"^ *tag: \S+$", module, re.M) and re.search(r"^ *commit: [0-9a-f]{40}$", module, re.M)
        else:
            held = kinds == ["archive"] and re.search(r"^ *sha256: [0-9a-f]{64}$", module, re.M)
        if not held or not re.search(r"^ *url: https://\S+$", module, re.M):
            yield f"{name}: its source is not held"


def check_words(it):
    """Short enough for a store's tiles, and saying what it does rather than what it is."""
    component = it.component()
    name, summary = component.findtext("name"), component.findtext("summary")
    if len(name) > 15 or not 10 <= len(summary) <= 35:
        yield f"the name has {len(name)} characters, the summary {len(summary)}"
    if summary.endswith(".") or name in summary or summary.split()[0] in ("A", "An", "The") or "GTK" in summary or "GNOME" in summary:
        yield f"the summary: {summary}"
    first = component.find("description/p").text
    if len(first) < 80 or summary in first:
        yield f"the description begins: {first}"


def check_parts(it):
    """What a store shows or asks for."""
    component = it.component()
    for path in "developer_name", "content_rating", "project_license", "launchable", "url[@type='homepage']", "requires/display_length":
        if component.find(path) is None:
            yield f"there is no {path}"
    if component.findtext("metadata_license") != "CC0-1.0":
        yield "the metainfo itself is not free to be copied"
    schemes = {color.get("scheme_preference") for color in component.findall("branding/color[@type='primary']")}
    if schemes != {"light", "dark"}:
        yield f"colours of its own for {schemes}"
    if {control.text for control in component.findall("recommends/control")} != {"keyboard", "pointing", "touch"}:
        yield "how it is controlled"


def check_releases(it):
    """Newest first, each with its day and words."""
    releases = it.component().findall("releases/release")
    days = [datetime.date.fromisoformat(release.get("date")) for release in releases]
    if not days or days != sorted(days, reverse=True):
        yield f"{[str(day) for day in days]}"
    for release in releases:
        if not release.findtext("description/p"):
            yield f"{release.get('version')} has no words"


def check_screenshots(it):
    """They are there, as large as is said, and say what they show."""
    shots = it.component().findall("screenshots/screenshot")
    if not shots or [shot.get("type") for shot in shots] != ["default"] + [None] * (len(shots) - 1):
        yield "the first one, and no other, is the default"
    for shot in shots:
        image, caption = shot.find("image"), shot.findtext("caption")
        path = it.source / "data/screenshots" / image.text.removeprefix(f"{ADDRESS}/screenshots/")
        if not path.is_file():
            yield f"{image.text} is not in data/screenshots"
            continue
        width, height = struct.unpack(">II", path.read_bytes()[16:24])
        if (image.get("width"), image.get("height")) != (str(width), str(height)) or width < 620:
            yield f"{path.name} is {width} by {height}"
        if not caption or caption.endswith(".") or len(caption) > 100:
            yield f"{path.name}: {caption}"


def check_addresses(it):
    """With an address all are below it; without one there is none at all."""
    for found in re.findall(r"https?://[^\s<\"]+", it.metainfo("")) + re.findall(r"@\w+@", it.metainfo(ADDRESS)):
        yield found
    for found in re.findall(r"https?://[^\s<\"]+", it.metainfo(ADDRESS + "/")):
        if not re.fullmatch(re.escape(ADDRESS) + r"(/[^/]+)*/?", found):
            yield found


def check_validator(it):
    if shutil.which("appstreamcli") is None:
        raise tap.Skip("there is no appstreamcli here")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, f"{it.app_id}.metainfo.xml")
        path.write_text(it.metainfo(ADDRESS), encoding="utf-8")
        done = subprocess.run(["appstreamcli", "validate", "--no-net", "--pedantic", "--no-color", str(path)],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    # The application's name has capitals; older ones do not know the element that newer ones want for its authors.
    known = {"cid-contains-uppercase-letter", "developer-name-tag-deprecated", "developer-info-missing"}
    if not set(re.findall(r"^[EWIP]: \S+: ([a-z-]+)", done.stdout, re.M)) <= known:
        yield done.stdout


CHECKS = [check_permissions, check_runtime, check_modules, check_words, check_parts, check_releases, check_screenshots,
          check_addresses, check_validator]


def main():
    it = Given(pathlib.Path(sys.argv[1]), sys.argv[2])
    return tap.go_through([("flathub/" + check.__name__.removeprefix("check_"), functools.partial(check, it)) for check in CHECKS])


if __name__ == "__main__":
    sys.exit(main())
