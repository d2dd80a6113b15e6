#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases of meson's JUnit log: prints what failed ones said, which had a second attempt, and
`N passed, N failed, N skipped`."""
import json
import re
import sys
import xml.etree.ElementTree as tree

# What programs printed stands in the log as it is, and not all of it may stand in XML.
with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", log.read())

# How each program ended: one that died between two cases has no failed case to show for it.
with open(re.sub(r"\.junit\.xml$", ".json", sys.argv[1]), encoding="utf-8", errors="replace") as log:
    died = {run["name"] for run in map(json.loads, log) if run["result"] not in ("OK", "SKIP", "EXPECTEDFAIL")}

SAID = 25  # lines of a failed one

passed = failed = skipped = 0
for suite in tree.fromstring(text.encode()).iter("testsuite"):
    cases = list(suite.iter("testcase"))
    before = failed
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    if failed == before and any(suite.get("name", "").endswith(name) for name in died):
        failed += 1
    said = [line for line in (suite.findtext("system-out") or "").splitlines() if line.startswith("#")]
    if failed > before:
        print(f"{suite.get('name')} failed:", *said[-SAID:], sep="\n", file=sys.stderr)
    for line in said:
        if line.startswith("# second attempt: "):
            print(f"{suite.get('name')} had a {line[2:]}", file=sys.stderr)
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or passed == 0 else 0)
