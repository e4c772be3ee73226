"""What changed between two assessments, split into the person's doing and the yardstick's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.assessment.change_parts import change_parts
from readiness.assessment.person_changes import person_changes
from readiness.assessment.yardstick import Yardstick, find_yardstick
from readiness.measurement.normal import quantile
from readiness.record.comparison import (
    ChangeEvidence,
    Comparison,
    Direction,
    PersonChange,
    Side,
    YardstickChange,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.framework import Framework
    from readiness.record import Assessment, Leaf, Outcome

__all__ = ["compare"]


def compare(old: Assessment, new: Assessment, *, framework: Framework | None = None) -> Comparison:
    r"""What changed from one assessment to another, and whose doing it is.

    With :math:`S_F(p)` the score of profile `p` by the yardstick `F`, the newer framework and questions:

    .. math:: \underbrace{S_F(p_{new}) - S_F(p_{old})}_{person} + \underbrace{rest}_{framework}
              = S_{new} - S_{old}

    Parameters
    ----------
    old, new : Assessment
        Two records; usually, not necessarily, of one person and one role.
    framework : Framework, optional
        The framework of the newer record; by default the shipped one of that id. It is needed only where
        the two records were not made with the same one.

    Returns
    -------
    Comparison
        ``person`` and ``framework`` add up to ``change``; ``parts``, and ``person_changes`` with
        ``answered_points``, to ``person``; ``framework_changes`` to ``framework``; each to 1e-9.

    Raises
    ------
    UsageError
        If the records were made with different frameworks and the newer one is not at hand.
    """
    yard = find_yardstick(old, new, framework)
    total = _minus(new.score, old.score)
    person = _minus(yard.new.score, yard.old.score) if total is not None else None
    changes = person_changes(yard) if person is not None else ()
    by_changes = math.fsum(change.points for change in changes)
    was, now = (_leaves(record, "answered") for record in (yard.old, yard.new))
    waived = _leaves(yard.new, "not_applicable")
    return Comparison(
        old=_side(old),
        new=_side(new),
        change=total,
        person=person,
        framework=_minus(total, person),
        reference=yard.kind,
        parts=change_parts(yard, changes) if person is not None else (),
        person_changes=tuple(sorted(changes, key=lambda change: (-abs(change.points), change.id))),
        answered_points=person - by_changes if person is not None else 0.0,
        newly_answered={name: leaf.title for name, leaf in now.items() if name not in was},
        no_longer_answered={name: leaf.title for name, leaf in was.items() if name not in now},
        no_longer_apply={name: leaf.title for name, leaf in was.items() if name in waived},
        titles=_titles(yard, changes),
        framework_changes=_framework_changes(old, new, yard) if person is not None else (),
        unknown=yard.unknown,
        verdict=_direction(old, new),
        evidence=_evidence(yard),
    )


def _framework_changes(old: Assessment, new: Assessment, yard: Yardstick) -> tuple[YardstickChange, ...]:
    """What each leaf's contribution lost or won by the change of yardstick, the same profiles given."""
    titles = {leaf.id: leaf.title for record in (old, new) for leaf in record.leaves}
    before = {yard.renamed.get(leaf.id, leaf.id): leaf for leaf in old.leaves}
    then, asked, now = ({leaf.id: leaf for leaf in record.leaves} for record in (yard.old, yard.new, new))
    points = {
        name: math.fsum(
            (
                _contribution(then, name),
                -_contribution(before, name),
                _contribution(now, name),
                -_contribution(asked, name),
            )
        )
        for name in dict.fromkeys([*now, *before, *then])
    }
    found = [
        YardstickChange(
            id=name,
            title=titles.get(name, name),
            old_weight=before[name].weight if name in before else None,
            new_weight=now[name].weight if name in now else None,
            points=p,
        )
        for name, p in points.items()
        if p
    ]
    return tuple(sorted(found, key=lambda change: (-abs(change.points), change.id)))


def _contribution(leaves: Mapping[str, Leaf], name: str) -> float:
    return leaves[name].contribution if name in leaves else 0.0


def _leaves(record: Assessment, outcome: Outcome) -> dict[str, Leaf]:
    return {leaf.id: leaf for leaf in record.leaves if leaf.outcome == outcome}


def _titles(yard: Yardstick, changes: Sequence[PersonChange]) -> dict[str, str]:
    """What the answers that changed are called, where they are no numbers."""
    called = {source.id: source.title for record in (yard.old, yard.new) for source in record.provenance}
    found = {}
    for change in changes:
        for answer in (change.old_answer, change.new_answer):
            for name in (answer,) if isinstance(answer, str) else answer if isinstance(answer, tuple) else ():
                key = f"{change.id}.{name}"
                if key in called:
                    found[key] = called[key]
    return found


_FROM_WORST = ("not-yet", "too-close", "probably-ready", "looks-ready", "ready")


def _direction(old: Assessment, new: Assessment) -> Direction:
    before, after = old.verdict.band, new.verdict.band
    if before == after:
        return "same"
    if "no-verdict" in {before, after}:
        return "undecided"
    return "up" if _FROM_WORST.index(after) > _FROM_WORST.index(before) else "down"


def _evidence(yard: Yardstick) -> ChangeEvidence | None:
    """Interval of the difference; the errors are taken as independent, which makes it rather too wide."""
    before, after = yard.old.estimate, yard.new.estimate
    if before is None or after is None:
        return None
    change = after.mean - before.mean
    reach = float(quantile((1.0 + after.level) / 2.0)) * math.hypot(before.sd, after.sd)
    low, high = change - reach, change + reach
    return ChangeEvidence(change=change, low=low, high=high, level=after.level, larger=low > 0 or high < 0)


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _side(record: Assessment) -> Side:
    return Side(
        assessed_at=record.assessed_at,
        name=record.profile.name,
        score=record.score,
        low=record.estimate.low if record.estimate else None,
        high=record.estimate.high if record.estimate else None,
        coverage=record.coverage,
        band=record.verdict.band,
        verdict=record.verdict.title,
        framework_id=record.framework.id,
        framework_version=record.framework.version,
        framework_digest=record.framework.digest,
        questions_digest=record.questions.digest,
        items_digest=record.questions.items,
        engine_version=record.engine_version,
    )
