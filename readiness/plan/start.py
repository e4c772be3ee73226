"""From the leaves of a record to what a plan works with: levels, needs, steps, must-haves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness.knapsack.candidates import Action, Candidate, Need, candidates
from readiness.knapsack.stages import Aim
from readiness.questionnaire import facet_ids, load_actions, load_facet
from readiness.questionnaire.own import own_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.knapsack.terms import Term
    from readiness.questionnaire.models import LeafStep
    from readiness.questionnaire.own import OwnQuestions
    from readiness.record import FrameworkRef, Leaf, Verdict

__all__ = ["Start", "Worths", "actions_of", "is_free", "stands_at", "start", "steps_of"]

Worths: TypeAlias = "Mapping[str, Mapping[float, float]]"
"""Attainment of each level of a leaf at which a step begins or ends, by the leaf's id."""


class Start(NamedTuple):
    """Where one person stands for one role: ``levels`` of what was answered, ``needs`` that steps can meet.

    ``floors`` are the levels that the must-haves in the way have to be brought to; ``terms`` the points of
    rated leaves.
    """

    role: FrameworkRef
    leaves: Sequence[Leaf]
    verdict: Verdict
    score: float
    coverage: float
    levels: Mapping[str, float]
    needs: tuple[Need, ...]
    floors: Mapping[str, float]
    terms: Sequence[Term]

    def aim(self, actions: Sequence[Action]) -> Aim:
        """What a plan of these steps has to reach for this role."""
        found = self.candidates(actions)
        return Aim(found, self.score, self.verdict.threshold, self.floors, self.terms)

    def candidates(self, actions: Sequence[Action]) -> tuple[Candidate, ...]:
        """The steps that could go into a plan for this role; the gains of rated leaves are the terms'."""
        rated = {term.leaf for term in self.terms}
        found = candidates(actions, self.needs)
        return tuple(c._replace(gain=0.0) if c.leaf in rated else c for c in found)


def start(  # noqa: PLR0917 — the parts of a record, in its order
    role: FrameworkRef,
    leaves: Sequence[Leaf],
    verdict: Verdict,
    score: float,
    coverage: float,
    worths: Worths,
    terms: Sequence[Term],
) -> Start:
    """Levels, needs and must-haves of a person for a role.

    Parameters
    ----------
    role, leaves, verdict, score, coverage
        As in the record of an assessment.
    worths : mapping of str to mapping of float to float
        What the levels of each leaf are worth in this role, for every leaf that steps lead up.
    terms : sequence of Term
        The points of rated leaves, by their levels and by those of the leaves that they are built on.
    """
    levels: dict[str, float] = {}
    needs: list[Need] = []
    floors: dict[str, float] = {}
    for leaf in leaves:
        level, floor = stands_at(leaf) if leaf.outcome == "answered" else None, float(leaf.must_have or 0)
        if level is not None and leaf.attainment is not None:
            levels[leaf.id] = level  # also where no step leads up: other steps may rest on it
        unknown = leaf.must_have is not None and leaf.outcome in {"skipped", "not_asked"}
        if leaf.id in verdict.blocked_by or unknown:
            floors[leaf.id] = floor
        if level is None or leaf.id not in worths or leaf.attainment is None:
            continue
        if leaf.id in floors:  # whatever was claimed: the evidence says that the floor is still to be reached
            level = min(level, max((k for k in worths[leaf.id] if k < floor), default=level))
        bar = float(leaf.bar) if isinstance(leaf.bar, (int, float)) else level
        points = leaf.contribution + (leaf.points_missing or 0.0)
        levels[leaf.id] = level
        needs.append(Need(leaf.id, level, bar, points, leaf.attainment, worths[leaf.id]))
    return Start(role, leaves, verdict, score, coverage, levels, tuple(needs), floors, terms)


def stands_at(leaf: Leaf) -> float | None:
    """The level from which a step leads on: years, a count, or as rated unless checks of it say otherwise.

    Of what was not answered it is the level that is believed; None where there is no level.
    """
    if leaf.measured is not None and (leaf.measured.n_answers > 0 or leaf.answer is None):
        return round(leaf.measured.level)
    return leaf.answer if isinstance(leaf.answer, (int, float)) else None


def steps_of(leaf: str) -> tuple[LeafStep, ...]:
    """The learning steps and other actions that raise a leaf."""
    own: tuple[LeafStep, ...] = load_facet(leaf).steps if leaf in facet_ids() else ()
    return own + tuple(action for action in load_actions() if action.leaf == leaf)


def actions_of(leaves: Iterable[str], *, prefer_free: bool = False) -> tuple[Action, ...]:
    """The steps of these leaves as a plan works with them.

    With `prefer_free`, an alternative without a free resource gives way to one that has one.
    """
    own = own_questions()
    return tuple(action for leaf in leaves for action in _actions_of(leaf, own, prefer_free))


@lru_cache(maxsize=512)
def _actions_of(leaf: str, _: OwnQuestions, prefer_free: bool) -> tuple[Action, ...]:  # noqa: FBT001
    steps = steps_of(leaf)
    free_from = {s.from_level for s in steps if any(is_free(r.price) for r in s.resources)}
    return tuple(
        Action(step.id, leaf, step.from_level, step.to_level, float(step.hours), step.requires)
        for step in steps
        if not prefer_free
        or step.from_level not in free_from
        or any(is_free(r.price) for r in step.resources)
    )


def is_free(price: str) -> bool:
    """Whether a price says that nothing has to be paid."""
    return price.casefold().startswith("free")
