"""The record of a comparison of two assessments; points are points of the score, 0 to 100."""

from dataclasses import field
from typing import Literal

from readiness.models import Version2
from readiness.models.frozen import dataclass
from readiness.profile.model import Source

__all__ = [
    "Cause",
    "ChangeEvidence",
    "ChangePart",
    "Comparison",
    "Direction",
    "PartKind",
    "PersonChange",
    "Side",
    "YardstickChange",
]

PartKind = Literal["said", "withdrawn", "new", "again", "shown"]
Cause = Literal["rating", "checks", "rating and checks", "source", "by skill", "by area", "inferred", "fact"]
Direction = Literal["up", "down", "same", "undecided"]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two assessments, in short."""

    assessed_at: str
    name: str | None
    score: float | None
    low: float | None
    """The interval of the score"""
    high: float | None
    coverage: float
    band: str
    verdict: str
    """Title of the verdict"""
    framework_id: str
    framework_version: str
    framework_digest: str
    questions_digest: str
    items_digest: str | None
    engine_version: str


@dataclass(frozen=True, kw_only=True)
class PersonChange:
    """One leaf that is worth more or less now by what the person answered; it applies both times."""

    id: str
    title: str
    dimension: str
    criterion: str
    cause: Cause
    """source: the same level, from somebody else; by skill, by area: the same level, said of this skill
    alone now, or of its whole area; inferred: nothing new about it, but other answers shed
    light on it"""
    old_answer: int | float | str | tuple[str, ...] | None
    new_answer: int | float | str | tuple[str, ...] | None
    old_source: Source | None
    """Whose the level was; None where it is no level, or nobody gave it"""
    new_source: Source | None
    old_attainment: float
    new_attainment: float
    points: float


@dataclass(frozen=True, kw_only=True)
class YardstickChange:
    """One leaf that is worth something else to the same profile, because the yardstick changed."""

    id: str
    title: str
    old_weight: float | None
    """None: the leaf is new"""
    new_weight: float | None
    """None: the leaf is gone"""
    points: float


@dataclass(frozen=True, kw_only=True)
class ChangePart:
    """One part of the person's change, by what it tells of: the person, or memory of a question."""

    kind: PartKind
    """said: levels and facts; withdrawn: answers to checks that counted last time and are not here any more;
    new: checks that were not asked last time; again: checks of last time, answered once more; shown: checks
    whose answer the person had seen within 90 days, which count for nothing"""
    n_answers: int
    n_right: int
    """Of these, right now; of those withdrawn, right last time"""
    n_right_before: int | None
    """Of these, right last time; None where they were not asked then"""
    points: float | None
    """None where the yardstick of both assessments is not at hand to score each part"""
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ChangeEvidence:
    """Whether two measurements as uncertain as these can tell the change from none."""

    change: float
    """Change of the estimate that is the person's doing, points"""
    low: float
    high: float
    level: float
    """Probability that the interval holds"""
    larger: bool
    """Whether the interval leaves out 0"""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The change of a score, and where it comes from; points are points of the score, 0 to 100."""

    schema_version: Version2 = 2
    old: Side
    new: Side
    change: float | None
    """New score minus old; None where one of them has none"""
    person: float | None
    """What the person did, by the yardstick of `reference`"""
    framework: float | None
    """The rest: what framework, questions or engine changed"""
    reference: Literal["same", "new", "today"]
    """Yardstick of the split: both used the same; the newer's; or, where that is gone, today's"""
    parts: tuple[ChangePart, ...]
    """What changed in the person and what may be memory; their points add up to `person`"""
    person_changes: tuple[PersonChange, ...]
    """Largest first; with `answered_points` they add up to `person`"""
    answered_points: float
    """Because other things apply"""
    newly_answered: dict[str, str] = field(hash=False)
    """Title of each leaf by its id"""
    no_longer_answered: dict[str, str] = field(hash=False)
    framework_changes: tuple[YardstickChange, ...]
    """Largest first; they add up to `framework`"""
    unknown: tuple[str, ...]
    """Facets and items of a profile that `reference` does not know"""
    verdict: Direction
    evidence: ChangeEvidence | None
    """None where one of the two carries no estimate"""
    no_longer_apply: dict[str, str] = field(default_factory=dict, hash=False)
    """Those of them that do not apply now"""
    titles: dict[str, str] = field(default_factory=dict, hash=False)
    """Title of each answer in words, by `leaf.answer`"""
