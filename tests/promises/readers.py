"""Every reader as a function of bytes: it takes them, or refuses them in words of its own."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["READERS", "read"]

DAY = date(2026, 6, 1)


def read(name: str, content: bytes) -> None:
    """Give bytes to a reader; what it refuses is fine, whatever else it raises is a bug."""
    from readiness.errors import ReadinessError

    try:
        READERS[name](content)
    except ReadinessError as error:
        assert str(error).replace("\n", "").isprintable(), "a refusal holds what a terminal obeys"  # noqa: PT017


def _profile(content: bytes) -> None:
    from readiness.profile import parse_profile

    parse_profile(content, source="x.json")


def _report(content: bytes) -> None:
    from readiness.record import parse_assessment

    parse_assessment(content, source="x.json")


def _plan(content: bytes) -> None:
    from readiness.record import parse_plan

    parse_plan(content, source="x.json")


def _answers(content: bytes) -> None:
    from readiness.profile import parse_json
    from readiness.profile.documents import describe
    from readiness.quiz.scripted import answers_of, items_in

    values = parse_json(content, source="x.json")
    describe(values)
    items_in(answers_of(values, "x.json"))


def _history(content: bytes) -> None:
    """Read whole and read in pieces it is taken, or refused, alike."""
    from readiness.errors import ReadinessError

    found = []
    for read in (_restored_whole, _restored_in_pieces):
        try:
            found.append(read(content))
        except ReadinessError as error:
            found.append(error)
    whole, in_pieces = found
    if isinstance(whole, ReadinessError) and (
        isinstance(in_pieces, ReadinessError) or "nested" in str(whole)
    ):
        raise whole  # depth is counted from where a piece begins
    assert whole == in_pieces, (str(whole), str(in_pieces))


def _restored_whole(content: bytes) -> tuple[int, ...]:
    from readiness.profile import parse_json
    from readiness.store import Store

    values = parse_json(content, source="x.json", halves=True)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        return store.restore(values, source="x.json")


def _restored_in_pieces(content: bytes) -> tuple[int, ...]:
    from readiness.store import Store
    from readiness.store.exported import pieces_in

    pieces = pieces_in(content[:1000], _Rest(content[1000:]), "x.json")  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        return store.restore_pieces(pieces, source="x.json")


class _Rest:
    """What follows the first bytes of a file."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def read(self, most: int) -> bytes:
        found, self._raw = self._raw[:most], self._raw[most:]
        return found


def _resume(content: bytes) -> None:
    from readiness.profile.importers import import_bytes

    import_bytes(content, source="x", at=DAY)


def _role(content: bytes) -> None:
    from readiness.framework import load_framework

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(content)
        load_framework(path)


def _facet(content: bytes) -> None:
    from readiness import content as shipped
    from readiness.questionnaire.item_reading import parse_items
    from readiness.questionnaire.reading import parse_facet, split

    head, rest = split(shipped.decode(content, "infusions.toml"))
    parse_facet(head.text, "infusions.toml", "infusions")
    parse_items(rest, "infusions.toml", "infusions")


def _background(content: bytes) -> None:
    from readiness import content as shipped
    from readiness.questionnaire.background_reading import parse_background

    parse_background(shipped.decode(content, "x.toml"), "x.toml")


def _actions(content: bytes) -> None:
    from readiness import content as shipped
    from readiness.questionnaire.reading import parse_actions

    parse_actions(shipped.decode(content, "x.toml"), "x.toml")


def _lines(content: bytes) -> None:
    from readiness.cohort.jsonlines import read_lines, table_of_lines
    from readiness.framework import load_framework

    found = read_lines(content.split(b"\n"), load_framework())
    if found.profiles:
        table_of_lines(found, load_framework())


def _csv(content: bytes) -> None:
    from readiness.cohort.csvs import read_csv
    from readiness.framework import load_framework

    for _ in read_csv(io.BytesIO(content), "x.csv", load_framework(), {}):
        pass


READERS: dict[str, Callable[[bytes], None]] = {
    "profile.json": _profile,
    "report.json": _report,
    "plan.json": _plan,
    "answers.json": _answers,
    "history.json": _history,
    "resume.json": _resume,
    "linkedin.zip": _resume,
    "role.toml": _role,
    "bank/questions/facets/infusions.toml": _facet,
    "bank/questions/background.toml": _background,
    "bank/questions/actions.toml": _actions,
    "people.jsonl": _lines,
    "people.csv": _csv,
}
