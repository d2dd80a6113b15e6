# SPDX-License-Identifier: GPL-3.0-or-later
"""Extraction over folders of real pages, which are no part of Sheaf: corpus.py SHEAF-CLI DIR [NAME=RATIO…] prints a row
for each corpus in DIR. RATIO: what bench-extract.c measured of its CPU.

DIR/CORPUS/PAGE/ has page.html or page.html.gz in UTF-8, url.txt and expected.json with what is known of the page, each
optional: text or html (the body), with and without (snippets that have to be in the body, and that must not be), title,
byline, published, metadata (eight fields). Columns: F1 of the body's words taken four at a time; pages whose words are
exactly right; pages under .5; F1 of the snippets; title, byline and day of those given, equal but for spelling; lines of
`without` kept, and snippets of `with` kept on the same pages; CPU to gumbo's parse alone; the most memory in MB."""
import collections
import datetime
import gzip
import html.parser
import json
import os
import pathlib
import re
import select
import subprocess
import sys
import tempfile
import time

PATIENCE = 60  # seconds a page may take

# --- Pages ---


def page_folders(corpus):
    return sorted(path.parent for path in corpus.glob("*/expected.json"))


def corpora(folder):
    found = [corpus for corpus in sorted(folder.iterdir()) if corpus.is_dir() and page_folders(corpus)]
    return found or ([folder] if page_folders(folder) else [])


def unpack(folder, path):
    packed = folder / "page.html.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "page.html").read_bytes())


def address_of(folder):
    url = folder / "url.txt"
    return (url.read_text("utf-8").strip() if url.exists() else "") or "http://localhost/"


# --- Running ---


class Batch:
    """One `extract --batch`; it is started again behind a page that ended it or took too long."""

    def __init__(self, program):
        self.program, self.process, self.rest, self.memory = program, None, b"", 0

    def start(self):
        self.process = subprocess.Popen([self.program, "extract", "--batch"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, bufsize=0)
        self.rest = b""

    def end(self, kill=False):
        if self.process is None:
            return
        if kill:
            self.process.kill()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.process = None

    def look_at_memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        peak = re.search(r"VmHWM:\s+(\d+) kB", status)  # none once it has ended
        self.memory = max(self.memory, int(peak[1]) / 1024 if peak else 0)

    def read_line(self):
        last = time.monotonic() + PATIENCE
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, last - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 1 << 20) if ready else b""
            if not piece:
                return None
            self.rest += piece
        line, self.rest = self.rest.split(b"\n", 1)
        return line

    def extract(self, path, url):
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write(f"{path}\t{url}\n".encode())
            line = self.read_line()
        except BrokenPipeError:
            line = None
        if line is None:
            self.end(kill=True)
            return {"error": "no answer"}
        self.look_at_memory()
        return json.loads(line)


def run(program, corpus):
    """What the program says of each page, by folder; the most memory it took, in MB."""
    batch, answers = Batch(program), {}
    with tempfile.TemporaryDirectory() as work:
        path = pathlib.Path(work, "page.html")
        for folder in page_folders(corpus):
            unpack(folder, path)
            answers[folder] = batch.extract(path, address_of(folder))
    batch.end()
    return answers, batch.memory


# --- Words ---

BREAKING = set("""address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav ol option p pre section
    select summary table tbody td tfoot th thead tr ul video""".split())
UNREAD = set("script style template head title".split())


class Reader(html.parser.HTMLParser):
    """The text of a truth that is given as HTML, a block a line."""

    def __init__(self, unread):
        super().__init__(convert_charrefs=True)
        self.unread, self.inside, self.pieces = unread, 0, []

    def change(self, tag, step):
        if tag in self.unread:
            self.inside = max(0, self.inside + step)
        elif tag in BREAKING:
            self.pieces.append("\n")

    def handle_starttag(self, tag, attributes):
        self.change(tag, 1)

    def handle_endtag(self, tag):
        self.change(tag, -1)

    def handle_startendtag(self, tag, attributes):
        self.change(tag, 0)

    def handle_data(self, data):
        if self.inside == 0:
            self.pieces.append(re.sub(r"\s+", " ", data))


def read_html(text, captions):
    reader = Reader(UNREAD if captions else UNREAD | {"figcaption"})
    reader.feed(text or "")
    reader.close()
    return "".join(reader.pieces)


def words_of(text):
    return re.findall(r"\w+", text or "")


def one_line(text):
    return " ".join((text or "").split())


def shingles(words):
    """All runs of four words with how often they stand there; a text of fewer words is one run."""
    return collections.Counter(run for run in (tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3))) if run)


# --- Facts, equal but for their spelling ---

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NO_NAMES = set("by and von und par et por y e author authors written the".split())


def days_of(text):
    """Calendar days that a date may mean: as written, and in UTC where an offset is."""
    text = one_line(str(text or ""))
    if re.fullmatch(r"\d{10}(\d{3})?", text):
        return {time.strftime("%Y-%m-%d", time.gmtime(int(text[:10])))}
    numbers = re.search(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text) or re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", text)
    if numbers:
        days = {"{:04}-{:02}-{:02}".format(*map(int, numbers.groups()))}
        try:
            moment = datetime.datetime.fromisoformat(re.sub("Z$", "+00:00", text))
        except ValueError:
            return days
        return days | {moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d")} if moment.tzinfo else days
    found = (re.search(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3})[a-z]*\.?,?[ -](?P<year>\d{4})", text)
             or re.search(r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", text))
    if not found or found["month"].lower() not in MONTHS:
        return set()
    return {f"{found['year']}-{MONTHS.index(found['month'].lower()) + 1:02}-{int(found['day']):02}"}


def same_words(a, b):
    return words_of((a or "").casefold()) == words_of((b or "").casefold())


def same_names(a, b):
    names = [set(words_of((text or "").casefold())) - NO_NAMES for text in (a, b)]
    return names[0] == names[1]


def same_day(a, b):
    return bool(days_of(a) & days_of(b))


FACTS = {"title": same_words, "byline": same_names, "published": same_day}

# The eight fields of `metadata`, and what we call them.
FIELDS = {"title": "title", "lang": "language", "dir": "direction", "siteName": "site", "publishedTime": "published",
          "byline": "byline", "readerable": "readerable", "excerpt": "excerpt"}


def same_field(field, wanted, found):
    if field == "readerable":
        return wanted is found
    if field == "publishedTime" and wanted and found:
        return same_day(wanted, found)
    return one_line(wanted) == one_line(found)


# --- Scores ---


def mean(values):
    return sum(values) / len(values) if values else 0


def ratio(part, whole):
    return part / whole if whole else 0


def f1_of_means(counts):
    """Precision and recall are of pages, so that a long one does not count for many; F1 is of their means."""
    precision = mean([same / (same + more) for same, more, _ in counts if same + more])
    recall = mean([same / (same + less) for same, _, less in counts if same + less])
    return ratio(2 * precision * recall, precision + recall)


class Scores:
    def __init__(self):
        self.bodies, self.exact, self.low = [], 0, 0
        self.snippets = collections.Counter()
        self.kept = collections.Counter()
        self.facts, self.fields = collections.Counter(), collections.Counter()
        self.errors = 0

    def add_body(self, truth, text):
        a, b = words_of(truth), words_of(text)
        wanted, found = shingles(a), shingles(b)
        counts = [sum(part.values()) for part in (wanted & found, found - wanted, wanted - found)]
        same, more, less = counts
        self.bodies.append(counts)
        self.exact += a == b
        self.low += any(counts) and 2 * same / (2 * same + more + less) < .5

    def add_snippets(self, wanted, unwanted, text):
        if wanted:
            line = one_line(text)
            found = sum(one_line(snippet) in line for snippet in wanted)
            self.snippets.update(same=found, less=len(wanted) - found,
                                 more=sum(one_line(snippet) in line for snippet in unwanted))
        if unwanted:
            plain = " ".join(words_of(text))
            self.kept.update(promo=sum(" ".join(words_of(snippet)) in plain for snippet in unwanted),
                             promos=len(unwanted), body=sum(" ".join(words_of(snippet)) in plain for snippet in wanted),
                             bodies=len(wanted))

    def add(self, truth, answer, captions):
        text = answer.get("text") or ""
        self.errors += bool(answer.get("error"))
        if "text" in truth or "html" in truth:
            self.add_body(truth["text"] if "text" in truth else read_html(truth["html"], captions), text)
        self.add_snippets(truth.get("with") or [], truth.get("without") or [], text)
        for fact, same in FACTS.items():
            if truth.get(fact):
                self.facts.update({fact: same(truth[fact], answer.get(fact)), "of " + fact: 1})
        for field, wanted in (truth.get("metadata") or {}).items():
            if wanted not in (None, "") and field in FIELDS:
                self.fields.update({field: same_field(field, wanted, answer.get(FIELDS[field])), "of " + field: 1})

    def cells(self):
        """Texts of the row; empty: the corpus has nothing of it."""
        same, more, less = (self.snippets[key] for key in ("same", "more", "less"))
        facts = [f"{ratio(self.facts[fact], self.facts['of ' + fact]):.3f}" if self.facts["of " + fact] else ""
                 for fact in FACTS]
        promo = [f"{self.kept[part]}/{self.kept[all_]}" if self.kept["promos"] else ""
                 for part, all_ in (("promo", "promos"), ("body", "bodies"))]
        bodies = [f"{f1_of_means(self.bodies):.3f}", str(self.exact), str(self.low)] if self.bodies else ["", "", ""]
        return [*bodies, f"{2 * same / max(1, 2 * same + more + less):.3f}" if same + less else "", *facts, *promo]


# --- The table ---

HEADING = ["CORPUS", "PAGES", "ERRORS", "F1", "EXACT", "<.5", "SNIPPETS", "TITLE", "BYLINE", "DAY", "PROMO KEPT",
           "BODY KEPT", "CPU", "MB"]


def print_rows(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        first, *rest = (cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in
                        enumerate(zip(row, widths)))
        print(first, *rest, sep="  ")


def main():
    program, folder, ratios = sys.argv[1], pathlib.Path(sys.argv[2]), dict(pair.split("=") for pair in sys.argv[3:])
    rows, fields = [HEADING], {}
    found = corpora(folder)
    if not found:
        sys.exit(f"{folder} holds no pages: CORPUS/PAGE/expected.json is looked for.")
    for corpus in found:
        answers, memory = run(program, corpus)
        plain, uncaptioned = Scores(), Scores()
        for page, answer in answers.items():
            truth = json.loads((page / "expected.json").read_text("utf-8"))
            plain.add(truth, answer, captions=True)
            if "html" in truth and "text" not in truth:
                uncaptioned.add(truth, answer, captions=False)
        cost = [ratios.get(corpus.name, ""), f"{memory:.0f}"]
        rows.append([corpus.name, str(len(answers)), str(plain.errors), *plain.cells(), *cost])
        if uncaptioned.bodies:
            rows.append(["  without captions", "", "", *uncaptioned.cells()[:3], *[""] * 8])
        if plain.fields:
            fields[corpus.name] = plain.fields
    print_rows(rows)
    for name, counts in fields.items():
        print(f"{name}, fields:", ", ".join(f"{field} {counts[field]} of {counts['of ' + field]}" for field in FIELDS))


main()
