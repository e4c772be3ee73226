"""What may be said of people together without saying it of one of them: nothing about fewer than five."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LEAST", "Merged", "hide_cells", "merge_cells", "tells_of_few"]

LEAST = 5
"""So many people a figure is about at least."""


class Merged(NamedTuple):
    """Neighbouring cells taken together: the positions of the first and the last, and the people in them."""

    first: int
    last: int
    n: int


def tells_of_few(n: int, of: int) -> bool:
    """Whether a count out of so many is about one to four people, or about all but so many.

    >>> [tells_of_few(n, 20) for n in (0, 3, 5, 15, 18, 20)]
    [False, True, False, False, True, False]
    """
    return 0 < n < LEAST or 0 < of - n < LEAST


def merge_cells(counts: Sequence[int]) -> list[Merged]:
    """Neighbouring cells taken together until each holds nobody or at least five.

    >>> merge_cells([2, 0, 4, 7, 1])
    [Merged(first=0, last=2, n=6), Merged(first=3, last=4, n=8)]
    """
    cells = [Merged(k, k, n) for k, n in enumerate(counts)]
    k = 0
    while k < len(cells):
        if 0 < cells[k].n < LEAST and len(cells) > 1:
            other = k + 1 if k + 1 < len(cells) else k - 1
            a, b = sorted((k, other))
            cells[a : b + 1] = [Merged(cells[a].first, cells[b].last, cells[a].n + cells[b].n)]
            k = max(a - 1, 0)
        else:
            k += 1
    return cells


def hide_cells(counts: Sequence[int]) -> list[int | None]:
    """The cells of a row whose sum is known; None where a cell is hidden.

    Those of one to four people are, and further ones until what is hidden comes to five people or more.

    >>> hide_cells([9, 2, 0, 7]), hide_cells([9, 2, 0, 3])
    ([9, None, 0, None], [9, None, 0, None])
    """
    hidden = {k for k, n in enumerate(counts) if 0 < n < LEAST}
    for k in sorted((k for k, n in enumerate(counts) if n >= LEAST), key=lambda k: counts[k]):
        if not 0 < sum(counts[k] for k in hidden) < LEAST:
            break
        hidden.add(k)
    return [None if k in hidden else n for k, n in enumerate(counts)]
