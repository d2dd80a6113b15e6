# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of window tests share: the program's names, its command line, and the way through their cases."""
import re
import subprocess
import sys
import tempfile
import traceback

from drive import NotThere, Window

PROGRAM, CLI = sys.argv[1:3]


def cli(library, *words, page=None):
    done = subprocess.run([CLI, "--library", library, *words], capture_output=True, text=True, input=page)
    assert done.returncode == 0, done.stderr
    return done.stdout


def opened(library, **env):
    """A warning of GTK or of ours ends it."""
    return Window(PROGRAM, library, env={"G_DEBUG": "fatal-warnings", **env})


def row(title):
    return re.compile("^" + re.escape(title))


def main(area, cases, before=lambda: None):
    """Goes through those of CASES that the command line names, or all, each with the folder of a library of its own."""
    named = {case.__name__.strip("_"): case for case in cases}
    wanted = sys.argv[3:] or list(named)
    print(f"1..{len(wanted)}", flush=True)
    failed = 0
    for number, name in enumerate(wanted, 1):
        before()
        with tempfile.TemporaryDirectory() as folder:
            line = f"{number} /ui/{area}/{name.replace('_', '-')}"
            try:
                named[name](f"{folder}/library")
                print(f"ok {line}", flush=True)
            except (AssertionError, NotThere, subprocess.SubprocessError, OSError):
                failed += 1
                print("".join(f"# {said}\n" for said in traceback.format_exc().splitlines()), end="")
                print(f"not ok {line}", flush=True)
    sys.exit(1 if failed else 0)
