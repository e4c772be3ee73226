"""The sentences of a sitting, for every face: kind, short, and only what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from readiness.quiz.modes import SECONDS_TO_CHECK
from readiness.quiz.questions import STOP, Choice, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FIRST_REVIEW",
    "GO_ON",
    "LEADS",
    "NO_CHECKS",
    "Progress",
    "bar",
    "interval",
    "left",
    "progress",
    "stop_question",
    "welcome",
    "welcome_back",
]

GO_ON = "go-on"
NO_CHECKS = "There are no checks for this role, so your own ratings are all that the result can rest on."
FIRST_REVIEW = "That is everything. Look over your answers, or go straight to the result."


class Progress(NamedTuple):
    """Where the sitting stands: question `number` of at most `total`."""

    number: int
    total: int
    title: str


def welcome(
    n_choices: int, n_checks: int, time: tuple[int, int], *, by_criterion: bool, n_brought: int
) -> list[str]:
    """The first screen: how many questions, how long, where the answers go, that one may leave."""
    if not n_choices and not n_checks:
        return ["Your profile answers everything that is asked here. You can look over the answers next."]
    kinds = "your background and how far you have got in each skill"
    if by_criterion:
        kinds = "your background and five broad skills"
    lines = [f"{_count(n_choices, 'short question')} about {kinds}"] if n_choices else []
    if n_checks:
        lead = f"{lines.pop()}, then up to" if lines else "Up to"
        what = "that turn your own ratings into a measured score"
        lines.append(f"{lead} {_count(n_checks, 'short check')} {what}")
    lines[-1] += "."
    least, most = time
    takes = f"about {_count(least, 'minute')}" if least == most else f"{least} to {most} minutes"
    lines.append(f"It takes {takes}. There is no time limit and nothing to prepare.")
    lines.append("You can skip any question, go back, or leave and go on another day: every answer is kept.")
    lines.append("Nothing leaves this machine.")
    if n_brought:
        lines.append(f"{_count(n_brought, 'answer')} from your profile stay; only the rest is asked.")
    return lines


LEADS: Final = {
    "skills": "Now your skills. Nobody sees your answers but you: take the highest line that is true today.",
    "checks": "Now the checks. They adapt to you, so everybody misses some; not knowing is a fine answer.",
}
"""What is said once, before the first question of a section."""


def welcome_back(*, when: str, mode: str, n_answered: int) -> str:
    """The offer to go on."""
    return f"You began a {mode} sitting on {when} and answered {_count(n_answered, 'question')}."


def progress(at: Progress) -> str:
    """One line, in words.

    >>> progress(Progress(7, 51, "Model evaluation"))
    'Question 7 of 51: Model evaluation'
    """
    return f"Question {at.number} of {at.total}: {at.title}"


def bar(at: Progress, width: int) -> str:
    """How much is behind.

    >>> bar(Progress(3, 4, ""), 10)
    '[#####-----]'
    """
    done = width * (at.number - 1) // max(at.total, 1)
    return f"[{'#' * done}{'-' * (width - done)}]"


def interval(low: float, high: float) -> str:
    """The running score.

    >>> interval(47.6, 70.9)
    'Your score so far: between 48 and 71 of 100'
    """
    return f"Your score so far: between {low:.0f} and {high:.0f} of 100"


def left(n_answered: int | None, *, place: str) -> list[str]:
    """What a person reads who left early; None where no sitting was begun."""
    if n_answered is None:
        return ["Nothing was changed. To come back: readiness quiz"]
    if not n_answered:
        return ["You left before the first answer, so nothing was kept. To start again: readiness quiz"]
    kept = f"Your {n_answered} answers so far are" if n_answered > 1 else "Your answer so far is"
    return [f"{kept} kept in {place}.", "To go on where you stopped: readiness quiz"]


def stop_question(
    reason: str = "",
    *,
    n_answered: int = 0,
    n_more: int = 0,
    now: Sequence[float] = (0, 0),
    then: Sequence[float] = (0, 0),
) -> Question:
    """The offer to stop, and what going on would buy."""
    why = {
        "precision": "Your score is already known about as well as a check like this can tell.",
        "settled": "More checks would hardly change where you stand against what the role asks for.",
    }.get(reason, "")
    minutes = max(1, round(n_more * SECONDS_TO_CHECK / 60))
    buys = (
        f"Your score is between {now[0]:.0f} and {now[1]:.0f}. Up to {_count(n_more, 'more check')} (about "
        f"{_count(minutes, 'minute')}) would bring that to about {then[0]:.0f} to {then[1]:.0f}, "
        "and show your gaps more sharply."
    )
    prompt = f"You have done {_count(n_answered, 'check')}. {why} You can stop here.\n{buys}"
    return Question(
        id=STOP,
        section="stop",
        kind="choice",
        title="Stop here?",
        prompt=prompt if n_answered else "Stop the checks here, or go on?",
        choices=(
            Choice("1", STOP, "Stop here and see my result"),
            Choice("2", GO_ON, "Go on with the checks"),
        ),
        why="Stopping costs only precision: the score is not lower for it.",
        example="If you are tired, stop. You can take the quiz again any day.",
    )


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}{'' if n == 1 else 's'}"
