"""A check with its answer and why: the same words in every face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.questionnaire import ChoiceItem, NumberItem, SequenceItem
from readiness.quiz.answers import number_text

if TYPE_CHECKING:
    from readiness.questionnaire import Item
    from readiness.quiz.questions import Question
    from readiness.quiz.screens import Marked

__all__ = ["explanation", "help_of", "outcome", "right_answer"]


def outcome(marked: Marked) -> str:
    """Whether it was right, kindly."""
    if marked.right:
        return "Right."
    return "You said: I don't know." if marked.given.outcome == "dont_know" else "Not this time."


def explanation(marked: Marked) -> list[str]:
    """Paragraphs: what was answered, what is right, why."""
    item, given = marked.item, marked.given
    lines = []
    if given.outcome == "answered" and not marked.right:
        lines.append(f"You answered: {_answered(item, str(given.value))}")
    lines.append(f"{'Your answer' if marked.right else 'The answer'}: {right_answer(item)}")
    if isinstance(item, ChoiceItem) and not marked.right and str(given.value) in {"1", "2", "3", "4"}:
        lines.append(f"About your choice: {item.options[int(str(given.value)) - 1].why}")
    lines.append(" ".join(item.explanation.split()))
    return lines


def help_of(question: Question) -> list[str]:
    """Paragraphs for who asks: the choices at length, why it is asked, and an example."""
    at_length = [
        f"{choice.key}: {detail}" for choice, detail in zip(question.choices, question.details, strict=False)
    ]
    return [*at_length, *(text for text in (question.why, question.example) if text)]


def right_answer(item: Item) -> str:
    """The right answer as one would write it."""
    if isinstance(item, ChoiceItem):
        return item.options[item.key - 1].text
    if isinstance(item, NumberItem):
        about = f" (within {item.tolerance:g})" if item.tolerance else ""
        return f"{number_text(item.answer)} {item.unit or ''}".rstrip() + about
    if isinstance(item, SequenceItem):
        return ", ".join(a if isinstance(a, str) else number_text(a) for a in item.answer)
    return item.accept[0]


def _answered(item: Item, value: str) -> str:
    if isinstance(item, ChoiceItem) and value in {"1", "2", "3", "4"}:
        return item.options[int(value) - 1].text
    return visible(value)
