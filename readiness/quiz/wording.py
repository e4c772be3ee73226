"""The sentences of a sitting, for every face: kind, short, and only what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from readiness.errors import visible
from readiness.quiz.questions import STOP, Choice, Question
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.quiz.modes import Mode

__all__ = [
    "BROUGHT",
    "BROUGHT_OPTIONS",
    "END_CHECKS",
    "END_CHECKS_OPTIONS",
    "FIRST_REVIEW",
    "GO_ON",
    "LEADS",
    "NAME",
    "NO_CHECKS",
    "SittingProgress",
    "bar",
    "claimed",
    "first_screen",
    "left",
    "left_out",
    "length",
    "minutes_text",
    "progress",
    "stop_question",
    "sureness",
    "welcome",
    "welcome_back",
    "who",
]

GO_ON = "go-on"
NO_CHECKS = "There are no checks for this role, so your own ratings are all that the result can rest on."
MOST_NAMES = 6
END_CHECKS: Final = (
    "End the checks here? What you have answered counts; fewer checks make the score less sure.",
)
END_CHECKS_OPTIONS: Final = ("Go on with the checks", "End the checks, and look over my answers")
FIRST_REVIEW = "That is everything. Look over your answers, or go straight to the result."


class SittingProgress(NamedTuple):
    """Where the sitting stands: question `number` of at most `total`."""

    number: int
    total: int
    title: str


WHOSE: Final = (
    "Whose sitting is this? A name or initials keep your results apart from anybody else's on this machine, "
    "and let them be compared with your next ones. Nothing leaves this machine."
)
THE_JOB: Final = "an entry-level machine learning job"
"""What the shipped role is called in a sentence."""
PROMISES: Final = (
    "You can skip any question, go back, or leave and go on another day: every answer is kept. "
    "Nothing leaves this machine, and there is nothing to prepare."
)
NAME: Final = "Name or initials:"
BROUGHT: Final = ("Your profile already holds answers. What would you like to do?",)
BROUGHT_OPTIONS: Final = (
    "Go on: only the open questions are asked",
    "Recheck one skill: about 5 minutes, with questions that you have not seen where there are any",
    "Start again: every question is asked once more",
)


def who(names: Sequence[str]) -> list[str]:
    """The question whose sitting it is."""
    lines = [WHOSE, "Without a name (Enter alone) the result is kept, and compared with nobody's."]
    if names:
        lines.append(f"So far: {', '.join(map(visible, names[:MOST_NAMES]))}.")
    return lines


def first_screen(*, has_pace: bool, job: str = THE_JOB, can_check: bool = True) -> list[str]:
    """What a sitting is, before its length is chosen."""
    checks = ", then short checks," if can_check else ""
    what = (
        f"How ready are you for {job}? You answer questions about your background and your skills{checks} "
        "and get a score, how sure it is, and a plan."
    )
    pace = " The minutes are at the pace of your earlier sittings." if has_pace else ""
    return [what, PROMISES, f"How much time do you have?{pace}"]


def length(mode: Mode, n_choices: int, time: tuple[int, int]) -> str:
    """One length to choose."""
    names = {"standard": "Begin", "ratings-only": "Begin", "quick": "Short", "deep": "Deep"}
    name = names.get(mode.name, mode.name)
    checks = {None: "no checks", "standard": "then checks"}.get(mode.checks, "then twice as many checks")
    return f"{name}: {minutes_text(time)}. {counted(n_choices, 'short question')}, {checks}"


def welcome(
    n_choices: int,
    mode: Mode,
    time: tuple[int, int],
    *,
    n_brought: int,
    has_pace: bool,
    skill: str | None = None,
) -> list[str]:
    """The first screen: how many questions, how long, where the answers go, that one may leave."""
    if not n_choices and mode.checks is None:
        return ["Your profile answers everything that is asked here. You can look over the answers next."]
    kinds = "your background and how far you have got in each skill"
    if mode.by_criterion:
        kinds = "your background and a few broad areas"
    if skill is not None:
        kinds = skill
    lines = [f"{counted(n_choices, 'short question')} about {kinds}"] if n_choices else []
    if mode.checks is not None:
        lead = f"{lines.pop()}, then short checks" if lines else "Short checks"
        lines.append(f"{lead} that turn your own ratings into an estimated score")
    lines[-1] += "."
    if skill is not None:
        lines.append(
            "Your earlier rating and checks of this skill are replaced by the new ones; the rest stays."
        )
    pace = ", at the pace of your earlier sittings" if has_pace else ""
    lines.append(f"It takes {minutes_text(time)}{pace}. There is nothing to prepare.")
    lines.append("You can skip any question, go back, or leave and go on another day: every answer is kept.")
    lines.append("Nothing leaves this machine.")
    if n_brought:
        lines.append(f"{counted(n_brought, 'answer')} from your profile stay; only the rest is asked.")
    return lines


def minutes_text(time: tuple[int, int]) -> str:
    """About how long something takes.

    >>> minutes_text((15, 20))
    'about 15 to 20 minutes'
    """
    least, most = time
    return f"about {counted(least, 'minute')}" if least == most else f"about {least} to {most} minutes"


def claimed(n: int) -> str:
    """That levels were read from a resume, and wait to be confirmed.

    >>> claimed(1)
    '1 level is read from the words of your resume: look it over in the review at the end.'
    """
    levels, it = ("1 level is", "it") if n == 1 else (f"{n} levels are", "them")
    return f"{levels} read from the words of your resume: look {it} over in the review at the end."


def left_out(n: int) -> str:
    """That answers of a sitting are left out, because their questions are others now."""
    many = (
        f"{n} answers are left out: their questions have"
        if n > 1
        else "1 answer is left out: its question has"
    )
    return f"{many} changed or been removed since you began."


LEADS: Final = {
    "skills": "Now your skills. Nobody sees your answers but you: take the highest line that is true today.",
    "checks": "Now the checks. They adapt to you, so everybody misses some; not knowing is a fine answer. "
    "Paper and a calculator are fine; running code and looking things up are not.",
}
"""What is said once, before the first question of a section."""


def welcome_back(*, when: str, mode: str, n_answered: int, name: str | None = None) -> str:
    """The offer to go on."""
    whose = f"{visible(name)}: you" if name else "You"
    return f"{whose} began a {mode} sitting on {when} and answered {counted(n_answered, 'question')}."


def progress(at: SittingProgress) -> str:
    """One line, in words.

    >>> progress(SittingProgress(7, 51, "Model evaluation"))
    'Question 7 of 51: Model evaluation'
    """
    return f"Question {at.number} of {at.total}: {at.title}"


def bar(at: SittingProgress, width: int) -> str:
    """How much is behind.

    >>> bar(SittingProgress(3, 4, ""), 10)
    '[#####-----]'
    """
    done = width * (at.number - 1) // max(at.total, 1)
    return f"[{'#' * done}{'-' * (width - done)}]"


def sureness(half_width: float) -> str:
    """How sure the score is so far; how high it is, and which answers were right, it does not say.

    >>> sureness(11.7)
    'Score known within about 12 points'
    """
    return f"Score known within about {_points(half_width)}"


def _points(half_width: float) -> str:
    return counted(max(1, round(half_width)), "point")


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
    now: float = 0.0,
    then: float = 0.0,
    seconds: float = 0.0,
) -> Question:
    """The offer to stop, and what going on would buy; `now` and `then` are half of the interval."""
    why = {
        "precision": "Your score is already known about as well as a check like this can tell.",
        "settled": "More checks would hardly change where you stand against what the role asks for.",
    }.get(reason, "")
    minutes = max(1, round(seconds / 60))
    buys = (
        f"Your score is known within about {_points(now)}. About {counted(n_more, 'more check')} ("
        f"{counted(minutes, 'minute')}) would bring that to about {_points(then)}, "
        "and show your gaps more sharply."
    )
    prompt = f"You have done {counted(n_answered, 'check')}. {why} You can stop here.\n{buys}"
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
