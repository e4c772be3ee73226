"""How much of a bar an answer reaches, one function for each scale.

Every function takes one respondent a row and gives 0 to 1; NaN goes in and comes out where nothing was
answered. Scales are absolute: no answer of anybody else enters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["count", "coverage", "ordinal_credits", "ordinal_share", "share_at_or_below", "years"]

Floats = NDArray[np.float64]


def ordinal_credits(shares: ArrayLike, credits_below: ArrayLike, bar: int) -> Floats:
    """Attainment of each level of an ordinal scale.

    With F(k) the share of entrants at or below level k, a level is worth ``min(1, F(k) / F(bar))``. Levels
    that the source has no share for stand below the others and carry an assumed credit.

    Parameters
    ----------
    shares : array_like of float, shape (n_levels,)
        Share of entrants who hold each level, any positive unit; NaN where a credit is assumed.
    credits_below : array_like of float, shape (n_levels,)
        Assumed attainment, 0 to 1; NaN where there is a share.
    bar : int
        Index of the level that is asked for.

    Returns
    -------
    ndarray of float, shape (n_levels,)

    Examples
    --------
    >>> nan = float("nan")
    >>> ordinal_credits([nan, 82, 15, 3], [0.6, nan, nan, nan], bar=1).tolist()
    [0.6, 1.0, 1.0, 1.0]
    >>> ordinal_credits([nan, 82, 15, 3], [0.6, nan, nan, nan], bar=2).round(3).tolist()
    [0.6, 0.845, 1.0, 1.0]
    """
    shares = np.asarray(shares, dtype=np.float64)
    assumed = np.asarray(credits_below, dtype=np.float64)
    at_or_below = np.cumsum(np.nan_to_num(shares))
    if np.isnan(shares[bar]):
        return np.where(np.isnan(assumed), 1.0, np.minimum(1.0, assumed / max(assumed[bar], 1e-12)))
    return np.where(np.isnan(assumed), np.minimum(1.0, at_or_below / at_or_below[bar]), assumed)


def ordinal_share(levels: ArrayLike, credit: ArrayLike) -> Floats:
    """Attainment of answers on an ordinal scale.

    Parameters
    ----------
    levels : array_like of float, shape (n_respondents,)
        Index of the level held; NaN where not answered.
    credit : array_like of float, shape (n_levels,)
        What each level is worth, from `ordinal_credits`.

    Returns
    -------
    ndarray of float, shape (n_respondents,)
    """
    levels = np.asarray(levels, dtype=np.float64)
    worth = np.asarray(credit, dtype=np.float64)
    known = ~np.isnan(levels)
    return np.where(known, worth[np.where(known, levels, 0).astype(np.intp)], np.nan)


def share_at_or_below(years_worked: ArrayLike, edges: ArrayLike, shares: ArrayLike) -> Floats:
    """Share of entrants with at most so many years, piecewise linear between the edges of the spans.

    Parameters
    ----------
    years_worked : array_like of float, shape (n_respondents,)
        Years, 0 or more; NaN where not answered.
    edges : array_like of float, shape (n_spans + 1,)
        Where the spans begin and end, in years, rising from 0.
    shares : array_like of float, shape (n_spans,)
        Share of entrants in each span, any positive unit.

    Returns
    -------
    ndarray of float, shape (n_respondents,), 0 to 1

    Examples
    --------
    >>> share_at_or_below([1, 2, 5, 30], [0, 2, 5, 10], [55, 35, 10]).tolist()
    [0.275, 0.55, 0.9, 1.0]
    """
    heights = np.concatenate([[0.0], np.cumsum(np.asarray(shares, dtype=np.float64))])
    ends = np.asarray(edges, dtype=np.float64)
    within: Floats = np.interp(np.asarray(years_worked, dtype=np.float64), ends, heights / heights[-1])
    return within


def years(years_worked: ArrayLike, edges: ArrayLike, shares: ArrayLike, bar: float) -> Floats:
    """Attainment of years of experience: ``min(1, F(years) / F(bar))``, F from `share_at_or_below`.

    Examples
    --------
    >>> years([0, 0.5, 1, 8], [0, 2, 5, 10], [55, 35, 10], bar=1).tolist()
    [0.0, 0.5, 1.0, 1.0]
    """
    at_bar = share_at_or_below([bar], edges, shares)[0]
    reached: Floats = np.minimum(1.0, share_at_or_below(years_worked, edges, shares) / at_bar)
    return reached


def coverage(levels: ArrayLike, popularity: ArrayLike, *, known_at: float, bar: float) -> Floats:
    """Attainment of knowing several things: popularity of those known, over the bar, at most 1.

    Parameters
    ----------
    levels : array_like of float, shape (n_respondents, n_parts)
        Level in each part; a row that is all NaN was not answered, a single NaN is a part not named.
    popularity : array_like of float, shape (n_parts,)
        Popularity of each part, in percent.
    known_at : float
        The level from which a part counts.
    bar : float
        The popularity that is asked for, in percent.

    Returns
    -------
    ndarray of float, shape (n_respondents,)

    Examples
    --------
    >>> coverage([[3, 0], [0, 2]], [83, 9], known_at=2, bar=83).round(3).tolist()
    [1.0, 0.108]
    """
    levels = np.asarray(levels, dtype=np.float64)
    known = (levels >= known_at) @ np.asarray(popularity, dtype=np.float64)
    reached: Floats = np.where(np.isnan(levels).all(axis=1), np.nan, np.minimum(1.0, known / bar))
    return reached


def count(n_things: ArrayLike, bar: float) -> Floats:
    """Attainment of a count: ``min(1, n / bar)``.

    Examples
    --------
    >>> count([0, 1, 5], bar=2).tolist()
    [0.0, 0.5, 1.0]
    """
    reached: Floats = np.minimum(1.0, np.asarray(n_things, dtype=np.float64) / bar)
    return reached
