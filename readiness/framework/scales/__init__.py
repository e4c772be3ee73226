"""How an answer becomes attainment: one module a scale, with everything that the scale means.

A scale is known by being here: every module of this folder but `base` holds one, named after its kind.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias, Union

from readiness.framework.scales.base import (
    Basis,
    FactScale,
    Identifier,
    Number,
    ScaleBase,
    Sentence,
    Share,
    Sourced,
)  # fmt: skip
from readiness.framework.scales.count import CountScale
from readiness.framework.scales.coverage import CoverageScale
from readiness.framework.scales.ordinal_share import OrdinalScale
from readiness.framework.scales.rating import RatingScale
from readiness.framework.scales.years import YearsScale
from readiness.models import Tagged

__all__ = [
    "SCALES", "Basis", "CountScale", "CoverageScale", "FactScale", "Identifier", "Number", "OrdinalScale",
    "RatingScale", "Scale", "Sentence", "Share", "Sourced", "YearsScale", "scale_named",
]  # fmt: skip

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

SCALES: Final[dict[str, type[ScaleBase]]] = {
    scale.kind: scale
    for scale in (*ScaleBase.__subclasses__(), *FactScale.__subclasses__())
    if scale is not FactScale
}
"""Every scale by its kind."""

if TYPE_CHECKING:
    Scale: TypeAlias = ScaleBase
else:
    Scale = Annotated[Union[tuple(SCALES.values())], Tagged()]  # noqa: UP007 — known when it is run


def scale_named(kind: str) -> type[ScaleBase]:
    """The scale of a kind, as a record names it; what every scale has where this version knows none such."""
    return SCALES.get(kind, ScaleBase)
