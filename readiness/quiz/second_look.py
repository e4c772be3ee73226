"""A second look at answers that seldom go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.quiz.answers import shown
from readiness.quiz.questions import KEEP, Choice, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from readiness.framework.model import Condition, Consistency
    from readiness.quiz.answers import Given

__all__ = ["second_look"]


def second_look(
    rule: Consistency, names: Collection[str], fixed: Sequence[Question], held: Mapping[str, Given]
) -> Question:
    """The question whether the answers that a rule doubts are meant so; each of them can be changed.

    Parameters
    ----------
    rule : Consistency
        What seldom goes together.
    names : collection of str
        The skills that it touches.
    fixed : sequence of Question
        What everybody is asked.
    held : mapping of str to Given
        The answers by question.
    """
    spoken = {f"languages.{name}" for name in _languages(rule.when)}
    questions = [q for q in fixed if (q.section == "skills" and q.name in names) or q.id in spoken]
    keep = Choice("0", KEEP, "They are right as they are: go on")
    changes = [
        Choice(str(number), q.id, f"Change {q.title} (now {shown(q, held.get(q.id))})")
        for number, q in enumerate(questions, 1)
    ]
    return Question(
        id=f"consistency.{rule.id}",
        section="consistency",
        kind="choice",
        title="A second look",
        prompt=rule.ask,
        choices=(keep, *changes),
        why="These answers seldom go together. There is no wrong answer; you are asked this only once.",
        example="If they are right, the score stays the same and the checks count for a little more.",
    )


def _languages(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        if condition.language is not None:
            yield condition.language
        yield from _languages(condition.any or ())
