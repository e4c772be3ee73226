"""What holds between the parts of a record: names that are there, numbers that add up, ends in order."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from readiness.errors import Problem, closest, quoted
from readiness.record.kinds import SLIP
from readiness.times import IN_YEARS, day_in, moment_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

__all__ = ["Findings", "placed"]

Entry = TypeVar("Entry")
AS_MADE: Final = "take the file as it was made"


class Findings:
    """The problems that are found while a record is looked through; each question says what was wrong."""

    def __init__(self) -> None:
        self._by_place: dict[str, Problem] = {}

    @property
    def problems(self) -> list[Problem]:
        """What was found, in the order in which it was."""
        return list(self._by_place.values())

    def add(self, where: str, what: str, fix: str = AS_MADE) -> None:
        """A problem at a place; the first one at each is enough to act on."""
        self._by_place.setdefault(where, Problem(where, what, fix))

    def equal(self, where: str, value: float, wanted: float, what: str) -> None:
        """A number is what other numbers of the record say, but for rounding."""
        if not math.isclose(value, wanted, rel_tol=SLIP, abs_tol=SLIP):
            self.add(where, f"{value:.6g} is not {what}, {wanted:.6g}")

    def ordered(self, where: str, low: float, high: float, what: str = "is above the upper end") -> None:
        """A lower end is not above its upper one."""
        if low > high + SLIP:
            self.add(where, f"{low:.6g} {what}, {high:.6g}")

    def within(self, where: str, value: float, ends: tuple[float, float], what: str) -> None:
        """A number lies between two others."""
        if not ends[0] - SLIP <= value <= ends[1] + SLIP:
            self.add(where, f"{value:.6g} is not {what}, {ends[0]:.6g} to {ends[1]:.6g}")

    def known(self, where: str, name: str, names: Collection[str], what: str) -> bool:
        """A name is one of those that the record has."""
        if name not in names:
            self.add(
                where, f"{quoted(name)} is no {what}", closest(name, list(names)[:20]) if names else AS_MADE
            )
            return False
        return True

    def all_known(self, where: str, found: Iterable[str], names: Collection[str], what: str) -> None:
        """Every name of a list or of the keys of a table is one of those that the record has."""
        for name in found:
            self.known(where, name, names, what)

    def same(self, where: str, value: object, wanted: object, what: str) -> None:
        """Two places that say the same thing agree."""
        if value != wanted:
            self.add(where, f"{quoted(value)} is not {what}, {quoted(wanted)}")

    def once(self, where: str, names: Sequence[str]) -> None:
        """Nothing is in a list twice."""
        for name, n in Counter(names).items():
            if n > 1:
                self.add(where, f"{quoted(name)} is there {n} times", "keep one")

    def moment(self, where: str, text: str) -> None:
        """A text is a moment that can be counted with."""
        try:
            moment_in(text)
        except ValueError:
            fix = f"write it like 2026-01-31T09:00:00+00:00, {IN_YEARS}"
            self.add(where, f"{quoted(text)} is no date and time", fix)

    def day(self, where: str, text: str | None) -> bool:
        """A text is a day that can be counted with, or there is none."""
        try:
            day_in(text or "")
        except ValueError:
            if text is not None:
                self.add(where, f"{quoted(text)} is no date", f"write it like 2026-01-31, {IN_YEARS}")
            return False
        return True


def placed(
    name: str, entries: Sequence[Entry], *, name_of: Callable[[Any], str] = lambda entry: entry.id
) -> Iterator[tuple[str, Entry]]:
    """The entries of a list, each with its place as wrong values in it are said."""
    for k, entry in enumerate(entries):
        yield f"{name}.{k} ({name_of(entry)})", entry
