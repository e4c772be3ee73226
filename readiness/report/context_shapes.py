"""What a renderer gets of what stands behind the score and beside it; as `readiness.report.shapes`."""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "Alternative",
    "Career",
    "Fact",
    "Footer",
    "Industry",
    "Insight",
    "Level",
    "Question",
    "Robustness",
    "ShareRow",
    "Source",
    "Sureness",
    "Version",
]


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
