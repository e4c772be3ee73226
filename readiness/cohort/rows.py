"""From scores to rows: what is written of each person, in columns that never change their order."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from readiness.cohort.gaps import NONE, Ranked, step_table
from readiness.cohort.scoring import Assessed
from readiness.cohort.verdicts import BANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import AnyArray, Flags, Indices, Integers
    from readiness.cohort.scoring import Range
    from readiness.errors import Problem
    from readiness.framework import Framework

__all__ = ["CARRIED", "N_GAPS", "N_STEPS", "SIMPLE", "Origin", "row_schema", "rows_of", "text_column"]

N_GAPS = 3
N_STEPS = 3
CARRIED = ("id", "name", "cohort")
"""Columns that are carried from the input to the output."""
SIMPLE = frozenset((*CARRIED, "file", "line", "score", "low", "high", "refused"))
"""Columns for which nothing but scores and intervals is computed."""


class Origin(NamedTuple):
    """Where rows came from.

    Columns carried through, the file, and the line of each row where there is one.
    """

    carried: dict[str, pa.Array]
    file: str | Sequence[str] | None = None
    line: Integers | None = None


@lru_cache(maxsize=8)
def row_schema(framework: Framework) -> pa.Schema:
    """The columns of the output for a role."""
    number, word = pa.float64(), pa.string()
    fields = [("id", word), ("name", word), ("cohort", word), ("file", word), ("line", pa.int64())]
    fields += [(name, number) for name in ("score", "low", "high", "stated", "coverage")]
    fields += [("verdict", word), ("chance", number), ("blocked_by", word)]
    fields += [("n_ratings", pa.int32()), ("n_answers", pa.int32())]
    fields += [(f"contribution.{c.id}", number) for c in framework.criteria]
    for k in range(1, N_GAPS + 1):
        fields += [(f"gap_{k}", word), (f"gap_{k}_points", number)]
    for k in range(1, N_STEPS + 1):
        fields += [(f"step_{k}", word), (f"step_{k}_hours", number), (f"step_{k}_points", number)]
    fields.append(("refused", word))
    return pa.schema(fields, metadata={"readiness.framework": f"{framework.id} {framework.version}"})


def rows_of(  # noqa: PLR0917 — a row of each
    scored: Sequence[Assessed] | Sequence[Range],
    framework: Framework,
    origin: Origin,
    n_rows: int,
    rows: Indices,
    refused: dict[int, tuple[Problem, ...]],
) -> pa.RecordBatch:
    """One row for each of `n_rows`, in order; those that were refused say why, and nothing else.

    ``rows``: the position of each person that was scored.
    """
    columns: dict[str, Any] = dict(origin.carried)
    columns["file"] = pa.array(_each(origin.file, n_rows), pa.string())
    columns["line"] = None if origin.line is None else pa.array(origin.line)
    found = {name: np.concatenate(parts) for name, parts in _columns(scored, framework).items()}
    whole = len(rows) == n_rows
    back = None if whole else _back(rows, n_rows)
    for name, values in found.items():
        array = pa.array(values, from_pandas=True)
        columns[name] = array if back is None else array.take(back)
    said = [
        "; ".join(f"{p.where}: {p.sentence}" for p in refused[k]) if k in refused else None
        for k in range(n_rows)
    ]
    columns["refused"] = pa.nulls(n_rows, pa.string()) if whole else pa.array(said, pa.string())
    schema = row_schema(framework)
    arrays = [_column(columns.get(field.name), field, n_rows) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _each(file: str | Sequence[str] | None, n_rows: int) -> list[str | None]:
    return [file] * n_rows if file is None or isinstance(file, str) else list(file)


def _back(rows: Indices, n_rows: int) -> pa.Array:
    """For every row the position of its score, null where it has none."""
    back = np.full(n_rows, -1)
    back[rows] = np.arange(len(rows))
    return pa.array(back, mask=back < 0)


def _column(array: pa.Array | None, field: pa.Field, n_rows: int) -> pa.Array:
    if array is None:
        return pa.nulls(n_rows, field.type)
    return array if array.type == field.type else array.cast(field.type)


def _columns(scored: Sequence[Assessed] | Sequence[Range], framework: Framework) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for some in scored:
        own = _of_some(some, framework) if isinstance(some, Assessed) else some._asdict()
        for name, values in own.items():
            found.setdefault(name, []).append(values)
    return found


def _of_some(some: Assessed, framework: Framework) -> dict[str, AnyArray]:
    names, (scored, gaps, steps) = _names(framework), some
    found: dict[str, AnyArray] = {
        name: getattr(scored, name)
        for name in ("score", "low", "high", "stated", "coverage", "n_ratings", "n_answers")
    }
    found["verdict"] = names.bands[scored.verdicts.band]
    found["chance"] = scored.verdicts.chance
    found["blocked_by"] = _blocked(scored.verdicts.blocked, names.rated)
    for k, criterion in enumerate(framework.criteria):
        found[f"contribution.{criterion.id}"] = scored.contribution[:, k]
    hours = np.append(step_table(framework).hours, np.nan)
    for k in range(N_GAPS):
        found[f"gap_{k + 1}"], found[f"gap_{k + 1}_points"] = _ranked(gaps, k, names.leaves)
    for k in range(N_STEPS):
        found[f"step_{k + 1}"], found[f"step_{k + 1}_points"] = _ranked(steps, k, names.steps)
        found[f"step_{k + 1}_hours"] = (
            hours[steps.which[:, k]] if k < steps.which.shape[1] else found["score"] * np.nan
        )
    return found


def _ranked(ranked: Ranked, k: int, names: AnyArray) -> tuple[AnyArray, AnyArray]:
    if k >= ranked.which.shape[1]:
        return np.full(len(ranked.which), None), np.full(len(ranked.which), np.nan)
    which = ranked.which[:, k]
    return names[which], np.where(which == NONE, np.nan, ranked.points[:, k])


class _Names(NamedTuple):
    """Names as arrays, with None in the last place for `NONE`."""

    bands: AnyArray
    leaves: AnyArray
    rated: AnyArray
    steps: AnyArray


@lru_cache(maxsize=8)
def _names(framework: Framework) -> _Names:
    steps = [step.id for step in step_table(framework).steps]
    return _Names(
        np.array(BANDS, dtype=object),
        np.array([*(facet.id for facet in framework.facets), None], dtype=object),
        np.array([facet.id for facet in framework.rated], dtype=object),
        np.array([*steps, None], dtype=object),
    )


def _blocked(blocked: Flags, names: AnyArray) -> AnyArray:
    """The names of the must-haves that stand in the way, parted by spaces; None where there is none."""
    must = np.flatnonzero(blocked.any(axis=0))
    texts: dict[bytes, str | None] = {}
    found = np.empty(len(blocked), dtype=object)
    for row, key in enumerate(map(bytes, np.packbits(blocked[:, must], axis=1))):
        if key not in texts:
            texts[key] = " ".join(names[must[blocked[row, must]]]) or None
        found[row] = texts[key]
    return found


def text_column(array: pa.Array) -> pa.Array:
    """A column of any kind as text."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    try:
        return array.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([None if v is None else str(v) for v in array.to_pylist()], pa.string())
