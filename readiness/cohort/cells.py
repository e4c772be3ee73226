"""Cells of a column as numbers; what cannot be read is marked, and read once more by the strict reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from readiness.cohort.columns import choice_named
from readiness.limits import MOST_BOOTCAMPS, MOST_PROJECTS, MOST_YEARS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readiness.arrays import Flags, Floats
    from readiness.cohort.columns import PeopleColumn

__all__ = ["Cells", "number_of", "plain_array", "plain_cell", "read_cells", "read_lists", "words_in"]

MOST = {
    "education.bootcamps": MOST_BOOTCAMPS,
    "experience.years": MOST_YEARS,
    "experience.projects": MOST_PROJECTS,
}
N_LEVELS = 5


class Cells(NamedTuple):
    """A column as numbers, NaN where a cell is empty; ``wrong`` marks cells that hold no such number."""

    values: Floats
    wrong: Flags


def read_cells(array: pa.Array, column: PeopleColumn, levels: Mapping[str, float]) -> Cells:
    """The cells of a column of levels, counts, numbers or choices; a choice is its position.

    ``levels`` says which level other words stand for, NaN for none.
    """
    array = plain_array(array)
    if pa.types.is_floating(array.type):
        values = np.asarray(pc.fill_null(array, float("nan")), dtype=np.float64)
        wrong = np.zeros(len(array), dtype=bool)
    elif _is_text(array):
        values, wrong = _by_word(array, lambda cell: _read(cell, column, levels))
    else:
        values, wrong = np.full(len(array), np.nan), np.asarray(pc.is_valid(array), dtype=bool)
    if column.kind in {"choice", "source"}:
        return Cells(values, wrong if _is_text(array) else ~np.isnan(values) | wrong)
    most = N_LEVELS - 1 if column.kind == "level" else MOST[column.name]
    odd = ~np.isnan(values) & ((values < 0) | (values > most))
    if column.kind != "number":
        odd |= ~np.isnan(values) & (values != np.floor(values))
    return Cells(values, wrong | odd)


def plain_array(array: pa.Array) -> pa.Array:
    """The column as floats or text, where it is numbers or text of any kind; anything else as it is."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        return pc.cast(array, pa.float64(), safe=False)
    if pa.types.is_string_view(array.type) or pa.types.is_large_string(array.type):
        return pc.cast(array, pa.string())
    return array


def _is_text(array: pa.Array) -> bool:
    return bool(pa.types.is_string(array.type))


def _by_word(array: pa.Array, read: Callable[[Any], float | None]) -> tuple[Floats, Flags]:
    """Values of few different cells: each is read once. None is a cell that cannot be read."""
    coded = pc.dictionary_encode(array)
    found = [read(cell) for cell in coded.dictionary.to_pylist()]
    table = np.array([*(np.nan if value is None else value for value in found), np.nan])
    bad = np.array([*(value is None for value in found), False])
    index = np.asarray(pc.fill_null(coded.indices, len(found)), dtype=np.intp)
    return table[index], bad[index]


def _read(cell: Any, column: PeopleColumn, levels: Mapping[str, float]) -> float | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return float("nan")
    if not isinstance(cell, str):
        return None
    if column.kind in {"choice", "source"}:
        word = choice_named(cell, column)
        return float(column.options.index(word)) if word in column.options else None
    if column.kind == "level":
        word = " ".join(cell.casefold().split())
        if word in levels:
            return levels[word]
        label = _LABELLED.fullmatch(word)
        if label is not None:
            return float(label[1])
    number = number_of(cell)
    return None if number is None else float(number)


_LABELLED = re.compile(r"([0-4])(?:\s*[-–—:.)(=](?!\s*\d).*)?")
"""A level as forms write it: the number, or the number with its words behind a dash or the like."""
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def number_of(cell: str) -> float | int | None:
    """The number that a cell of text says, with a decimal point or comma; None where it says none."""
    text = cell.strip()
    if not (text.isascii() and _NUMBER.fullmatch(text.removeprefix("-"))):
        return None
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def read_lists(array: pa.Array) -> dict[int, list[Any]]:
    """The lists that some rows hold, by row; text is parted at semicolons, commas and spaces."""
    if pa.types.is_null(array.type):
        return {}
    rows = np.flatnonzero(np.asarray(pc.is_valid(array)))
    cells = array.take(pa.array(rows)).to_pylist()
    found = {}
    for row, cell in zip(rows.tolist(), cells, strict=True):
        words = words_in(cell)
        if words is not None:
            found[row] = words
    return found


def words_in(cell: Any) -> Any:
    """A list, or text as one: ``none`` is an empty list, ``[...]`` JSON, and an empty cell is None."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if not text:
        return None
    if text.startswith("["):
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            return text
    return [] if text == "none" else [word for word in re.split(r"[;,\s]+", text) if word]


def plain_cell(cell: Any, column: PeopleColumn, levels: Mapping[str, float]) -> Any:
    """A cell as a profile in JSON would hold it, for the strict reader to judge."""
    if column.kind in {"names", "answers"}:
        return words_in(cell)
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return None
        if column.kind in {"level", "count", "number"}:
            value = _read(cell, column, levels)
            if value is None:
                return text
            return None if value != value else int(value) if float(value).is_integer() else value  # noqa: PLR0124
        return cell if column.kind == "text" else choice_named(text, column)
    if isinstance(cell, float):
        return None if cell != cell else int(cell) if column.kind != "number" and cell.is_integer() else cell  # noqa: PLR0124
    return cell
