"""Home, the first screen of a sitting, and what somebody brings along."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.limits import LONGEST_NAME
from readiness.profile import Profile
from readiness.quiz.modes import MODES, RECHECK
from readiness.quiz.opening import Wish, takes, welcome_back
from readiness.quiz.wording import minutes_text
from readiness.web import engine
from readiness.web.drafts import Drafts, SittingDraft
from readiness.web.pages import page, see_other
from readiness.web.uploads import read_upload

if TYPE_CHECKING:
    from starlette.responses import Response

    from readiness.store import Store
    from readiness.web.asked import PageRequest

__all__ = [
    "begin",
    "begin_again",
    "help_page",
    "home",
    "read",
    "recheck",
    "score",
    "start",
    "upload",
    "uploaded",
]

_WORDS = {
    "quick": ("Quick", "your background and a few broad ratings, no checks"),
    "ratings-only": ("Ratings only", "your background and every skill rated, no checks"),
    "standard": ("Standard", "background and ratings, then short checks of what you know"),
    "deep": ("Deep", "the same with twice as many checks, for a sharper result"),
}


class Length(NamedTuple):
    """A length of sitting to choose."""

    id: str
    title: str
    what: str
    time: str


def home(asked: PageRequest) -> Response:
    """Where one begins, or goes on."""
    if "token" in asked.query:
        return see_other("/")
    kept = engine.kept()
    waiting = []
    if kept.unfinished:
        with engine.opened_store() as store:
            waiting = [(sitting, welcome_back(store, sitting)) for sitting, _ in kept.unfinished]
    last = kept.assessments[0] if kept.assessments else None
    return page(asked, "home.html.j2", waiting=waiting, last=last)


def help_page(asked: PageRequest) -> Response:
    """Keys, privacy, and how to end."""
    from readiness.store import data_folder

    return page(asked, "help.html.j2", folder=str(data_folder()))


def start(asked: PageRequest) -> Response:
    """The first screen: how long, for whom, and what happens with the answers."""
    return _start_page(asked)


def begin(asked: PageRequest) -> Response:
    """Prepare a sitting; it is stored with its first answer."""
    form = asked.form
    mode = MODES.get(form.one("mode"))
    name = " ".join(form.one("name").split())
    if mode is None:
        return _start_page(asked, wrong="Please choose how long it may take.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        return _start_page(asked, wrong=f"Please give a name of at most {LONGEST_NAME} letters, or none.")
    source = asked.desk.drafts.find(form.one("source"))
    profile = source.read.profile if source is not None and source.read is not None else Profile()
    if name:
        profile = replace(profile, name=name)
    wish = Wish(mode, learn=bool(form.one("learn")) and mode.checks is not None, profile=profile)
    return _prepared(asked, wish)


def recheck(asked: PageRequest) -> Response:
    """Which skill of a result to look at again; those that the next steps are about stand first."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
    rated = {leaf.id: leaf.title for leaf in record.leaves if leaf.is_rated}
    first = [step.facet for step in record.next_steps if step.facet in rated]
    return page(
        asked,
        "recheck.html.j2",
        number=row.id,
        skills=[(name, rated[name]) for name in dict.fromkeys([*first, *rated])],
        draft=Drafts.name(),
    )


def begin_again(asked: PageRequest) -> Response:
    """Prepare a sitting about one skill, from everything else that a result holds."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
        before = engine.sitting_behind(store, row)
    facet = asked.form.one("skill")
    if facet not in {leaf.id for leaf in record.leaves if leaf.is_rated}:
        raise UsageError("please choose one of the skills")
    wish = Wish(
        RECHECK,
        learn=before is not None and before.learn,
        role=before.role if before is not None else None,
        profile=record.profile,
        questions=before.questions if before is not None else None,
        facet=facet,
    )
    return _prepared(asked, wish)


def upload(asked: PageRequest) -> Response:
    """Where a file is chosen."""
    return page(asked, "upload.html.j2", wrong=())


def read(asked: PageRequest) -> Response:
    """Read a file that was sent; nothing of it is stored yet."""
    from readiness.errors import LocatedError, ReadinessError

    sent = asked.form.upload
    if sent is None or not (sent.name or sent.content):
        return page(asked, "upload.html.j2", 422, wrong=("Please choose a file first.",))
    try:
        found = read_upload(sent)
    except LocatedError as error:
        return page(asked, "upload.html.j2", 422, wrong=[f"{p.where}: {p.sentence}" for p in error.problems])
    except ReadinessError as error:
        return page(asked, "upload.html.j2", 422, wrong=str(error).split("\n"))
    key = Drafts.name()
    asked.desk.drafts.keep(key, SittingDraft(read=found))
    return see_other(f"/upload/{key}")


def uploaded(asked: PageRequest) -> Response:
    """What was read, and what can be done with it."""
    draft = _brought(asked)
    return page(asked, "uploaded.html.j2", key=asked.names["draft"], read=draft.read)


def score(asked: PageRequest) -> Response:
    """Assess what was read, and keep it in the history; once, however often this is sent."""
    draft = _brought(asked)
    if draft.assessment is None and draft.read is not None:
        with engine.opened_store(make=True) as store:
            draft.assessment = engine.score(store, draft.read.profile)
    return see_other(f"/assessments/{draft.assessment}")


def _prepared(asked: PageRequest, wish: Wish) -> Response:
    """On to the first question of a draft; the same one where its form is sent twice."""
    key = asked.form.one("draft")
    if not key.startswith("d") or len(key) > 20:  # noqa: PLR2004 — a name that `Drafts` gives
        key = Drafts.name()
    draft = asked.desk.drafts.keep(key, SittingDraft(wish._replace(seed=secrets.randbelow(2**32))))
    return see_other(f"/sitting/{draft.sitting or key}")


def _brought(asked: PageRequest) -> SittingDraft:
    draft = asked.desk.drafts.find(asked.names["draft"])
    if draft is None or draft.read is None:
        raise UsageError("this file is not at hand any more; choose it again")
    return draft


def _start_page(asked: PageRequest, *, wrong: str = "") -> Response:
    source = asked.form.one("source") or asked.query.get("source", "")
    draft = asked.desk.drafts.find(source)
    profile = draft.read.profile if draft is not None and draft.read is not None else None
    with engine.store_if_any() as store:
        lengths = _lengths(store, profile or Profile())
        names = store.memory.names() if store else []
    return page(
        asked,
        "start.html.j2",
        422 if wrong else 200,
        lengths=lengths,
        names=names,
        chosen=asked.form.one("mode") or "standard",
        name=asked.form.one("name") or (profile.name if profile else None) or "",
        learn=bool(asked.form.one("learn")),
        draft=Drafts.name(),
        source=source if profile is not None else "",
        wrong=wrong,
    )


def _lengths(store: Store | None, profile: Profile) -> list[Length]:
    """What a sitting from this profile takes, at the pace of its person where that is known."""
    from readiness.framework import load_framework
    from readiness.quiz.flow import Flow
    from readiness.quiz.profiles import fit
    from readiness.quiz.remembering import Remembered, remember

    framework = load_framework()
    memory = remember(store, profile.name, framework) if store else Remembered()
    found = []
    for mode in MODES.values():
        flow = Flow(framework, mode, fit(profile, framework)[0], seed=0, memory=memory)
        title, what = _WORDS[mode.name]
        found.append(Length(mode.name, title, what, minutes_text(takes(flow))))
    return found
