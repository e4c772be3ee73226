"""What a person does on a screen, what every face can do, and the loop between the two."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from readiness.limits import LONGEST_SECONDS
from readiness.quiz.screens import Asking, Explaining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.quiz.screens import Marked, Screen
    from readiness.quiz.session import Session
    from readiness.store import Json

__all__ = ["Answered", "Change", "Face", "LeftError", "Move", "Word", "allows", "conduct"]


class LeftError(Exception):
    """The person left, or the program was asked to end; everything answered is kept."""


class Word(StrEnum):
    """A move without a value."""

    SKIP = "skip"
    DONT_KNOW = "idk"
    BACK = "back"
    FORWARD = "forward"
    GO_ON = "go on"
    STOP = "finish"
    RESULT = "result"


class Answered(NamedTuple):
    """An answer to the question on the screen."""

    value: Json


class Change(NamedTuple):
    """Go to this question of the review."""

    question: str


Move = Word | Answered | Change


class Face(Protocol):
    """How a sitting is shown. Every method raises `LeftError` where the person leaves."""

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        """Show some lines and let the person choose one of the options; its position."""

    def ask(self, lines: Sequence[str], prompt: str) -> str:
        """Show some lines and let the person type one; empty where nothing was typed."""

    def show(self, screen: Screen) -> Move:
        """Show a screen and wait for a move that fits it."""

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Show checks with their explanations, one after the other."""


def conduct(session: Session, face: Face) -> None:
    """Show screen after screen until the result is asked for."""
    while True:
        screen = session.screen
        began = time.monotonic()
        move = face.show(screen)
        seconds = min(round(time.monotonic() - began, 1), LONGEST_SECONDS) or None
        if isinstance(screen, Explaining):
            session.go_on()
        elif move is Word.BACK:
            session.back()
        elif isinstance(move, Change):
            session.change(move.question)
        elif isinstance(screen, Asking):
            _reply(session, move, seconds)
        elif move is Word.RESULT:
            return


def _reply(session: Session, move: Move, seconds: float | None) -> None:
    if isinstance(move, Answered):
        session.answer(move.value, seconds=seconds)
    elif move is Word.SKIP:
        session.skip(seconds=seconds)
    elif move is Word.DONT_KNOW:
        session.dont_know(seconds=seconds)
    elif move is Word.FORWARD:
        session.forward()
    elif move is Word.STOP:
        session.stop_checks()


def allows(screen: Asking, word: Word) -> bool:
    """Whether this word can be said on this screen."""
    question = screen.question
    return {
        Word.BACK: screen.can_go_back,
        Word.SKIP: question.can_be_skipped,
        Word.DONT_KNOW: question.can_be_unknown,
        Word.STOP: question.section == "checks",
    }[word]
