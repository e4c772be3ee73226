"""A plan as an iCalendar file (RFC 5545): one all-day entry a step, over the weeks in which it is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from readiness.errors import UsageError, visible
from readiness.report import figures as f
from readiness.report.steps import HOURS, shown_gains, target

if TYPE_CHECKING:
    from icalendar import Alarm, Event

    from readiness.record.plan import PlanStep
    from readiness.record.plan_document import PlanDocument

__all__ = ["render_plan"]


def render_plan(plan: PlanDocument) -> str:
    """The calendar; the same plan gives the same text, and a step the same entry on import.

    Raises
    ------
    UsageError
        If the plan has no dates.
    """
    import icalendar

    if plan.goal.hours_per_week is None or plan.starts_on is None:
        raise UsageError(
            "a calendar needs dates; give --hours-per-week, and --start for another day than next Monday"
        )
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//readiness//readiness {plan.engine_version}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Readiness plan")
    stamp = datetime.fromisoformat(plan.created_at).astimezone(UTC)
    gains = shown_gains(plan.score_before, plan.steps)
    for step in plan.steps:
        calendar.add_component(_entry(icalendar.Event(), plan, step, gains[step.id], stamp))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _entry(event: Event, plan: PlanDocument, step: PlanStep, tenths: int, stamp: datetime) -> Event:
    start = date.fromisoformat(plan.starts_on or "")
    first, last = (step.first_week or 1), (step.last_week or 1)
    event.add("uid", f"{visible(step.id)}.{plan.starts_on}.{stamp:%Y%m%dT%H%M%SZ}@readiness")
    event.add("dtstamp", stamp)
    event.add("dtstart", start + timedelta(weeks=first - 1))
    event.add("dtend", start + timedelta(weeks=last))  # the day after, as RFC 5545 counts
    event.add("transp", "TRANSPARENT")
    title = f"{target(step)} ({f.hours(step.effort_hours)})"
    event.add("summary", title)
    event.add("description", _description(step, tenths))
    event.add_component(_reminder(title))
    return event


def _reminder(title: str) -> Alarm:
    """What the calendar says at nine in the morning of the first day."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Begin: {title}")
    alarm.add("trigger", timedelta(hours=9))
    return alarm


def _description(step: PlanStep, tenths: int) -> str:
    lines = [
        f.prose(step.do),
        f"{f.hours(step.effort_hours)}, {HOURS[step.effort_basis]}: {f.prose(step.effort_source)}",
        f"Worth {f.tenths(tenths)} points.",
    ]
    lines += [
        f"{f.prose(r.title)} ({f.prose(r.provider)}, {f.prose(r.price)}): {f.prose(r.url)}"
        for r in step.resources
    ]
    return "\n".join(lines)
