"""The pages of a sitting: a question each, explanations, the review, and the end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from readiness.quiz import wording
from readiness.quiz.answers import number_text, shown
from readiness.quiz.explaining import explanation as words_of
from readiness.quiz.explaining import help_of, outcome
from readiness.quiz.screens import Asking, Reviewing
from readiness.web import engine, sittings
from readiness.web.pages import page, see_other
from readiness.web.replies import Gone, Reply, Unclear, give
from readiness.web.sittings import Place, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from readiness.quiz.answers import Given
    from readiness.store import Store
    from readiness.web.asked import PageRequest
    from readiness.web.drafts import SittingDraft

__all__ = ["answer", "explanation", "finish", "here", "question", "review"]

_MOVES = {"skip": "skip", "idk": "idk", "end": "end"}


def here(asked: PageRequest) -> Response:
    """On to where the sitting stands."""
    with _open(asked) as (store, draft, done):
        if done is not None:
            return done
        seen = _seen(store, asked, draft)
        return see_other(_address(seen.key, sittings.place(seen.session)))


def question(asked: PageRequest) -> Response:
    """The page of one question."""
    with _open(asked) as (store, draft, done):
        return done or _question_page(asked, _seen(store, asked, draft))


def answer(asked: PageRequest) -> Response:
    """Keep an answer, and on to the next page."""
    with _open(asked) as (store, draft, done):
        if done is not None:
            return done
        seen = _claimed(store, asked, draft)
        went = give(seen, _reply(asked))
        seen = _begun(seen, draft)
        if isinstance(went, Place):
            return see_other(_address(seen.key, went))
        if isinstance(went, Gone):
            return page(asked, "moved.html.j2", 409, key=seen.key)
        if isinstance(went, Unclear):
            return _question_page(asked, seen, status=422, wrong=went.message)
        seen = sittings.see(store, seen.key)
        return _question_page(asked, seen, status=409, conflict=True)


def explanation(asked: PageRequest) -> Response:
    """A check that was answered, explained."""
    with _open(asked) as (store, draft, done):
        if done is not None:
            return done
        seen = _seen(store, asked, draft)
        marked = sittings.explained(seen.session, asked.names["item"])
        if marked is None or not seen.opened.learn:
            return see_other(f"/sitting/{seen.key}")
        return page(
            asked,
            "explanation.html.j2",
            key=seen.key,
            marked=marked,
            outcome=outcome(marked),
            lines=words_of(marked),
        )


def review(asked: PageRequest) -> Response:
    """Every answer, to look over and change."""
    with _open(asked) as (store, draft, done):
        if done is not None:
            return done
        seen = _seen(store, asked, draft)
        screen = seen.session.screen
        if not isinstance(screen, Reviewing):
            return see_other(_address(seen.key, sittings.place(seen.session)))
        return page(
            asked,
            "review.html.j2",
            key=seen.key,
            rows=[
                (row, _address(seen.key, Place("question", row.question.id, detour=True)))
                for row in screen.rows
            ],
            lead=wording.FIRST_REVIEW,
            notes=seen.opened.notes,
        )


def finish(asked: PageRequest) -> Response:
    """The result; sent twice it is the same one."""
    with _open(asked) as (store, draft, done):
        if done is not None:
            return done
        seen = _claimed(store, asked, draft)
        number = sittings.end(store, seen)
        seen = _begun(seen, draft)
        return see_other(f"/sitting/{seen.key}" if number is None else f"/assessments/{number}")


@contextmanager
def _open(asked: PageRequest) -> Iterator[tuple[Store, SittingDraft | None, Response | None]]:
    """The store, the draft of this address, and where to go if the sitting has ended."""
    key = asked.names["key"]
    draft = asked.desk.drafts.find(key)
    with engine.opened_store(make=draft is not None) as store:
        done = None
        sitting = sittings.ended(store, key, draft)
        if sitting is not None:
            number = engine.assessed_sitting(store, sitting)
            done = see_other("/history" if number is None else f"/assessments/{number}")
        yield store, draft, done


def _seen(store: Store, asked: PageRequest, draft: SittingDraft | None) -> Seen:
    return sittings.see(store, asked.names["key"], draft, flows=asked.desk.flows)


def _claimed(store: Store, asked: PageRequest, draft: SittingDraft | None) -> Seen:
    return sittings.see(store, asked.names["key"], draft, flows=asked.desk.flows, to_answer=True)


def _begun(seen: Seen, draft: SittingDraft | None) -> Seen:
    """The sitting under its number, once its first answer is stored."""
    sitting = seen.opened.keeper.sitting
    if sitting is None:
        return seen
    if draft is not None:
        draft.sitting = sitting.id
    return seen._replace(key=str(sitting.id))


def _address(key: str, where: Place) -> str:
    if where.kind == "review":
        return f"/sitting/{key}/review"
    detour = "?detour=yes" if where.detour else ""
    return f"/sitting/{key}/{where.kind}/{quote(where.name, safe='')}{detour}"


def _reply(asked: PageRequest) -> Reply:
    form = asked.form
    step, shown_at = form.one("step"), form.one("shown")
    return Reply(
        asked.names["name"],
        _MOVES.get(form.one("move"), "answer"),  # type: ignore[arg-type]
        ",".join(form.every("answer")),
        int(step[:9]) if step.isascii() and step.isdigit() else 0,
        int(shown_at[:15]) / 1000 if shown_at.isascii() and shown_at.isdigit() else None,
        detour=bool(form.one("detour")),
    )


def _question_page(
    asked: PageRequest, seen: Seen, *, status: int = 200, wrong: str = "", conflict: bool = False
) -> Response:
    name = asked.names["name"]
    screen = sittings.asked(seen.session, name)
    if screen is None:
        return see_other(f"/sitting/{seen.key}")
    asking = screen.question
    earlier = sittings.before(seen, name)
    return page(
        asked,
        "question.html.j2",
        status,
        key=seen.key,
        step=seen.step,
        shown_at=int(time.time() * 1000),
        screen=screen,
        question=asking,
        chosen=_chosen(asked, screen, wrong=bool(wrong)),
        answer_shown=shown(asking, screen.earlier) if screen.earlier else "",
        back=_address(seen.key, Place("question", earlier)) if earlier else "",
        detour=bool(asked.query.get("detour") or asked.form.one("detour")),
        lead=wording.LEADS.get(asking.section, "") if screen.opens_section else "",
        minutes=sittings.minutes_left(seen),
        n_check=screen.progress.number - len(seen.session.flow.fixed),
        sureness=wording.sureness(screen.sureness) if screen.sureness else "",
        more=help_of(asking),
        wrong=wrong,
        conflict=conflict,
        notes=seen.opened.notes,
    )


def _chosen(asked: PageRequest, screen: Asking, *, wrong: bool) -> tuple[str, ...]:
    """The answers that stand in the form: what was just sent if it was unclear, else what is kept."""
    if wrong:
        return asked.form.every("answer")
    return () if screen.earlier is None else _keys(screen, screen.earlier)


def _keys(screen: Asking, given: Given) -> tuple[str, ...]:
    if given.outcome != "answered":
        return ()
    value = given.value
    if screen.question.kind == "multiple" and isinstance(value, list):
        return tuple(c.key for c in screen.question.choices if c.value in value) or ("0",)
    if screen.question.choices:
        return tuple(c.key for c in screen.question.choices if c.value == value)
    return (number_text(value),) if isinstance(value, (int, float)) else (str(value),)
