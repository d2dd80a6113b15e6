#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the pages of the help say the same in each language, and what is true. Prints TAP.

help.py SOURCE SHEAF-CLI"""
import functools
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tap  # noqa: E402
import translated  # noqa: E402

LANGUAGES = "en", "de", "fr"
# What has to be the same in each language, in the order in which it stands in a page.
SAME = {
    "levels of headings": r"^(#+) ",
    "links": r"\]\(([^)]*)\)",
    "tables": r"^<!-- (.*) -->$",
    "lists": r"^( *- )",
    "lines of code": r"^    (\S.*)$",
    "commands": r"`((?:sheaf-cli|flatpak) [^`]*)`",
    "folders": r"`([^`]*/[^`]*/[^`]*)`",
}


def read_pages(source, language):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((source / "data/help" / language).iterdir())}


def read_prose(text):
    """Without what is typed as it stands."""
    return re.sub(r"`[^`]*`|^    .*$", "", text, flags=re.M)


def check_bundle(source, cli):
    """All that lies there is in the program, and nothing else."""
    bundle = (source / "data/help/help.gresource.xml").read_text(encoding="utf-8")
    listed = sorted(re.findall(r">([a-z]+/[a-z]+\.md)<", bundle))
    there = sorted(f"{language}/{name}" for language in LANGUAGES for name in read_pages(source, language))
    yield from (f"{name} is not in both data/help/ and its bundle" for name in set(listed) ^ set(there))


def check_same(source, cli):
    english = read_pages(source, "en")
    for language in LANGUAGES[1:]:
        pages = read_pages(source, language)
        yield from (f"{language}: {name} is not there in both" for name in set(pages) ^ set(english))
        for name in set(pages) & set(english):
            for what, pattern in SAME.items():
                theirs, ours = (re.findall(pattern, text, re.M) for text in (english[name], pages[name]))
                if theirs != ours:
                    yield f"{language}/{name}: its {what} are {ours}, and in English {theirs}"


def check_links(source, cli):
    for language in LANGUAGES:
        pages = read_pages(source, language)
        for name, text in pages.items():
            for words, target in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", text):
                if target.startswith("https://"):
                    continue
                title = pages.get(target, "").partition("\n")[0].removeprefix("# ")
                if words != title:
                    yield f"{language}/{name}: [{words}]({target}) leads to {f'“{title}”' if title else 'no page'}"


def check_names(source, cli):
    """What is set in bold is how the program itself names it, in the same language."""
    told = {}
    for language in LANGUAGES[1:]:
        text = (source / "po" / f"{language}.po").read_text(encoding="utf-8")
        for _, word, translations, _ in translated.read_entries(text):
            told.setdefault((language, word.replace("_", "")), set()).update(one.replace("_", "") for one in translations)
    known = {word for _, word in told}
    bold = {language: {name: re.findall(r"\*\*([^*]+)\*\*", text) for name, text in read_pages(source, language).items()}
            for language in LANGUAGES}
    for name, words in bold["en"].items():
        yield from (f"en/{name}: the program has nothing named “{word}”" for word in words if word not in known)
        for language in LANGUAGES[1:]:
            theirs = bold[language].get(name, [])
            if len(theirs) != len(words):
                yield f"{language}/{name}: names {theirs}, in English {words}"
                continue
            for word, their in zip(words, theirs):
                if their not in told.get((language, word), ()):
                    yield f"{language}/{name}: “{their}” is not how “{word}” is called there"


def check_commands(source, cli):
    """Each command and option that is told is one that the program knows."""
    usage = subprocess.run([cli, "--help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"[a-z]+", " ".join(re.findall(r"^  ([a-z|]+) ", usage, re.M))))
    for name, text in read_pages(source, "en").items():
        for command in re.findall(r"`[^`]*sheaf-cli ([^`]*)`", text):
            words = [word for word in command.split() if not word.startswith("io.github")]
            said = "".join(line for line in usage.splitlines(True) if re.match(rf"  (?:[a-z|]*\|)?{words[0]}[| ]", line))
            if words[0] not in commands:
                yield f"{name}: there is no “sheaf-cli {words[0]}”"
            for option in filter(lambda word: word.startswith("--"), words):
                if option not in said and option not in usage.splitlines()[0]:
                    yield f"{name}: “sheaf-cli {words[0]}” has no {option}"
            given = re.search(r"--format (\w+)", command)
            if given and not re.search(rf"--format [a-z|]*\b{given.group(1)}\b", said):
                yield f"{name}: “sheaf-cli {words[0]}” has no format {given.group(1)}"


def check_manner(source, cli):
    for language in LANGUAGES:
        for name, text in read_pages(source, language).items():
            for about, wanted, pattern, why in translated.MANNERS.get(language, []):
                for paragraph in read_prose(text).split("\n\n") if not about else []:
                    if bool(re.search(pattern, paragraph)) != wanted:
                        yield f"{language}/{name}: “{paragraph[:60]}”: {why}"


def main():
    source, cli = pathlib.Path(sys.argv[1]), sys.argv[2]
    checks = [check_bundle, check_same, check_links, check_names, check_commands, check_manner]
    return tap.go_through([(f"help/{check.__name__.removeprefix('check_')}", functools.partial(check, source, cli)) for check in checks])


if __name__ == "__main__":
    sys.exit(main())
