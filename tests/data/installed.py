#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install` gives, and whether the desktop can read it. Prints TAP.

installed.py MESON BUILD SOURCE APPLICATION_ID"""
import configparser
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap  # noqa: E402

PROGRAMS = ["sheaf", "sheaf-cli"]
SVG = "{http://www.w3.org/2000/svg}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What appstreamcli may say: the application's name has capitals, it has no page of its own yet, and the element that
# newer ones want for its authors is one that older ones do not know.
KNOWN_HINTS = {
    "cid-contains-uppercase-letter",
    "url-homepage-missing",
    "developer-name-tag-deprecated",
    "developer-info-missing",
}


def run(*command, **options):
    if shutil.which(command[0]) is None:
        raise tap.Skip(f"there is no {command[0]} here")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return done.returncode, done.stdout


class Installed:
    def __init__(self, meson, build, source, app_id, folder):
        options = {o["name"]: o["value"] for o in json.loads((build / "meson-info/intro-buildoptions.json").read_text())}
        project = json.loads((build / "meson-info/intro-projectinfo.json").read_text())
        self.meson, self.build = meson, build
        self.app_id, self.source, self.version = app_id, source, project["version"]
        self.code, self.said = run(meson, "install", "-C", str(build), "--no-rebuild", "--destdir", str(folder))
        self.root = folder / options["prefix"].lstrip("/")
        self.bin = self.root / options["bindir"]
        self.libexec = self.root / options["libexecdir"]
        self.share = self.root / options["datadir"]
        self.locale = self.root / options["localedir"]
        self.folder = folder
        self.desktop = self.share / "applications" / f"{app_id}.desktop"
        self.metainfo = self.share / "metainfo" / f"{app_id}.metainfo.xml"
        self.schema = self.share / "glib-2.0" / "schemas" / f"{app_id}.gschema.xml"
        self.icon = self.share / "icons/hicolor/scalable/apps" / f"{app_id}.svg"
        self.symbolic = self.share / "icons/hicolor/symbolic/apps" / f"{app_id}-symbolic.svg"
        self.languages = read_languages(source)

    def entry(self):
        file = configparser.ConfigParser(interpolation=None, delimiters="=", comment_prefixes="#")
        file.optionxform = str
        file.read(self.desktop, encoding="utf-8")
        return file["Desktop Entry"]

    def component(self):
        return tree.parse(self.metainfo).getroot()


def read_languages(source):
    lines = (source / "po" / "LINGUAS").read_text().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def check_files(it):
    """Exactly these files, each under the application's id."""
    if it.code != 0:
        yield it.said
        return
    wanted = {it.desktop, it.metainfo, it.schema, it.icon, it.symbolic}
    wanted |= {it.bin / name for name in PROGRAMS}
    wanted |= {it.share / "dbus-1/services" / f"{it.app_id}{of}.service" for of in ("", ".SearchProvider")}
    wanted |= {it.share / "gnome-shell/search-providers" / f"{it.app_id}.search-provider.ini", it.libexec / "sheaf-search-provider"}
    wanted |= {it.locale / language / "LC_MESSAGES/sheaf.mo" for language in it.languages}
    extension = it.source / "data/webextension"
    wanted |= {it.share / "sheaf/webextension" / path.relative_to(extension)
               for path in extension.rglob("*") if path.is_file() and path.name != "README.md"}
    found = {path for path in it.folder.rglob("*") if path.is_file()}
    for path in sorted(wanted - found):
        yield f"{path.relative_to(it.folder)} is missing"
    for path in sorted(found - wanted):
        yield f"{path.relative_to(it.folder)} is new"


def check_names(it):
    """Every file means the same application."""
    component, entry, schema = it.component(), it.entry(), tree.parse(it.schema).getroot()
    flatpak = (it.source / "flatpak" / f"{it.app_id}.yml").read_text()
    path = "/" + it.app_id.replace(".", "/") + "/"
    for what, is_, wanted in [
        ("the component's id", component.findtext("id"), it.app_id),
        ("what the component launches", component.findtext("launchable"), it.desktop.name),
        ("its version", component.find("releases/release").get("version"), it.version),
        ("the programs it provides", [e.text for e in component.findall("provides/binary")], PROGRAMS),
        ("its licence", component.findtext("project_license"), "GPL-3.0-or-later"),
        ("the entry's icon", entry["Icon"], it.icon.stem),
        ("the symbolic icon", it.symbolic.stem, it.icon.stem + "-symbolic"),
        ("the entry's program", entry["Exec"].split()[0], PROGRAMS[0]),
        ("the names of both", entry["Name"], component.findtext("name")),
        ("the schemas", [e.get("id") for e in schema.findall("schema")], [it.app_id]),
        ("their paths", [e.get("path") for e in schema.findall("schema")], [path]),
        ("their translations", schema.get("gettext-domain"), "sheaf"),
        ("the Flatpak's id", re.findall(r"^id: (.*)$", flatpak, re.M), [it.app_id]),
        ("its program", re.findall(r"^command: (.*)$", flatpak, re.M), PROGRAMS[:1]),
    ]:
        if is_ != wanted:
            yield f"{what}: {is_} and not {wanted}"


def check_programs(it):
    for name in PROGRAMS:
        code, said = run(str(it.bin / name), "--version")
        if code != 0 or it.version not in said:
            yield f"{name} --version: {code}, {said}"


def check_desktop(it):
    code, said = run("desktop-file-validate", str(it.desktop))
    if code != 0 or said:
        yield said


def check_metainfo(it):
    code, said = run("appstreamcli", "validate", "--no-net", "--pedantic", "--no-color", str(it.metainfo))
    hints = re.findall(r"^[EWIP]: \S+: ([a-z-]+)", said, re.M)
    if not set(hints) <= KNOWN_HINTS or (code != 0 and not hints):
        yield said


def check_schema(it):
    code, said = run("glib-compile-schemas", "--strict", "--dry-run", str(it.schema.parent))
    if code != 0 or said:
        yield said


def check_icons(it):
    for path, size in (it.icon, 128), (it.symbolic, 16):
        root = tree.parse(path).getroot()
        # Programs that guess a file's kind look for the element in its first 256 bytes.
        if b"<svg" not in path.read_bytes()[:256]:
            yield f"{path.name}: <svg comes too late"
        if (root.get("width"), root.get("height"), root.get("viewBox")) != (f"{size}", f"{size}", f"0 0 {size} {size}"):
            yield f"{path.name}: is not {size} by {size}"
    colours = {e.get(name) for e in tree.parse(it.symbolic).getroot().iter() for name in ("fill", "stroke")} - {None, "none"}
    if len(colours) != 1 or list(tree.parse(it.symbolic).getroot().iter(f"{SVG}linearGradient")):
        yield f"{it.symbolic.name}: has the colours {sorted(colours)}; one is recoloured by the desktop"


def plain_language(tag):
    """Newer gettexts write "zh-Hans-CN" where the older ones say "zh_CN"."""
    return "_".join(part for part in tag.replace("_", "-").split("-") if len(part) != 4)


def check_languages(it):
    component, entry = it.component(), it.entry()
    for language in it.languages:
        for key in "GenericName", "Comment", "Keywords":
            if f"{key}[{language}]" not in entry:
                yield f"{it.desktop.name}: {key} is not in {language}"
        for what in "summary", "description/p", "description/ul/li":
            if language not in [plain_language(e.get(XML_LANG, "")) for e in component.findall(what)]:
                yield f"{it.metainfo.name}: {what} is not in {language}"


def check_moved(it):
    """What lies elsewhere than it was to be installed speaks German and finds its settings all the same."""
    where = it.folder / "moved"
    where.mkdir()
    code, said = run("localedef", "-i", "de_DE", "-f", "UTF-8", str(where / "de_DE.UTF-8"))
    if not (where / "de_DE.UTF-8").exists():
        raise tap.Skip(f"no German locale: {said}")
    env = {name: value for name, value in os.environ.items() if name not in ("SHEAF_LOCALEDIR", "GSETTINGS_SCHEMA_DIR", "XDG_DATA_DIRS")}
    code, said = run(str(it.bin / "sheaf-cli"), "help", env={**env, "LOCPATH": str(where), "LC_ALL": "de_DE.UTF-8"})
    if code != 0 or "Artikel" not in said:
        yield f"help: {code}, {said}"
    if shutil.which("xdotool") is None or shutil.which("Xvfb") is None:
        raise tap.Skip("there is no display to be had here")
    run("glib-compile-schemas", str(it.schema.parent))
    code, said = run(str(it.source / "tests/headless"), "900x700", "sh", "-c", '''
        "$1" --library "$2" & app=$!
        until xdotool search --onlyvisible --name "^Sheaf$" >/dev/null 2>&1; do kill -0 $app || exit 1; sleep .1; done
        kill $app''', "moved", str(it.bin / "sheaf"), str(where / "library"), env=env)
    if code != 0:
        yield f"the window: {code}, {said}"


def check_uninstalled(it):
    """What `ninja uninstall` does leaves nothing but what others share."""
    code, said = run(it.meson, "--internal", "uninstall", cwd=it.build)
    if code != 0:
        yield said
    for path in it.root.rglob("*"):
        if path.is_file() and path.name != "gschemas.compiled":
            yield f"{path.relative_to(it.root)} is left"


CHECKS = [check_files, check_names, check_programs, check_desktop, check_metainfo, check_schema, check_icons, check_languages,
          check_moved, check_uninstalled]


def main():
    meson, build, source, app_id = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
    with tempfile.TemporaryDirectory() as folder:
        it = Installed(meson, build, source, app_id, pathlib.Path(folder))
        return tap.go_through([("installed/" + check.__name__.removeprefix("check_"), functools.partial(check, it)) for check in CHECKS])


if __name__ == "__main__":
    sys.exit(main())
