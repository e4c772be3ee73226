"""Whether an export is one: each of its rows, and how they belong together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from readiness.errors import Problem, RecordError, quoted
from readiness.limits import MOST_EXPORT_ROWS, MOST_PROBLEMS
from readiness.times import day_in, moment_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readiness.store.exported import ExportPart

__all__ = ["COLUMNS", "TABLES", "Look"]

_TEXT, _NUMBER, _WHOLE, _ANY = (str,), (int, float), (int,), (object,)
_NONE: Final = (type(None),)
COLUMNS: Final[dict[str, dict[str, tuple[type, ...]]]] = {
    "sittings": {
        "id": _WHOLE,
        "started_at": _TEXT,
        "mode": _TEXT,
        "options": (dict,),
        "framework_id": _TEXT,
        "framework_digest": _TEXT,
        "questions_digest": _TEXT,
        "seed": _WHOLE,
        "state": _TEXT,
        "ended_at": _TEXT + _NONE,
        "events": (list,),
    },
    "events": {
        "seq": _WHOLE,
        "question": _TEXT,
        "outcome": _TEXT,
        "value": _ANY,
        "seconds": _NUMBER + _NONE,
        "at": _TEXT,
        "digest": _TEXT + _NONE,
        "shown_days_ago": _NUMBER + _NONE,
    },
    "assessments": {
        "id": _WHOLE,
        "assessed_at": _TEXT,
        "name": _TEXT + _NONE,
        "score": _NUMBER + _NONE,
        "band": _TEXT,
        "framework_id": _TEXT,
        "framework_version": _TEXT,
        "framework_digest": _TEXT,
        "sitting_id": _WHOLE + _NONE,
        "record": (dict,),
    },
    "plans": {"id": _WHOLE, "created_at": _TEXT, "plan": _ANY, "assessment_id": _WHOLE + _NONE},
    "done_steps": {"step": _TEXT, "done_at": _TEXT, "plan_id": _WHOLE + _NONE},
    "shown_items": {"item": _TEXT, "at": _TEXT, "sitting_id": _WHOLE},
}
_LATER: Final = frozenset({"digest", "shown_days_ago", "shown_items"})
"""Columns and tables that exports of the first version have not."""
_CHOICES: Final = {
    "state": {"unfinished", "finished", "abandoned"},
    "outcome": {"answered", "skipped", "dont_know"},
}
_REFERENCES: Final = {
    "assessments": ("sitting_id", "sittings"),
    "plans": ("assessment_id", "assessments"),
    "done_steps": ("plan_id", "plans"),
    "shown_items": ("sitting_id", "sittings"),
}
TABLES: Final = ("sittings", *_REFERENCES)
"""The tables of an export; a row names another only of a table before its own."""
_LARGEST: Final = 2**63 - 1
_FIX: Final = "take the file as it was exported"
_NONE_SUCH: Final = Problem("the file", "is no export", "make one with `readiness history export`")
_ENOUGH: Final = 1000
"""Problems after which the rest is not looked at."""


class Look:
    """Looks at one piece after the other; what is wrong is collected.

    Attributes
    ----------
    problems : list of Problem
        What was wrong so far; beyond as many as are listed, the last one counts the rest.
    """

    def __init__(self, source: str, version: int) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._version = version
        self._seen: set[str] = set()
        self._n_rows = dict.fromkeys(TABLES, 0)
        self._ids: dict[str, set[int]] = {name: set() for name in TABLES}
        self._named: dict[str, dict[int, int]] = {name: {} for name in _REFERENCES}
        """The ids that the rows of a table name, each with the first row that does."""

    def is_row(self, piece: ExportPart) -> bool:
        """Whether the piece is a row that can be kept.

        Raises
        ------
        RecordError
            If this is another version or something else, or holds more rows or problems than are read.
        """
        name, number, value = piece
        if name == "schema_version" and name not in self._seen:
            self._seen.add(name)
            if value != self._version or isinstance(value, bool):
                what = f"{quoted(value)} is another version"
                problem = Problem("schema_version", what, f"this reads version {self._version}")
                raise RecordError(self._source, [problem])
        elif number is None:
            self._begin(name, value)
        elif name in TABLES:
            n_before = len(self.problems)
            self._look_at(piece)
            return len(self.problems) == n_before
        return False

    def finish(self) -> None:
        """Look at how everything belongs together.

        Raises
        ------
        RecordError
            If anything was wrong, with every place up to a limit.
        """
        if not {"schema_version", "sittings", "assessments"} <= self._seen:
            raise RecordError(self._source, [_NONE_SUCH])
        for name in TABLES:
            if name not in self._seen and name not in _LATER:
                self._add(Problem(name, "is no list", _FIX))
        if not self.problems:
            for name, (column, other) in _REFERENCES.items():
                for key, number in self._named[name].items():
                    if key not in self._ids[other]:
                        what = f"{key} is not among the {other}"
                        self._add(Problem(f"{name}.{number}.{column}", what, "take the whole export"))
        if self.problems:
            raise RecordError(self._source, self.problems)

    def _begin(self, name: str, value: Any) -> None:
        if name in self._seen:
            raise RecordError(self._source, [Problem(name, "is given twice", "keep one of the two")])
        if name not in TABLES and name != "schema_version":  # a file can hold a million such names
            other = Problem(name, "is no part of an export", _FIX)
            raise RecordError(self._source, [other if self._seen else _NONE_SUCH])
        if not isinstance(value, list):
            self._add(Problem(name, "is no list", _FIX))
        self._seen.add(name)

    def _look_at(self, piece: ExportPart) -> None:
        name, number, row = piece
        self._n_rows[name] += 1
        if self._n_rows[name] > MOST_EXPORT_ROWS:
            what = f"holds more than {MOST_EXPORT_ROWS:,} entries, the most that are read"
            raise RecordError(self._source, [Problem(name, what, "is it an export of one person?")])
        wrong = list(wrong_in(name, row, piece.place))
        for problem in wrong:
            self._add(problem)
        if wrong or not isinstance(row, dict):
            return
        if "id" in row:
            if row["id"] in self._ids[name]:
                self._add(Problem(f"{piece.place}.id", f"holds an id twice: {row['id']}", _FIX))
            self._ids[name].add(row["id"])
        column = _REFERENCES[name][0] if name in _REFERENCES else None
        if column is not None and row[column] is not None and number is not None:
            self._named[name].setdefault(row[column], number)

    def _add(self, problem: Problem) -> None:
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            last = self.problems[-1]
            self.problems[-1] = last._replace(n=last.n + problem.n)
            if self.problems[-1].n > _ENOUGH:
                raise RecordError(self._source, self.problems)


def wrong_in(table: str, row: Any, place: str) -> Iterator[Problem]:
    """What is wrong in a row of an export."""
    found = list(_wrong_columns(table, row, place))
    yield from found
    if found:
        return
    if table == "sittings":
        for number, event in enumerate(row["events"]):
            found += _wrong_columns("events", event, f"{place}.events.{number}")
        yield from found
        numbers = [event["seq"] for event in row["events"]] if not found else []
        if len(set(numbers)) < len(numbers):
            yield Problem(f"{place}.events", "holds a seq twice", "take the whole export")
    elif table == "assessments":
        yield from _contradiction(row, place)


def _wrong_columns(table: str, row: Any, place: str) -> Iterator[Problem]:
    columns = COLUMNS[table]
    if not isinstance(row, dict) or not columns.keys() - _LATER <= row.keys() <= columns.keys():
        yield Problem(place, "has not the fields of an export", _FIX)
        return
    for name, kinds in columns.items():
        value = row.get(name)
        wrong = not isinstance(value, kinds) or (isinstance(value, bool) and kinds != _ANY)
        too_large = isinstance(value, int) and kinds != _ANY and name != "seed" and abs(value) > _LARGEST
        if wrong or too_large or (name in _CHOICES and value not in _CHOICES[name]):
            yield Problem(f"{place}.{name}", f"{quoted(value)} is not what an export holds here")
        elif name in _WHEN and value is not None and not _is_time(value, _WHEN[name]):
            yield Problem(f"{place}.{name}", f"{quoted(value)} is no time that was stored", _FIX)
        elif name not in _AS_TYPED and _has_half(value):
            yield Problem(f"{place}.{name}", "holds half of a character", _FIX)


_AS_TYPED: Final = {"value", "options", "events"}
"""What is stored as it was typed; a terminal can type half of a character."""


_WHEN: Final[dict[str, Callable[[str], object]]] = {
    "started_at": moment_in,
    "at": moment_in,
    "assessed_at": moment_in,
    "created_at": moment_in,
    "done_at": day_in,
}
"""What is a time in any table, and how it is read."""


def _is_time(text: str, read: Callable[[str], object]) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _has_half(value: Any) -> bool:
    """Whether a text in a value, however deep, has no UTF-8."""
    if isinstance(value, (int, float)) or value is None:
        return False
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _contradiction(row: dict[str, Any], place: str) -> Iterator[Problem]:
    """The first problem of a report that is none; what an older version wrote is kept as it is."""
    from readiness.record.text import assessment_problems_in  # reading lists needs no models

    version = row["record"].get("schema_version")
    if version == 1 and version is not True:
        return
    first = next(iter(assessment_problems_in(row["record"])), None)
    if first is not None:
        inner = "" if first.where == "the file" else f".{first.where}"
        yield first._replace(where=f"{place}.record{inner}", n=1)
