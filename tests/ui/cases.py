# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of window tests share: the program's names, its command line, and the way through their cases."""
import re
import subprocess
import sys
import tempfile
import traceback

from drive import Ended, NotThere, Window

PROGRAM, CLI = sys.argv[1:3]


def cli(library, *words, page=None):
    done = subprocess.run([CLI, "--library", library, *words], capture_output=True, text=True, input=page)
    assert done.returncode == 0, done.stderr
    return done.stdout


def opened(library, strict=True, **env):
    return Window(PROGRAM, library, env=env, strict=strict)


def row(title):
    return re.compile("^" + re.escape(title))


def attempt(case, before):
    """Goes through CASE with the folder of a library of its own; returns what went wrong, or None."""
    before()
    with tempfile.TemporaryDirectory() as folder:
        try:
            case(f"{folder}/library")
        except (AssertionError, NotThere, subprocess.SubprocessError, OSError) as error:
            print("".join(f"# {said}\n" for said in traceback.format_exc().splitlines()), end="")
            return error
    return None


def main(area, cases, before=lambda: None):
    """Goes through those of CASES that the command line names, or all.

    A busy machine loses a key or a click now and then, and then something is waited for in vain: such a case is gone
    through once more, which the log and the last lines of the whole run tell. What is found wrong, or a program that
    ended, has no second attempt.
    """
    named = {case.__name__.strip("_"): case for case in cases}
    wanted = sys.argv[3:] or list(named)
    print(f"1..{len(wanted)}", flush=True)
    failed = 0
    for number, name in enumerate(wanted, 1):
        line = f"{number} /ui/{area}/{name.replace('_', '-')}"
        error = attempt(named[name], before)
        if isinstance(error, NotThere) and not isinstance(error, Ended):
            print(f"# second attempt: {error}")
            error = attempt(named[name], before)
        failed += error is not None
        print(f"{'not ok' if error is not None else 'ok'} {line}", flush=True)
    sys.exit(1 if failed else 0)
