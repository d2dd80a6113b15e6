# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension as one file, the same bytes from the same source: webextension.py FOLDER ZIP"""
import pathlib
import sys
import zipfile


def main():
    folder, target = map(pathlib.Path, sys.argv[1:])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # what deflate makes is another thing with another zlib
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "README.md":
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
                info.create_system, info.external_attr = 3, 0o644 << 16
                archive.writestr(info, path.read_bytes())


if __name__ == "__main__":
    main()
