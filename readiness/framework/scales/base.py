"""What every scale has: numbers that say where they come from, and all that is asked of a scale."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias

from readiness.arrays import Floats
from readiness.models import Limits
from readiness.models.frozen import dataclass

__all__ = [
    "Basis",
    "EntrantShare",
    "FactScale",
    "Given",
    "Identifier",
    "Number",
    "ScaleAnswer",
    "ScaleBase",
    "ScaleRow",
    "Sentence",
    "Share",
    "Sourced",
]  # fmt: skip

Given: TypeAlias = int | float | str | tuple[str, ...] | None
Basis = Literal["document", "survey", "assumption"]
Identifier = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+._-]{0,63}$")]
Sentence = Annotated[str, Limits(min_length=1, max_length=600)]
Share = Annotated[float, Limits(ge=0, le=1)]


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Says where a number comes from: the source document, public data, or an assumption and its reason."""

    basis: Basis
    """document: the source says it; survey: public data say it; assumption: we do, with a rationale"""
    rationale: Sentence | None = None
    """Why this number; needed for an assumption"""
    where: Sentence | None = None
    """The part of the source, or the data, that says it; needed for a survey"""

    def __post_init__(self) -> None:
        if self.basis == "survey" and not self.where:
            raise ValueError("a survey figure needs where; name the data that say it")
        if self.basis == "assumption" and not self.rationale:
            raise ValueError("an assumption needs a rationale; add one sentence that says why")


@dataclass(frozen=True, kw_only=True)
class Number(Sourced):
    """A number and where it comes from."""

    value: Annotated[float, Limits(ge=0, le=1e6)]


class ScaleAnswer(NamedTuple):
    """What a profile says on a scale: as it was given, and as numbers.

    ``parts``: a number for each of `ScaleBase.part_ids`.
    """

    given: Given
    number: float
    parts: tuple[float, ...] = ()


class ScaleRow(NamedTuple):
    """A figure that a scale counts by: ``id`` within its facet, ``unit`` one of `_SHOWN`."""

    id: str
    title: str
    value: float
    unit: Literal["percent of entrants", "credit", "percent", "level"]
    source: Sourced


class EntrantShare(NamedTuple):
    """The share of entrants, 0 to 1, who are at or below an answer."""

    kind: Literal["degree", "years"]
    share: float


class ScaleBase(ABC):
    """Everything that is asked of a scale: each is one module of this folder, and nothing else knows it."""

    kind: str
    bar: Any
    unit: ClassVar[str] = "bar"
    """What the number of the bar is, in a list of all numbers"""
    counted: ClassVar[str] = ""
    """How an answer counts, in sentences"""
    missing: ClassVar[str] = "something that no step leads to"
    """What points take that no step leads to"""
    unsaid: ClassVar[str] = "half of it counts until it is known"
    """What counts where nothing was answered"""
    named_by_part: ClassVar[bool] = False
    """Whether what is asked for is called by the part that alone reaches it"""
    climbs: ClassVar[bool] = False
    """Whether steps can raise an answer"""

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """The places of a profile that answers are read from."""

    @property
    def offers(self) -> dict[str, dict[str, str] | None]:
        """What has to be asked: places, and the titles of what each can hold where those are set."""
        return dict.fromkeys(self.inputs)

    @property
    def part_ids(self) -> tuple[str, ...]:
        """What is answered part by part."""
        return ()

    @property
    def bar_value(self) -> int | float | str:
        """What is asked for, as a plain value."""
        value = self.bar.value
        return int(value) if isinstance(value, float) and value.is_integer() else value

    @abstractmethod
    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """The answer that a profile gives, from the values at `inputs`; None where there is none."""

    def standing(self, answer: ScaleAnswer) -> EntrantShare | None:  # noqa: ARG002 — for scales that have shares
        """Where an answer stands among entrants, where the scale says so."""
        return None

    @property
    def rows(self) -> tuple[ScaleRow, ...]:
        """The figures that it counts by besides the bar."""
        return ()

    @property
    def bar_words(self) -> str:
        """What the role asks for, as it is called in a table."""
        return self.worded(f"{self.bar_value:,.10g}")

    @property
    def asked(self) -> str:
        """What the role asks for, as the end of a sentence."""
        return f"the role asks for {self.bar.value:g}"

    def describe_answer(self, given: object) -> str:
        """An answer in words."""
        return f"You have {given:g}" if isinstance(given, (int, float)) else f"You have {given}"

    @classmethod
    def worded(cls, figure: str) -> str:
        """A value of the scale in words."""
        return figure

    @classmethod
    def climb(cls, start: str, end: str) -> str:
        """From where to where a step leads."""
        return f"{start} to {end}"


class FactScale(ScaleBase):
    """A scale of facts: it alone says what an answer is worth, where the framework says it of levels."""

    @abstractmethod
    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:
        """How much of the bar answers reach, 0 to 1; NaN where nothing was answered.

        Parameters
        ----------
        numbers : ndarray of float, shape (n_respondents,)
        parts : ndarray of float, shape (n_respondents, n_parts), optional
            Where the scale has parts.
        """

    def is_reached(self, said: Mapping[str, Any]) -> bool:
        """Whether what is said at `inputs` reaches the bar."""
        import numpy as np

        answer = self.answer(said)
        if answer is None:
            return False
        parts = np.array([answer.parts]) if self.part_ids else None
        return bool(self.attained(np.array([answer.number]), parts)[0] >= 1.0)
