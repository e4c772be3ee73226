"""The store: one private file of history, used as a context manager."""

from __future__ import annotations

import contextlib
import json
from typing import IO, TYPE_CHECKING, Any, Final

from readiness.errors import AccessError, HistoryError, UsageError
from readiness.home import CLAIMS, HISTORY, PAGE, data_folder
from readiness.store.assessments import Assessments
from readiness.store.claims import Claims
from readiness.store.database import explained, open_database
from readiness.store.export import everything
from readiness.store.memory import Memory
from readiness.store.plans import Plans
from readiness.store.sittings import Sittings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from readiness.store.exported import ExportPart
    from readiness.store.restore import Restored
    from readiness.store.rows import Json

__all__ = ["Store"]


def _silent(*_: int) -> None:
    """Say nothing of how far it is."""


_EVERY_TABLE: Final = (
    "shown_items", "done_steps", "plans", "digests", "assessments", "events", "sittings",
)  # fmt: skip
_OURS: Final = frozenset({HISTORY, f"{HISTORY}-journal", CLAIMS, PAGE})


class Store:
    """What is kept on this machine, in `folder` or the person's data folder.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
    ...     sitting = store.sittings.begin(
    ...         started_at="2026-01-05T10:00:00+00:00", mode="quick", options={}, seed=7,
    ...         framework_id="ml-engineer-entry", framework_digest="f", questions_digest="q",
    ...     )
    ...     _ = store.sittings.add(
    ...         sitting.id, "sql", outcome="answered", value=2, seconds=3.5, at="2026-01-05T10:00:04+00:00"
    ...     )
    ...     [event.value for event in store.sittings.events(sitting.id)]
    [2]
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else data_folder()
        self._database = open_database(self.folder / HISTORY, ours=_OURS)
        self._claims = Claims(self.folder)
        self.sittings = Sittings(self._database, self._claims)
        self.assessments = Assessments(self._database, self._claims)
        self.plans = Plans(self._database)
        self.memory = Memory(self._database)

    @staticmethod
    def exists(folder: Path | None = None) -> bool:
        """Whether anything was ever stored there; asking makes no file."""
        return ((folder if folder is not None else data_folder()) / HISTORY).exists()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the claims back and close the file."""
        self._claims.release_all()
        self._database.close()

    def export_text(self) -> Generator[str, None, None]:
        """Everything that is kept, as the text of one JSON value, a piece at a time."""
        with self._database.understood():
            yield from everything(self._database)

    def export_file(self) -> IO[bytes]:
        """Everything that is kept, in a file without a name beside the history once it is large; close it."""
        from readiness.store.spool import spooled  # reading lists needs no files

        with explained(self._database.path):
            file = spooled(self.folder)
            # Half of a surrogate pair, which a keyboard can type, has no UTF-8; its escape is JSON as well.
            for piece in self.export_text():  # `writelines` would hold all of it
                file.write(piece.encode("utf-8", "backslashreplace"))
            file.seek(0)
        return file

    def export(self) -> dict[str, Json]:
        """Everything that is kept, as one JSON value."""
        values: dict[str, Json] = json.loads("".join(self.export_text()))
        return values

    def check(self, progress: Callable[[int, int], None] = _silent) -> None:
        """Read everything that is kept; reports that are as they were saved are not looked at further.

        Parameters
        ----------
        progress : callable
            Is given how many assessments were read, and how many there are, again and again.

        Raises
        ------
        HistoryError
            If something is damaged; each place is named.
        """
        from readiness.store.checking import Check  # reading lists needs no models

        check = Check(self._database, progress)
        problems = list(check.damages())
        with contextlib.suppress(AccessError), self._database.writing() as connection:  # it can wait
            check.remember(connection)
        if problems:
            raise HistoryError(str(self._database.path), problems)

    def restore(self, values: Any, *, source: str = "the export") -> Restored:
        """Take back what `export` gave; what is here already stays as it is, and nothing comes in twice.

        Raises
        ------
        RecordError
            If the values are no export; nothing is changed then.
        """
        from readiness.store.exported import pieces_of  # reading lists needs no models

        return self.restore_pieces(pieces_of(values), source=source)

    def restore_pieces(
        self, pieces: Iterable[ExportPart], *, source: str, progress: Callable[[int], None] = _silent
    ) -> Restored:
        """Take back an export as `restore` does, a piece at a time.

        Parameters
        ----------
        pieces : iterable of ExportPart
            What it holds.
        source : str
            Its name in errors.
        progress : callable
            Is given the number of pieces that were read so far, again and again.
        """
        from readiness.store.restore import restore  # reading lists needs no models

        return restore(self._database, pieces, source=source, progress=progress)

    def delete_assessment(self, assessment_id: int) -> None:
        """Delete one assessment with its sitting, answers and plans, for good.

        Raises
        ------
        UsageError
            If there is none of this id.
        """
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT sitting_id FROM assessments WHERE id = ?", (assessment_id,)
            ).fetchone()
            if row is None:
                raise UsageError(
                    f"there is no assessment {assessment_id}; `readiness history list` shows them"
                )
            connection.execute("DELETE FROM assessments WHERE id = ?", (assessment_id,))
            connection.execute("DELETE FROM sittings WHERE id = ?", row)
        self._remove_copies()

    def delete_sitting(self, sitting_id: int) -> None:
        """Delete one sitting and its answers, for good.

        Raises
        ------
        UsageError
            If there is none of this id, or a quiz is at it.
        """
        self.sittings.get(sitting_id)
        self._delete_sittings([sitting_id])

    def delete_all(self) -> None:
        """Delete everything, for good.

        Raises
        ------
        UsageError
            If a quiz is at one of the sittings; nothing is deleted then.
        """
        self._delete_sittings([], all_of_them=True)

    def _delete_sittings(self, ids: list[int], *, all_of_them: bool = False) -> None:
        held = []
        try:
            with self._database.writing() as connection:
                if all_of_them:
                    ids = [
                        row[0]
                        for row in connection.execute("SELECT id FROM sittings WHERE state = 'unfinished'")
                    ]
                for sitting_id in ids:
                    if not self._claims.take(sitting_id):
                        raise UsageError(
                            f"a quiz is open in another window (sitting {sitting_id}); leave it first"
                        )
                    held.append(sitting_id)
                    connection.execute("DELETE FROM sittings WHERE id = ?", (sitting_id,))
                if all_of_them:
                    for table in _EVERY_TABLE:
                        connection.execute(f"DELETE FROM {table}")  # noqa: S608
                    connection.execute("DELETE FROM sqlite_sequence")  # not even how many there were
        finally:
            for sitting_id in held:
                self._claims.release(sitting_id)
        self._remove_copies(f"{HISTORY}.*" if all_of_them else f"{HISTORY}.version-*")

    def _remove_copies(self, names: str = f"{HISTORY}.version-*") -> None:
        """Remove what may hold the same once more: the last page, and the history as it was before."""
        for path in (self.folder / PAGE, *self.folder.glob(names)):
            path.unlink(missing_ok=True)
        self._database.vacuum()
