"""The article's figures about the field: salaries, hiring, careers, misconceptions."""

from typing import Annotated

from readiness.framework.model import SourceDocument
from readiness.framework.scales import Basis, Identifier, Sentence
from readiness.models import Limits, Version1
from readiness.models.frozen import dataclass

__all__ = ["CareerPath", "CitySalary", "FieldFacts", "Misconception"]


@dataclass(frozen=True, kw_only=True)
class CitySalary:
    """Entry-level salary range of a city, USD a year."""

    id: Identifier
    city: Sentence
    low: Annotated[int, Limits(gt=0)]
    high: Annotated[int, Limits(gt=0)]
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Hiring:
    """Open positions at one location; where the article's text lost the company there is none."""

    company: Sentence | None = None
    location: Sentence
    positions: Annotated[int, Limits(gt=0)]
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class FactPart:
    """One share of a whole."""

    title: Sentence
    value: Annotated[float, Limits(ge=0, le=100)]
    """Percent"""


@dataclass(frozen=True, kw_only=True)
class FactShares:
    """Shares that the article gives of one whole."""

    id: Identifier
    title: Sentence
    basis: Basis
    parts: tuple[FactPart, ...]


@dataclass(frozen=True, kw_only=True)
class Certification:
    """A certification that the article names."""

    id: Identifier
    title: Sentence
    issuer: Sentence | None = None
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class CareerPath:
    """Where the career leads; the role is the article's, which facets it leans on is assumed."""

    industry: Sentence
    role: Sentence
    basis: Basis
    leans_on: Annotated[tuple[Identifier, ...], Limits(min_length=1)]
    rationale: Sentence


@dataclass(frozen=True, kw_only=True)
class LaterCareer:
    """A more senior role that the article names."""

    role: Sentence
    does: Sentence
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """A common mistake about the role, and what the article says instead."""

    number: Annotated[int, Limits(ge=1, le=5)]
    title: Sentence
    correction: Sentence
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """Everything in ``weights/field-facts.toml``."""

    schema_version: Version1
    id: Identifier
    version: str
    note: Sentence
    source: SourceDocument
    salaries: tuple[CitySalary, ...]
    hiring: tuple[Hiring, ...]
    shares: tuple[FactShares, ...]
    certifications: tuple[Certification, ...]
    careers: tuple[CareerPath, ...]
    later_careers: tuple[LaterCareer, ...]
    misconceptions: tuple[Misconception, ...]
