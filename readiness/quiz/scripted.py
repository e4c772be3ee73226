"""The sitting without a terminal: its answers come from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.errors import Problem, ProfileError, closest, quoted
from readiness.limits import MOST_PROBLEMS
from readiness.quiz.answers import UnclearError, accept
from readiness.quiz.moves import Answered, Word
from readiness.quiz.questions import KEEP
from readiness.quiz.screens import Asking
from readiness.quiz.wording import GO_ON, stop_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.quiz.flow import Flow
    from readiness.quiz.moves import Move
    from readiness.quiz.screens import Marked, Screen

__all__ = ["ScriptedFace", "answers_of", "items_in"]


def answers_of(values: object, source: str) -> dict[str, Any]:
    """The answers by question id, from the parsed content of a file.

    Raises
    ------
    ProfileError
        If it is not an object.
    """
    if isinstance(values, dict):
        return values
    problem = Problem("the file", "holds no answers", 'write an object such as {"skills.sql": 2}')
    raise ProfileError(source, [problem])


def items_in(answers: Mapping[str, Any]) -> frozenset[str]:
    """The checks that there are answers to: no others are asked."""
    return frozenset(name.removeprefix("check.") for name in answers if name.startswith("check."))


class ScriptedFace:
    """Gives the answers of a file; what is not in it is skipped, never guessed.

    ``notes`` names the answers to checks that cannot be read: they are left out, never scored.

    Raises
    ------
    ProfileError
        If a question is not one that this sitting can ask, or a value is no answer to it.
    """

    def __init__(self, flow: Flow, answers: Mapping[str, Any], source: str) -> None:
        self._answers = dict(answers)
        self.notes: list[str] = []
        questions = {question.id: question for question in flow.fixed}
        items = {name: item for name in items_in(answers) if (item := flow.item(name)) is not None}
        questions |= {f"check.{name}": flow.check(item) for name, item in items.items()}
        questions["stop"] = stop_question()
        rules = [f"consistency.{rule.id}" for rule in flow.framework.consistency]
        problems = []
        for name, value in answers.items():
            if name in questions and value is not None:
                try:
                    accept(questions[name], value)
                except UnclearError as unclear:
                    if name.startswith("check."):
                        self._answers.pop(name)
                        form = questions[name].form or "a number from 1 to 4"
                        what = f"the answer {quoted(value)} could not be read; it is left out, not scored"
                        self.notes.append(f"{name}: {what}. Expected: {form}.")
                        continue
                    problems.append(Problem(name, "is no answer to this question", _lowered(str(unclear))))
            elif name in rules and value not in (KEEP, None):
                problems.append(Problem(name, "cannot be changed from a file", f'the answer is "{KEEP}"'))
            elif name not in questions and name not in rules:
                hint = _meant(name, [*questions, *rules]) if len(problems) < MOST_PROBLEMS else ""
                problems.append(Problem(name, "there is no question of this name", hint))
        if problems:
            raise ProfileError(source, problems)

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:  # noqa: ARG002 — nobody reads
        """The first option."""
        return 0

    def ask(self, lines: Sequence[str], prompt: str) -> str:  # noqa: ARG002 — nobody reads
        """Nothing."""
        return ""

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Nothing: nobody reads."""

    def show(self, screen: Screen) -> Move:
        """The answer of the file."""
        if not isinstance(screen, Asking):
            return Word.RESULT
        question = screen.question
        value = self._answers.get(question.id)
        if question.section == "consistency":
            return Answered(KEEP)
        if question.section == "stop":
            return Answered(value or GO_ON)
        if value is not None:
            return Answered(value)
        return Word.DONT_KNOW if question.id in self._answers and question.can_be_unknown else Word.SKIP


def _meant(name: str, known: Sequence[str]) -> str:
    near = closest(name, known)
    return near if near.startswith("did you mean") else "`readiness quiz --help` says how they are named"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
