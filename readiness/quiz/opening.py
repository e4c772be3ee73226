"""How a sitting begins: gone on with, or afresh; and the first screen."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.questionnaire import read_questions, use_questions
from readiness.quiz import wording
from readiness.quiz.flow import Flow
from readiness.quiz.keeping import Keeper, begun, now
from readiness.quiz.modes import minutes
from readiness.quiz.profiles import fit
from readiness.quiz.session import Session

if TYPE_CHECKING:
    from readiness.quiz.answers import Given
    from readiness.quiz.keeping import Begun
    from readiness.quiz.modes import Mode
    from readiness.quiz.moves import Face
    from readiness.store import Sitting, Store

__all__ = ["Opened", "Wish", "afresh", "earlier", "greet", "resume", "welcome_back"]


class Wish(NamedTuple):
    """What was asked for on the command line."""

    mode: Mode
    learn: bool = False
    role: str | None = None
    seed: int | None = None
    profile: Profile = Profile()
    questions: str | None = None
    """Folder of questions of the role's own."""


class Opened(NamedTuple):
    """A sitting that is under way, and what a person should be told about it first."""

    session: Session
    flow: Flow
    keeper: Keeper
    seed: int
    learn: bool
    notes: tuple[str, ...]


def earlier(store: Store, face: Face) -> Opened | None:
    """The sitting that was left, if there is one and the person wants to go on with it.

    A sitting that is given up stays in the store, marked as abandoned.
    """
    found = store.sittings.claim_latest()
    if found is None:
        return None
    lines = [welcome_back(store, found)]
    chosen = face.choose(lines, ["Go on where I stopped", "Start afresh", "Neither: leave it and end"])
    if chosen == 1:
        store.sittings.end(found.id, state="abandoned", at=now())
        return None
    if chosen == 2:  # noqa: PLR2004 — the third option
        store.sittings.release(found.id)
        from readiness.quiz.moves import LeftError

        raise LeftError
    return resume(store, found)


def resume(store: Store, sitting: Sitting) -> Opened:
    """A stored sitting as it was left; only one that is claimed here can be answered in."""
    stored = begun(store, sitting)
    wish = Wish(stored.mode, stored.learn, stored.role, sitting.seed, stored.profile, stored.questions)
    return _opened(store, wish, sitting.seed, stored)


def welcome_back(store: Store, sitting: Sitting) -> str:
    """When it was begun, and how far it got."""
    stored = begun(store, sitting)
    return wording.welcome_back(when=_day(sitting.started_at), mode=stored.mode.name, n_answered=_n(stored))


def afresh(store: Store, wish: Wish, *, allowed: frozenset[str] | None = None) -> Opened:
    """A new sitting; nothing is stored before its first answer."""
    seed = secrets.randbelow(2**32) if wish.seed is None else wish.seed
    return _opened(store, wish, seed, None, allowed=allowed)


def greet(face: Face, opened: Opened) -> None:
    """The first screen of a new sitting."""
    flow = opened.flow
    missing = [question for question in flow.fixed if question.id not in flow.brought]
    n_checks = max(0, flow.length - len(flow.start.answers))
    lines = wording.welcome(
        len(missing),
        n_checks,
        minutes(missing, n_checks),
        by_criterion=flow.mode.by_criterion,
        n_brought=len(flow.brought) + len(flow.start.answers),
    )
    face.choose([*lines, *opened.notes], ["Begin"])


def _opened(
    store: Store, wish: Wish, seed: int, stored: Begun | None, *, allowed: frozenset[str] | None = None
) -> Opened:
    framework = load_framework(wish.role) if wish.role else load_framework()
    use_questions(*([read_questions(wish.questions)] if wish.questions else []))
    start, notes = fit(wish.profile, framework)
    flow = Flow(framework, wish.mode, start, seed=seed, allowed=allowed)
    if wish.mode.checks is not None and not flow.length:
        notes = (*notes, wording.NO_CHECKS)
    keeper = Keeper(
        store,
        framework,
        mode=wish.mode,
        learn=wish.learn,
        profile=start,
        role=wish.role,
        questions=wish.questions,
        seed=seed,
        sitting=stored.sitting if stored else None,
    )
    given: list[Given] = [one for one in stored.given if flow.knows(one)] if stored else []
    if stored and len(given) < len(stored.given):
        notes = (*notes, "The questions were updated meanwhile; answers to those that are gone are left out.")
    session = Session(flow, given, record=keeper, learn=wish.learn)
    return Opened(session, flow, keeper, seed, wish.learn, notes)


def _n(stored: Begun) -> int:
    return len({one.question for one in stored.given})


def _day(moment: str) -> str:
    try:
        when = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return "an earlier day"
    return f"{when.day} {when:%B}"
