"""How a sitting begins: gone on with, or new; for whom, how long, and about what."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import visible
from readiness.framework import DEFAULT_FRAMEWORK, load_framework
from readiness.profile import Profile
from readiness.questionnaire import has_items, read_questions, use_questions
from readiness.quiz import wording
from readiness.quiz.flow import Flow
from readiness.quiz.keeping import Keeper, begun, now
from readiness.quiz.modes import FEWEST_CHECKS, MODES, RECHECK, length_of, minutes
from readiness.quiz.profiles import fit, without_facet
from readiness.quiz.remembering import remember
from readiness.quiz.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.framework import Framework
    from readiness.quiz.answers import Given
    from readiness.quiz.keeping import Begun
    from readiness.quiz.modes import Mode
    from readiness.quiz.moves import Face
    from readiness.store import SittingRow, Store

__all__ = [
    "Opened",
    "Wish",
    "earlier",
    "greet",
    "prepare",
    "resume",
    "start_sitting",
    "takes",
    "welcome_back",
]

LONGEST_NAME = 200


class Wish(NamedTuple):
    """What was asked for on the command line or on the first screens.

    ``facet``: the one skill to recheck; ``mode`` None: to be asked.
    """

    mode: Mode | None = None
    learn: bool = False
    role: str | None = None
    seed: int | None = None
    profile: Profile = Profile()
    questions: str | None = None
    """Folder of questions of the role's own."""
    facet: str | None = None


class Opened(NamedTuple):
    """A sitting that is under way, and what a person should know about it first."""

    session: Session
    flow: Flow
    keeper: Keeper
    seed: int
    learn: bool
    notes: tuple[str, ...]


def earlier(store: Store, face: Face, wish: Wish) -> Opened | None:
    """The sitting that was left, if there is one and the person wants to go on with it.

    A sitting that is given up stays in the store, marked as abandoned. Where a role was asked for, only a
    sitting about that role can be gone on with, by the role's file of today.
    """
    wanted = load_framework(wish.role).id if wish.role else None
    found = store.sittings.claim_latest(framework_id=wanted)
    if found is None:
        return None
    options = [
        "Go on where I stopped",
        "Start again, and give this one up",
        "I am somebody else: begin a sitting of my own, and keep this one",
        "Neither: end here, and leave it as it is",
    ]
    chosen = face.choose([welcome_back(store, found)], options)
    if chosen == 0:
        return resume(store, found, role=wish.role, questions=wish.questions)
    if chosen == 1:
        store.sittings.end(found.id, state="abandoned", at=now())
        return None
    store.sittings.release(found.id)
    if chosen == 2:  # noqa: PLR2004 — the third option
        return None
    from readiness.quiz.moves import LeftError

    raise LeftError


def resume(
    store: Store,
    sitting: SittingRow,
    *,
    role: str | None = None,
    questions: str | None = None,
    before: Flow | None = None,
) -> Opened:
    """A stored sitting as it was left; only one that is claimed here can be answered in.

    `role` and `questions` name the files of today, where they are not where they were. What the flow that was
    used `before` has worked out is used again, if it still asks the same.
    """
    stored = begun(store, sitting)
    wish = Wish(
        stored.mode,
        stored.learn,
        role or stored.role,
        sitting.seed,
        stored.profile,
        questions or stored.questions,
        stored.facet,
    )
    return _opened(store, wish, sitting.seed, stored, before=before)


def welcome_back(store: Store, sitting: SittingRow) -> str:
    """Whose it is, when it was begun, and how far it got."""
    stored = begun(store, sitting)
    return wording.welcome_back(
        when=_day(sitting.started_at),
        mode=stored.mode.name,
        n_answered=_n(stored),
        name=stored.profile.name,
    )


def prepare(store: Store, face: Face, wish: Wish) -> Wish:
    """Ask for whom, about what and how long, as far as that is still open."""
    profile = wish.profile
    if profile.name is None:
        name = " ".join(face.ask(wording.who(store.memory.names()), wording.NAME).split())[:LONGEST_NAME]
        profile = replace(profile, name=name) if name else profile
    wish = wish._replace(profile=profile)
    if wish.facet is None and (profile.answers or profile.skills):
        wish = _about_what(face, wish)
    if wish.mode is not None:
        return wish
    framework = _framework_of(wish)
    memory = remember(store, wish.profile.name, framework)
    can_check = any(has_items(facet.id) for facet in framework.rated)
    flows = {
        name: Flow(framework, MODES[name], fit(wish.profile, framework)[0], seed=0, memory=memory)
        for name in (("standard", "quick", "deep") if can_check else ("ratings-only", "quick"))
    }
    if can_check and flows["deep"].length == flows["standard"].length:
        del flows["deep"]  # there are no more checks than these
    job = wording.THE_JOB if framework.id == DEFAULT_FRAMEWORK else f"the role “{visible(framework.title)}”"
    lines = wording.first_screen(has_pace=memory.has_pace, job=job, can_check=can_check)
    options = [wording.length(flow.mode, _n_open(flow), takes(flow)) for flow in flows.values()]
    return wish._replace(mode=list(flows.values())[face.choose(lines, options)].mode)


def _about_what(face: Face, wish: Wish) -> Wish:
    """Whether a profile with answers is gone on with, one skill is rechecked, or all begins again."""
    chosen = face.choose(wording.BROUGHT, list(wording.BROUGHT_OPTIONS))
    if chosen == 1:
        framework = _framework_of(wish)
        return wish._replace(facet=choose_skill(face, framework), mode=RECHECK)
    return wish._replace(profile=Profile(name=wish.profile.name)) if chosen == 2 else wish  # noqa: PLR2004


def choose_skill(face: Face, framework: Framework, first: Sequence[str] = ()) -> str:
    """The skill to recheck; those of `first` stand first."""
    rated = {facet.id: facet.title for facet in framework.rated}
    names = [name for name in dict.fromkeys([*first, *rated]) if name in rated]
    return names[face.choose(["Which skill?"], [rated[name] for name in names])]


def start_sitting(store: Store, wish: Wish, *, allowed: frozenset[str] | None = None) -> Opened:
    """A new sitting; nothing is stored before its first answer."""
    seed = secrets.randbelow(2**32) if wish.seed is None else wish.seed
    return _opened(store, wish, seed, None, allowed=allowed)


def greet(face: Face, opened: Opened) -> None:
    """The first screen of a new sitting whose length was chosen."""
    flow = opened.flow
    lines = wording.welcome(
        _n_open(flow),
        flow.mode,
        takes(flow),
        n_brought=len(flow.brought) + len(flow.start.answers),
        has_pace=flow.memory.has_pace,
        skill=flow.skill,
    )
    face.choose([*lines, *opened.notes], ["Begin"])


def takes(flow: Flow) -> tuple[int, int]:
    """Fewest and most minutes of a sitting, at the person's own pace."""
    missing = [question for question in flow.fixed if question.id not in flow.brought]
    least, most = minutes(missing, FEWEST_CHECKS if flow.length else 0, pace=flow.memory.pace)
    fewer = flow.length < length_of(flow.mode) or not any(has_items(f.id) for f in flow.framework.rated)
    if fewer:  # than the mode is made for
        return minutes(missing, flow.length, pace=flow.memory.pace)
    if not missing and not flow.length:
        return least, most
    return max(least, flow.mode.least), max(most, flow.mode.most)


def _n_open(flow: Flow) -> int:
    return sum(question.id not in flow.brought for question in flow.fixed)


def _opened(
    store: Store,
    wish: Wish,
    seed: int,
    stored: Begun | None,
    *,
    allowed: frozenset[str] | None = None,
    before: Flow | None = None,
) -> Opened:
    framework = _framework_of(wish)
    start, notes = fit(wish.profile, framework)
    mode = wish.mode or MODES["standard"]
    keeper = Keeper(
        store,
        framework,
        mode=mode,
        learn=wish.learn,
        profile=start,
        role=wish.role,
        questions=wish.questions,
        seed=seed,
        facet=wish.facet,
        sitting=stored.sitting if stored else None,
    )
    if wish.facet is not None:
        start = without_facet(start, wish.facet, framework)
    memory = remember(store, start.name, framework, but=stored.sitting.id if stored else None)
    flow = Flow(framework, mode, start, seed=seed, allowed=allowed, memory=memory, facet=wish.facet)
    if start.claims and stored is None:
        notes = (*notes, wording.claimed(len(start.claims)))
    flow = before if before is not None and before.asks_like(flow) else flow
    if mode.checks is not None and not flow.length:
        notes = (*notes, wording.NO_CHECKS)
    given: list[Given] = [one for one in stored.given if flow.knows(one)] if stored else []
    if stored and len(given) < len(stored.given):
        notes = (
            *notes,
            wording.left_out(len({g.question for g in stored.given} - {g.question for g in given})),
        )
    session = Session(
        flow,
        given,
        record=keeper,
        learn=wish.learn,
        explaining=lambda item: keeper.mark_shown([item]),
    )
    return Opened(session, flow, keeper, seed, wish.learn, notes)


def _framework_of(wish: Wish) -> Framework:
    """The role that is asked about, with its own questions in use."""
    use_questions(*([read_questions(wish.questions)] if wish.questions else []))
    return load_framework(wish.role) if wish.role else load_framework()


def _n(stored: Begun) -> int:
    return len({one.question for one in stored.given})


def _day(moment: str) -> str:
    try:
        when = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return "an earlier day"
    return f"{when.day} {when:%B}"
