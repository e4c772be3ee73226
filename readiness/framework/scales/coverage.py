"""Several things that can be known, such as languages, by how widely each is used."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from readiness.arrays import ArrayLike, Floats
from readiness.framework.scales.base import (
    FactScale,
    Identifier,
    Number,
    ScaleAnswer,
    ScaleRow,
    Sentence,
    Sourced,
)
from readiness.limits import MOST_RULES
from readiness.models import Limits
from readiness.models.frozen import dataclass
from readiness.words import listed

__all__ = ["CoverageScale", "coverage"]


@dataclass(frozen=True, kw_only=True)
class Part(Sourced):
    """One thing that can be known, and its popularity."""

    id: Identifier
    title: Sentence
    value: Annotated[float, Limits(gt=0, le=100)]
    """Popularity in percent"""


@dataclass(frozen=True, kw_only=True)
class CoverageScale(FactScale):
    """Popularity of what is known, added up, over the bar."""

    kind: Literal["coverage"] = "coverage"
    input: Literal["languages"]
    known_at: Number
    """The level from which a part counts as known"""
    bar: Number
    parts: Annotated[tuple[Part, ...], Limits(min_length=1, max_length=MOST_RULES)]
    unit: ClassVar[str] = "bar, percent"
    counted: ClassVar[str] = (
        "The popularity of the languages known adds up; it counts over what is asked, and at most 1."
    )
    missing: ClassVar[str] = "another programming language"
    named_by_part: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if not 0 < self.bar.value <= sum(part.value for part in self.parts):
            raise ValueError("the bar must be above 0 and within what all parts add up to; lower it")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The place that levels of its parts are read from."""
        return (self.input,)

    @property
    def offers(self) -> dict[str, dict[str, str] | None]:
        """The parts that can be known."""
        return {self.input: {part.id: part.title for part in self.parts}}

    @property
    def part_ids(self) -> tuple[str, ...]:
        """What is answered part by part."""
        return tuple(part.id for part in self.parts)

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """What is known, how many those are, and the level of each part."""
        levels = said[self.input]
        if levels is None:
            return None
        known = tuple(sorted(name for name, level in levels.items() if level >= self.known_at.value))
        return ScaleAnswer(
            known, float(len(known)), tuple(float(levels.get(name, 0)) for name in self.part_ids)
        )

    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:
        """How much of the bar the parts that are known reach."""
        import numpy as np

        popularity = [part.value for part in self.parts]
        known = coverage(
            np.full((len(numbers), len(popularity)), np.nan) if parts is None else parts,
            popularity,
            known_at=self.known_at.value,
            bar=self.bar.value,
        )
        return np.where(np.isnan(numbers), np.nan, known)

    @property
    def rows(self) -> tuple[ScaleRow, ...]:
        """From which level a part is known, and the popularity of each."""
        return (
            ScaleRow("known-at", "Known from", self.known_at.value, "level", self.known_at),
            *(ScaleRow(part.id, part.title, part.value, "percent", part) for part in self.parts),
        )

    @property
    def bar_words(self) -> str:
        """The part that alone is what the role asks for, or how much use all of them have."""
        alone = next((part.title for part in self.parts if part.value == self.bar.value), None)
        return alone or super().bar_words

    @property
    def asked(self) -> str:
        """What the role asks for, as the end of a sentence."""
        return "the most widely used language is what the role asks for"

    def describe_answer(self, given: object) -> str:
        """An answer in words."""
        titles = {part.id: part.title for part in self.parts}
        known = (
            [titles.get(str(name), str(name).capitalize()) for name in given]
            if isinstance(given, tuple)
            else []
        )
        return f"Languages known: {listed(known) or 'none'}"

    @classmethod
    def worded(cls, figure: str) -> str:
        """A value of the scale in words."""
        return f"{figure} % of use"


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
    import numpy as np

    levels = np.asarray(levels, dtype=np.float64)
    known = (levels >= known_at) @ np.asarray(popularity, dtype=np.float64)
    reached: Floats = np.where(np.isnan(levels).all(axis=1), np.nan, np.minimum(1.0, known / bar))
    return reached
