"""The sitting of `quiz`, one request at a time: found in the store, seen, ended, and let go.

A sitting is claimed only while an answer is written, so that the terminal can go on with it between two pages
and the other way round. What a page was made from is named by its step, the number of answers in the store
then: a page that is sent twice, from another window, or after the back button, changes nothing that it did
not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from readiness.errors import UsageError
from readiness.limits import MOST_FLOWS
from readiness.quiz.answers import Given
from readiness.quiz.finishing import finish
from readiness.quiz.opening import resume, start_sitting
from readiness.quiz.screens import Asking, Explaining, Reviewing
from readiness.quiz.timing import expected_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.quiz.flow import Flow
    from readiness.quiz.opening import Opened
    from readiness.quiz.questions import Question
    from readiness.quiz.screens import Marked
    from readiness.quiz.session import Session
    from readiness.store import Event, Store
    from readiness.web.drafts import SittingDraft

__all__ = [
    "Flows",
    "Place",
    "Seen",
    "asked",
    "before",
    "end",
    "ended",
    "explained",
    "is_open",
    "minutes_left",
    "place",
    "remember_shown",
    "see",
]

_ROWS = {"background", "skills", "checks"}
Flows: TypeAlias = "dict[int, Flow]"


class Seen(NamedTuple):
    """A sitting as one request sees it."""

    key: str
    opened: Opened
    events: tuple[Event, ...]

    @property
    def session(self) -> Session:
        """Where it stands."""
        return self.opened.session

    @property
    def step(self) -> int:
        """How many answers the store holds."""
        return len(self.events)


class Place(NamedTuple):
    """Where to go: a question, the explanation of a check, or the review."""

    kind: Literal["question", "explanation", "review"]
    name: str = ""
    detour: bool = False
    """A question answered before, from which one comes back to where the sitting stands."""


def see(
    store: Store,
    key: str,
    draft: SittingDraft | None = None,
    *,
    flows: Flows | None = None,
    to_answer: bool = False,
) -> Seen:
    """The sitting of this key.

    Parameters
    ----------
    store : Store
        Where it is kept.
    key : str
        Its number, or the name of its draft.
    draft : SittingDraft, optional
        Of this name; one that is not begun has no answers.
    flows : dict of int to Flow, optional
        Those of the requests before, by sitting, whose work need not be done again.
    to_answer : bool
        Claim it, until the store is closed.

    Raises
    ------
    UsageError
        If there is none, or it cannot be claimed because it has ended or is open in a terminal.
    """
    number = _number(key, draft)
    if number is None:
        if draft is None or draft.wish is None:
            raise UsageError("there is no sitting of this name any more; begin a new one")
        return Seen(key, start_sitting(store, draft.wish), ())
    sitting = store.sittings.claim(number) if to_answer else store.sittings.get(number)
    kept = {} if flows is None else flows
    opened = resume(store, sitting, before=kept.pop(number, None))
    while len(kept) >= MOST_FLOWS:
        del kept[next(iter(kept))]
    kept[number] = opened.flow
    return Seen(str(number), opened, tuple(store.sittings.events(number)))


def ended(store: Store, key: str, draft: SittingDraft | None = None) -> int | None:
    """The number of the sitting of this key, if it has ended."""
    number = _number(key, draft)
    if number is None or store.sittings.get(number).state == "unfinished":
        return None
    return number


def place(session: Session) -> Place:
    """Where a sitting stands."""
    screen = session.screen
    if isinstance(screen, Asking):
        name = screen.question.id
        return Place("question", name, detour=name != session.path[-1].id)
    if isinstance(screen, Explaining):
        return Place("explanation", screen.marked.item.id)
    return Place("review")


def asked(session: Session, name: str) -> Asking | None:
    """The screen of a question, pending or answered; None where it is not asked, or no longer open."""
    screen = session.screen
    if not (isinstance(screen, Asking) and screen.question.id == name):
        session.change(name)
        screen = session.screen
    return screen if isinstance(screen, Asking) and screen.question.id == name else None


def before(seen: Seen, name: str) -> str | None:
    """The question before this one that can be gone back to."""
    found = None
    for question in seen.session.path:
        if question.id == name:
            return found
        if is_open(seen, question):
            found = question.id
    return found


def explained(session: Session, item: str) -> Marked | None:
    """A check that was answered."""
    return next((marked for marked in session.checks() if marked.item.id == item), None)


def minutes_left(seen: Seen) -> int:
    """About how many minutes this sitting still takes, at the person's own pace."""
    flow = seen.session.flow
    given = {e.question: Given(e.question, e.outcome, e.value, e.seconds) for e in seen.events}
    ahead = [q for q in flow.fixed if q.id not in given and q.id not in flow.brought]
    seconds = flow.memory.pace * expected_total(ahead)
    if flow.length:
        seconds = max(seconds, flow.seconds_left(given))
    return max(1, round(seconds / 60))


def remember_shown(store: Store, seen: Seen, checks: Sequence[Marked]) -> None:
    """Keep that the answers to these checks were shown, each once."""
    known = store.memory.shown_at(seen.opened.flow.start.name)
    new = [marked.item.id for marked in checks if marked.item.id not in known]
    if new:
        seen.opened.keeper.mark_shown(new)


def end(store: Store, seen: Seen) -> int | None:
    """Assess and keep a sitting whose questions are all answered; its number in the history, else None."""
    if not isinstance(seen.session.screen, Reviewing):
        return None
    return finish(store, seen.opened)[1].id


def is_open(seen: Seen, question: Question) -> bool:
    """Whether it can be answered again: not where its explanation was shown."""
    return question.section in _ROWS and not (seen.opened.learn and question.section == "checks")


def _number(key: str, draft: SittingDraft | None) -> int | None:
    """The number of a sitting in the store, if it was begun."""
    if draft is not None:
        return draft.sitting
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None  # noqa: PLR2004 — SQLite's
