"""The score of a record: what produced it, what it is made of, and how sure it is."""

from typing import Annotated, Literal

from readiness.framework.scales import Basis
from readiness.models.frozen import dataclass
from readiness.profile.model import Source
from readiness.record.kinds import Amount, Count, Few, Id, Level, Points, Share, WholeAmount

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

    id: Id
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

    low: Points
    high: Points


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What ratings and facts add up to at face value, over what was answered."""

    score: Points | None
    coverage: Share


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """How sure the score is."""

    mean: Points
    """The score again"""
    low: Points
    high: Points
    level: Share
    """Probability that the interval holds, .8"""
    sd: Points
    p_ready: Share
    """Probability to be ready: score and every must-have"""
    evidence_share: Share
    """Share of the prior variance that the evidence removed"""
    widened: Share = 0.0
    """Share by which the doubt grows because ratings vary more from skill to skill than people's do"""
    n_ratings: Count
    n_answers: Count
    n_right: Count
    sentence: str


@dataclass(frozen=True, kw_only=True)
class MustHave:
    """A facet without which nobody is ready."""

    id: Id
    title: str
    floor: Level
    """The least level"""
    level: Level
    """Expected level, 0 to 4"""
    chance: Share
    """Probability that the floor is reached, by its own ratings and answers or by all evidence: the less"""
    state: MustHaveState
    known: bool
    """Whether it was rated or checked"""
    n_answers: Count


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the evidence says about being ready."""

    band: str
    """ready; looks-ready, the same from ratings alone; probably-ready; too-close; not-yet; no-verdict where
    too little was answered or too much does not apply"""
    title: str
    sentence: str
    threshold: Points
    """Points from which on somebody is ready"""
    chance: Share
    """Probability to be ready: score and every must-have"""
    stage: str
    """The framework's name for scores like this one"""
    checked: bool
    """Whether every must-have was checked or verified"""
    ready_from: Share
    """The chance from which on somebody is called ready"""
    blocked_by: Annotated[tuple[Id, ...], Few]
    """Must-have facets that are likely below their floor"""
    must_haves: Annotated[tuple[MustHave, ...], Few]

    @property
    def rests_on_ratings(self) -> bool:
        """Whether what it takes to be ready is so only if ratings of must-haves hold that nothing settled."""
        return not self.checked or any(must.known and must.state == "too-close" for must in self.must_haves)


@dataclass(frozen=True, kw_only=True)
class Node:
    """A dimension or a criterion with the sums of its leaves."""

    id: Id
    title: str
    dimension: str | None
    importance: Amount
    """The raw number of the framework"""
    basis: Basis
    rationale: str | None
    weight: Share
    effective_weight: Share
    """The same; kept for readers of version 1"""
    attainment: Share | None
    contribution: Points
    points_missing: Points
    coverage: Share


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is believed of a facet, from ratings and answers together."""

    level: Level
    """Expected level, 0 to 4"""
    low: Level
    high: Level
    p_bar: Share
    """Probability that the bar is met"""
    group: Group
    n_answers: Count


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One facet: what was answered, what it is worth, what is missing, and why."""

    id: Id
    title: str
    dimension: str
    criterion: str
    scale: str
    outcome: Outcome
    answer: WholeAmount | Amount | str | Annotated[tuple[str, ...], Few] | None
    """The raw answer"""
    bar: WholeAmount | Amount | str
    """What the role asks for"""
    weight: Share
    """Nominal share of the score; all applicable leaves add up to 1"""
    effective_weight: Share
    """The same; kept for readers of version 1"""
    attainment: Share | None
    """Expected attainment; None where the leaf does not apply"""
    stated_attainment: Share | None
    """Attainment at face value; None where unanswered"""
    source: Source | None
    """Who gave the level; None where nobody did"""
    contribution: Points
    points_missing: Points | None
    gain_next_level: Points | None
    """Points that one level more would add; 0 where the bar is reached"""
    must_have: Level | None
    measured: Measured | None
    basis: Basis
    """Basis of the importance of the leaf's criterion"""
    reason: str
    held_back_by: str | None = None
    """Title of the skill that it is built on, where that is too low for it to count in full"""

    @property
    def is_rated(self) -> bool:
        """Whether its answer is a level that somebody rated, and no fact."""
        return self.scale == "rating"
