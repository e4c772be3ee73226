"""Years of experience, by the share of entrants who have at most as many."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, ClassVar, Literal

from readiness.arrays import ArrayLike, Floats
from readiness.framework.scales.base import (
    EntrantShare,
    FactScale,
    Number,
    ScaleAnswer,
    ScaleRow,
    Sourced,
)
from readiness.limits import MOST_RULES
from readiness.models import Limits
from readiness.models.frozen import dataclass

__all__ = ["YearsScale", "YearsSpan", "share_at_or_below", "years"]


@dataclass(frozen=True, kw_only=True)
class YearsSpan(Sourced):
    """Share of entrants whose years of experience lie in a span."""

    from_: Annotated[float, Limits(ge=0)] = field(metadata={"alias": "from"})
    to: Annotated[float, Limits(gt=0)]
    share: Annotated[float, Limits(gt=0, le=100)]
    """Percent of entrants"""


@dataclass(frozen=True, kw_only=True)
class YearsScale(FactScale):
    """Years: the share of entrants with at most as many, over the same share at the bar."""

    kind: Literal["years"] = "years"
    input: Literal["experience.years"]
    bar: Number
    spans: Annotated[tuple[YearsSpan, ...], Limits(min_length=1, max_length=MOST_RULES)]
    unit: ClassVar[str] = "bar, years"
    counted: ClassVar[str] = (
        "Counts as the share of entrants with at most as many years, over that share at what is asked."
    )
    climbs: ClassVar[bool] = True

    def __post_init__(self) -> None:
        edges = [self.spans[0].from_, *(span.to for span in self.spans)]
        starts = [span.from_ for span in self.spans]
        if starts != edges[:-1] or sorted(set(edges)) != edges or edges[0] != 0:
            raise ValueError("spans must start at 0 and follow each other without gaps; fix from and to")
        if not 0 < self.bar.value <= edges[-1]:
            raise ValueError(f"the bar must lie in the spans; use a number above 0, at most {edges[-1]:g}")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The place that the years are read from."""
        return (self.input,)

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """The years that were worked."""
        worked = said[self.input]
        return None if worked is None else ScaleAnswer(worked, float(worked))

    @property
    def _edges(self) -> list[float]:
        return [self.spans[0].from_, *(span.to for span in self.spans)]

    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:  # noqa: ARG002
        """How much of the bar these years reach."""
        return years(numbers, self._edges, [span.share for span in self.spans], self.bar.value)

    def standing(self, answer: ScaleAnswer) -> EntrantShare | None:
        """The share of entrants with at most as many years."""
        shares = [span.share for span in self.spans]
        return EntrantShare("years", float(share_at_or_below([answer.number], self._edges, shares)[0]))

    @property
    def rows(self) -> tuple[ScaleRow, ...]:
        """The share of entrants in each span."""
        return tuple(
            ScaleRow(
                f"{span.from_:g}-{span.to:g}",
                f"{span.from_:g} to {span.to:g} years",
                span.share,
                "percent of entrants",
                span,
            )
            for span in self.spans
        )

    @property
    def asked(self) -> str:
        """What the role asks for, as the end of a sentence."""
        return f"the role asks for {self.worded(f'{self.bar.value:g}')}"

    @classmethod
    def worded(cls, figure: str) -> str:
        """A value of the scale in words."""
        return f"{figure} year{'' if figure == '1' else 's'}"

    @classmethod
    def climb(cls, start: str, end: str) -> str:
        """From where to where a step leads."""
        return f"{start} to {end} years"


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
    import numpy as np

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
    import numpy as np

    found = share_at_or_below(np.append(years_worked, bar), edges, shares)
    reached: Floats = np.minimum(1.0, found[:-1] / found[-1])
    return reached
