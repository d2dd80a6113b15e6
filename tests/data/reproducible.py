#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same source gives the same bytes in whichever folder it is built; what all else builds on is built twice to
see it. Prints TAP.

reproducible.py MESON NINJA SOURCE"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PART = "src/base/libsheaf-base.a"
FOLDERS = ["one", "quite/another folder"]


def build(meson, ninja, source, folder):
    """The object files of PART, by name."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("_build*", ".git", "__pycache__"))
    env = {**os.environ, "CCACHE_DISABLE": "1"}  # else the second would be given what the first one made
    for command in [meson, "setup", "_build", "-Dui=false", "-Dtests=false"], [ninja, "-C", "_build", PART]:
        done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout)
    return {path.name: path.read_bytes() for path in (folder / "_build" / PART).parent.glob("*.p/*.o")}


def main():
    meson, ninja, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as top:
        first, second = (build(meson, ninja, source, pathlib.Path(top, folder)) for folder in FOLDERS)
    print("1..2")
    differing = sorted(name for name in first if first[name] != second.get(name))
    print(f"{'not ok' if not first or first.keys() != second.keys() else 'ok'} 1 reproducible/built")
    print("".join(f"# {name} differs\n" for name in differing) + f"{'not ok' if differing else 'ok'} 2 reproducible/same")


if __name__ == "__main__":
    main()
