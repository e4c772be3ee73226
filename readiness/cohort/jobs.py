"""The work on many people in pieces.

Where they are read from, and what comes of each, in whatever process.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from readiness.cohort.batches import score_batch
from readiness.cohort.columns import TableError, columns_of, match_columns
from readiness.cohort.csvs import read_csv
from readiness.cohort.jsonlines import Lines, read_lines, table_of_lines
from readiness.cohort.rows import row_schema
from readiness.cohort.sources import STDIN, SourceFile, open_source, spoken
from readiness.cohort.tally import Tally, count_people
from readiness.cohort.writing import OutputForm, pack_rows
from readiness.errors import AccessError, Problem, UsageError
from readiness.files import read_bytes
from readiness.limits import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readiness.arrays import Integers
    from readiness.cohort.decoding import Reading
    from readiness.framework import Framework

__all__ = ["Done", "Job", "Refused", "do_job", "find_jobs", "no_rows"]

BLOCK: Final = 1 << 19
"""Bytes of lines in one job, about a thousand profiles."""
ROWS: Final = 1024
MOST_NAMED: Final = 5
"""So many problems of a record are named; the next ones are seen when these are fixed."""
FILES: Final = 256


class Refused(NamedTuple):
    """A record that was not scored: where it stands, and why."""

    file: str
    line: int
    place: str
    reason: str


class Job(NamedTuple):
    """A piece of the work: lines of JSON, rows of a table, or files of one profile each.

    ``done``: the size of what was read of the files up to here. ``refused``: what the reader refused.
    """

    file: str
    lines: bytes | None = None
    first: int = 1
    table: pa.RecordBatch | None = None
    numbers: Integers | None = None
    files: tuple[str, ...] = ()
    done: int = 0
    refused: tuple[Refused, ...] = ()


class Done(NamedTuple):
    """What came of a job: a row for each person who was scored, packed; the tally, and who was refused."""

    rows: pa.RecordBatch
    tally: Tally
    refused: list[Refused]
    done: int


def find_jobs(sources: Iterable[SourceFile], framework: Framework, reading: Reading) -> Iterator[Job]:
    """All jobs of some files, in order; the same each time for the same files.

    Raises
    ------
    AccessError
        If a file cannot be read.
    TableError
        If a table is none of people.
    """
    before = 0
    folder: list[SourceFile] = []
    for source in sources:
        if source.form == "profile":
            folder.append(source)
            if len(folder) == FILES:
                yield _job_of_files(folder, before)
                before += sum(each.size or 0 for each in folder)
                folder = []
            continue
        if folder:
            yield _job_of_files(folder, before)
            before += sum(each.size or 0 for each in folder)
            folder = []
        if source.form == "parquet":
            yield from _parquet_jobs(source, framework, reading, before)
        else:
            if source.form == "lines":
                _refuse_unknown_group(_places(framework), reading, spoken(source.name))
            with open_source(source) as stream:
                if source.form == "csv":
                    yield from _csv_jobs(stream, source, framework, reading, before)
                else:
                    yield from _line_jobs(stream, source, before)
        before += source.size or 0
    if folder:
        yield _job_of_files(folder, before)


def _job_of_files(folder: list[SourceFile], before: int) -> Job:
    size = sum(each.size or 0 for each in folder)
    return Job(folder[0].name, files=tuple(each.name for each in folder), done=before + size)


def _line_jobs(stream: BinaryIO, source: SourceFile, before: int) -> Iterator[Job]:
    """Whole lines, some at a time; a line that is too long is cut, so that it is refused for that."""
    name, first, kept, cutting = spoken(source.name), 1, b"", False
    while block := stream.read(BLOCK):
        if cutting:  # what is left of a line that is too long
            _, newline, block = block.partition(b"\n")
            if not newline:
                continue
            cutting = False
        whole = kept + block
        end = whole.rfind(b"\n") + 1
        lines, kept = whole[:end], whole[end:]
        if len(kept) > MAX_BYTES:
            lines, kept, cutting = lines + kept[: MAX_BYTES + 1] + b"\n", b"", True
        if lines:
            yield Job(name, lines, first, done=before + _place(source, stream))
            first += lines.count(b"\n")
    if kept:
        yield Job(name, kept, first, done=before + _place(source, stream))


def _place(source: SourceFile, stream: BinaryIO) -> int:
    """How far a file was read, as well as that can be known."""
    if source.size is None:
        return 0
    try:
        return min(stream.tell(), source.size)
    except (OSError, ValueError):
        return 0


def _csv_jobs(
    stream: BinaryIO, source: SourceFile, framework: Framework, reading: Reading, before: int
) -> Iterator[Job]:
    name = spoken(source.name)
    for piece in read_csv(stream, name, framework, reading.renamed):
        _refuse_unknown_group(piece.table.schema.names, reading, name)
        refused = tuple(_refused(name, line, problems) for line, problems in piece.refused.items())
        done = before + _place(source, stream)
        if piece.table.num_rows == 0 and refused:
            yield Job(name, done=done, refused=refused)
        for start in range(0, piece.table.num_rows, ROWS):
            own = piece.table.slice(start, ROWS)
            yield Job(
                name,
                table=own,
                numbers=piece.lines[start : start + ROWS],
                done=done,
                refused=refused if start == 0 else (),
            )


def _refuse_unknown_group(names: list[str], reading: Reading, source: str) -> None:
    if reading.group is not None and reading.group not in names:
        problem = Problem(
            "the columns", f"none of them is {reading.group!r}", "--group names a column as it is written"
        )
        raise TableError(source, [problem])


def _places(framework: Framework) -> list[str]:
    return [".".join(column.place) for column in columns_of(framework).values()]


def _parquet_jobs(source: SourceFile, framework: Framework, reading: Reading, before: int) -> Iterator[Job]:
    name = spoken(source.name)
    if source.name == STDIN:
        raise UsageError("a Parquet file cannot be read from standard input; name the file")
    try:
        with pq.ParquetFile(source.name, memory_map=False, buffer_size=1 << 20) as file:
            headers = file.schema_arrow.names
            _refuse_unknown_group(headers, reading, name)
            wanted = list(match_columns(headers, framework, name, reading.renamed))
            if reading.group is not None and reading.group not in wanted:
                wanted.append(reading.group)
            n_rows, first = max(file.metadata.num_rows, 1), 1
            for table in file.iter_batches(batch_size=ROWS, columns=wanted, use_threads=False):
                done = before + (source.size or 0) * (first + table.num_rows) // n_rows
                numbers = np.arange(first, first + table.num_rows)
                yield Job(name, table=table, numbers=numbers, done=min(done, before + (source.size or 0)))
                first += table.num_rows
    except (pa.ArrowException, OSError) as error:
        problem = Problem(
            "the file", f"is no Parquet file that can be read: {str(error)[:80]}", "is it whole?"
        )
        raise TableError(name, [problem]) from None


def do_job(job: Job, framework: Framework, reading: Reading, form: OutputForm | None) -> Done:
    """Everything that a job asks for, with rows as an output of this form needs them."""
    refused = list(job.refused)
    table, numbers = job.table, job.numbers
    file: str | list[str] = job.file
    if job.files or job.lines is not None:
        if job.files:
            found, file = _read_files(job.files, framework, refused)
        else:
            found = read_lines(
                (job.lines or b"").removesuffix(b"\n").split(b"\n"), framework, first=job.first
            )
            refused += [_refused(job.file, line, problems) for line, problems in found.refused.items()]
            numbers = np.array(found.numbers, dtype=np.int64)
        table = table_of_lines(found, framework) if found.profiles else None
    if table is None or table.num_rows == 0:
        tally = count_people([], [], framework, len(refused))
        return Done(pack_rows(no_rows(framework), form), tally, refused, job.done)
    batch = score_batch(table, framework, reading=reading, file=file, lines=numbers)
    rows = batch.rows
    for row, problems in batch.refused.items():
        where = file if isinstance(file, str) else file[row]
        refused.append(_refused(where, 1 if numbers is None else int(numbers[row]), problems))
    if batch.refused:
        rows = rows.take(pa.array(batch.scored))
    tally = count_people(batch.assessed, rows["cohort"].to_pylist(), framework, len(refused))
    refused.sort(key=lambda each: each.line)
    rows = rows.drop_columns(["refused"]).replace_schema_metadata(None)
    return Done(pack_rows(rows, form), tally, refused, job.done)


def _refused(file: str, line: int, problems: Iterable[Problem]) -> Refused:
    listed = tuple(problems)
    named = listed[:MOST_NAMED]
    sentences = [problem.sentence for problem in named]
    if len(listed) > len(named):
        sentences.append(f"and {len(listed) - len(named)} more")
    return Refused(file, line, ", ".join(dict.fromkeys(p.place for p in named)), "; ".join(sentences))


def _read_files(
    names: tuple[str, ...], framework: Framework, refused: list[Refused]
) -> tuple[Lines, list[str]]:
    """The profiles of some files, one each, and the files that they came from."""
    found, files = Lines([], [], {}), []
    for name in names:
        try:
            own = read_lines([read_bytes(Path(name))], framework)
        except AccessError as error:
            refused.append(Refused(spoken(name), 1, "the file", str(error)))
            continue
        problems = own.refused.get(1)
        if problems is None and not own.profiles:
            problems = (Problem("the file", "is empty", "write a profile; see `readiness schema profile`"),)
        if problems is not None:
            refused.append(_refused(spoken(name), 1, problems))
            continue
        found.profiles.extend(own.profiles)
        found.numbers.append(1)
        files.append(spoken(name))
    return found, files


def no_rows(framework: Framework) -> pa.RecordBatch:
    """No row, with every column of the output."""
    schema = row_schema(framework).remove_metadata()
    schema = schema.remove(schema.get_field_index("refused"))
    return pa.RecordBatch.from_pylist([], schema=schema)
