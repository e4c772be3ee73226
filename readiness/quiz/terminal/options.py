"""The list below a question: where the pointer stands, what is marked, and its lines for any width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.quiz.terminal.painting import Line, option

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Entry", "OptionList"]

POINTER: Final = " > "
NO_POINTER: Final = " " * len(POINTER)
MARKED: Final = "● "
UNMARKED: Final = "○ "


class Entry(NamedTuple):
    """One thing to choose: its key, what choosing it gives, its text. Without a key it is a heading."""

    key: str
    value: Any
    text: str


class OptionList:
    """Entries to choose from, or several to mark.

    Parameters
    ----------
    marked : list, optional
        Values that are marked at first, where several can be.
    """

    def __init__(
        self, entries: Sequence[Entry], *, pointed_at: int = 0, marked: list[Any] | None = None
    ) -> None:
        self.entries = entries
        self.pointed_at = pointed_at
        self.marked = marked

    @property
    def pointed(self) -> Entry:
        """The entry that Enter chooses."""
        return self.entries[self.pointed_at]

    def move(self, by: int) -> None:
        """Move the pointer up (-1) or down (1) past headings, and round from one end to the other."""
        self.pointed_at = (self.pointed_at + by) % len(self.entries)
        if not self.pointed.key:
            self.move(by)

    def toggle(self, index: int) -> None:
        """Mark an entry, or take its mark away."""
        value = self.entries[index].value
        if self.marked is None:
            return
        if value in self.marked:
            self.marked.remove(value)
        else:
            self.marked.append(value)

    def height(self, width: int) -> int:
        """How many lines all entries take."""
        return sum(text.count("\n") + 1 for text in self._texts(width))

    def pointed_height(self, width: int) -> int:
        """How many lines the entry at the pointer takes."""
        return self._texts(width)[self.pointed_at].count("\n") + 1

    def pieces(self, width: int) -> Line:
        """The whole list, with the cursor at the pointer."""
        pieces: Line = []
        for index, text in enumerate(self._texts(width)):
            here = index == self.pointed_at
            pieces += [("", "\n")] if pieces else []
            pieces += (
                [("class:pointer", POINTER), ("[SetCursorPosition]", "")] if here else [("", NO_POINTER)]
            )
            pieces += [("", self._mark(index)), ("class:pointed" if here else "", text)]
        return pieces

    def _mark(self, index: int) -> str:
        if self.marked is None or not self.entries[index].key:
            return ""
        return MARKED if self.entries[index].value in self.marked else UNMARKED

    def _texts(self, width: int) -> list[str]:
        return [
            option(entry.key, entry.text, width, before=len(POINTER) + len(self._mark(index)))
            if entry.key
            else entry.text
            for index, entry in enumerate(self.entries)
        ]
