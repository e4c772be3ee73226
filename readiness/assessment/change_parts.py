"""What changed in the person and what may be memory, as far as two assessments can tell."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from readiness.assessment.marked import DAYS_UNTIL_FORGOTTEN, mark_answers
from readiness.assessment.person import person
from readiness.questionnaire import find_item, mark
from readiness.record.comparison import ChangePart, PartKind
from readiness.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.assessment.yardstick import Yardstick
    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.profile.model import Answer
    from readiness.record.comparison import PersonChange

__all__ = ["change_parts"]

_EDITED: Final = 1e-6
"""Records whose scores differ by more from what their profiles give were edited by hand."""


class _Answers(NamedTuple):
    """The answers of both profiles by item, sorted by what they can tell."""

    kept: Mapping[str, Answer]
    """The same answer both times."""
    withdrawn: Mapping[str, Answer]
    """Counted last time; not here any more, or here without counting."""
    new: Mapping[str, Answer]
    """Counts now, and was not asked last time."""
    again: Mapping[str, Answer]
    """Counts both times, and was answered once more."""
    before: Mapping[str, Answer]
    """The answers of last time to the same items."""
    shown: Mapping[str, Answer]
    """Does not count, since its answer had been seen shortly before."""


def change_parts(yard: Yardstick, changes: Sequence[PersonChange]) -> tuple[ChangePart, ...]:
    r"""The person's change in its parts, which add up to it.

    They are taken one after the other: first what is said, then the answers of last time that are gone, then
    the questions that were not asked then, last the same questions answered once more. So the last part is
    what the score would lose if the answers of last time to those questions stood.

    Parameters
    ----------
    yard : Yardstick
        Both profiles as one framework sees them. Where that framework is not at hand no part has points.
    changes : sequence of PersonChange
        The leaves that changed.
    """
    sorted_answers = _sorted_answers(yard)
    points = _points(yard, sorted_answers)
    found = [ChangePart(
        kind="said", n_answers=0, n_right=0, n_right_before=None, points=points.get("said"),
        sentence=_said(yard, changes),
    )]  # fmt: skip
    groups: tuple[tuple[PartKind, Mapping[str, Answer]], ...] = (
        ("withdrawn", sorted_answers.withdrawn),
        ("new", sorted_answers.new),
        ("again", sorted_answers.again),
        ("shown", sorted_answers.shown),
    )
    for kind, answers in groups:
        if answers:
            n_right = _n_right(answers.values())
            then = _n_right(sorted_answers.before.values()) if kind == "again" else None
            found.append(
                ChangePart(
                    kind=kind,
                    n_answers=len(answers),
                    n_right=n_right,
                    n_right_before=then,
                    points=points.get(kind),
                    sentence=_sentence(kind, len(answers), n_right, then or 0),
                )
            )
    return tuple(found)


def _sorted_answers(yard: Yardstick) -> _Answers:
    then, now = ({a.item: a for a in p.answers} for p in (yard.old.profile, yard.new.profile))
    counts_then, counts_now = (_counting(p, yard.framework) for p in (yard.old.profile, yard.new.profile))
    kept = {k: now[k] for k in counts_now if k in counts_then and _is_kept(then[k], now[k])}
    again = {k: now[k] for k in counts_now if k in counts_then and k not in kept}
    return _Answers(
        kept=kept,
        withdrawn={k: then[k] for k in counts_then if k not in counts_now},
        new={k: now[k] for k in counts_now if k not in counts_then},
        again=again,
        before={k: then[k] for k in again},
        shown={k: a for k, a in now.items() if _was_shown(a) and not (k in then and _is_kept(then[k], a))},
    )


def _counting(profile: Profile, framework: Framework | None) -> list[str]:
    if framework is None:
        return [a.item for a in profile.answers if not _was_shown(a)]
    return [counted.item.id for counted in mark_answers(profile, framework).counted]


def _is_kept(then: Answer, now: Answer) -> bool:
    return (then.response, then.seconds) == (now.response, now.seconds)


def _was_shown(answer: Answer) -> bool:
    return answer.shown_days_ago is not None and answer.shown_days_ago < DAYS_UNTIL_FORGOTTEN


def _n_right(answers: Iterable[Answer]) -> int:
    found = ((find_item(answer.item), answer.response) for answer in answers)
    return sum(item is not None and mark(item, response) for item, response in found)


def _points(yard: Yardstick, answers: _Answers) -> dict[PartKind, float]:
    """What each part adds to the score, one after the other."""
    framework, old, new = yard.framework, yard.old.profile, yard.new.profile
    if framework is None:
        return {}
    stays = {*answers.kept, *answers.before}
    left = tuple(a for a in old.answers if a.item in stays)
    replaced = tuple(answers.before.get(a.item, a) for a in new.answers)
    stages: tuple[tuple[PartKind, Profile], ...] = (
        ("said", replace(new, answers=old.answers)),
        ("withdrawn", replace(new, answers=left)),
        ("new", replace(new, answers=replaced)),
        ("again", new),
    )
    score = _score(old, framework)
    found: dict[PartKind, float] = {"shown": 0.0}
    last = old
    for kind, stage in stages:
        before, score = score, score if stage == last else _score(stage, framework)
        found[kind], last = score - before, stage
    recorded = (yard.new.score or 0.0) - (yard.old.score or 0.0)
    return found if abs(math.fsum(found.values()) - recorded) < _EDITED else {}


def _score(profile: Profile, framework: Framework) -> float:
    return float(person(profile, framework).expected.mean[0])


def _said(yard: Yardstick, changes: Sequence[PersonChange]) -> str:
    """How levels and facts differ from last time."""
    rated = [c for c in changes if c.cause in {"rating", "rating and checks"}]
    counts = (
        (sum(_is_more(c.new_answer, c.old_answer) for c in rated), "higher rating"),
        (sum(_is_more(c.old_answer, c.new_answer) for c in rated), "lower rating"),
        (sum(c.old_answer is None for c in rated), "first rating"),
        (sum(c.new_answer is None for c in rated), "missing rating"),
        (sum(c.cause == "fact" for c in changes), "other fact"),
    )
    parts = [counted(n, what) for n, what in counts if n]
    by_skill, by_area = (sum(c.cause == cause for c in changes) for cause in ("by skill", "by area"))
    if by_skill:
        parts.append(f"{counted(by_skill, 'level')} given by skill and not by area")
    if by_area:
        parts.append(f"{counted(by_area, 'level')} given by area and not by skill")
    sources = sum(c.cause == "source" for c in changes)
    if sources:
        parts.append(f"{counted(sources, 'level')} from another source")
    if {*yard.old.profile.not_applicable} != {*yard.new.profile.not_applicable}:
        parts.append("what applies to you")
    if not parts:
        return "What is said of you is the same as last time."
    return f"What is said of you has changed: {listed(parts)}."


def _is_more(one: object, other: object) -> bool:
    return isinstance(one, (int, float)) and isinstance(other, (int, float)) and one > other


def _sentence(kind: PartKind, n: int, n_right: int, n_right_before: int) -> str:
    questions, answers = counted(n, "question"), counted(n, "answer")
    is_, was = ("is", "was") if n == 1 else ("are", "were")
    if kind == "withdrawn":
        return f"{answers} of last time, {n_right} right, {is_} not part of this result."
    if kind == "new":
        return f"{questions} not asked last time, {n_right} right: what you know now, not memory."
    if kind == "again":
        return (
            f"{questions} of last time {was} answered once more, {n_right_before} right then and {n_right} "
            "now: you may have learned it, or remember the question; the two cannot be separated."
        )
    return (
        f"{questions}, {n_right} right, {was} asked less than {DAYS_UNTIL_FORGOTTEN} days after you had "
        "seen the answer: that may be memory, so nothing of it counts."
    )
