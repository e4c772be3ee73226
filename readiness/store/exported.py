"""What an export of the history holds, piece by piece: from a parsed value, or from a file of any size."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from readiness.errors import Problem, ProfileError, RecordError, quoted
from readiness.limits import MAX_BYTES, MAX_DEPTH
from readiness.profile import parse_json
from readiness.profile.documents import describe_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.files import Source

__all__ = ["ExportPart", "pieces_in", "pieces_of"]

_READ: Final = 1 << 20
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_LOOKAHEAD: Final = 20
"""Characters in which a word or a number may still go on."""
_FIX: Final = "take the file as it was exported"


class ExportPart(NamedTuple):
    """One row of a table, by its number; without one, a part that is no list, or that a list begins."""

    name: str
    number: int | None
    value: Any

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.name if self.number is None else f"{self.name}.{self.number}"


def pieces_of(values: Any) -> Iterator[ExportPart]:
    """The pieces of an export that was parsed already; none of what is no object."""
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, list):
            yield ExportPart(name, None, [])
            yield from (ExportPart(name, number, row) for number, row in enumerate(value))
        else:
            yield ExportPart(name, None, value)


def pieces_in(head: bytes, rest: Source, source: str) -> Iterator[ExportPart]:
    """The pieces of an export in a file whose first bytes were read, each as strictly read as a whole file.

    Raises
    ------
    RecordError
        If the text is no JSON object, or one piece holds more than `MAX_BYTES`.
    """
    other = describe_bytes(head)
    if other is not None:
        raise RecordError(source, [other])
    text = _Text(head, rest, source)
    text.expect("{", "the file")
    if text.peek() == "}":
        name = None
        text.expect("}", "the file")
    else:
        name = text.value("the file")
    while name is not None:
        if not isinstance(name, str):
            text.refuse(Problem("", f"not JSON: {quoted(name)} stands where a name belongs", _FIX))
        text.expect(":", name)
        if text.peek() == "[":
            yield ExportPart(name, None, [])
            yield from _rows(text, name)
        else:
            yield ExportPart(name, None, text.value(name))
        name = None if text.expect(",}", name) == "}" else text.value(name)
    text.expect_end()


def _rows(text: _Text, name: str) -> Iterator[ExportPart]:
    text.expect("[", name)
    if text.peek() == "]":
        text.expect("]", name)
        return
    number, after = 0, ","
    while after == ",":
        place = f"{name}.{number}"
        yield ExportPart(name, number, text.value(place))
        after = text.expect(",]", place)
        number += 1


class _Text:
    """A text of which as much is kept as one value needs."""

    def __init__(self, head: bytes, rest: Source, source: str) -> None:
        self._rest = rest
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._decode = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len).raw_decode
        self._text = ""
        self._at = 0
        self._n_lines = 0
        """Line ends in what is kept no more."""
        self._n_before = 0
        """Characters of the first line kept that are kept no more."""
        self._ended = False
        self._take(head)

    def peek(self) -> str:
        """The next character that is no white space; nothing at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def expect(self, choices: str, place: str) -> str:
        """The next character, which has to be one of these."""
        found = self.peek()
        if not found or found not in choices:
            wanted = " or ".join(choices)
            what = f"{quoted(found)} stands where {wanted} belongs" if found else "ends in the middle"
            self.refuse(Problem("", f"{what}, at {place}", _FIX))
        self._at += 1
        return found

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self.peek():
            self.refuse(Problem("", "not JSON: something follows the end", _FIX))

    def value(self, place: str) -> Any:
        """The next value, refused where `parse_json` would refuse it."""
        self.peek()
        end = self._end_of_value(place)
        text = self._text[self._at : end]
        if len(text) * 4 > MAX_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            self._refuse_size(place)
        try:
            found = parse_json(text, source=self._source, halves=True)
        except ProfileError as error:
            problems = [problem._replace(where=_within(place, problem.where)) for problem in error.problems]
            raise RecordError(self._source, problems) from None
        self._at = end
        return found

    def _end_of_value(self, place: str) -> int:
        """Where the value ends; as much is read as it takes."""
        while True:
            try:
                end = self._decode(self._text, self._at)[1]
            except json.JSONDecodeError as error:
                goes_on = "Unterminated" in error.msg or error.pos > len(self._text) - _LOOKAHEAD
                if self._ended or not goes_on:
                    self._at = error.pos
                    self.refuse(Problem("", f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", _FIX))
            except RecursionError:
                self.refuse(Problem(place, f"is nested more than {MAX_DEPTH} deep", _FIX))
            else:
                if self._ended or len(self._text) - end >= _LOOKAHEAD:
                    return end
            if len(self._text) - self._at > MAX_BYTES + _LOOKAHEAD:
                self._refuse_size(place)
            self._more()

    def refuse(self, problem: Problem) -> NoReturn:
        """Refuse the file; a problem without a place is at the character that comes next."""
        if not problem.where:
            before = self._text[: self._at]
            line = self._n_lines + before.count("\n") + 1
            column = self._at - (before.rfind("\n") + 1) + (0 if "\n" in before else self._n_before) + 1
            problem = problem._replace(where=f"line {line}, column {column}")
        raise RecordError(self._source, [problem])

    def _refuse_size(self, place: str) -> NoReturn:
        what = f"holds more than {MAX_BYTES // 2**20} MiB, the most that is read of one entry"
        self.refuse(Problem(place, what, _FIX))

    def _more(self) -> None:
        gone, self._text, self._at = self._text[: self._at], self._text[self._at :], 0
        self._n_lines += gone.count("\n")
        self._n_before = len(gone) - gone.rfind("\n") - 1 + (0 if "\n" in gone else self._n_before)
        self._take(self._rest.read(_READ))

    def _take(self, raw: bytes) -> None:
        try:
            self._text += self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            self._at = len(self._text)
            what = f"byte {error.object[error.start]:#04x} after here is not UTF-8"
            self.refuse(Problem("", what, "save the file as UTF-8"))
        self._ended = not raw


def _within(place: str, inner: str) -> str:
    """A place within an entry as one of the file."""
    return place if inner == "the file" or inner.startswith("line ") else f"{place}.{inner}"
