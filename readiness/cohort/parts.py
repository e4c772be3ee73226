"""Finished parts of a long run beside its output, so that a run that was ended goes on where it was."""

from __future__ import annotations

import contextlib
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

import readiness
from readiness.cohort.jobs import Done, Refused
from readiness.cohort.tally import Tally
from readiness.errors import AccessError, visible
from readiness.files import reason
from readiness.saving import saving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from readiness.cohort.decoding import Reading
    from readiness.cohort.sources import SourceFile
    from readiness.framework import Framework

__all__ = ["PART_ROWS", "Parts"]

PART_ROWS = 50_000
_KEY = b"readiness.part"
_AT_ONCE = 1 << 20
"""Bytes of rows that are read from a part at once."""


class Parts:
    """A folder of parts, each a Parquet file that also holds the tally and the refused records of its jobs.

    Parameters
    ----------
    output : Path
        The file that the parts are for; the folder stands beside it.
    sources, framework, reading
        What the run reads and how; parts of another run are not used.
    """

    def __init__(
        self, output: Path, sources: Sequence[SourceFile], framework: Framework, reading: Reading
    ) -> None:
        self.folder = output.with_name(f"{output.name}.parts")
        said = [[*source] for source in sources], framework.digest, readiness.__version__, repr(reading)
        self._run = sha256(json.dumps(said).encode()).hexdigest()
        self.resumable = all(source.size is not None for source in sources)
        self.n_jobs = 0
        self._files: list[Path] = []
        self._kept: list[Done] = []
        self._n_rows = 0

    def find(self) -> Iterator[tuple[Tally, list[Refused]]]:
        """What earlier parts of the same run hold, in order; afterwards `n_jobs` of the jobs are done."""
        if self.resumable and self.folder.is_dir():
            for path in sorted(self.folder.glob("part-*.parquet")):
                meta = _meta(path)
                if meta is None or meta["run"] != self._run or meta["from"] != self.n_jobs:
                    break
                self.n_jobs = meta["upto"]
                self._files.append(path)
                yield Tally.read(meta["tally"]), [Refused(*row) for row in meta["refused"]]

    def add(self, done: Done) -> None:
        """Keep what came of the next job; enough of them become a part on the disk."""
        self._kept.append(done)
        self._n_rows += done.tally.n_scored
        if self._n_rows >= PART_ROWS:
            self._save()

    def rows(self) -> Iterator[pa.RecordBatch]:
        """All rows, as they were packed, in order."""
        for path in self._files:
            with pq.ParquetFile(path) as file:
                for k in range(file.num_row_groups):
                    for rows in file.read_row_group(k, use_threads=False).to_batches():
                        yield rows.replace_schema_metadata(None)
        for done in self._kept:
            yield done.rows

    def remove(self) -> None:
        """Remove the parts: their rows are in the output, or cannot be gone on with.

        Whatever else is in the folder is somebody else's, and stays.
        """
        with contextlib.suppress(OSError):
            for path in [*self.folder.glob("part-*.parquet"), *self.folder.glob(".part-*.tmp")]:
                path.unlink()
            self.folder.rmdir()

    def _save(self) -> None:
        tally, refused = Tally(), []
        for done in self._kept:
            tally.add(done.tally)
            refused += done.refused
        meta = {
            "run": self._run,
            "from": self.n_jobs,
            "upto": self.n_jobs + len(self._kept),
            "tally": tally.plain(),
            "refused": refused,
        }
        table = pa.Table.from_batches([done.rows for done in self._kept])
        path = self.folder / f"part-{len(self._files):05d}.parquet"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise AccessError(f"{visible(str(path))} could not be saved: {reason(error)}") from None
        with saving(path, always=True) as file:
            pq.write_table(
                table.replace_schema_metadata({_KEY: json.dumps(meta).encode()}),
                file,
                row_group_size=max(1, _AT_ONCE // max(table.nbytes // max(table.num_rows, 1), 1)),
                compression="lz4",
                use_dictionary=False,
                write_statistics=False,
            )
        self._files.append(path)
        self.n_jobs += len(self._kept)
        self._kept, self._n_rows = [], 0


def _meta(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(pq.read_schema(path).metadata[_KEY])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return found
