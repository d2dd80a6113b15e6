# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that say what is wrong, and cases that raise it, told as TAP."""
import tempfile
import traceback
import xml.etree.ElementTree as tree


class Skip(Exception):
    """Raised by a check or a case that cannot be gone through here; its words say why."""


def go_through(checks):
    """Of (NAME, CHECK): a check is called with nothing and yields a line for whatever is wrong. The exit status."""
    bad = 0
    print(f"1..{len(checks)}")
    for number, (name, check) in enumerate(checks, 1):
        try:
            problems = list(check())
        except Skip as reason:
            print(f"ok {number} {name} # SKIP {reason}")
            continue
        except (OSError, KeyError, AttributeError, ValueError, tree.ParseError) as error:
            problems = [repr(error)]
        for problem in problems:
            print("#", problem.strip().replace("\n", "\n# "))
        print(f"{'not ok' if problems else 'ok'} {number} {name}", flush=True)
        bad += bool(problems)
    return 1 if bad else 0


def in_library(case, before=lambda: None):
    """CASE with the folder of a library of its own, BEFORE which something is called."""
    def go_through():
        before()
        with tempfile.TemporaryDirectory() as folder:
            case(f"{folder}/library")
    return go_through


def attempt(case, faults):
    """What went wrong, or None."""
    try:
        case()
    except faults as error:
        print("".join(f"# {said}\n" for said in traceback.format_exc().splitlines()), end="")
        return error
    return None


def go_through_cases(area, cases, faults, in_vain=lambda error: False):
    """Of (NAME, CASE): a case is called with nothing and raises one of FAULTS, or Skip. The exit status.

    A busy machine loses a key or a click now and then, and then something is waited for in vain, which IN_VAIN tells of an
    error: such a case is gone through once more, which the log and the last lines of the whole run tell. What is found wrong
    has no second attempt.
    """
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, (name, case) in enumerate(cases, 1):
        line = f"{number} /{area}/{name.replace('_', '-')}"
        try:
            error = attempt(case, faults)
            if error is not None and in_vain(error):
                print(f"# second attempt: {error}")
                error = attempt(case, faults)
        except Skip as reason:
            print(f"ok {line} # SKIP {reason}", flush=True)
            continue
        failed += error is not None
        print(f"{'not ok' if error is not None else 'ok'} {line}", flush=True)
    return 1 if failed else 0
