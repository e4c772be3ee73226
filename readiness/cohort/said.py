"""What the rows of a table say at a place of a profile, in the words that a profile would have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from readiness.cohort.columns import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readiness.arrays import Floats
    from readiness.cohort.lists import WordLists
    from readiness.framework import Framework

__all__ = ["said_at"]

Numbers: TypeAlias = "Mapping[str, Floats]"
Said: TypeAlias = "tuple[Floats, Callable[[int], Any]]"
"""A code for each row, shape (n_rows, n_codes): the same where the same is said. And what a row says."""


def said_at(
    place: str, numbers: Numbers, words: Mapping[str, WordLists], framework: Framework, *, n_rows: int
) -> Said:
    """What each row says at a place such as ``education.level``; None where it says nothing."""
    if place == "languages":
        return _languages(numbers, n_rows)
    column = columns_of(framework).get(place)
    if column is not None and column.kind == "names":
        return _names(words.get(place), n_rows)
    codes = numbers.get(place, np.full(n_rows, np.nan))
    options = column.options if column is not None and column.kind == "choice" else ()

    def value(row: int) -> Any:
        code = codes[row]
        if np.isnan(code):
            return None
        return options[int(code)] if options else float(code)

    return _coded(codes[:, None]), value


def _languages(numbers: Numbers, n_rows: int) -> Said:
    """Levels by language; nothing where no language is named."""
    spoken = {
        name.removeprefix("language."): column
        for name, column in numbers.items()
        if name.startswith("language.")
    }
    levels = np.column_stack([np.full(n_rows, np.nan), *spoken.values()])

    def value(row: int) -> dict[str, float] | None:
        named = {
            name: float(level)
            for name, level in zip(spoken, levels[row, 1:], strict=True)
            if not np.isnan(level)
        }
        return named or None

    return _coded(levels), value


def _names(words: WordLists | None, n_rows: int) -> Said:
    """Names in a list; what is none is nothing of it, and left to the strict reader."""
    if words is None:
        return np.full((n_rows, 1), -1.0), lambda _: None
    n_words = np.bincount(words.row, minlength=n_rows)
    first = np.cumsum(n_words) - n_words
    codes = np.full((n_rows, 1 + n_words.max(initial=0)), -1.0)
    codes[:, 0] = words.given
    codes[words.row, 1 + np.arange(len(words.row)) - first[words.row]] = words.word

    def value(row: int) -> tuple[str, ...] | None:
        own = words.word[first[row] : first[row] + n_words[row]]
        return tuple(words.names[k] for k in own.tolist()) if words.given[row] else None

    return codes, value


def _coded(values: Floats) -> Floats:
    """NaN beside the numbers, so that the same is equal: any number may stand in a row that is refused."""
    empty = np.isnan(values)
    return np.column_stack([empty, np.where(empty, 0.0, values)])
