"""What is wrong with how a run ended: nothing, or the names of the promises that it broke."""

from __future__ import annotations

import csv
import html.parser
import io
import re
import unicodedata
from typing import TYPE_CHECKING

from .forked import MOST_BYTES, Ended
from .mutants import CANARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .mutants import Mutant

__all__ = ["FAULTS", "judge_end", "judge_files", "judge_refusal", "judge_text"]

FAULTS = (
    "traceback", "crash", "hang", "memory", "silence", "undocumented exit", "control byte", "markup",
    "formula",
    "left behind", "accepted", "many lines", "file not named", "place not named",
)  # fmt: skip
DOCUMENTED = {0, 1, 2, 3, 4, 130}
MOST_LINES = 100
"""A refusal that lists its problems stops at a number of them."""
_TEXT_ENDINGS = {".html", ".md", ".csv", ".json", ".jsonl"}


def judge_end(ended: Ended) -> list[str]:
    """Faults of any run, whatever it was about."""
    found = []
    if "Traceback (most recent call last)" in ended.err + ended.out:
        found.append("traceback")
    if ended.hung:
        found.append("hang")
    elif ended.code < 0:
        found.append("crash")
    elif ended.code not in DOCUMENTED and "traceback" not in found:
        found.append("undocumented exit")
    if ended.n_bytes > MOST_BYTES:
        found.append("memory")
    if ended.code > 0 and not ended.err.strip() and not ended.out.strip():
        found.append("silence")
    return found + judge_text(ended.err, "terminal")


def judge_refusal(ended: Ended, mutant: Mutant, names: Sequence[str], *, is_check: bool = False) -> list[str]:
    """Faults of a refusal: whether it is short, and names the file and the place."""
    said = ended.out + ended.err if is_check else ended.err
    found = []
    if len(said.splitlines()) > MOST_LINES + 2 * is_check * MOST_LINES:
        found.append("many lines")
    if not any(name in said for name in names):
        found.append("file not named")
    elif not _names_place(said, mutant, names):
        found.append("place not named")
    return found


_LINE = re.compile(r"\b(line|row|column|record|byte|answer|item|member|table) ?\d+|\bline \d+")
_PLACE = re.compile(r"^.{1,140}$")
_WHOLE = re.compile(
    r"empty|UTF-8|UTF-16|no JSON|not JSON|not a JSON|is not TOML|holds more than|object|archive|zip|folder"
    r"|device|pipe|schema_version|is an? |is no |is not a |truncated|damaged|could not be read|database"
    r"|cut off|holds half of|no header|Parquet|not a report|sent nothing|no such|moved? it|holds no "
)
"""Words about a file as a whole: its place is itself."""


def _names_place(said: str, mutant: Mutant, names: Sequence[str]) -> bool:
    if _LINE.search(said):
        return True
    steps = [str(step) for step in mutant.place if not isinstance(step, int)]
    if any(step[:40] in said for step in steps[-2:] if step):
        return True
    first = said.splitlines()[0] if said.splitlines() else ""
    for name in names:
        _, named, rest = first.partition(f"{name}: ")
        place, colon, _ = rest.partition(": ")
        if named and colon and _PLACE.match(place):
            return True
        if re.search(
            rf"^(questions|{re.escape(name)}): \S.*\n {{4}}", said, re.MULTILINE
        ):  # as `check` lists them
            return True
    if re.search(r"\d+ problems in ", said):
        return True
    return bool(_WHOLE.search(said))


def judge_files(folder: Path, *, before: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Faults of what a run left in its folder: files that nobody asked for, text that a reader would obey."""
    found = []
    expected = {*before, *wanted, ".stdout", ".stderr"}
    for path in folder.iterdir():
        if path.name not in expected:
            found.append("left behind")
        elif path.name in set(wanted) and path.suffix in _TEXT_ENDINGS and path.is_file():
            form = {".html": "html", ".md": "markdown", ".csv": "csv"}.get(path.suffix, "json")
            found += judge_text(path.read_text(encoding="utf-8", errors="surrogateescape"), form)
    return found


def judge_text(text: str, form: str) -> list[str]:
    """Faults of a text in some form: terminal, html, markdown, csv, json, ical."""
    found = []
    if not text.isprintable() and any(_is_obeyed(c, form) for c in set(text) if not c.isprintable()):
        found.append("control byte")
    if form in {"html", "markdown"} and CANARY in text:
        found += _of_markup(text if form == "html" else _rendered(text))
    if form == "csv" and CANARY in text:
        found += _of_cells(text)
    return found


_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ALLOWED = {"csv": "\n\r\ufeff", "ical": "\n\r"}


def _is_obeyed(c: str, form: str) -> bool:
    """Whether a terminal may obey a character; files for programs hold others as they were given."""
    if form in {"terminal", "markdown"}:
        return c not in "\n\u200c\u200d"
    return (unicodedata.category(c) == "Cc" or c in _BIDI) and c not in _ALLOWED.get(form, "\n")


class _Poisoned(html.parser.HTMLParser):
    """Finds a payload where a browser would run it."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            runs = name.startswith("on") or (value or "").strip().lower().startswith(
                ("javascript:", "data:text")
            )
            self.found |= (runs or name == "style") and CANARY in (value or "")
            self.found |= CANARY in name
        self.found |= CANARY in tag

    def handle_data(self, data: str) -> None:
        self.found |= self._inside in {"script", "style"} and CANARY in data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 — as its class has it
        self._inside = ""


def _of_markup(text: str) -> list[str]:
    reader = _Poisoned()
    reader.feed(text)
    reader.close()
    return ["markup"] if reader.found else []


def _rendered(text: str) -> str:
    """Markdown as a page that lets raw HTML through, as most do."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True})
    reader.validateLink = lambda _: True  # type: ignore[method-assign] — the careless reader
    return str(reader.render(text))


_RISKY = tuple("=+-@\t\r\n\x00＝＋－＠")


def _of_cells(text: str) -> list[str]:
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        if any(CANARY in cell and cell.lstrip(" ").startswith(_RISKY) for cell in row):
            return ["formula"]
    return []
