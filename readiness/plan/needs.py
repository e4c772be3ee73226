"""From an assessment to what planning works with: levels, needs, steps, must-haves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack import Action, Candidate, Need, candidates
from readiness.questionnaire import facet_ids, load_facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.questionnaire import Step
    from readiness.record import Assessment, Leaf

__all__ = ["Start", "actions_of", "is_free", "is_measured", "start", "steps_by_id"]


class Start(NamedTuple):
    """Where one person stands for one role: ``levels`` of what was answered, ``needs`` that steps can meet.

    ``floors`` are the levels that the must-haves in the way have to be brought to.
    """

    record: Assessment
    levels: Mapping[str, int]
    needs: tuple[Need, ...]
    floors: Mapping[str, int]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The steps that could go into a plan for this role."""
        return candidates(actions_of(need.facet for need in self.needs), self.needs)

    @property
    def score(self) -> float:
        """The score that the plan begins with."""
        assert self.record.score is not None  # noqa: S101 — `start` refuses records without a score
        return self.record.score


def start(record: Assessment) -> Start:
    """Levels, needs and must-haves of an assessment.

    Raises
    ------
    UsageError
        If nothing was answered, so that there is nothing to plan from.
    """
    if record.score is None:
        raise UsageError(
            "nothing that counts was answered, so there is nothing to plan from; rate skills first"
        )
    measured = is_measured(record)
    levels: dict[str, int] = {}
    needs: list[Need] = []
    floors: dict[str, int] = {}
    for leaf in record.leaves:
        blocks = leaf.id in record.verdict.blocked_by
        if leaf.scale != "rating" or leaf.attainment is None:
            if blocks:
                floors[leaf.id] = _floor(leaf)
            continue
        bar = int(leaf.bar)
        levels[leaf.id] = level = _level(leaf, measured=measured)
        first = min(level, bar - 1) if leaf.attainment < 1.0 else level
        needs.append(Need(leaf.id, first, bar, 100.0 * leaf.effective_weight, leaf.attainment))
        if blocks:
            # Measured just below the floor may round up to it: the next step is needed all the same.
            floors[leaf.id] = max(_floor(leaf), first + 1)
    return Start(record, levels, tuple(needs), floors)


def is_measured(record: Assessment) -> bool:
    """Whether checks were answered, so that the score is the measured one."""
    return record.estimate is not None and record.estimate.n_answers > 0


def steps_by_id(facets: Iterable[str]) -> dict[str, Step]:
    """The learning steps of these facets, as far as there are questions about them."""
    known = set(facet_ids())
    return {step.id: step for facet in facets if facet in known for step in load_facet(facet).steps}


def actions_of(facets: Iterable[str], *, prefer_free: bool = False) -> tuple[Action, ...]:
    """The learning steps of these facets as planning knows them.

    With `prefer_free`, an alternative without a free resource gives way to one that has one.
    """
    known = set(facet_ids())
    found = []
    for facet in facets:
        steps = load_facet(facet).steps if facet in known else ()
        free_from = {s.from_level for s in steps if any(is_free(r.price) for r in s.resources)}
        for step in steps:
            paid = not any(is_free(r.price) for r in step.resources)
            if not (prefer_free and paid and step.from_level in free_from):
                found.append(Action(step.id, facet, step.from_level, float(step.hours), step.requires))
    return tuple(found)


def is_free(price: str) -> bool:
    """Whether a price says that nothing has to be paid."""
    return price.casefold().startswith("free")


def _level(leaf: Leaf, *, measured: bool) -> int:
    if measured and leaf.measured is not None:
        return round(leaf.measured.level)
    return int(leaf.answer) if isinstance(leaf.answer, (int, float)) else 0


def _floor(leaf: Leaf) -> int:
    return int(leaf.must_have or 0)
