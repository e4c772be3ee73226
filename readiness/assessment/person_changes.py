"""What the person changed, leaf by leaf, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.yardstick import answers_given
from readiness.record.comparison import Cause, PersonChange

if TYPE_CHECKING:
    from readiness.assessment.yardstick import Yardstick
    from readiness.profile import Profile
    from readiness.record import Leaf

__all__ = ["person_changes"]


def person_changes(yard: Yardstick) -> tuple[PersonChange, ...]:
    """Leaves that apply both times: change of expected attainment at the mean of the two weights."""
    then = {leaf.id: leaf for leaf in yard.old.leaves}
    changed = _facets_with_other_answers(yard.old.profile, yard.new.profile)
    found = []
    for leaf in yard.new.leaves:
        name, before = leaf.id, then.get(leaf.id)
        if before is None or before.attainment is None or leaf.attainment is None:
            continue
        if _is_same(before, leaf) and name not in changed:
            continue
        weight = (before.effective_weight + leaf.effective_weight) / 2
        found.append(
            PersonChange(
                id=name,
                title=leaf.title,
                dimension=leaf.dimension,
                criterion=leaf.criterion,
                cause=_cause(before, leaf, yard, checked=name in changed),
                old_answer=before.answer,
                new_answer=leaf.answer,
                old_source=before.source,
                new_source=leaf.source,
                old_attainment=before.attainment,
                new_attainment=leaf.attainment,
                points=100.0 * weight * (leaf.attainment - before.attainment),
            )
        )
    return tuple(found)


def _is_same(before: Leaf, after: Leaf) -> bool:
    return (before.answer, before.source, before.attainment) == (after.answer, after.source, after.attainment)


def _cause(before: Leaf, after: Leaf, yard: Yardstick, *, checked: bool) -> Cause:
    if not after.is_rated:
        return "fact"
    if before.answer != after.answer:
        return "rating and checks" if checked else "rating"
    if before.source != after.source:
        return "source"
    if checked:
        return "checks"
    was, is_ = (after.id in record.profile.skills for record in (yard.old, yard.new))
    if was == is_ or after.answer is None:
        return "inferred"
    return "by skill" if is_ else "by area"


def _facets_with_other_answers(old: Profile, new: Profile) -> set[str]:
    then, now = answers_given(old), answers_given(new)
    return {item.rpartition("-")[0] for item, _ in then ^ now}
