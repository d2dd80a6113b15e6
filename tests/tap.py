# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that say what is wrong, told as TAP."""
import xml.etree.ElementTree as tree


class Skip(Exception):
    """Raised by a check that cannot be made here; its words say why."""


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
