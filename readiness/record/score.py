"""The score of a record: what produced it, what it is made of, and how sure it is."""

from dataclasses import dataclass
from typing import Literal

from readiness.framework.scales import Basis
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


@dataclass(frozen=True, kw_only=True)
class FrameworkRef:
    """Which framework produced the record."""

    id: str
    version: str
    digest: str
    title: str
    source: str
    """The document behind figures with basis document"""


@dataclass(frozen=True, kw_only=True)
class QuestionsRef:
    """Which questions produced the record; the other two only where answers were marked with them."""

    digest: str
    items: str | None
    overlay: str | None
    """Digest of the refined difficulties, if any were in use"""
    can_check: bool = True
    """Whether there are checks about any skill of the role, so that some can be offered"""
    left_out: tuple[str, ...] = ()
    """A sentence for each reason for which answers of the profile do not count"""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The scores if everything unanswered were 0, or at the bar."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What ratings and facts add up to at face value, over what was answered."""

    score: float | None
    coverage: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """How sure the score is."""

    mean: float
    """The score again"""
    low: float
    high: float
    level: float
    """Probability that the interval holds, .8"""
    sd: float
    p_ready: float
    """Probability to be ready: score and every must-have"""
    evidence_share: float
    """Share of the prior variance that the evidence removed"""
    n_ratings: int
    n_answers: int
    n_right: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class MustHave:
    """A facet without which nobody is ready."""

    id: str
    title: str
    floor: float
    """The least level"""
    level: float
    """Expected level, 0 to 4"""
    chance: float
    """Probability that the floor is reached, by its own ratings and answers or by all evidence: the less"""
    state: MustHaveState
    known: bool
    """Whether it was rated or checked"""
    n_answers: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the evidence says about being ready."""

    band: str
    """ready; looks-ready, the same from ratings alone; probably-ready; too-close; not-yet; no-verdict where
    too little was answered"""
    title: str
    sentence: str
    threshold: float
    """Points from which on somebody is ready"""
    chance: float
    """Probability to be ready: score and every must-have"""
    stage: str
    """The framework's name for scores like this one"""
    checked: bool
    """Whether every must-have was checked or verified"""
    ready_from: float
    """The chance from which on somebody is called ready"""
    blocked_by: tuple[str, ...]
    """Must-have facets that are likely below their floor"""
    must_haves: tuple[MustHave, ...]


@dataclass(frozen=True, kw_only=True)
class Node:
    """A dimension or a criterion with the sums of its leaves."""

    id: str
    title: str
    dimension: str | None
    importance: float
    """The raw number of the framework"""
    basis: Basis
    rationale: str | None
    weight: float
    effective_weight: float
    """The same; kept for readers of version 1"""
    attainment: float | None
    contribution: float
    points_missing: float
    coverage: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is believed of a facet, from ratings and answers together."""

    level: float
    """Expected level, 0 to 4"""
    low: float
    high: float
    p_bar: float
    """Probability that the bar is met"""
    group: Group
    n_answers: int


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One facet: what was answered, what it is worth, what is missing, and why."""

    id: str
    title: str
    dimension: str
    criterion: str
    scale: str
    outcome: Outcome
    answer: int | float | str | tuple[str, ...] | None
    """The raw answer"""
    bar: int | float | str
    """What the role asks for"""
    weight: float
    """Nominal share of the score; all applicable leaves add up to 1"""
    effective_weight: float
    """The same; kept for readers of version 1"""
    attainment: float | None
    """Expected attainment; None where the leaf does not apply"""
    stated_attainment: float | None
    """Attainment at face value; None where unanswered"""
    source: Source | None
    """Who gave the level; None where nobody did"""
    contribution: float
    points_missing: float | None
    gain_next_level: float | None
    """Points that one level more would add"""
    must_have: float | None
    measured: Measured | None
    basis: Basis
    """Basis of the importance of the leaf's criterion"""
    reason: str
