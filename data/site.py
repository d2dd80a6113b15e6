# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a copy of the metainfo in which what lies on the web has its address, or is left out where there is none:
site.py TEMPLATE ADDRESS COPY"""
import pathlib
import re
import sys

ELEMENT = re.compile(r"^ *<(url|screenshots)\b.*?</\1>\n", re.M | re.S)


def main():
    template, address, copy = pathlib.Path(sys.argv[1]), sys.argv[2].rstrip("/"), pathlib.Path(sys.argv[3])
    text = template.read_text(encoding="utf-8")
    if address == "":
        text = ELEMENT.sub(lambda element: "" if "@SITE_URL@" in element[0] else element[0], text)
    copy.write_text(text.replace("@SITE_URL@", address), encoding="utf-8")


if __name__ == "__main__":
    main()
