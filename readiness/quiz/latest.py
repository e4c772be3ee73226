"""Results that are asked for again a moment later, found by what they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Latest"]

K = TypeVar("K")
V = TypeVar("V")
N_KEPT = 4


class Latest(Generic[K, V]):
    """The latest few results; what they were made from is compared, so that it needs no hash.

    >>> latest = Latest()
    >>> latest.find([1, 2], lambda: "made"), latest.find([1, 2], lambda: "made again")
    ('made', 'made')
    """

    def __init__(self) -> None:
        self._kept: list[tuple[K, V]] = []

    def find(self, made_from: K, make: Callable[[], V]) -> V:
        """The result that was made from the same, or else a new one."""
        for known, result in self._kept:
            if known == made_from:
                return result
        found = make()
        self._kept = [(made_from, found), *self._kept][:N_KEPT]
        return found
