"""The record of one person held against several roles; points are points of each role's score, 0 to 100."""

from readiness.models import Version1
from readiness.models.frozen import dataclass

__all__ = ["Path", "Paths", "RoleDifference", "SharedStep"]


@dataclass(frozen=True, kw_only=True)
class RoleDifference:
    """A skill or fact in which a role asks for more, or counts more, than the nearest one."""

    id: str
    title: str
    scale: str
    """The kind of its scale"""
    points: float
    """Points missing here, less those missing in the nearest role"""
    bar: int | float | str
    nearest_bar: int | float | str | None
    """None where the nearest role does not ask for it"""


@dataclass(frozen=True, kw_only=True)
class Path:
    """One role, and how ready the person is for it."""

    id: str
    title: str
    version: str
    digest: str
    score: float | None
    low: float | None
    """Lower end of the score's interval"""
    high: float | None
    level: float | None
    """Probability that the interval holds"""
    chance: float | None
    """Chance of being ready"""
    fewest_hours: float | None
    """Hours of work to ready; None where no steps lead there, or must-haves were not rated"""
    coverage: float
    band: str
    verdict: str
    """Title of the verdict"""
    must_haves: tuple[str, ...]
    """Titles of must-haves below their floor"""
    gaps: tuple[RoleDifference, ...]
    """What is missing most; `points` are then all points missing here"""
    apart: tuple[RoleDifference, ...]
    """What separates it from the nearest, most points first"""


@dataclass(frozen=True, kw_only=True)
class SharedStep:
    """A learning step that brings points to several roles."""

    id: str
    title: str
    """Of the skill"""
    from_level: int
    to_level: int
    effort_hours: float
    do: str
    roles: dict[str, float]
    """Points that it adds, by role"""


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Several roles for one person, the nearest first."""

    schema_version: Version1 = 1
    assessed_at: str
    name: str | None
    seed: int
    nearest: str | None
    """Id of the role most within reach; None where too little was answered for any"""
    paths: tuple[Path, ...]
    steps: tuple[SharedStep, ...]
    """Most roles first, then most points an hour"""
