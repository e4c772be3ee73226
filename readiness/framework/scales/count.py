"""How many there are of something: projects, certificates, boot camps."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from readiness.arrays import ArrayLike, Floats
from readiness.framework.scales.base import FactScale, Number, ScaleAnswer
from readiness.limits import MOST_RULES
from readiness.models import Limits
from readiness.models.frozen import dataclass

__all__ = ["CountScale", "count"]


@dataclass(frozen=True, kw_only=True)
class CountScale(FactScale):
    """How many there are, over the bar, at most 1."""

    kind: Literal["count"] = "count"
    input: Annotated[
        tuple[Literal["education.certifications", "education.bootcamps", "experience.projects"], ...],
        Limits(min_length=1, max_length=MOST_RULES),
    ]
    """Profile fields whose counts are added"""
    bar: Number
    unit: ClassVar[str] = "bar, count"
    climbs: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.bar.value <= 0:
            raise ValueError("a bar of 0 asks for nothing; use a number above 0")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The places whose counts are added."""
        return self.input

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        """How many there are in all places of which something is known; a thing named twice counts once."""
        values = [said[name] for name in self.input if said[name] is not None]
        n = sum(len(set(value)) if isinstance(value, tuple) else value for value in values)
        return ScaleAnswer(n, float(n)) if values else None

    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:  # noqa: ARG002
        """How much of the bar these counts reach."""
        return count(numbers, self.bar.value)


def count(n_things: ArrayLike, bar: float) -> Floats:
    """Attainment of a count: ``min(1, n / bar)``.

    Examples
    --------
    >>> count([0, 1, 5], bar=2).tolist()
    [0.0, 0.5, 1.0]
    """
    import numpy as np

    reached: Floats = np.minimum(1.0, np.asarray(n_things, dtype=np.float64) / bar)
    return reached
