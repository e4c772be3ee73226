"""The files that people come in, opened within limits and read a piece at a time."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, NamedTuple, TypeAlias

import pyarrow as pa

from readiness.cohort.columns import TableError
from readiness.errors import AccessError, Problem, visible
from readiness.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Form", "SourceFile", "find_sources", "open_source", "spoken"]

Form: TypeAlias = Literal["profile", "lines", "csv", "parquet"]
_BY_SUFFIX: Final[dict[str, Form]] = {
    ".json": "profile", ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_PACKED: Final = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}
_MAGIC: Final = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
STDIN: Final = "-"
HEAD: Final = 1 << 16


class SourceFile(NamedTuple):
    """A file of people, its form, and its size on the disk; standard input has none."""

    name: str
    form: Form
    size: int | None = None
    stamp: int = 0


def spoken(name: str) -> str:
    """A file as it is named in messages."""
    return "standard input" if name == STDIN else visible(name)


def find_sources(names: Iterable[str], form: Form | None = None) -> list[SourceFile]:
    """The files that are named, and those in the folders that are named, in a fixed order.

    Raises
    ------
    AccessError
        If a file is not there, is a device or a pipe, or a folder holds no file of people.
    """
    found: list[SourceFile] = []
    for name in names:
        if name in {STDIN, "/dev/stdin"}:
            found.append(SourceFile(STDIN, form or _form_of_stream()))
            continue
        path = Path(name)
        try:
            if path.is_dir():
                inside = sorted(p for p in path.rglob("*") if _form_of(p) is not None and p.is_file())
                if not inside:
                    raise AccessError(f"{visible(name)} holds no .json, .jsonl, .csv or .parquet file")
                found += [_source(p, form) for p in inside]
            else:
                found.append(_source(path, form))
        except (OSError, ValueError) as error:
            raise AccessError(f"{visible(name)} could not be read: {reason(error)}") from None
    return found


def _source(path: Path, form: Form | None) -> SourceFile:
    status = path.stat()
    if stat.S_ISFIFO(status.st_mode):
        raise AccessError(f"{visible(str(path))} is a pipe; give - and let it be standard input")
    if not stat.S_ISREG(status.st_mode):
        raise AccessError(f"{visible(str(path))} is a device, not a file; name a file")
    if not os.access(path, os.R_OK):
        raise AccessError(f"{visible(str(path))} could not be read: permission denied")
    chosen = form or _form_of(path) or _form_of_head(path)
    return SourceFile(str(path), chosen, status.st_size, status.st_mtime_ns)


def _form_of(path: Path) -> Form | None:
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
        known = _BY_SUFFIX.get(suffixes[-1]) if suffixes else None
        return "lines" if known == "profile" else known
    return _BY_SUFFIX.get(suffixes[-1]) if suffixes else None


def _form_of_head(path: Path) -> Form:
    with path.open("rb") as file:
        head = file.read(HEAD)
    return _form_of_bytes(head)


def _form_of_bytes(head: bytes) -> Form:
    if head.startswith(b"PAR1"):
        return "parquet"
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "csv" if first and first not in b"{[" else "lines"


def _form_of_stream() -> Form:
    if sys.stdin is None:
        raise AccessError("standard input is closed; give a file instead of -")
    if sys.stdin.isatty():
        raise AccessError("standard input is a terminal; pipe people in, or give a file instead of -")
    stream = sys.stdin.buffer
    head = stream.peek(HEAD) if isinstance(stream, io.BufferedReader) else b""
    if any(head.startswith(magic) for magic in _MAGIC):
        return "lines"
    return _form_of_bytes(head)


@contextlib.contextmanager
def open_source(source: SourceFile) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where it is packed.

    Raises
    ------
    AccessError
        If it cannot be read to its end.
    """
    try:
        with contextlib.ExitStack() as stack:
            if source.name == STDIN:
                raw: BinaryIO = sys.stdin.buffer
            else:
                raw = stack.enter_context(Path(source.name).open("rb"))
            head = raw.peek(8)[:8] if isinstance(raw, io.BufferedReader) else b""
            packed = next((how for magic, how in _MAGIC.items() if head.startswith(magic)), None)
            if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                problem = Problem("the file", "is UTF-16 text", "save it as UTF-8")
                raise TableError(spoken(source.name), [problem])
            if packed is None:
                yield raw
            else:
                unpacked = pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), packed)
                yield io.BufferedReader(_Readable(stack.enter_context(unpacked)), HEAD)
    except OSError as error:
        raise AccessError(f"{spoken(source.name)} could not be read: {reason(error)}") from None


class _Readable(io.RawIOBase):
    """A stream of Arrow as one of Python."""

    def __init__(self, stream: pa.NativeFile) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type]
        found = self._stream.read(len(view))
        view[: len(found)] = found
        return len(found)
