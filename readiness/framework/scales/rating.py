"""Levels 0 to 4, which a person or somebody who knows their work gives."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from readiness.framework.scales.base import Number, ScaleAnswer, ScaleBase
from readiness.models.frozen import dataclass

__all__ = ["RatingScale"]


@dataclass(frozen=True, kw_only=True)
class RatingScale(ScaleBase):
    """Levels 0-4: what each is worth stands in the framework's table for this bar."""

    kind: Literal["rating"] = "rating"
    bar: Number
    """The level, 1 to 4, that the role asks for"""
    unit: ClassVar[str] = "bar, level"
    unsaid: ClassVar[str] = "what your other answers make likely counts"
    climbs: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.bar.value not in {1, 2, 3, 4}:
            raise ValueError(f"{self.bar.value:g} is no level that a bar can stand at; use 1, 2, 3 or 4")

    @property
    def inputs(self) -> tuple[str, ...]:
        """None: a level is rated by the name of its facet."""
        return ()

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """The level that was rated."""
        level = said.get("level")
        return None if level is None else ScaleAnswer(level, float(level))

    @property
    def asked(self) -> str:
        """What the role asks for, as the end of a sentence."""
        return f"the role asks for level {self.bar.value:g}"

    def describe_answer(self, given: object) -> str:
        """An answer in words."""
        return f"You rated level {given}"

    @classmethod
    def worded(cls, figure: str) -> str:
        """A value of the scale in words."""
        return f"level {figure}"

    @classmethod
    def climb(cls, start: str, end: str) -> str:
        """From where to where a step leads."""
        return f"level {start} to {end}"
