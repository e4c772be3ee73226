"""Rows to a file, a piece at a time: Parquet, CSV or JSON lines; whole, or not there at all."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from readiness.errors import UsageError, visible
from readiness.saving import saving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["OutputForm", "Writer", "form_of", "pack_rows", "safe_text", "save_packed", "writing"]

OutputForm: TypeAlias = Literal["parquet", "csv", "jsonl"]
_BY_SUFFIX: Final[dict[str, OutputForm]] = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_RISKY: Final = "^( *[=+\\-@\t\r\n\\x00＝＋－＠])"
"""The beginning of a text cell that is a formula to some spreadsheet."""


def form_of(name: str) -> OutputForm:
    """The form of an output by its name.

    Raises
    ------
    UsageError
        If its name says none.
    """
    found = _BY_SUFFIX.get(Path(name).suffix.lower())
    if found is None:
        raise UsageError(f"-o {visible(name)}: the name must end with .parquet, .csv or .jsonl")
    return found


class Writer(Protocol):
    """Takes rows, and is closed once."""

    def write(self, rows: pa.RecordBatch) -> None:
        """Add rows."""

    def close(self) -> None:
        """Write what is left."""


class _Parquet:
    def __init__(self, file: Any, schema: pa.Schema) -> None:
        self._own = pq.ParquetWriter(file, schema, compression="zstd")
        self._kept: list[pa.RecordBatch] = []
        self._n_kept = 0

    def write(self, rows: pa.RecordBatch) -> None:
        self._kept.append(rows)
        self._n_kept += rows.num_rows
        if self._n_kept >= _ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._kept:
            self._own.write_table(pa.Table.from_batches(self._kept))
        self._kept, self._n_kept = [], 0

    def close(self) -> None:
        self._flush()
        self._own.close()


_ROW_GROUP = 16_384


class _Csv:
    def __init__(self, file: Any, schema: pa.Schema, *, header: bool = True) -> None:
        options = pacsv.WriteOptions(quoting_style="needed", include_header=header)
        self._own = pacsv.CSVWriter(file, schema, write_options=options)

    def write(self, rows: pa.RecordBatch) -> None:
        columns = [safe_text(c) if pa.types.is_string(c.type) else c for c in rows.columns]
        self._own.write_batch(pa.RecordBatch.from_arrays(columns, schema=rows.schema))

    def close(self) -> None:
        self._own.close()


def safe_text(column: pa.Array) -> pa.Array:
    """Text that no spreadsheet runs and no terminal obeys."""
    odd = pc.fill_null(pc.invert(pc.utf8_is_printable(column)), False)
    if pc.any(odd).as_py():
        column = pa.array([None if t is None else visible(t) for t in column.to_pylist()], pa.string())
    return pc.replace_substring_regex(column, _RISKY, "'\\1")


class _JsonLines:
    def __init__(self, file: Any, schema: pa.Schema, *, header: bool = True) -> None:  # noqa: ARG002 — has none
        self._file, self._names, self._encode = file, schema.names, msgspec.json.Encoder().encode

    def write(self, rows: pa.RecordBatch) -> None:
        columns = (column.to_pylist() for column in rows.columns)
        encode, names = self._encode, self._names
        lines = (encode(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))
        self._file.write(b"".join(_escaped(line) + b"\n" for line in lines))

    def close(self) -> None:
        """Nothing is left."""


def _escaped(line: bytes) -> bytes:
    """A line of JSON in which nothing stands that a terminal obeys; it means the same."""
    if line.isascii() and b"\x7f" not in line:
        return line
    text = line.decode("utf-8")
    if text.isprintable():
        return line
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text).encode()


_WRITERS: Final[dict[OutputForm, Any]] = {"parquet": _Parquet, "csv": _Csv, "jsonl": _JsonLines}


@contextlib.contextmanager
def writing(path: Path, form: OutputForm, schema: pa.Schema) -> Iterator[Writer]:
    """A writer to a file that is there, whole, when the block ends without an error, and else as it was.

    Raises
    ------
    AccessError
        If it could not be saved.
    """
    with saving(path) as file:
        writer = _WRITERS[form](file, schema)
        yield writer
        writer.close()


def pack_rows(rows: pa.RecordBatch, form: OutputForm | None) -> pa.RecordBatch:
    """Rows as they are kept until all can be saved: for a file of text as its text, in one cell.

    Rows for a Parquet file stay as they are; where nothing is to be saved there are none.
    """
    if form is None:
        return rows.slice(0, 0)
    if form == "parquet":
        return rows
    return pa.RecordBatch.from_pydict({"text": pa.array([_text_of(rows, form)], pa.binary())})


def save_packed(path: Path, form: OutputForm, none: pa.RecordBatch, packed: Iterable[pa.RecordBatch]) -> None:
    """Save what `pack_rows` made, whole; ``none`` is no row, with every column.

    Raises
    ------
    AccessError
        If it could not be saved.
    """
    if form == "parquet":
        with writing(path, form, none.schema) as writer:
            for rows in packed:
                writer.write(rows)
        return
    with saving(path) as file:
        file.write(_text_of(none, form, header=True))
        for texts in packed:
            for text in texts["text"]:
                file.write(text.as_buffer())


def _text_of(rows: pa.RecordBatch, form: OutputForm, *, header: bool = False) -> bytes:
    sink = io.BytesIO()
    writer = _WRITERS[form](sink, rows.schema, header=header)
    if rows.num_rows:
        writer.write(rows)
    writer.close()
    return sink.getvalue()
