"""Ordered levels such as degrees, each by the share of entrants at or below it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from readiness.arrays import ArrayLike, Floats
from readiness.framework.scales.base import (
    EntrantShare,
    FactScale,
    Identifier,
    ScaleAnswer,
    ScaleRow,
    Sentence,
    Share,
    Sourced,
)
from readiness.limits import MOST_RULES
from readiness.models import Limits
from readiness.models.frozen import dataclass

__all__ = ["OrdinalScale", "ordinal_credits", "ordinal_share"]


@dataclass(frozen=True, kw_only=True)
class OrdinalBar(Sourced):
    """The level of an ordinal scale that the role asks for."""

    value: Identifier


@dataclass(frozen=True, kw_only=True)
class OrdinalLevel(Sourced):
    """One level of an ordinal scale: the share of entrants who hold it, or an assumed credit."""

    id: Identifier
    title: Sentence
    share: Annotated[float, Limits(gt=0, le=100)] | None = None
    """Percent of entrants"""
    credit: Share | None = None
    """Attainment where the source has no share"""

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.share is None) == (self.credit is None):
            raise ValueError("needs either a share or a credit; give one of them")


@dataclass(frozen=True, kw_only=True)
class OrdinalScale(FactScale):
    """Ordered levels: the share of entrants at or below a level, over the same share at the bar."""

    kind: Literal["ordinal-share"] = "ordinal-share"
    input: Literal["education.level", "education.field"]
    bar: OrdinalBar
    levels: Annotated[tuple[OrdinalLevel, ...], Limits(min_length=2, max_length=MOST_RULES)]
    """From lowest to highest"""
    counted: ClassVar[str] = (
        "Where the source gives shares of entrants, a level counts as the share at or below it over the same "
        "share at what is asked; elsewhere it counts as the assumed part of 1."
    )
    missing: ClassVar[str] = "a degree or field of study"

    def __post_init__(self) -> None:
        ids = [level.id for level in self.levels]
        if len(set(ids)) < len(ids):
            raise ValueError("two levels share an id; give each its own")
        if self.bar.value not in ids:
            raise ValueError(f"the bar {self.bar.value} is not among the levels; one of: {', '.join(ids)}")
        credits_ = [level.credit for level in self.levels]
        given = [c for c in credits_ if c is not None]
        if given != sorted(given) or None in credits_[: len(given)]:
            raise ValueError("credits must rise, and stand below every level that has a share; reorder them")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The place that its level is read from."""
        return (self.input,)

    @property
    def offers(self) -> dict[str, dict[str, str] | None]:
        """The levels that can be chosen."""
        return {self.input: {level.id: level.title for level in self.levels}}

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """The level that is held, and its place."""
        names = [level.id for level in self.levels]
        held = said[self.input]
        return ScaleAnswer(held, float(names.index(held))) if held in names else None

    @cached_property
    def _credits(self) -> Floats:
        nan = float("nan")
        shares = [nan if level.share is None else level.share for level in self.levels]
        credit = [nan if level.credit is None else level.credit for level in self.levels]
        bar = [level.id for level in self.levels].index(self.bar.value)
        return ordinal_credits(shares, credit, bar)

    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:  # noqa: ARG002
        """How much of the bar the levels at these places reach."""
        return ordinal_share(numbers, self._credits)

    def standing(self, answer: ScaleAnswer) -> EntrantShare | None:
        """The share of entrants with this degree or a lower one."""
        shares = [level.share or 0.0 for level in self.levels]
        if self.input != "education.level" or not any(shares):
            return None
        return EntrantShare("degree", sum(shares[: int(answer.number) + 1]) / sum(shares))

    @property
    def rows(self) -> tuple[ScaleRow, ...]:
        """Share or credit of each level."""
        return tuple(
            ScaleRow(level.id, level.title, level.credit or 0.0, "credit", level)
            if level.share is None
            else ScaleRow(level.id, level.title, level.share, "percent of entrants", level)
            for level in self.levels
        )

    @property
    def bar_words(self) -> str:
        """What the role asks for, as it is called in a table."""
        return self._title(self.bar.value)

    @property
    def asked(self) -> str:
        """What the role asks for, as the end of a sentence."""
        return f"the role asks for: {self._title(self.bar.value)}"

    def describe_answer(self, given: object) -> str:
        """An answer in words."""
        return f"You hold: {self._title(given)}"

    def _title(self, name: object) -> str:
        return next(level.title for level in self.levels if level.id == name)


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
    import numpy as np

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
    import numpy as np

    levels = np.asarray(levels, dtype=np.float64)
    worth = np.asarray(credit, dtype=np.float64)
    known = ~np.isnan(levels)
    return np.where(known, worth[np.where(known, levels, 0).astype(np.intp)], np.nan)
