"""The record of one person held against several roles; points are points of each role's score, 0 to 100."""

from readiness.models import Field, Record, Version1

__all__ = ["Difference", "Path", "Paths", "SharedStep"]


class Difference(Record):
    """A skill or fact in which a role asks for more, or counts more, than the nearest one."""

    id: str
    title: str
    points: float = Field(description="Points missing here, less those missing in the nearest role")
    bar: int | float | str
    nearest_bar: int | float | str | None = Field(
        description="None where the nearest role does not ask for it"
    )


class Path(Record):
    """One role, and how ready the person is for it."""

    id: str
    title: str
    version: str
    digest: str
    score: float | None
    low: float | None = Field(description="Lower end of the score's interval")
    high: float | None
    level: float | None = Field(description="Probability that the interval holds")
    chance: float | None = Field(description="Chance of being ready")
    coverage: float
    band: str
    verdict: str = Field(description="Title of the verdict")
    must_haves: tuple[str, ...] = Field(description="Titles of must-haves below their floor")
    gaps: tuple[Difference, ...] = Field(
        description="What is missing most; `points` are then all points missing here"
    )
    apart: tuple[Difference, ...] = Field(description="What separates it from the nearest, most points first")


class SharedStep(Record):
    """A learning step that brings points to several roles."""

    id: str
    title: str = Field(description="Of the skill")
    from_level: int
    to_level: int
    effort_hours: float
    do: str
    roles: dict[str, float] = Field(description="Points that it adds, by role")


class Paths(Record):
    """Several roles for one person, the nearest first."""

    schema_version: Version1 = 1
    assessed_at: str
    name: str | None
    seed: int
    nearest: str | None = Field(description="Id of the role most within reach; None where none has a score")
    paths: tuple[Path, ...]
    steps: tuple[SharedStep, ...] = Field(description="Most roles first, then most points an hour")
