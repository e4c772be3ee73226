"""The score of a record: what produced it, what it is made of, and how sure it is."""

from typing import Literal

from readiness.framework.scales import Basis
from readiness.models import Field, Record
from readiness.profile.model import Source

__all__ = [
    "Bounds",
    "Estimate",
    "FrameworkRef",
    "Group",
    "Leaf",
    "Measured",
    "MustHave",
    "MustHaveState",
    "Node",
    "Outcome",
    "QuestionsRef",
    "Stated",
    "Verdict",
]

Outcome = Literal["answered", "skipped", "not_applicable", "not_asked"]
Group = Literal["likely gap", "unsure", "met"]
MustHaveState = Literal["below", "too-close", "met"]


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
    """What ratings and facts add up to at face value, over what was answered."""

    score: float | None
    coverage: float


class Estimate(Record):
    """How sure the score is."""

    mean: float = Field(description="The score again")
    low: float
    high: float
    level: float = Field(description="Probability that the interval holds, .8")
    sd: float
    p_ready: float = Field(description="Probability to be ready: score and every must-have")
    evidence_share: float = Field(description="Share of the prior variance that the evidence removed")
    n_ratings: int
    n_answers: int
    n_right: int
    sentence: str


class MustHave(Record):
    """A facet without which nobody is ready, on the evidence of its own ratings and answers."""

    id: str
    title: str
    floor: float = Field(description="The least level")
    level: float = Field(description="Expected level, 0 to 4")
    chance: float = Field(description="Probability that the floor is reached")
    state: MustHaveState
    known: bool = Field(description="Whether it was rated or checked")
    n_answers: int


class Verdict(Record):
    """What the evidence says about being ready."""

    band: str = Field(
        description=(
            "ready; looks-ready, the same from ratings alone; probably-ready; too-close; not-yet; "
            "no-verdict where too little was answered"
        )
    )
    title: str
    sentence: str
    threshold: float = Field(description="Points from which on somebody is ready")
    chance: float = Field(description="Probability to be ready: score and every must-have")
    stage: str = Field(description="The framework's name for scores like this one")
    checked: bool = Field(description="Whether every must-have was checked or verified")
    ready_from: float = Field(description="The chance from which on somebody is called ready")
    blocked_by: tuple[str, ...] = Field(description="Must-have facets that are likely below their floor")
    must_haves: tuple[MustHave, ...]


class Node(Record):
    """A dimension or a criterion with the sums of its leaves."""

    id: str
    title: str
    dimension: str | None
    importance: float = Field(description="The raw number of the framework")
    basis: Basis
    rationale: str | None
    weight: float
    effective_weight: float = Field(description="The same; kept for readers of version 1")
    attainment: float | None
    contribution: float
    points_missing: float
    coverage: float


class Measured(Record):
    """What is believed of a facet, from ratings and answers together."""

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
    effective_weight: float = Field(description="The same; kept for readers of version 1")
    attainment: float | None = Field(description="Expected attainment; None where the leaf does not apply")
    stated_attainment: float | None = Field(description="Attainment at face value; None where unanswered")
    source: Source | None = Field(description="Who gave the level; None where nobody did")
    contribution: float
    points_missing: float | None
    gain_next_level: float | None = Field(description="Points that one level more would add")
    must_have: float | None
    measured: Measured | None
    basis: Basis = Field(description="Basis of the importance of the leaf's criterion")
    reason: str
