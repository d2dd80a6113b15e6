#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lint.py SOURCE_ROOT BUILD: formatter, include directions, POTFILES, translations, static checks; 1 where one complains."""
import pathlib
import subprocess
import sys


def main():
    root, build = pathlib.Path(sys.argv[1]), sys.argv[2]
    files = [str(p) for p in sorted((root / "src").rglob("*.[ch]"))]
    sources = [name for name in files if name.endswith(".c")]
    checks = {
        "layers": [sys.executable, str(root / "tests/style/layers.py"), str(root)],
        "translations": [sys.executable, str(root / "tests/data/translated.py"), str(root)],
        "format": ["clang-format", "--dry-run", "--Werror", *sources],  # headers keep their columns
        "cppcheck": ["cppcheck", "--quiet", "--library=gtk", "--enable=warning,portability,performance",
                     "--inline-suppr", "--suppress=internalAstError", "--suppress=unknownMacro", "--suppress=normalCheckLevelMaxBranches",
                     "--error-exitcode=1", f"-I{root}/src", *sources],
        # The analyzer does not know that g_autofree frees.
        "clang-tidy": ["clang-tidy", "--quiet", "-p", build, "--warnings-as-errors=*",
                       "--checks=-*,clang-analyzer-*,-clang-analyzer-unix.Malloc,-clang-analyzer-deadcode.DeadStores,"
                       "-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling", *sources],
    }
    bad = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=root).returncode != 0:
            bad.append(name)
    print("== sizes")
    for name in sorted(files, key=lambda f: -len(open(f, encoding="utf-8").readlines()))[:8]:
        print(f"{len(open(name, encoding='utf-8').readlines()):6} {pathlib.Path(name).relative_to(root)}")
    print("complaints: " + ", ".join(bad) if bad else "clean")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
