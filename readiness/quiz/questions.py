"""Everything that a sitting asks, in one shape: what the faces show and what the session stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness.framework import is_of_the_field
from readiness.framework.offered import title_at
from readiness.models.frozen import dataclass
from readiness.questionnaire import (
    ChoiceItem,
    NumberItem,
    SequenceItem,
    answer_form,
    background_of,
    digest_item,
    facet_ids,
    load_facet,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readiness.framework import Framework
    from readiness.framework.model import Criterion
    from readiness.questionnaire import BackgroundQuestion, Item
    from readiness.store import Json

__all__ = [
    "KEEP",
    "STOP",
    "Choice",
    "Question",
    "background_questions",
    "check_question",
    "rating_questions",
]

Kind = Literal["choice", "level", "multiple", "number", "typed"]
Section = Literal["background", "skills", "consistency", "checks", "stop"]

KEEP = "keep"
"""The answer to a consistency question that leaves the ratings as they are."""
STOP = "stop"
"""Id of the offer to stop, and the answer that takes it."""

LEVELS = (
    "have not done this yet",
    "have followed a tutorial or a course",
    "do it with help",
    "do it alone, on real data",
    "design it and guide others",
)
"""The five levels where one rating speaks of several skills, so that no anchor of one skill fits."""
LEVELS_OF_ANY_FIELD = (
    "have not done this yet",
    "have followed a course in it",
    "do it with help",
    "do it alone, and others rely on it",
    "set up how it is done and guide others",
)
LANGUAGE_PROMPT = "how far have you got in this programming language? I ..."
LANGUAGE_LEVELS = (
    "have not used it yet",
    "have followed a tutorial in it",
    "write it with help",
    "write it alone, for programs that others run",
    "design systems in it and guide others",
)


class Choice(NamedTuple):
    """One answer to choose: the key that chooses it, what is stored, and its text."""

    key: str
    value: Json
    text: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One screen of a sitting.

    ``id`` is the place of a profile that the answer fills (``education.level``, ``skills.sql``), or
    ``check.<item>``, ``consistency.<rule>`` or ``stop``.
    """

    id: str
    section: Section
    kind: Kind
    title: str
    prompt: str
    choices: tuple[Choice, ...] = ()
    why: str = ""
    example: str = ""
    code: str | None = None
    language: str | None = None
    minimum: float = 0
    maximum: float = 0
    unit: str = ""
    integer: bool = False
    details: tuple[str, ...] = ()
    """What the choices say at length, for those who ask."""
    form: str = ""
    """What an answer that is typed looks like."""
    digest: str = ""
    """Of the item that is asked."""

    @property
    def can_be_unknown(self) -> bool:
        """Whether "I don't know" is an answer."""
        return self.section == "checks"

    @property
    def can_be_skipped(self) -> bool:
        """Whether it may stay unanswered."""
        return self.section in {"background", "skills", "checks"}

    @property
    def name(self) -> str:
        """The id without its section: the facet, criterion, item or rule."""
        return self.id.partition(".")[2]


_TITLES = {
    "education.level": "Highest degree",
    "education.field": "Field of study",
    "education.bootcamps": "Boot camps",
    "education.certifications": "Certifications",
    "experience.years": "Years of work",
    "experience.projects": "Projects",
    "goals.city": "City",
    "goals.hours_per_week": "Hours a week",
    "goals.weeks": "Weeks",
}
"""Where no leaf of the role is answered by this question alone."""


def background_questions(framework: Framework) -> tuple[Question, ...]:
    """What the role asks of degree, experience and languages (one question each), and goals."""
    return tuple(
        question
        for source in background_of(framework)
        for question in _background(source, title_at(framework, source.id))
    )


def _background(source: BackgroundQuestion, title: str | None) -> Iterator[Question]:
    if source.kind == "levels":
        for option in source.options:
            yield Question(
                id=f"{source.id}.{option.id}",
                section="background",
                kind="level",
                title=option.text,
                prompt=f"{option.text}: {source.each or LANGUAGE_PROMPT}",
                choices=_numbered(source.anchors or LANGUAGE_LEVELS, start=0),
                why=source.why,
                example=source.example,
            )
        return
    choices = tuple(
        Choice(str(number), option.id, option.text) for number, option in enumerate(source.options, 1)
    )
    yield Question(
        id=source.id,
        section="background",
        kind=source.kind,
        title=title or _TITLES.get(source.id, source.id),
        prompt=source.prompt,
        choices=choices,
        why=source.why,
        example=source.example,
        minimum=source.minimum or 0,
        maximum=source.maximum or 0,
        unit=source.unit or "",
        integer=source.integer,
    )


def rating_questions(framework: Framework, *, by_criterion: bool) -> tuple[Question, ...]:
    """One rating for each rated facet, or in a quick sitting for each criterion that has any."""
    rated = {facet.id for facet in framework.rated}
    levels = LEVELS if is_of_the_field(framework) else LEVELS_OF_ANY_FIELD
    if by_criterion:
        whole = [c for c in framework.criteria if any(f.id in rated for f in c.facets)]
        return tuple(_whole(criterion, rated, levels) for criterion in whole)
    return tuple(
        _rating(facet.id, facet.title, criterion.title, levels)
        for criterion in framework.criteria
        for facet in criterion.facets
        if facet.id in rated
    )


def _rating(facet: str, title: str, criterion: str, levels: Sequence[str]) -> Question:
    source = load_facet(facet) if facet in facet_ids() else None
    return Question(
        id=f"skills.{facet}",
        section="skills",
        kind="level",
        title=title,
        prompt=f"{title}: which line is true of you today? I ...",
        choices=_numbered(source.anchors if source else levels, start=0),
        why=source.why if source else f"It is part of {criterion}.",
        example=f"An example of such work: {_lowered(source.example)}" if source else "",
        details=source.details if source else (),
    )


def _whole(criterion: Criterion, rated: set[str], levels: Sequence[str]) -> Question:
    facets = [facet.title for facet in criterion.facets if facet.id in rated]
    return Question(
        id=f"skills.{criterion.id}",
        section="skills",
        kind="level",
        title=criterion.title,
        prompt=f"{criterion.title}: how far have you got, taken together? I ...",
        choices=_numbered(levels, start=0),
        why=criterion.why or "",
        example=f"It stands for {', '.join(facets)}. Where they differ, take the middle.",
    )


def check_question(item: Item, title: str) -> Question:
    """One check as it is shown: without its answer."""
    choices: tuple[Choice, ...] = ()
    if isinstance(item, ChoiceItem):
        choices = tuple(Choice(str(n), str(n), option.text) for n, option in enumerate(item.options, 1))
    return Question(
        id=f"check.{item.id}",
        section="checks",
        kind="choice" if choices else "typed",
        title=title,
        prompt=item.stem.strip(),
        choices=choices,
        why="Checks turn your own ratings into a measured score. Nobody is expected to know everything: "
        "they are chosen so that you miss some.",
        example="If you don't know, say so: it counts as not known yet, without the luck of a guess.",
        code=item.code.strip("\n") if item.code else None,
        language=item.language,
        unit=item.unit or "" if isinstance(item, (NumberItem, SequenceItem)) else "",
        form=_form(item),
        digest=digest_item(item),
    )


def _form(item: Item) -> str:
    within = (
        f"; within {item.tolerance:g} is right" if isinstance(item, NumberItem) and item.tolerance else ""
    )
    return f"{answer_form(item)}{within}"


def _numbered(texts: Sequence[str], *, start: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(number), number, text.rstrip(".")) for number, text in enumerate(texts, start))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
