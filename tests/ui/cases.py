# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of window tests share: the program's names, its command line, and the way through their cases."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))
import tap  # noqa: E402
from drive import Ended, NotThere, Window  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]


def cli(library, *words, page=None):
    done = subprocess.run([CLI, "--library", library, *words], capture_output=True, text=True, input=page)
    assert done.returncode == 0, done.stderr
    return done.stdout


def opened(library, strict=True, **env):
    return Window(PROGRAM, library, env=env, strict=strict)


def row(title):
    return re.compile("^" + re.escape(title))


def is_in_vain(error):
    """A program that ended is no matter of waiting."""
    return isinstance(error, NotThere) and not isinstance(error, Ended)


def main(area, cases, before=lambda: None):
    """Goes through those of CASES that the command line names, or all."""
    named = {case.__name__.strip("_"): tap.in_library(case, before) for case in cases}
    wanted = sys.argv[3:] or list(named)
    sys.exit(tap.go_through_cases(f"ui/{area}", [(name, named[name]) for name in wanted],
                                  (AssertionError, NotThere, subprocess.SubprocessError, OSError), is_in_vain))
