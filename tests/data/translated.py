#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether each translation of po/LINGUAS is sound, and says all that the program says today. Prints TAP.

translated.py SOURCE"""
import functools
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap  # noqa: E402

# As meson's preset `glib` extracts.
EXTRACT = [
    "--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
    "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--flag=N_:1:pass-c-format",
    "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format", "--flag=g_dngettext:2:pass-c-format",
    "--flag=g_strdup_printf:1:c-format", "--flag=g_string_printf:2:c-format", "--flag=g_string_append_printf:2:c-format",
    "--flag=g_set_error:4:c-format", "--flag=g_print:1:c-format", "--flag=g_printerr:1:c-format",
]
# These say all of it, always. A new string shows in English in the others until somebody who speaks them has been there:
# whoever writes it is not kept from it by a language that they do not know.
COMPLETE = {"de", "fr"}


def quotes(marks):
    return ("", False, f"[{''.join(sorted(set(QUOTES) - set(marks)))}]", f"quotes are {marks[0]} and {marks[-1]}")


QUOTES = '"“”„«»「」'
# What a language wants of its own: a translation of what matches the first has, or (False) has not, the second.
MANNERS = {
    "ar": [quotes("«»"), (r"[^;]$", False, r"[\u0621-\u064a][,;?]", "its marks are ، and ؛ and ؟")],
    "de": [
        quotes("„“"),
        ("", False, r"(^|\s)“", "quotes are „ and “"),
        ("", False, r"\.\.\.|\S…", "the ellipsis is one character and stands off"),
        ("", False, r"[^.] Sie\b|\b(Ihnen|Ihre?[mnrs]?)\b", "nobody is spoken to"),
        (r"(?<!-)\b[Tt]ag", True, r"[Ss]chlagw(o|ö)rt", "a tag is a Schlagwort"),
        (r"\b[Nn]ote", True, r"Notiz", "a note is a Notiz"),
        (r"(?<!-)\b[Ll]ibrary", True, r"(?i:bibliothek)", "a library is a Bibliothek"),
        (r"\b[Tt]rash", True, r"Papierkorb", "the trash is the Papierkorb"),
    ],
    "es": [quotes("«»"), ("", False, r"^[^¿]*\?|^[^¡]*!", "what is asked or called begins with ¿ or ¡")],
    "fr": [
        quotes("«»"),
        ("", False, r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»", "a space that does not break stands inside « and »"),
        ("", False, r"(?<!\u00a0)(?<!sheaf-cli):(?= |$)", "a space that does not break stands before :"),
        (r"[^;]$", False, r"(?<!\u202f)(?<!&amp)(?<!&lt)(?<!&gt)[;!?](?=\s|$)", "a narrow one stands before ; and ! and ?"),
        ("", False, r"\w'\w", "the apostrophe is ’"),
        ("", False, r"\b(?i:tu|te|toi|ton|ta|tes)\b", "who is spoken to is “vous”"),
        (r"(?<!-)\b[Tt]ag(?!:)", True, r"(?i:étiquet)", "a tag is an étiquette"),
        (r"(?<!-)\b[Ll]ibrary", True, r"(?i:bibliothèque)", "a library is a bibliothèque"),
        (r"\b[Tt]rash", True, r"(?i:corbeille)", "the trash is the corbeille"),
    ],
    "he": [quotes("„”")],
    "it": [quotes("«»"), ("", False, r"\w'\w", "the apostrophe is ’")],
    "ja": [quotes("「」"), (r"[^;]$", False, r"[\u3040-\u30ff\u4e00-\u9fff][,.;!?]", "its marks are 、 and 。 and ？")],
    "ko": [quotes("“”")],
    "nl": [quotes("‘’"), ("", False, r"(^|\s)’(?!s\b|t\b|n\b)", "quotes are ‘ and ’")],
    "pl": [quotes("„”")],
    "pt_BR": [quotes("“”")],
    "ru": [quotes("«»"), ("", False, r"\b(Вы|Вам|Вас|Ваш\w*)\b(?<!^Вы)", "nobody is spoken to with a capital")],
    "tr": [quotes("“”")],
    "uk": [quotes("«»"), ("", False, r"\w'\w", "the apostrophe is ’")],
    "zh_CN": [quotes("“”"), (r"[^;]$", False, r"[\u4e00-\u9fff][,;:!?]", "its marks are ， and 。 and ：")],
}


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def read_entries(text):
    """(context, msgid, translations, flags) of each entry but the header."""
    for block in re.split(r"\n\s*\n", text):
        fields, flags, key = {}, "", None
        for line in block.splitlines():
            if line.startswith("#,"):
                flags += line
            found = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) "(.*)"$', line)
            more = re.match(r'"(.*)"$', line)
            if found:
                key = found.group(1)
                fields[key] = found.group(2)
            elif more and key:
                fields[key] += more.group(1)
        if fields.get("msgid"):
            told = [value for name, value in fields.items() if name.startswith("msgstr")]
            yield fields.get("msgctxt"), fields["msgid"], told, flags


def read_languages(source):
    lines = (source / "po" / "LINGUAS").read_text().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def check_template(source, folder, _):
    """Everything can be extracted, xgettext has nothing to say of it, and no translation lies about unused."""
    for path in sorted((source / "po").glob("*.po")):
        if path.stem not in read_languages(source):
            yield f"po/LINGUAS: {path.stem} is missing"
    code, said = run("xgettext", *EXTRACT, f"--files-from={source}/po/POTFILES.in", f"--directory={source}",
                     "--package-name=sheaf", f"--output={folder}/sheaf.pot")
    if code != 0 or said:
        yield said


def check_complete(source, folder, language):
    merged = folder / f"{language}.po"
    code, said = run("msgmerge", "--quiet", "--no-fuzzy-matching", "--no-wrap", f"--output-file={merged}",
                     f"{source}/po/{language}.po", f"{folder}/sheaf.pot")
    if code != 0:
        yield said
        return
    entries = list(read_entries(merged.read_text(encoding="utf-8")))
    missing = [told for context, told, translations, flags in entries if not all(translations)]
    if language in COMPLETE:
        yield from (f"not translated: “{told}”" for told in missing)
    elif missing:
        print(f"# {language}: {len(missing)} of {len(entries)} are not translated yet")
    yield from (f"fuzzy: “{told}”" for context, told, translations, flags in entries if "fuzzy" in flags)


def check_sound(source, folder, language):
    code, said = run("msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null", f"{source}/po/{language}.po")
    if code != 0 or said:
        yield said


def check_manner(source, folder, language):
    """Marks that a translation keeps, and what its language wants."""
    for context, told, translations, _ in read_entries((source / "po" / f"{language}.po").read_text(encoding="utf-8")):
        for translation in filter(None, translations):
            for mark in "…", "\\n":
                if told.endswith(mark) != translation.endswith(mark):
                    yield f"“{translation}”: “{told}” and it do not both end in {mark}"
            for about, wanted, pattern, why in MANNERS.get(language, []):
                if re.search(about, told) and bool(re.search(pattern, translation.replace('\\"', '"'))) != wanted:
                    yield f"“{translation}”: {why}"


def main():
    source = pathlib.Path(sys.argv[1])
    languages = read_languages(source)
    checks = [(check_template, None)]
    checks += [(check, language) for language in languages for check in (check_complete, check_sound, check_manner)]

    def made(check, language, folder):
        if shutil.which("xgettext") is None:
            raise tap.Skip("there is no xgettext here")
        return check(source, pathlib.Path(folder), language)

    with tempfile.TemporaryDirectory() as folder:
        return tap.go_through([("/".join(filter(None, ["translated", language, check.__name__.removeprefix("check_")])),
                                functools.partial(made, check, language, folder)) for check, language in checks])


if __name__ == "__main__":
    sys.exit(main())
