"""What a renderer gets: strings ready to print, and numbers that are only to be drawn.

Every ``*_value`` is unrounded, in the unit that its field says, and for lengths and positions alone. Texts
are free of control characters and are otherwise as they came: each renderer escapes them for its own format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from readiness.report.context_shapes import Fact, Footer, Industry, Insight, Level, Source, Sureness

__all__ = [
    "Band",
    "Group",
    "GroupId",
    "Header",
    "Headline",
    "Interval",
    "LeafRow",
    "NodeRow",
    "Resource",
    "Step",
    "Steps",
    "View",
]

GroupId = Literal["likely gap", "unsure", "met", "not answered", "not applicable"]


class Header(NamedTuple):
    """Who, for which role, when."""

    title: str
    name: str
    role: str
    date: str
    iso_date: str


class Band(NamedTuple):
    """A band of the verdict and where it begins, in points."""

    id: str
    title: str
    start_text: str
    start_value: float


class Interval(NamedTuple):
    """The estimate with its interval, in points."""

    text: str
    low_text: str
    high_text: str
    mean_text: str
    low_value: float
    high_value: float
    mean_value: float


class Headline(NamedTuple):
    """The verdict, and the score with everything that belongs beside it."""

    verdict: str
    sentence: str
    score: str
    score_value: float | None
    score_sentence: str
    basis: str
    interval: Interval | None
    coverage: str
    coverage_value: float
    bounds: str
    bounds_low_value: float
    bounds_high_value: float
    chance: str
    threshold: str
    threshold_value: float
    bands: tuple[Band, ...]
    band_id: str
    blocked: str
    blocked_titles: tuple[str, ...]


class NodeRow(NamedTuple):
    """A dimension or a criterion."""

    id: str
    title: str
    dimension: str
    importance: str
    basis: str
    assumed: bool
    rationale: str
    weight: str
    weight_value: float
    contribution: str
    contribution_value: float
    possible: str
    possible_value: float
    missing: str
    missing_value: float
    attainment: str
    attainment_value: float | None
    coverage: str


class LeafRow(NamedTuple):
    """A facet: where the person stands, what is asked, what it is worth."""

    id: str
    title: str
    dimension: str
    criterion: str
    criterion_title: str
    group: GroupId
    certainty: str
    answered: bool
    answer: str
    stands: str
    bar: str
    must_have: str
    blocks: bool
    weight: str
    weight_value: float
    contribution: str
    contribution_value: float
    possible: str
    possible_value: float
    missing: str
    missing_value: float | None
    gain: str
    attainment: str
    attainment_value: float | None
    stated_level: float | None
    bar_level: float | None
    measured_level: float | None
    measured_low: float | None
    measured_high: float | None
    measured: str
    chance: str
    checks: str
    basis: str
    assumed: bool
    reason: str


class Group(NamedTuple):
    """Facets that stand alike, with what that means."""

    id: GroupId
    title: str
    meaning: str
    leaves: tuple[LeafRow, ...]


class Resource(NamedTuple):
    """Something to learn from; `url` is empty unless it is http or https."""

    title: str
    provider: str
    url: str
    price: str


class Step(NamedTuple):
    """A learning step that can be started now."""

    number: int
    id: str
    facet: str
    title: str
    levels: str
    do: str
    first_sentence: str
    hours: str
    hours_value: float
    hours_basis: str
    hours_source: str
    weeks: str
    gain: str
    gain_value: float
    needs: str
    resources: tuple[Resource, ...]


class Steps(NamedTuple):
    """The next steps, what they add up to, and what to say where there are none.

    Where they are the first of a plan: what all of it comes to, and how to see the rest. `role` is how the
    role is named to a command, where it is no shipped one.
    """

    steps: tuple[Step, ...]
    total: str
    note: str
    outcome: str
    rest: str = ""
    role: str = ""


class View(NamedTuple):
    """Everything that a report says, in the order in which it matters."""

    header: Header
    headline: Headline
    total: str
    dimensions: tuple[NodeRow, ...]
    criteria: tuple[NodeRow, ...]
    leaves: tuple[LeafRow, ...]
    groups: tuple[Group, ...]
    gaps: tuple[LeafRow, ...]
    steps: Steps
    sureness: Sureness
    insights: tuple[Insight, ...]
    industries: tuple[Industry, ...]
    careers_note: str
    facts: tuple[Fact, ...]
    context_note: str
    sources: tuple[Source, ...]
    sources_note: str
    levels: tuple[Level, ...]
    caveats: tuple[str, ...]
    footer: Footer
