"""How an answer becomes attainment: the five scales, and where each of their numbers comes from."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from readiness.limits import MOST_RULES
from readiness.models import Limits, Tagged

__all__ = [
    "Basis", "CountScale", "CoverageScale", "Identifier", "Number", "OrdinalScale", "RatingScale", "Scale",
    "Sentence", "Share", "Sourced", "YearsScale",
]  # fmt: skip

Basis = Literal["document", "survey", "assumption"]
Identifier = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+._-]{0,63}$")]
Sentence = Annotated[str, Limits(min_length=1, max_length=600)]
Share = Annotated[float, Limits(ge=0, le=1)]


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Says where a number comes from: the source document, public data, or an assumption and its reason."""

    basis: Basis
    """document: the source says it; survey: public data say it; assumption: we do, with a rationale"""
    rationale: Sentence | None = None
    """Why this number; needed for an assumption"""
    where: Sentence | None = None
    """The part of the source, or the data, that says it; needed for a survey"""

    def __post_init__(self) -> None:
        if self.basis == "survey" and not self.where:
            raise ValueError("a survey figure needs where; name the data that say it")
        if self.basis == "assumption" and not self.rationale:
            raise ValueError("an assumption needs a rationale; add one sentence that says why")


@dataclass(frozen=True, kw_only=True)
class Number(Sourced):
    """A number and where it comes from."""

    value: Annotated[float, Limits(ge=0, le=1e6)]


@dataclass(frozen=True, kw_only=True)
class OrdinalBar(Sourced):
    """The level of an ordinal scale that the role asks for."""

    value: Identifier


@dataclass(frozen=True, kw_only=True)
class RatingScale:
    """Levels 0-4: what each is worth stands in the framework's table for this bar."""

    kind: Literal["rating"] = "rating"
    bar: Number
    """The level, 1 to 4, that the role asks for"""

    def __post_init__(self) -> None:
        if self.bar.value not in {1, 2, 3, 4}:
            raise ValueError(f"{self.bar.value:g} is no level that a bar can stand at; use 1, 2, 3 or 4")


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
class OrdinalScale:
    """Ordered levels: the share of entrants at or below a level, over the same share at the bar."""

    kind: Literal["ordinal-share"] = "ordinal-share"
    input: Literal["education.level", "education.field"]
    bar: OrdinalBar
    levels: Annotated[tuple[OrdinalLevel, ...], Limits(min_length=2, max_length=MOST_RULES)]
    """From lowest to highest"""

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


@dataclass(frozen=True, kw_only=True)
class Span(Sourced):
    """Share of entrants whose years of experience lie in a span."""

    from_: Annotated[float, Limits(ge=0)] = field(metadata={"alias": "from"})
    to: Annotated[float, Limits(gt=0)]
    share: Annotated[float, Limits(gt=0, le=100)]
    """Percent of entrants"""


@dataclass(frozen=True, kw_only=True)
class YearsScale:
    """Years: the share of entrants with at most as many, over the same share at the bar."""

    kind: Literal["years"] = "years"
    input: Literal["experience.years"]
    bar: Number
    spans: Annotated[tuple[Span, ...], Limits(min_length=1, max_length=MOST_RULES)]

    def __post_init__(self) -> None:
        edges = [self.spans[0].from_, *(span.to for span in self.spans)]
        starts = [span.from_ for span in self.spans]
        if starts != edges[:-1] or sorted(set(edges)) != edges or edges[0] != 0:
            raise ValueError("spans must start at 0 and follow each other without gaps; fix from and to")
        if not 0 < self.bar.value <= edges[-1]:
            raise ValueError(f"the bar must lie in the spans; use a number above 0, at most {edges[-1]:g}")


@dataclass(frozen=True, kw_only=True)
class Part(Sourced):
    """One thing that can be known, and its popularity."""

    id: Identifier
    title: Sentence
    value: Annotated[float, Limits(gt=0, le=100)]
    """Popularity in percent"""


@dataclass(frozen=True, kw_only=True)
class CoverageScale:
    """Popularity of what is known, added up, over the bar."""

    kind: Literal["coverage"] = "coverage"
    input: Literal["languages"]
    known_at: Number
    """The level from which a part counts as known"""
    bar: Number
    parts: Annotated[tuple[Part, ...], Limits(min_length=1, max_length=MOST_RULES)]

    def __post_init__(self) -> None:
        if not 0 < self.bar.value <= sum(part.value for part in self.parts):
            raise ValueError("the bar must be above 0 and within what all parts add up to; lower it")


@dataclass(frozen=True, kw_only=True)
class CountScale:
    """How many there are, over the bar, at most 1."""

    kind: Literal["count"] = "count"
    input: Annotated[
        tuple[Literal["education.certifications", "education.bootcamps", "experience.projects"], ...],
        Limits(min_length=1, max_length=MOST_RULES),
    ]
    """Profile fields whose counts are added"""
    bar: Number

    def __post_init__(self) -> None:
        if self.bar.value <= 0:
            raise ValueError("a bar of 0 asks for nothing; use a number above 0")


Scale = Annotated[RatingScale | OrdinalScale | YearsScale | CoverageScale | CountScale, Tagged()]
