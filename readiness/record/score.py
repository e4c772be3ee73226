"""The score of a record: what produced it, what it is made of, and how sure it is."""

from typing import Literal

from readiness.framework.scales import Basis
from readiness.models import Field, Record

__all__ = [
    "Bounds",
    "Estimate",
    "FrameworkRef",
    "Group",
    "Leaf",
    "Measured",
    "Node",
    "Outcome",
    "QuestionsRef",
    "Stated",
    "Verdict",
]

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
