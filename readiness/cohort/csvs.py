"""A CSV table as spreadsheets and forms write it: its dialect found, every cell kept as text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from readiness.cohort.columns import TableError, match_columns
from readiness.cohort.sources import HEAD
from readiness.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readiness.arrays import Integers
    from readiness.framework import Framework

__all__ = ["Piece", "read_csv"]

_BLOCK = 1 << 19
_SEPARATORS = (",", ";", "\t", "|")


class Piece(NamedTuple):
    """Some rows of a table, the line that each stood in, and the lines that were no rows."""

    table: pa.RecordBatch
    lines: Integers
    refused: dict[int, tuple[Problem, ...]]


def read_csv(
    stream: BinaryIO, source: str, framework: Framework, renamed: Mapping[str, str]
) -> Iterator[Piece]:
    """The rows of a table, some at a time; rows without any cell filled in are passed over.

    Raises
    ------
    TableError
        If it is no table of people, or not UTF-8.
    """
    head = stream.read(HEAD)
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    separator, headers = _dialect(text, source, framework, renamed)
    whole = _Whole(head, stream)
    odd: list[Any] = []

    def keep(row: Any) -> str:
        odd.append(row)
        return "skip"

    try:
        reader = pacsv.open_csv(
            pa.PythonFile(whole, mode="r"),
            pacsv.ReadOptions(use_threads=False, block_size=_BLOCK),
            pacsv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(headers, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
        yield from _pieces(reader, odd)
    except pa.ArrowInvalid as error:
        raise TableError(source, [_problem(str(error))]) from None
    except UnicodeDecodeError:  # a name in the header, which Arrow does not look at
        raise TableError(source, [_problem("UTF-8")]) from None


def _problem(said: str) -> Problem:
    if "UTF8" in said or "UTF-8" in said:
        return Problem("the file", "holds a byte that is not UTF-8", "save it as CSV UTF-8")
    if "straddling" in said or "block" in said:
        return Problem(
            "the file", f"holds a row of over {_BLOCK // 1024} KiB", "is a quotation mark left open?"
        )
    return Problem("the file", f"is no table: {said[:1].lower()}{said[1:120]}", "save it as CSV UTF-8")


def _dialect(
    text: str, source: str, framework: Framework, renamed: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The separator by which most headers are columns of people, and the headers."""
    if not text.strip():
        raise TableError(
            source, [Problem("the file", "is empty", "`readiness schema cohort --csv` prints a table")]
        )
    found: list[tuple[int, str, list[str]]] = []
    failures: list[TableError] = []
    for separator in _SEPARATORS:
        headers = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        try:
            matched = match_columns(headers, framework, source, renamed)
        except TableError as error:
            failures.append(error)
            continue
        found.append((len(matched), separator, headers))
    if not found:
        raise max(
            failures,
            key=lambda failure: len(failure.problems) if "columns" not in failure.problems[0].where else 0,
        )
    _, separator, headers = max(found, key=lambda each: each[0])
    return separator, headers


class _Whole(io.RawIOBase):
    """A stream with what was read of it already in front, and without a byte-order mark."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head.removeprefix(b"\xef\xbb\xbf"), rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            found, self._head = self._head[:size], self._head[size:]
            return found
        return self._rest.read(size)


def _pieces(reader: pacsv.CSVStreamingReader, odd: list[Any]) -> Iterator[Piece]:
    """The rows with their lines.

    Arrow numbers rows, the header as 1; a cell of several lines shifts all after it.
    """
    number, shift = 2, sum(name.count("\n") for name in reader.schema.names)
    for table in reader:
        breaks = np.zeros(table.num_rows, dtype=np.int64)
        empty = np.ones(table.num_rows, dtype=bool)
        for column in table.columns:
            text = column.cast(pa.string())
            filled = pc.fill_null(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(text)), 0), False)
            empty &= ~np.asarray(filled, dtype=bool)
            breaks += np.asarray(pc.fill_null(pc.count_substring(text, "\n"), 0), dtype=np.int64)
        taken = 0
        while taken < len(odd) and odd[taken].number <= number + table.num_rows + taken:
            taken += 1
        places = np.array([row.number - number for row in odd[:taken]], dtype=np.intp)
        inside = np.array([row.text.rstrip("\r\n").count("\n") for row in odd[:taken]], dtype=np.int64)
        is_even = np.ones(table.num_rows + taken, dtype=bool)
        is_even[places] = False
        numbers = number + np.flatnonzero(is_even)
        # Line ends within the rows before a row, those of even rows and of the others.
        before, beside = (np.concatenate(([0], np.cumsum(each))) for each in (breaks, inside))
        lines = numbers + shift + before[:-1] + beside[np.searchsorted(places + number, numbers)]
        starts = places + number + shift + before[places - np.arange(taken)] + beside[:-1]
        refused: dict[int, tuple[Problem, ...]] = {
            line: (_uneven(row),)
            for line, row in zip(starts.tolist(), odd, strict=False)
            if row.text.strip(' ,;\t|\r\n"')
        }
        del odd[:taken]
        number, shift = number + table.num_rows + taken, shift + int(before[-1] + beside[-1])
        rows = np.flatnonzero(~empty)
        yield Piece(
            table if len(rows) == table.num_rows else table.take(pa.array(rows)), lines[rows], refused
        )
    left: dict[int, tuple[Problem, ...]] = {
        row.number + shift: (_uneven(row),) for row in odd if row.text.strip(' ,;\t|\r\n"')
    }
    if left:
        yield Piece(pa.RecordBatch.from_pylist([], schema=reader.schema), np.zeros(0, np.int64), left)


def _uneven(row: Any) -> Problem:
    cells = f"{row.actual_columns} cell{'' if row.actual_columns == 1 else 's'}"
    return Problem(
        "the row",
        f"has {cells} where the header has {row.expected_columns}",
        "put text that holds the separator in quotation marks",
    )
