"""Plans: made from a result, tried with other levels, kept, and marked off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.errors import UsageError
from readiness.report.blocks import Heading
from readiness.report.plan import plan_blocks
from readiness.report.plan_status import status_blocks
from readiness.web import engine
from readiness.web.pages import download, page, see_other

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from readiness.record import Assessment
    from readiness.record.plan_document import PlanDocument
    from readiness.web.asked import PageRequest

__all__ = ["keep", "kept", "mark", "plan", "save", "what_if"]

FORMS = {"ics": "text/calendar", "md": "text/markdown"}
LEVELS = {"0", "1", "2", "3", "4"}


def plan(asked: PageRequest) -> Response:
    """The plan from a result, within the hours that were asked for."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
    wrong, made = "", None
    try:
        made = _made(record, asked.query.get)
    except UsageError as error:
        wrong = str(error)
    goals = record.profile.goals
    return page(
        asked,
        "plan.html.j2",
        422 if wrong else 200,
        number=row.id,
        hours=asked.query.get("hours", "") or _shown(goals.hours_per_week),
        weeks=asked.query.get("weeks", "") or _shown(goals.weeks),
        to_ready=asked.query.get("goal") == "ready",
        wrong=wrong,
        made=made,
        blocks=plan_blocks(made, detail=True) if made else [],
    )


def keep(asked: PageRequest) -> Response:
    """Keep the plan that is on the page."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
        engine.save_plan(store, _made(record, _from_form(asked)), row.id)
    return see_other("/plan")


def save(asked: PageRequest) -> Response:
    """The plan as a file."""
    form = asked.names["form"]
    if form not in FORMS:
        raise UsageError(f"a plan can be saved as {', '.join(FORMS)}")
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
    return download(
        engine.plan_text(_made(record, asked.query.get), form), f"readiness-plan-{row.id}.{form}", FORMS[form]
    )


def what_if(asked: PageRequest) -> Response:
    """What the score would be with other levels, and the plan from there."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
    rated = [leaf for leaf in record.leaves if leaf.is_rated]
    wishes = {leaf.id: asked.query.get(leaf.id, "") for leaf in rated}
    levels = {name: int(level) for name, level in wishes.items() if level in LEVELS}
    made = engine.made_plan(record, levels=levels) if levels else None
    return page(
        asked,
        "what_if.html.j2",
        number=row.id,
        record=record,
        rated=rated,
        wishes=wishes,
        made=made,
        blocks=plan_blocks(made, detail=False) if made else [],
    )


def kept(asked: PageRequest) -> Response:
    """Where the kept plan stands today."""
    if not engine.kept().assessments:
        return page(asked, "kept_plan.html.j2", kept=None, summary=[], blocks=[], last=None)
    with engine.opened_store() as store:
        found = engine.kept_plan(store)
        last = store.assessments.last()
    blocks = status_blocks(found.plan, found.status)[1:] if found else []
    first = next((k for k, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return page(
        asked, "kept_plan.html.j2", kept=found, summary=blocks[:first], blocks=blocks[first:], last=last
    )


def mark(asked: PageRequest) -> Response:
    """Mark a step done, or take the mark back."""
    form = asked.form
    number = form.one("plan")
    with engine.opened_store() as store:
        engine.mark_step(
            store,
            form.one("step"),
            done=form.one("done") == "yes",
            plan=int(number[:18]) if number.isascii() and number.isdigit() else 0,
        )
    return see_other("/plan#steps")


def _made(record: Assessment, wanted: Callable[[str, str], str]) -> PlanDocument:
    to_ready = wanted("goal", "") == "ready"
    weeks = _number(wanted("weeks", ""), "weeks")
    return engine.made_plan(
        record,
        hours_per_week=_number(wanted("hours", ""), "hours a week"),
        weeks=None if to_ready or weeks is None else round(weeks),
        to_ready=to_ready,
    )


def _from_form(asked: PageRequest) -> Callable[[str, str], str]:
    return lambda name, otherwise: asked.form.one(name) or otherwise


def _number(text: str, what: str) -> float | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text[:40])
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"please give {what} as a number")
    return value


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
