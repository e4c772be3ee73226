"""What was sent from the page of a question: read, stored if it says something new, and where to go then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness.limits import LONGEST_SECONDS
from readiness.quiz.answers import UnclearError, parse
from readiness.web.sittings import Place, asked, is_open, place

if TYPE_CHECKING:
    from readiness.quiz.questions import Question
    from readiness.quiz.session import Session
    from readiness.store import EventOutcome, Json
    from readiness.web.sittings import Seen

__all__ = ["Conflict", "Gone", "Reply", "Unclear", "give"]


class Reply(NamedTuple):
    """What a person sent from the page of a question."""

    question: str
    move: Literal["answer", "skip", "idk", "end"]
    typed: str
    step: int
    shown_at: float | None
    detour: bool = False

    def seconds(self) -> float | None:
        """How long the page was looked at."""
        if self.shown_at is None or not 0 <= time.time() - self.shown_at <= LONGEST_SECONDS:
            return None
        return round(time.time() - self.shown_at, 1) or None


class Unclear(NamedTuple):
    """What was sent is no answer; nothing was stored."""

    message: str


class Conflict(NamedTuple):
    """The question was answered otherwise since the page was made; that answer stays."""


class Gone(NamedTuple):
    """The question is not asked any more, because answers changed elsewhere."""


def give(seen: Seen, reply: Reply) -> Place | Unclear | Conflict | Gone:
    """Take a reply, store it if it says something new, and tell where to go."""
    session = seen.session
    if reply.move == "end":
        session.stop_checks()
        return place(session)
    held = next((event for event in reversed(seen.events) if event.question == reply.question), None)
    screen = asked(session, reply.question)
    if screen is None:
        return Gone() if held is None else _answered_before(seen, reply)
    try:
        outcome, value = _meant(screen.question, reply)
        if held is not None and held.seq > reply.step and (held.outcome, held.value) != (outcome, value):
            return Conflict()
        pending = session.path[-1].id == reply.question
        _store(session, outcome, value, reply.seconds())
    except UnclearError as unclear:
        return Unclear(str(unclear))
    return _onward(seen, reply, walks=not pending and not reply.detour)


def _answered_before(seen: Seen, reply: Reply) -> Place:
    """Where to go from a question that was answered and cannot be again."""
    if seen.opened.learn and reply.question.startswith("check."):
        return Place("explanation", reply.question.partition(".")[2])
    return place(seen.session)


def _store(session: Session, outcome: EventOutcome, value: Json, seconds: float | None) -> None:
    if outcome == "answered":
        session.answer(value, seconds=seconds)
    elif outcome == "skipped":
        session.skip(seconds=seconds)
    else:
        session.dont_know(seconds=seconds)


def _onward(seen: Seen, reply: Reply, *, walks: bool) -> Place:
    """What comes after an answer; `walks` is somebody who went back and goes question by question."""
    went = place(seen.session)
    following = _after(seen, reply.question) if walks and went.kind != "explanation" else None
    return went if following is None else Place("question", following)


def _meant(question: Question, reply: Reply) -> tuple[EventOutcome, Json]:
    if reply.move == "skip" and question.can_be_skipped:
        return "skipped", None
    if reply.move == "idk" and question.can_be_unknown:
        return "dont_know", None
    if not reply.typed.strip():
        raise UnclearError(_WANTED.get(question.kind, "Please choose one of the answers."))
    return "answered", parse(question, reply.typed)


_WANTED = {
    "multiple": "Please choose at least one of the answers, or “None of these”.",
    "number": "Please type a number.",
    "typed": "Please type an answer, or say that you don't know.",
}


def _after(seen: Seen, name: str) -> str | None:
    """The open question after this one, for somebody who went back and walks on."""
    path = seen.session.path
    ids = [q.id for k, q in enumerate(path) if is_open(seen, q) or k == len(path) - 1]
    return ids[ids.index(name) + 1] if name in ids[:-1] else None
