"""Why a skill or fact is worth more or less than last time, in a few words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from readiness.report import figures as f

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.record.comparison import PersonChange, YardstickChange

__all__ = ["INFERRED", "reweighed", "why"]

INFERRED: Final = "nothing new here; other answers shed light on it"


def why(change: PersonChange, titles: Mapping[str, str]) -> str:
    """What the person did; ``titles``: what answers are called."""
    if change.cause == "inferred":
        return INFERRED
    if change.cause == "checks":
        return "other answers to its checks"
    if change.cause in {"by skill", "by area"}:
        return f"the same level, said {_FORMS[change.cause]} now"
    then, now = (_answer(change, given, titles) for given in (change.old_answer, change.new_answer))
    if change.cause == "fact":
        return f"{then}, now {now}"
    more = "; other answers to its checks" if change.cause == "rating and checks" else ""
    old, new = change.old_source, change.new_source
    if old is None or new is None or old == new:
        return f"{then if change.old_answer is None else f'rated {then}'}, now {now}{more}"
    return f"{_SAID_BY[old]} {then}, now {_SAID_BY[new]} {now}{more}"


_FORMS: Final = {"by skill": "of the skill itself", "by area": "of its whole area"}
_SAID_BY: Final = {"self": "your own", "mentor": "a mentor's", "verified": "verified"}
"""Whose a level is, before its number."""


def _answer(
    change: PersonChange, answer: float | str | tuple[str, ...] | None, titles: Mapping[str, str]
) -> str:
    if answer is None:
        return "not answered" if change.cause == "fact" else "not rated"
    if isinstance(answer, (int, float)):
        return f"{answer:g}"
    names = answer if isinstance(answer, tuple) else (answer,)
    return (
        ", ".join(f.prose(titles.get(f"{change.id}.{name}", name.capitalize())) for name in names) or "none"
    )


def reweighed(change: YardstickChange) -> str:
    """What became of its weight."""
    if change.old_weight is None:
        return "is new"
    if change.new_weight is None:
        return "is gone"
    if math.isclose(change.old_weight, change.new_weight, abs_tol=5e-4):
        return "is measured in another way"
    return f"weighs {100 * change.old_weight:.1f} %, now {100 * change.new_weight:.1f} %"
