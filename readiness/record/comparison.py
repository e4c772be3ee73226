"""The record of a comparison of two assessments; points are points of the score, 0 to 100."""

from typing import Literal

from readiness.models import Field, Record, Version1

__all__ = ["Cause", "Comparison", "Direction", "Evidence", "Move", "Shift", "Side"]

Cause = Literal["rating", "checks", "rating and checks", "inferred", "fact"]
Direction = Literal["up", "down", "same", "undecided"]


class Side(Record):
    """One of the two assessments, in short."""

    assessed_at: str
    name: str | None
    score: float | None
    coverage: float
    band: str
    verdict: str = Field(description="Title of the verdict")
    framework_id: str
    framework_version: str
    framework_digest: str
    questions_digest: str
    items_digest: str | None
    engine_version: str


class Move(Record):
    """One leaf that the person moved: answered both times, and worth more or less now."""

    id: str
    title: str
    dimension: str
    criterion: str
    cause: Cause = Field(description="inferred: nothing new about it, but other answers shed light on it")
    old_answer: int | float | str | tuple[str, ...] | None
    new_answer: int | float | str | tuple[str, ...] | None
    old_attainment: float
    new_attainment: float
    points: float


class Shift(Record):
    """One leaf that is worth something else to the same profile, because the yardstick changed."""

    id: str
    title: str
    old_weight: float | None = Field(description="None: the leaf is new")
    new_weight: float | None = Field(description="None: the leaf is gone")
    points: float


class Evidence(Record):
    """Whether two measurements as uncertain as these can tell the change from none."""

    change: float = Field(description="Change of the estimate that is the person's doing, points")
    low: float
    high: float
    level: float = Field(description="Probability that the interval holds")
    larger: bool = Field(description="Whether the interval leaves out 0")


class Comparison(Record):
    """The change of a score, and where it comes from; points are points of the score, 0 to 100."""

    schema_version: Version1 = 1
    old: Side
    new: Side
    change: float | None = Field(description="New score minus old; None where one of them has none")
    person: float | None = Field(description="What the person did, by the yardstick of `reference`")
    framework: float | None = Field(description="The rest: what framework, questions or engine changed")
    reference: Literal["same", "new", "today"] = Field(
        description="Yardstick of the split: both used the same; the newer's; or, where that is gone, today's"
    )
    moves: tuple[Move, ...] = Field(
        description="Largest first; with `answered_points` they add up to `person`"
    )
    answered_points: float = Field(description="Because other things were answered, or apply")
    newly_answered: dict[str, str] = Field(description="Title of each leaf by its id")
    no_longer_answered: dict[str, str]
    shifts: tuple[Shift, ...] = Field(description="Largest first; they add up to `framework`")
    unknown: tuple[str, ...] = Field(
        description="Facets and items of a profile that `reference` does not know"
    )
    verdict: Direction
    evidence: Evidence | None = Field(description="None where one of the two carries no estimate")
