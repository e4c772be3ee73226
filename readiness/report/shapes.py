"""What a renderer gets: strings ready to print, and numbers that are only to be drawn.

Every ``*_value`` is unrounded, in the unit that its field says, and for lengths and positions alone. Texts
are free of control characters and are otherwise as they came: each renderer escapes them for its own format.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = [
    "Alternative",
    "Band",
    "Career",
    "Fact",
    "Footer",
    "Group",
    "GroupId",
    "Header",
    "Headline",
    "Industry",
    "Insight",
    "Interval",
    "LeafRow",
    "Level",
    "NodeRow",
    "Question",
    "Resource",
    "Robustness",
    "ShareRow",
    "Source",
    "Step",
    "Steps",
    "Sureness",
    "Version",
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


class Alternative(NamedTuple):
    """The score under another rule."""

    title: str
    score: str
    score_value: float
    band: str


class ShareRow(NamedTuple):
    """Something with a share of a whole, 0 to 1."""

    title: str
    share: str
    share_value: float


class Robustness(NamedTuple):
    """Whether the verdict hangs on the weights."""

    sentence: str
    range: str
    bands: tuple[ShareRow, ...]
    largest_gaps: tuple[ShareRow, ...]
    drivers: tuple[ShareRow, ...]
    alternatives: tuple[Alternative, ...]


class Question(NamedTuple):
    """Two answers that seldom go together, asked about."""

    ask: str
    touches: str


class Sureness(NamedTuple):
    """How far the score can be trusted; a text is empty where there is nothing to say."""

    estimate: str
    leniency: str
    robustness: Robustness | None
    questions: tuple[Question, ...]


class Insight(NamedTuple):
    """A misconception that may apply, with what it means for this profile."""

    number: int
    title: str
    correction: str
    sentences: tuple[str, ...]


class Career(NamedTuple):
    """A path, and how much of what it leans on is there."""

    role: str
    fit: str
    fit_value: float
    strongest: str
    weakest: str
    leans_on: str
    rationale: str


class Industry(NamedTuple):
    """The paths of one industry, best fit first."""

    title: str
    careers: tuple[Career, ...]


class Source(NamedTuple):
    """A figure behind the score: what it is, where it comes from, why."""

    id: str
    title: str
    value: str
    unit: str
    basis: str
    assumed: bool
    note: str


class Fact(NamedTuple):
    """A sentence of context with the basis of its figure."""

    text: str
    basis: str


class Level(NamedTuple):
    """What a level means, for every skill."""

    number: int
    meaning: str


class Version(NamedTuple):
    """One of the things that made the report, with its whole digest, empty where it has none."""

    what: str
    version: str
    digest: str


class Footer(NamedTuple):
    """What made the report, and how to check it."""

    versions: tuple[str, ...]
    parts: tuple[Version, ...]
    verify: str


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
