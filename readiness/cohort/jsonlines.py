"""Lines of JSON, a profile each, as tables of people."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa

from readiness.assessment.answers import raw_answers
from readiness.cohort.columns import columns_of
from readiness.cohort.structs import NOT_THERE, structs_of
from readiness.errors import LocatedError, Problem
from readiness.framework.offered import offered_at
from readiness.limits import MAX_BYTES
from readiness.models.fields import plain
from readiness.profile import parse_profile
from readiness.profile.model import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readiness.framework import Framework

__all__ = ["Lines", "read_lines", "table_of_lines"]

_UNSET: Final = msgspec.UNSET
_COLON: Final = ord(":")
_ESCAPE: Final = b"\\"
_COLON_ESCAPED: Final = b"\\u003"


class Lines(NamedTuple):
    """Profiles that were read, the line of each, and the problems of the lines that were refused."""

    profiles: list[Any]
    numbers: list[int]
    refused: dict[int, tuple[Problem, ...]]


def read_lines(lines: Sequence[bytes], framework: Framework, *, first: int = 1) -> Lines:
    """Every line that is not blank, read by the struct of a role or refused by the strict reader.

    A key that is given twice shows where profiles are written again: that then has fewer colons. Profiles are
    compared some at a time, and one by one where a few together differ.
    """
    found = Lines([], [], {})
    for start in range(0, len(lines), _TOGETHER):
        _read_some(lines[start : start + _TOGETHER], first + start, framework, found)
    return found


_TOGETHER = 128


def _read_some(lines: Sequence[bytes], first: int, framework: Framework, found: Lines) -> None:
    structs = structs_of(framework)
    decode = structs.decoder.decode
    profiles: list[Any] = []
    doubtful: list[int] = []
    waiting = iter(lines)
    while len(profiles) < len(lines):
        try:
            profiles.extend(map(decode, waiting))  # keeps what came before a line that is refused
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            doubtful.append(len(profiles))
            profiles.append(None)
    plain_ones = (
        lines if not doubtful else [line for line, p in zip(lines, profiles, strict=True) if p is not None]
    )
    written = structs.encoder.encode(profiles)
    if _differs(b"\n".join(plain_ones), written):
        doubtful = [
            k
            for k, (line, profile) in enumerate(zip(lines, profiles, strict=True))
            if profile is None or _differs(line, structs.encoder.encode(profile))
        ]
    doubtful += _with_unknown_languages(profiles, structs.top.index("languages"), framework)
    for k in sorted(set(doubtful)):
        profiles[k] = None
        if lines[k] and not lines[k].isspace():
            try:
                profiles[k] = _judged(lines[k], decode, framework)
            except LocatedError as error:
                found.refused[first + k] = tuple(map(_in_line, error.problems))
    if doubtful:
        found.numbers.extend(first + k for k, profile in enumerate(profiles) if profile is not None)
        found.profiles.extend(profile for profile in profiles if profile is not None)
    else:
        found.numbers.extend(range(first, first + len(lines)))
        found.profiles.extend(profiles)


def _with_unknown_languages(profiles: Sequence[Any], field: int, framework: Framework) -> list[int]:
    """Profiles that name a programming language that there is not."""
    known = LANGUAGES.union(offered_at(framework, "languages"))
    own = attrgetter(f"f{field}")
    return [
        k
        for k, profile in enumerate(profiles)
        if profile is not None and (named := own(profile)) and not known.issuperset(named)
    ]


def _differs(text: bytes, written: bytes) -> bool:
    """Whether text may hold a key twice that was written again once."""
    return _n_colons(text) != _n_colons(written) or (_ESCAPE in text and _COLON_ESCAPED in text)


def _n_colons(text: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(text, dtype=np.uint8) == _COLON))


def _judged(line: bytes, decode: Callable[[bytes], Any], framework: Framework) -> Any:
    """The line as the strict reader has it.

    Raises
    ------
    ProfileError
        If it is no profile.
    """
    if len(line) > MAX_BYTES:
        raise LocatedError(
            "the line", [Problem("the line", f"is longer than {MAX_BYTES // 2**20} MiB", "is it a profile?")]
        )
    profile = parse_profile(line, source="the line")
    raw_answers([profile], framework)
    return decode(msgspec.json.encode(plain(profile)))


def _in_line(problem: Problem) -> Problem:
    where = problem.where.removeprefix("line 1, ")
    return problem._replace(where="the line" if where in {"the file", "line 1"} else where)


def table_of_lines(found: Lines, framework: Framework) -> pa.RecordBatch:
    """The profiles as a table of people, one row each, with the number of its line."""
    structs = structs_of(framework)
    n_rows = len(found.profiles)
    table: dict[str, pa.Array] = {"line": pa.array(found.numbers, pa.int64())}
    parts = dict(
        zip(structs.top, zip(*map(msgspec.structs.astuple, found.profiles), strict=True), strict=True)
    )
    if not n_rows:
        return pa.RecordBatch.from_pydict(table | {"name": pa.array([], pa.string())})
    for name in ("name", "cohort", "source"):
        table[name] = pa.array([_given(v) for v in parts[name]], pa.string())
    table |= _skills(parts["skills"], framework)
    table |= _sources(parts["sources"], framework)
    if any(v is not _UNSET and v for v in parts["not_applicable"]):
        table["not_applicable"] = pa.array([_given(v) for v in parts["not_applicable"]])
    if any(v is not _UNSET and v for v in parts["answers"]):
        table["answers"] = pa.array([_as_text(v, structs.encoder) for v in parts["answers"]], pa.string())
    if any(v is not _UNSET for v in parts["languages"]):
        table |= _languages(parts["languages"], framework)
    for group in ("education", "experience"):
        table |= _facts(parts[group], group, framework)
    return pa.RecordBatch.from_pydict(table)


def _given(value: Any) -> Any:
    return None if value is _UNSET else value


def _as_text(answers: Any, encoder: msgspec.json.Encoder) -> str | None:
    """Answers as JSON: a response is text, a number or nothing, and no column of Arrow holds all three."""
    return None if answers is _UNSET or not answers else encoder.encode(answers).decode()


def _skills(found: Any, framework: Framework) -> dict[str, pa.Array]:
    """A column for each skill that somebody named; null as a level is a facet that was skipped."""
    names = structs_of(framework).skills
    nobody = (NOT_THERE,) * len(names)
    levels = np.array(
        [nobody if own is _UNSET else msgspec.structs.astuple(own) for own in found], dtype=np.float64
    )
    null = np.isnan(levels)
    empty = null | (levels == NOT_THERE)
    known = columns_of(framework)
    table = {
        f"skills.{names[k]}": pa.array(levels[:, k], mask=empty[:, k])
        for k in np.flatnonzero(~empty.all(axis=0)).tolist()
        if names[k] in known
    }
    if null.any():
        rated = {facet.id for facet in framework.rated}
        skipped = [[names[k] for k in np.flatnonzero(row).tolist() if names[k] in rated] for row in null]
        table["skipped"] = pa.array(skipped, pa.list_(pa.string()))
    return table


def _sources(found: Any, framework: Framework) -> dict[str, pa.Array]:
    if all(own is _UNSET for own in found):
        return {}
    names = structs_of(framework).skills
    nobody = (_UNSET,) * len(names)
    columns = zip(*(nobody if own is _UNSET else msgspec.structs.astuple(own) for own in found), strict=True)
    known = columns_of(framework)
    return {
        f"sources.{name}": pa.array([_given(value) for value in values], pa.string())
        for name, values in zip(names, columns, strict=True)
        if f"source.{name}" in known and any(value is not _UNSET for value in values)
    }


def _languages(found: Any, framework: Framework) -> dict[str, pa.Array]:
    """Levels of the languages that a role asks for, 0 where others were named only."""
    asked = offered_at(framework, "languages")
    rows = [None if own is _UNSET else own for own in found]
    return {
        f"languages.{name}": pa.array(
            [None if own is None else own.get(name, 0) for own in rows], pa.float64()
        )
        for name in asked
    }


def _facts(found: Any, group: str, framework: Framework) -> dict[str, pa.Array]:
    own = [column for column in columns_of(framework).values() if column.place[:1] == (group,)]
    given = next((value for value in found if value is not _UNSET), None)
    if given is None:
        return {}
    keys = [key for _, key in sorted((f.name, f.encode_name) for f in msgspec.structs.fields(given))]
    nothing = (_UNSET,) * len(keys)
    columns = zip(*(nothing if v is _UNSET else msgspec.structs.astuple(v) for v in found), strict=True)
    values = dict(zip(keys, columns, strict=True))
    types = {
        "number": pa.float64(),
        "count": pa.float64(),
        "choice": pa.string(),
        "names": pa.list_(pa.string()),
    }
    return {
        ".".join(column.place): pa.array([_given(v) for v in values[column.place[-1]]], types[column.kind])
        for column in own
    }
