"""History, reports, comparisons and plans, as the commands make them: everything but the sitting."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError, visible
from readiness.report.past import with_past
from readiness.store import Store
from readiness.store.past import earlier_of, next_assessment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readiness.profile import Profile
    from readiness.quiz.keeping import Begun
    from readiness.record import Assessment
    from readiness.record.plan_document import PlanDocument
    from readiness.record.status import Status
    from readiness.report.blocks import Block
    from readiness.store import AssessmentRow, SittingRow

__all__ = [
    "FORMS",
    "Kept",
    "KeptPlan",
    "assessed_sitting",
    "compared",
    "kept",
    "kept_plan",
    "made_plan",
    "mark_step",
    "opened_store",
    "plan_text",
    "profile_text",
    "record_of",
    "report_text",
    "save_plan",
    "score",
    "sitting_behind",
    "store_if_any",
]

FORMS = {"html": "text/html", "md": "text/markdown", "csv": "text/csv", "json": "application/json"}
"""Suffixes of the forms in which a report can be saved."""
_FORMATS = {"html": "html", "md": "markdown", "csv": "csv"}


class Kept(NamedTuple):
    """What is kept on this machine, newest first; sittings with the number of their answers."""

    assessments: tuple[AssessmentRow, ...]
    unfinished: tuple[tuple[SittingRow, int], ...]


class KeptPlan(NamedTuple):
    """The newest plan that was kept, and where it stands."""

    number: int
    plan: PlanDocument
    status: Status


@contextmanager
def opened_store(*, make: bool = False) -> Iterator[Store]:
    """The store, for one request; looking makes no file.

    Raises
    ------
    UsageError
        If nothing was ever kept, unless it is to be made.
    """
    if not (make or Store.exists()):
        raise UsageError("nothing is kept on this machine yet")
    with Store() as store:
        yield store


@contextmanager
def store_if_any() -> Iterator[Store | None]:
    """The store, or None where nothing was ever kept."""
    if not Store.exists():
        yield None
        return
    with Store() as store:
        yield store


def kept() -> Kept:
    """Everything that there is; looking makes no file."""
    with store_if_any() as store:
        if store is None:
            return Kept((), ())
        unfinished = [(s, len(store.sittings.answers(s.id))) for s in store.sittings.unfinished()]
        return Kept(tuple(store.assessments.all()), tuple(unfinished))


def assessed_sitting(store: Store, sitting: int) -> int | None:
    """The assessment that a sitting ended in."""
    return next((row.id for row in store.assessments.all() if row.sitting_id == sitting), None)


def sitting_behind(store: Store, row: AssessmentRow) -> Begun | None:
    """What the sitting of an assessment was begun with, if it came from one that is still there."""
    from readiness.quiz.keeping import begun

    return None if row.sitting_id is None else begun(store, store.sittings.get(row.sitting_id))


def record_of(store: Store, number: str) -> tuple[AssessmentRow, Assessment]:
    """A stored assessment.

    Raises
    ------
    UsageError
        If there is none of this number.
    """
    from readiness.record import parse_assessment

    row = next((row for row in store.assessments.all() if str(row.id) == number), None)
    if row is None:
        raise UsageError(f"there is no assessment {visible(number)}; the history lists them")
    return row, parse_assessment(store.assessments.record(row.id), source=f"assessment {row.id}")


def report_text(store: Store, number: str, form: str) -> str:
    """A stored report in one of `FORMS`, as the command line saves it."""
    from readiness.record import to_json
    from readiness.report import render

    row, record = record_of(store, number)
    if form == "json":
        return to_json(record)
    shown = with_past(record, earlier_of(store, record, before=row.id))
    return render(record, format=_FORMATS[form], **shown)


def profile_text(record: Assessment) -> str:
    """The profile of a record, as a file."""
    from readiness.profile.writing import profile_json

    return profile_json(record.profile)


def score(store: Store, profile: Profile) -> int:
    """Assess a profile and keep the record; its number."""
    from readiness.assessment import assess

    return store.assessments.save(assess(profile, assessed_at=_now())).id


def compared(store: Store, old: str, new: str) -> list[Block]:
    """What changed from one assessment to another, as blocks."""
    from readiness.assessment.compare import compare
    from readiness.report.sections.comparison import comparison_blocks

    return comparison_blocks(compare(record_of(store, old)[1], record_of(store, new)[1]), detail=True)


def made_plan(
    record: Assessment,
    *,
    hours_per_week: float | None = None,
    weeks: int | None = None,
    to_ready: bool = False,
    levels: Mapping[str, int] | None = None,
) -> PlanDocument:
    """The plan from a record: for so many weeks, as far as ready, or else for the goals of its profile."""
    from readiness.assessment.replan import make_plan
    from readiness.plan.build import next_monday

    now = _now()
    return make_plan(
        record,
        hours_per_week=hours_per_week,
        weeks=weeks,
        to_ready=to_ready,
        levels=levels,
        starts_on=next_monday(now.date()),
        created_at=now,
        how_sure=False,
    )


def plan_text(plan: PlanDocument, form: str) -> str:
    """A plan as a calendar or a checklist."""
    if form == "ics":
        from readiness.report.plan_calendar import render_plan as as_calendar

        return as_calendar(plan)
    from readiness.report.plan_markdown import render_plan as as_markdown

    return as_markdown(plan)


def save_plan(store: Store, plan: PlanDocument, assessment: int) -> None:
    """Keep a plan, to mark its steps done; the same plan sent twice is kept once."""
    from readiness.record import to_json

    content = json.loads(to_json(plan))
    last = store.plans.last()
    if last is not None and last.assessment_id == assessment and _same_plan(last.plan, content):
        return
    store.plans.save(content, created_at=plan.created_at, assessment_id=assessment)


def kept_plan(store: Store) -> KeptPlan | None:
    """The newest kept plan and where it stands today."""
    from readiness.plan.moving import track_plan
    from readiness.record import parse_plan

    found = store.plans.last()
    if found is None:
        return None
    plan = parse_plan(json.dumps(found.plan), source=f"plan {found.id} of the history")
    done = {d.step: date.fromisoformat(d.done_at) for d in store.plans.done() if d.plan_id == found.id}
    today = max([_today(), *done.values()])
    return KeptPlan(found.id, plan, track_plan(plan, done, today=today, after=next_assessment(store, plan)))


def mark_step(store: Store, step: str, *, done: bool, plan: int) -> None:
    """Mark a step of a kept plan, or take the mark back; what stands so already stays.

    Raises
    ------
    UsageError
        If that plan is not the newest, or has no such step.
    """
    found = kept_plan(store)
    if found is None or found.number != plan or step not in {s.id for s in found.plan.steps}:
        raise UsageError("this step is not in the plan that is kept now")
    if done:
        store.plans.mark_done(step, done_at=_today().isoformat(), plan_id=plan)
    else:
        store.plans.unmark(step, plan_id=plan)


def _same_plan(one: object, other: object) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    return {**one, "created_at": ""} == {**other, "created_at": ""}


def _now() -> datetime:
    return datetime.now(tz=UTC).replace(microsecond=0)


def _today() -> date:
    return datetime.now().astimezone().date()
