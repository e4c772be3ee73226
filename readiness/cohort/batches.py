"""Tables of people in, tables of scores out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from readiness.cohort.columns import column_named
from readiness.cohort.decoding import Reading, decode
from readiness.cohort.people import people_of
from readiness.cohort.rows import CARRIED, SIMPLE, Origin, row_schema, rows_of, text_column
from readiness.cohort.scoring import score_people, score_ranges
from readiness.errors import UsageError, closest, quoted
from readiness.framework import Framework, load_framework

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readiness.arrays import Indices, Integers
    from readiness.cohort.scoring import Assessed
    from readiness.errors import Problem
    from readiness.profile import Profile

__all__ = ["Batch", "assess_many", "score_batch", "score_batches"]


def score_batches(
    batches: Iterable[pa.RecordBatch],
    framework: Framework | None = None,
    *,
    reading: Reading | None = None,
    columns: Sequence[str] | None = None,
) -> Iterator[pa.RecordBatch]:
    """Scores of the people in tables, batch by batch, row by row in the order in which they come.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch
        One row a person; `readiness schema cohort` says which columns there are. They may come from pandas,
        Polars, DuckDB, Spark or a file.
    framework : Framework, optional
        What the role asks for; by default the entry-level machine learning engineer.
    reading : Reading, optional
        Columns of other names, and words that stand for levels.
    columns : sequence of str, optional
        Which columns of `row_schema` are wanted, in which order; by default all. Where they are no others
        than ``score``, ``low``, ``high``, ``refused`` and those that are carried through or say where a row
        stood, nothing else is computed, which takes half the time or less.

    Yields
    ------
    pyarrow.RecordBatch
        One row for each row that came in, always with the same columns. A row that is no profile has no
        score, and the reason in ``refused``.

    Raises
    ------
    TableError
        If the columns are none of people.
    UsageError
        If a column that is wanted does not exist.

    Examples
    --------
    >>> import pyarrow as pa
    >>> table = pa.RecordBatch.from_pydict({"id": [1, 2], "python-language": [3, 7], "sql": [2, 1]})
    >>> [(row["id"], row["verdict"], row["refused"]) for row in next(score_batches([table])).to_pylist()]
    [('1', 'no-verdict', None), ('2', None, 'column python-language: 7 is out of range; must be at most 4')]
    """
    role = framework or load_framework()
    wanted = row_schema(role).names if columns is None else _existing(columns, role)
    simple = SIMPLE.issuperset(wanted)
    for batch in batches:
        rows = _ranges(batch, role, reading) if simple else score_batch(batch, role, reading=reading).rows
        yield rows if columns is None else rows.select(wanted)


def _existing(columns: Sequence[str], framework: Framework) -> list[str]:
    names = row_schema(framework).names
    for column in columns:
        if column not in names:
            raise UsageError(f"columns: {quoted(column)} is no column; {closest(column, names)}")
    return list(columns)


def _ranges(batch: pa.RecordBatch, framework: Framework, reading: Reading | None) -> pa.RecordBatch:
    """As `score_batch`, with scores and intervals alone."""
    how = reading or Reading()
    found = decode(batch, framework, how)
    scored = list(score_ranges(found.people, framework)) if len(found.rows) else []
    origin = Origin(_carried(batch, framework, how))
    return rows_of(scored, framework, origin, batch.num_rows, found.rows, found.refused)


def score_batch(
    batch: pa.RecordBatch,
    framework: Framework,
    *,
    reading: Reading | None = None,
    file: str | Sequence[str] | None = None,
    lines: Integers | None = None,
) -> Batch:
    """Scores of the people in one table, and what they are made of.

    `file` and `lines` say where rows stood.
    """
    how = reading or Reading()
    found = decode(batch, framework, how, file if isinstance(file, str) else "the table")
    assessed = list(score_people(found.people, framework)) if len(found.rows) else []
    origin = Origin(_carried(batch, framework, how), file, lines)
    rows = rows_of(assessed, framework, origin, batch.num_rows, found.rows, found.refused)
    return Batch(rows, assessed, found.rows, found.refused)


class Batch(NamedTuple):
    """A row for each row that came in; the people who were scored, their positions, and who was refused."""

    rows: pa.RecordBatch
    assessed: list[Assessed]
    scored: Indices
    refused: dict[int, tuple[Problem, ...]]


def _carried(batch: pa.RecordBatch, framework: Framework, reading: Reading) -> dict[str, pa.Array]:
    carried = {}
    for header in batch.schema.names:
        column = column_named(header, framework)
        name = reading.renamed.get(header) or (column.name if column else None)
        if name in CARRIED:
            carried[name] = text_column(batch.column(header))
    if reading.group is not None:
        there = reading.group in batch.schema.names
        carried["cohort"] = (
            text_column(batch.column(reading.group)) if there else pa.nulls(len(batch), pa.string())
        )
    return carried


def assess_many(profiles: Iterable[Profile], framework: Framework | None = None) -> pa.Table:
    """Scores of many profiles at once, with the numbers that `assess` gives each of them.

    Parameters
    ----------
    profiles : iterable of Profile
        What each person brings; taken a few thousand at a time.
    framework : Framework, optional
        What the role asks for; by default the entry-level machine learning engineer.

    Returns
    -------
    pyarrow.Table
        One row for each profile, in order; ``to_pandas()``, ``to_pylist()`` and every library that speaks
        Arrow take it from there.

    Raises
    ------
    ProfileError
        If a profile names a facet or an item that does not exist.

    Examples
    --------
    >>> from readiness.profile import Profile
    >>> people = [Profile(name="Ada", skills={"sql": 3}), Profile(name="Bob", skills={"sql": 1})]
    >>> assess_many(people).select(["name", "score"]).to_pandas().round(1).values.tolist()
    [['Ada', 54.6], ['Bob', 44.0]]
    """
    role = framework or load_framework()
    batches = []
    some: list[Profile] = []
    for profile in profiles:
        some.append(profile)
        if len(some) == _AT_ONCE:
            batches.append(_scored(some, role))
            some = []
    if some:
        batches.append(_scored(some, role))
    return pa.Table.from_batches(batches, schema=row_schema(role))


_AT_ONCE = 2048


def _scored(profiles: list[Profile], framework: Framework) -> pa.RecordBatch:
    carried = {
        "name": pa.array([p.name for p in profiles], pa.string()),
        "cohort": pa.array([p.cohort for p in profiles], pa.string()),
    }
    scored = list(score_people(people_of(profiles, framework), framework))
    return rows_of(scored, framework, Origin(carried), len(profiles), np.arange(len(profiles)), {})
