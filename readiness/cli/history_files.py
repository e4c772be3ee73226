"""The history as a file: written by `readiness history export`, taken back by `readiness history import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness import streams
from readiness.cli.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["take_back", "write_pieces"]


def write_pieces(pieces: Iterable[str], output: str | None) -> None:
    """An export as it is read, to a file of one's own or to standard output."""
    from pathlib import Path

    from readiness.saving import PRIVATE, saving

    # Half of a surrogate pair, which a terminal can type, has no UTF-8; its escape is JSON as well.
    raw = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    if output is None or output == "-":
        for piece in raw:
            streams.write(piece.decode())
    else:
        with saving(Path(output), mode=PRIVATE, always=True) as file:
            file.writelines(raw)


def take_back(name: str) -> str:
    """Take an export, or one report, into the history; what was done, in words."""
    from pathlib import Path

    from readiness.files import opened, source_name
    from readiness.limits import MAX_BYTES
    from readiness.profile.documents import describe
    from readiness.store import Store
    from readiness.store.exported import pieces_in, pieces_of

    source = source_name(name)
    with opened(Path(name)) as file:
        head = file.read(MAX_BYTES + 1)
        if len(head) > MAX_BYTES:  # nothing but an export is so large
            pieces = pieces_in(head, file, source)
        else:
            values = _document(head, source)
            if describe(values).kind == "report":
                return _take_back_report(head, source)
            pieces = pieces_of(values)
        with Store() as store, Waiting("entries read: {}") as shown:
            found = store.restore_pieces(pieces, source=source, progress=shown.show)
    done = f"{found.assessments} assessments, {found.sittings} sittings, {found.plans} plans"
    there = f"; {found.there_already} entries were there already" if found.there_already else ""
    return f"taken back: {done}{there}"


def _document(raw: bytes, source: str) -> Any:
    """The content of a file that is read whole; one that is plainly something else is refused."""
    from readiness.errors import ProfileError, RecordError
    from readiness.profile import parse_json
    from readiness.profile.documents import describe

    try:
        values = parse_json(raw, source=source, halves=True)
    except ProfileError as error:
        raise RecordError(source, error.problems) from None
    document = describe(values)
    if document.kind not in {"report", "export", "unknown"}:
        raise RecordError(source, [document.problem("an export")])
    return values


def _take_back_report(raw: bytes, source: str) -> str:
    """One report, as `history export ID` writes it."""
    from readiness.record import parse_assessment, to_json
    from readiness.store import Store

    record = parse_assessment(raw, source=source)
    text = to_json(record)
    with Store() as store:
        alike = [row for row in store.assessments.all() if row.assessed_at == record.assessed_at]
        if any(store.assessments.record(row.id) == text for row in alike if row.name == record.profile.name):
            return "this report was there already"
        return f"taken back: assessment {store.assessments.save(record).id}"
