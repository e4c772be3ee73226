"""From a batch of rows to people: by column where all is plain, and by the strict reader where it is not."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from readiness.assessment.answers import Levels, Raw, attainments
from readiness.assessment.role import role_of
from readiness.cohort.cells import plain_array, plain_cell, read_cells, read_lists
from readiness.cohort.columns import columns_of, match_columns
from readiness.cohort.lists import Lists, WordLists, read_words, take_plain_lists
from readiness.cohort.people import People, people_of, take_people
from readiness.cohort.said import said_at
from readiness.errors import LocatedError, Problem
from readiness.framework import FactScale
from readiness.profile import Profile, parse_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.arrays import AnyArray, Flags, Floats, Indices
    from readiness.framework import Framework

__all__ = ["Decoded", "Reading", "decode"]


class Reading(NamedTuple):
    """How a table is read.

    Headers that stand for a column, words that stand for a level, the column of groups.
    """

    renamed: Mapping[str, str] = {}
    levels: Mapping[str, float] = {}
    group: str | None = None


class Decoded(NamedTuple):
    """The people of some rows, and what was refused: the problems of each such row, by its position.

    ``rows``: the position of each of the people.
    """

    people: People
    rows: Indices
    refused: dict[int, tuple[Problem, ...]]


class _Table(NamedTuple):
    """The columns of a batch by name, as numbers and as words; the answers to checks by row.

    ``wrong`` marks rows that need the strict reader.
    """

    numbers: dict[str, Floats]
    words: dict[str, WordLists]
    answers: dict[int, list[Any]]
    wrong: Flags


def decode(
    batch: pa.RecordBatch, framework: Framework, reading: Reading | None = None, source: str = "the table"
) -> Decoded:
    """The people in a batch of rows.

    Raises
    ------
    TableError
        If its columns are none of people, or one is there twice.
    """
    how = reading or Reading()
    headers = match_columns(batch.schema.names, framework, source, how.renamed)
    table = _read_table(batch, framework, headers, how)
    lists = take_plain_lists(table.words, table.answers, table.numbers, framework, batch.num_rows)
    doubtful = table.wrong | lists.doubtful
    refused: dict[int, tuple[Problem, ...]] = {}
    judged: dict[int, People] = {}
    for row in np.flatnonzero(doubtful).tolist():
        try:
            judged[row] = people_of([_profile(batch, row, headers, framework, how)], framework)
        except LocatedError as error:
            refused[row] = tuple(_placed(problem, headers, framework) for problem in error.problems)
    found = _people(table, lists, framework)
    for row, own in judged.items():
        for whole, one in zip(
            (found.applies, found.stated, *found.levels), (own.applies, own.stated, *own.levels), strict=True
        ):
            whole[row] = one[0]
        found.checks.pop(row, None)
        found.checks.update({row: own.checks[0]} if own.checks else {})
    rows = np.setdiff1d(np.arange(batch.num_rows), np.array(list(refused), dtype=np.intp))
    return Decoded(take_people(found, rows), rows, refused)


def _read_table(
    batch: pa.RecordBatch, framework: Framework, headers: Mapping[str, str], how: Reading
) -> _Table:
    known = columns_of(framework)
    numbers: dict[str, Floats] = {}
    words: dict[str, WordLists] = {}
    answers: dict[int, list[Any]] = {}
    wrong = np.zeros(batch.num_rows, dtype=bool)
    for header, name in headers.items():
        column, array = known[name], batch.column(header)
        if column.kind == "answers":
            answers = read_lists(array)
        elif column.kind == "names":
            words[name] = read_words(array)
        elif column.kind != "text":
            cells = read_cells(array, column, how.levels)
            numbers[name] = cells.values
            wrong |= cells.wrong
        elif column.place:
            wrong |= _long(array)
    return _Table(numbers, words, answers, wrong)


def _long(array: pa.Array) -> Flags:
    """Names that no profile may have: over 200 characters, or no text."""
    array = plain_array(array)
    if not pa.types.is_string(array.type):
        return np.asarray(pc.is_valid(array), dtype=bool)
    return np.asarray(pc.fill_null(pc.greater(pc.utf8_length(array), 200), False), dtype=bool)


def _profile(
    batch: pa.RecordBatch, row: int, headers: Mapping[str, str], framework: Framework, how: Reading
) -> Profile:
    """The row as a profile, read as strictly as a file.

    Raises
    ------
    ProfileError
        With every problem.
    """
    known = columns_of(framework)
    content: dict[str, Any] = {}
    for header, name in headers.items():
        column = known[name]
        value = plain_cell(batch.column(header)[row].as_py(), column, how.levels)
        if value is None:
            continue
        if name == "skipped":
            skills = content.setdefault("skills", {})
            for word in value if isinstance(value, list) else [value]:
                skills.setdefault(str(word), None)
        elif column.place:
            here = content
            for step in column.place[:-1]:
                here = here.setdefault(step, {})
            here[column.place[-1]] = value
    return parse_profile(json.dumps(content, default=str), source="the row")


def _placed(problem: Problem, headers: Mapping[str, str], framework: Framework) -> Problem:
    """The problem at the column that it is in, where it is in one."""
    known = columns_of(framework)
    for header, name in headers.items():
        if ".".join(known[name].place) == problem.where:
            if known[name].kind == "level" and problem.what.startswith('"'):
                problem = problem._replace(fix='--level "WORDS=LEVEL" says which level words stand for')
            return problem if header == problem.where else problem._replace(where=f"column {header}")
    return problem


def _people(table: _Table, lists: Lists, framework: Framework) -> People:
    """The people as the columns say."""
    place = {facet.id: k for k, facet in enumerate(framework.facets)}
    applies = np.ones((len(table.wrong), len(place)), dtype=bool)
    for row, names in lists.left_out.items():
        applies[row, [place[name] for name in names]] = False
    raw, levels = _raw(table, framework), _levels(table, applies, framework)
    raw.values[:, role_of(framework).rated] = levels.level
    raw.values[~applies] = np.nan
    return People(applies, attainments(raw, framework), levels, dict(lists.checks))


def _raw(table: _Table, framework: Framework) -> Raw:
    """What was answered about education and experience, as `raw_answers` has it.

    Ratings are filled in later.
    """
    n_people = len(table.wrong)
    values = np.full((n_people, len(framework.facets)), np.nan)
    parts: dict[int, Floats] = {}
    for k, facet in enumerate(framework.facets):
        scale = facet.scale
        if isinstance(scale, FactScale):
            values[:, k], own = _answers(scale, table, framework)
            if scale.part_ids:
                parts[k] = own
    return Raw(values, parts, (), ())


def _answers(scale: FactScale, table: _Table, framework: Framework) -> tuple[Floats, Floats]:
    """Number and parts of what each row answers on a scale; what several rows say is asked about once."""
    n_rows = len(table.wrong)
    said = [said_at(place, table.numbers, table.words, framework, n_rows=n_rows) for place in scale.inputs]
    first, which = _alike([code for codes, _ in said for code in codes.T])
    answers = [
        scale.answer({place: value_of(row) for place, (_, value_of) in zip(scale.inputs, said, strict=True)})
        for row in first.tolist()
    ]
    nothing = np.full(len(scale.part_ids), np.nan)
    numbers = np.array([np.nan if answer is None else answer.number for answer in answers])
    own = np.array([nothing if answer is None else answer.parts for answer in answers], dtype=np.float64)
    return numbers[which], own.reshape(len(first), len(scale.part_ids))[which]


def _alike(codes: list[Floats]) -> tuple[Indices, Indices]:
    """Rows with the same codes are one group: the first row of each, and the group of every row."""
    group = np.zeros(len(codes[0]), dtype=np.intp)
    for code in codes:
        own = _numbered(code)
        group = _numbered(group * (own.max(initial=0) + 1) + own)
    return np.flatnonzero(np.diff(np.maximum.accumulate(group), prepend=-1)), group


def _numbered(values: AnyArray) -> Indices:
    """Numbers for what is different, from 0 on in the order in which it comes."""
    return np.asarray(pa.array(values).dictionary_encode().indices, dtype=np.intp)


@lru_cache(maxsize=8)
def _families(framework: Framework) -> tuple[tuple[str, Indices], ...]:
    """Every criterion with the positions of its rated facets."""
    place = {facet.id: k for k, facet in enumerate(framework.rated)}
    return tuple(
        (c.id, np.array([place[f.id] for f in c.facets if f.id in place], dtype=np.intp))
        for c in framework.criteria
    )


def _levels(table: _Table, applies: Flags, framework: Framework) -> Levels:
    """Who rated what, as `levels_of` has it of profiles."""
    n_people, nothing = len(table.wrong), np.full(len(table.wrong), np.nan)
    level = np.array([table.numbers.get(facet.id, nothing) for facet in framework.rated]).T
    level = level.reshape(n_people, len(framework.rated)).copy()
    inherits = np.isnan(level) & ~_skipped(table, framework) & applies[:, role_of(framework).rated]
    shared = np.ones(level.shape)
    general = _or(table.numbers.get("source"), np.zeros(n_people, dtype=np.intp))
    source = np.zeros(level.shape, dtype=np.intp)
    for criterion, facets in _families(framework):
        whole = table.numbers.get(criterion, nothing)
        heirs = inherits[:, facets] & ~np.isnan(whole)[:, None]
        level[:, facets] = np.where(heirs, whole[:, None], level[:, facets])
        shared[:, facets] = np.where(heirs, heirs.sum(axis=1, keepdims=True), 1.0)
        by_criterion = _or(table.numbers.get(f"source.{criterion}"), general)
        for k in facets.tolist():
            source[:, k] = _or(table.numbers.get(f"source.{framework.rated[k].id}"), by_criterion)
    return Levels(level, np.where(np.isnan(level), 0, source), shared)


def _or(chosen: Floats | None, fallback: Indices) -> Indices:
    if chosen is None:
        return fallback
    return np.where(np.isnan(chosen), fallback, np.nan_to_num(chosen).astype(np.intp))


def _skipped(table: _Table, framework: Framework) -> Flags:
    found = np.zeros((len(table.wrong), len(framework.rated)), dtype=bool)
    if skipped := table.words.get("skipped"):
        places = skipped.places({facet.id: k for k, facet in enumerate(framework.rated)})
        found[skipped.row[places >= 0], places[places >= 0]] = True
    return found
