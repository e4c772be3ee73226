"""The record of one assessment: every number that any report needs, its reason, and its versions.

Shares, attainments, weights and probabilities are 0 to 1; scores, contributions and gaps are points,
0 to 100; effort is hours. Nothing in the record is rounded. ``None`` means that there is no such number:
not answered, or nothing to say.
"""

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from readiness.errors import Problem, ProfileError, RecordError
from readiness.framework.model import Basis
from readiness.models import Field, Frozen, Record, Version1, read_as
from readiness.profile.model import Profile
from readiness.profile.reading import parse_json

__all__ = [
    "Alternative",
    "Assessment",
    "Bounds",
    "Career",
    "ConsistencyNote",
    "Driver",
    "Estimate",
    "FrameworkRef",
    "InsightNote",
    "Leaf",
    "LearningStep",
    "Leniency",
    "Measured",
    "NextStep",
    "Node",
    "Provenance",
    "QuestionsRef",
    "RobustnessNote",
    "Salary",
    "Standing",
    "Stated",
    "StepResource",
    "Verdict",
    "parse_assessment",
    "parse_record",
    "to_json",
    "to_json_list",
]

Read = TypeVar("Read", bound=Record)
Outcome = Literal["answered", "skipped", "not_applicable", "not_asked"]
Group = Literal["likely gap", "unsure", "met"]


class FrameworkRef(Record):
    """Which framework produced the record."""

    id: str
    version: str
    digest: str
    title: str
    source: str = Field(description="The document behind figures with basis document")


class QuestionsRef(Record):
    """Which questions produced the record; the other two only where answers were marked with them."""

    digest: str
    items: str | None
    overlay: str | None = Field(description="Digest of the refined difficulties, if any were in use")


class Bounds(Record):
    """The scores if everything unanswered were 0, or at the bar."""

    low: float
    high: float


class Stated(Record):
    """The score from the person's own ratings alone."""

    score: float | None
    coverage: float


class Estimate(Record):
    """The score that the evidence supports, with its interval."""

    mean: float
    low: float
    high: float
    level: float = Field(description="Probability that the interval holds, .8")
    sd: float
    p_ready: float = Field(description="Probability that the top band is reached")
    evidence_share: float = Field(description="Share of the prior variance that the evidence removed")
    n_ratings: int
    n_answers: int
    n_right: int
    sentence: str


class Verdict(Record):
    """The score in words."""

    band: str = Field(description='Id of the band; "no-verdict" where too little was answered')
    title: str
    sentence: str
    threshold: float = Field(description="Where the top band begins, points")
    blocked_by: tuple[str, ...] = Field(description="Must-have facets below their floor, or unanswered")


class Node(Record):
    """A dimension or a criterion with the sums of its leaves."""

    id: str
    title: str
    dimension: str | None
    importance: float = Field(description="The raw number of the framework")
    basis: Basis
    rationale: str | None
    weight: float
    effective_weight: float = Field(description="Share of the points that can be won in this assessment")
    attainment: float | None
    contribution: float
    points_missing: float
    coverage: float


class Measured(Record):
    """What ratings and answers together say about a facet."""

    level: float = Field(description="Expected level, 0 to 4")
    low: float
    high: float
    p_bar: float = Field(description="Probability that the bar is met")
    group: Group
    n_answers: int


class Leaf(Record):
    """One facet: what was answered, what it is worth, what is missing, and why."""

    id: str
    title: str
    dimension: str
    criterion: str
    scale: str
    outcome: Outcome
    answer: int | float | str | tuple[str, ...] | None = Field(description="The raw answer")
    bar: int | float | str = Field(description="What the role asks for")
    weight: float = Field(description="Nominal share of the score; all applicable leaves add up to 1")
    effective_weight: float = Field(description="Share of the points of this assessment; 0 if unanswered")
    attainment: float | None
    stated_attainment: float | None
    contribution: float
    points_missing: float | None
    gain_next_level: float | None = Field(description="Points that one level more would add")
    must_have: float | None
    measured: Measured | None
    basis: Basis = Field(description="Basis of the importance of the leaf's criterion")
    reason: str


class StepResource(Record):
    """Something to learn from."""

    title: str
    provider: str
    url: str
    price: str


class LearningStep(Record):
    """Something to do that raises a facet by one level, what it takes and what it gains."""

    id: str
    facet: str
    facet_title: str
    from_level: int
    to_level: int
    do: str
    effort_hours: float
    effort_basis: Literal["stated", "estimated"]
    effort_source: str
    gain_points: float = Field(description="Points that it brings; in a plan the mean over its roles")
    requires: dict[str, int]
    resources: tuple[StepResource, ...]


class NextStep(LearningStep):
    """A learning step that can be started now."""


class Driver(Record):
    """A dimension or criterion whose importance moves the score."""

    id: str
    title: str
    index: float = Field(description="Share of the score's variance when it moves alone")
    verdict_changes: float = Field(description="Chance that it alone, moved, changes the verdict")


class Alternative(Record):
    """The score under another rule."""

    id: str
    title: str
    score: float
    band: str


class LargestGap(Record):
    """How often a leaf misses the most points while the weights move."""

    id: str
    share: float


class RobustnessNote(Record):
    """Whether the verdict hangs on the weights."""

    draws: int
    verdict_stays: float
    score_low: float = Field(description="5th percentile of the scores under moved weights")
    score_high: float = Field(description="95th percentile")
    bands: dict[str, float] = Field(description="Share of draws in each band")
    largest_gaps: tuple[LargestGap, ...]
    drivers: tuple[Driver, ...]
    hinges_on: str | None = Field(description="The factor that most often changes the verdict alone")
    alternatives: tuple[Alternative, ...]
    sentence: str


class ConsistencyNote(Record):
    """Answers that seldom go together; they lower confidence, not the score."""

    id: str
    ask: str
    touches: tuple[str, ...]


class Leniency(Record):
    """How far the person's ratings run above what the answers support."""

    levels: float
    sd: float
    tell: bool
    sentence: str


class Standing(Record):
    """Where the person stands among entrants: context, not score."""

    id: Literal["degree", "years"]
    share_at_or_below: float
    basis: Basis
    sentence: str


class InsightNote(Record):
    """One of the article's misconceptions that applies to this profile."""

    id: str
    misconception: int
    title: str
    correction: str
    sentence: str


class Career(Record):
    """A path that the article names, and how much of what it leans on is there already."""

    industry: str
    role: str
    fit: float = Field(description="Mean attainment of the facets it leans on")
    strongest: str
    weakest: str
    leans_on: tuple[str, ...]
    basis: Basis = Field(description="Basis of the fit, not of the path")
    rationale: str


class Salary(Record):
    """Entry-level range in the chosen city, USD a year: context, not score."""

    city: str
    low: int
    high: int
    basis: Basis


class Provenance(Record):
    """A number behind the score and where it comes from."""

    id: str
    title: str
    value: float | str
    unit: str
    basis: Basis
    note: str = Field(description="The rationale, or the part of the source")


class Assessment(Record):
    """One scored profile: the contract that every report reads."""

    schema_version: Version1
    engine_version: str
    assessed_at: str = Field(description="ISO 8601, with offset")
    seed: int
    profile: Profile
    framework: FrameworkRef
    questions: QuestionsRef
    score: float | None
    coverage: float
    bounds: Bounds
    stated: Stated
    estimate: Estimate | None
    verdict: Verdict
    dimensions: tuple[Node, ...]
    criteria: tuple[Node, ...]
    leaves: tuple[Leaf, ...]
    next_steps: tuple[NextStep, ...]
    robustness: RobustnessNote | None
    consistency: tuple[ConsistencyNote, ...]
    leniency: Leniency | None
    standing: tuple[Standing, ...]
    insights: tuple[InsightNote, ...]
    careers: tuple[Career, ...]
    salary: Salary | None
    provenance: tuple[Provenance, ...]


def to_json(record: Frozen, *, indent: int | None = 2) -> str:
    """The record as JSON, the same bytes for the same record, with a line end."""
    return json.dumps(record, default=_fields, ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def to_json_list(records: Sequence[Frozen]) -> str:
    """Several records as one JSON array."""
    return "[\n" + ",\n".join(to_json(record).rstrip("\n") for record in records) + "\n]\n"


def _fields(value: Any) -> Any:
    if isinstance(value, Frozen):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"{type(value).__name__} has no place in a record")


def parse_assessment(raw: bytes | str, *, source: str = "the report") -> Assessment:
    """The assessment in a JSON text, as strictly read as a profile.

    Raises
    ------
    RecordError
        If the text is not the record of an assessment.
    """
    otherwise = Problem(
        "the file", "is no assessment", "make one with `readiness score PROFILE --format json`"
    )
    return parse_record(Assessment, raw, source, marks={"score", "leaves", "framework"}, otherwise=otherwise)


def parse_record(
    model: type[Read], raw: bytes | str, source: str, *, marks: set[str], otherwise: Problem
) -> Read:
    """The record in a JSON text; a text without the keys `marks` is told to be something else.

    Raises
    ------
    RecordError
        If the text is not a record of this model.
    """
    try:
        values = parse_json(raw, source=source)
    except ProfileError as error:
        raise RecordError(error.source, error.problems) from None
    if not isinstance(values, dict) or not marks <= values.keys():
        raise RecordError(source, [otherwise])
    record, problems = read_as(model, values)
    if record is None:
        raise RecordError(source, problems)
    return record
