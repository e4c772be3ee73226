"""The questions on the background that a role uses, as that role names things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.framework import is_of_the_field
from readiness.questionnaire.background_reading import BackgroundOption, BackgroundQuestion
from readiness.questionnaire.loading import load_background, load_neutral_background
from readiness.questionnaire.own import own_questions

if TYPE_CHECKING:
    from readiness.framework import Framework

__all__ = ["background_of"]

OF_THE_FIELD = frozenset({"goals.city"})
"""Questions that only the article's field has anything to show for."""


def background_of(framework: Framework) -> tuple[BackgroundQuestion, ...]:
    """What a role asks about the background: what its scales use, and what a plan has to fit.

    The questions are the role's own where it brings some, else the shipped ones of the field, else such as
    any role can ask. Where a scale names degrees, fields or parts of its own, those are offered.
    """
    names = _named(framework)
    has_own = own_questions().background is not None
    of_the_field = is_of_the_field(framework)
    asked = load_background() if has_own or of_the_field else load_neutral_background()
    found = []
    for question in asked:
        if question.id in names:
            wanted = names[question.id]
            found.append(question if has_own or wanted is None else _offering(question, wanted))
        elif question.id.startswith("goals.") and (of_the_field or question.id not in OF_THE_FIELD):
            found.append(question)
    if has_own:
        there = {question.id for question in found}
        plan = [q for q in load_neutral_background() if q.id.startswith("goals.") and q.id not in there]
        found += plan
    return tuple(found)


def _named(framework: Framework) -> dict[str, dict[str, str] | None]:
    """The places of a profile that the role's scales read, with the titles of what each can hold."""
    found: dict[str, dict[str, str] | None] = {}
    for facet in framework.facets:
        found |= facet.scale.offers
    return found


def _offering(question: BackgroundQuestion, wanted: dict[str, str]) -> BackgroundQuestion:
    """The question with the options that the role names; its own words where they are about the same ones."""
    texts = {option.id: option.text for option in question.options}
    if texts.keys() == wanted.keys():
        return question
    options = tuple(
        BackgroundOption(id=name, text=texts.get(name, title[:1].upper() + title[1:]))
        for name, title in wanted.items()
    )
    values = {name: getattr(question, name) for name in question.__dataclass_fields__}
    return BackgroundQuestion(**{**values, "options": options})
