"""Home, the first screen of a sitting, and what somebody brings along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.profile import Profile
from readiness.quiz.modes import MODES
from readiness.quiz.opening import Wish, takes, welcome_back
from readiness.web import engine
from readiness.web.drafts import Draft, Drafts
from readiness.web.pages import page, see_other
from readiness.web.uploads import read_upload

if TYPE_CHECKING:
    from starlette.responses import Response

    from readiness.quiz.modes import Mode
    from readiness.web.asked import Asked

__all__ = ["begin", "help_page", "home", "read", "score", "start", "upload", "uploaded"]

LONGEST_NAME = 200
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


def home(asked: Asked) -> Response:
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


def help_page(asked: Asked) -> Response:
    """Keys, privacy, and how to end."""
    from readiness.store import data_folder

    return page(asked, "help.html.j2", folder=str(data_folder()))


def start(asked: Asked) -> Response:
    """The first screen: how long, for whom, and what happens with the answers."""
    return _start_page(asked)


def begin(asked: Asked) -> Response:
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
    key = form.one("draft")
    if not key.startswith("d") or len(key) > 20:  # noqa: PLR2004 — a name that `Drafts` gives
        key = Drafts.name()
    draft = asked.desk.drafts.keep(key, Draft(wish._replace(seed=_seed())))
    return see_other(f"/sitting/{draft.sitting or key}")


def upload(asked: Asked) -> Response:
    """Where a file is chosen."""
    return page(asked, "upload.html.j2", wrong=())


def read(asked: Asked) -> Response:
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
    asked.desk.drafts.keep(key, Draft(read=found))
    return see_other(f"/upload/{key}")


def uploaded(asked: Asked) -> Response:
    """What was read, and what can be done with it."""
    draft = _brought(asked)
    return page(asked, "uploaded.html.j2", key=asked.names["draft"], read=draft.read)


def score(asked: Asked) -> Response:
    """Assess what was read, and keep it in the history; once, however often this is sent."""
    draft = _brought(asked)
    if draft.assessment is None and draft.read is not None:
        with engine.opened_store(make=True) as store:
            draft.assessment = engine.score(store, draft.read.profile)
    return see_other(f"/assessments/{draft.assessment}")


def _brought(asked: Asked) -> Draft:
    draft = asked.desk.drafts.find(asked.names["draft"])
    if draft is None or draft.read is None:
        raise UsageError("this file is not at hand any more; choose it again")
    return draft


def _start_page(asked: Asked, *, wrong: str = "") -> Response:
    source = asked.form.one("source") or asked.query.get("source", "")
    draft = asked.desk.drafts.find(source)
    profile = draft.read.profile if draft is not None and draft.read is not None else None
    return page(
        asked,
        "start.html.j2",
        422 if wrong else 200,
        lengths=[_length(mode) for mode in MODES.values()],
        chosen=asked.form.one("mode") or "standard",
        name=asked.form.one("name") or (profile.name if profile else None) or "",
        learn=bool(asked.form.one("learn")),
        draft=Drafts.name(),
        source=source if profile is not None else "",
        wrong=wrong,
    )


def _length(mode: Mode) -> Length:
    from readiness.framework import load_framework
    from readiness.quiz.flow import Flow

    least, most = takes(Flow(load_framework(), mode, Profile(), seed=0))
    title, what = _WORDS[mode.name]
    time = f"about {least} minutes" if least == most else f"{least} to {most} minutes"
    return Length(mode.name, title, what, time)


def _seed() -> int:
    import secrets

    return secrets.randbelow(2**32)
