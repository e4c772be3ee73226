"""Rules for the actions that raise a leaf which is not rated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import Problem, closest
from readiness.questionnaire.lint.facets import is_web_address
from readiness.questionnaire.lint.words import same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from readiness.questionnaire.models import FacetQuestions, FactAction

__all__ = ["ACTION_RULES", "Acts"]


class Acts(NamedTuple):
    """The actions, and what they have to go with; `bars` are the levels that the role asks for, if known."""

    actions: tuple[FactAction, ...]
    facets: tuple[FacetQuestions, ...]
    bars: Mapping[str, int] | None = None


def action_leaf(acts: Acts) -> Iterator[Problem]:
    """An action raises a leaf that has no steps in a file of its own."""
    rated = {facet.id for facet in acts.facets}
    for action in acts.actions:
        if action.leaf in rated:
            where = f"questions/facets/{action.leaf}.toml"
            yield Problem(action.id, "raises a rated facet", f"write it as a step in {where}")


def action_id(acts: Acts) -> Iterator[Problem]:
    """An action is named after its leaf, and numbered."""
    for action in acts.actions:
        if not re.fullmatch(rf"{re.escape(action.leaf)}-\d[b-z]?", action.id):
            what = "is not named after its leaf, with a number"
            yield Problem(action.id, what, f"call it {action.leaf}-0, or {action.leaf}-0b")


def action_climb(acts: Acts) -> Iterator[Problem]:
    """The actions of a leaf begin at 0, and each where another ends."""
    for leaf in dict.fromkeys(action.leaf for action in acts.actions):
        own = [action for action in acts.actions if action.leaf == leaf]
        ends = {0.0, *(action.to_level for action in own)}
        for action in own:
            if action.to_level <= action.from_level:
                yield Problem(f"{action.id}.to", "is no higher than from", "raise it")
            if action.from_level not in ends:
                what = f"begins at {action.from_level:g}, where no other ends"
                yield Problem(f"{action.id}.from", what, "begin at 0, or where another ends")


def action_prerequisites(acts: Acts) -> Iterator[Problem]:
    """What an action requires exists, and is no more than the role asks for."""
    known = [facet.id for facet in acts.facets]
    bars = acts.bars or {}
    for action in acts.actions:
        for required, level in action.requires.items():
            where = f"{action.id}.requires.{required}"
            if required not in known:
                yield Problem(where, "is no facet", closest(required, known))
            elif level > bars.get(required, level):
                what = f"asks for level {level} where the role asks for {bars[required]}"
                yield Problem(where, what, f"ask for {bars[required]} at most")


def action_resources(acts: Acts) -> Iterator[Problem]:
    """A resource has an address that a browser opens."""
    for action in acts.actions:
        for position, resource in enumerate(action.resources, 1):
            if not is_web_address(resource.url):
                where = f"{action.id}.resources[{position}].url"
                yield Problem(where, f'"{resource.url}" is no web address', "give one with http or https")


def action_repeated(acts: Acts) -> Iterator[Problem]:
    """No action says what a step or another action says, or has its id."""
    steps = [step for facet in acts.facets for step in facet.steps]
    first = {same_text(step.do).casefold(): step.id for step in steps}
    ids = {step.id for step in steps}
    for action in acts.actions:
        said = same_text(action.do).casefold()
        if said in first:
            yield Problem(f"{action.id}.do", f"says the same as {first[said]}", "say what differs")
        if action.id in ids:
            yield Problem(action.id, "is the id of another step", "give each its own")
        first.setdefault(said, action.id)
        ids.add(action.id)


ACTION_RULES: dict[str, Callable[[Acts], Iterator[Problem]]] = {
    "action-leaf": action_leaf,
    "action-id": action_id,
    "action-climb": action_climb,
    "action-prerequisites": action_prerequisites,
    "action-resources": action_resources,
    "action-repeated": action_repeated,
}
