"""The kept plan: marks set and taken back, and where it stands."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from readiness.errors import UsageError, closest, visible
from readiness.plan.moving import track_plan
from readiness.record import parse_plan
from readiness.report.plan_status import status_blocks
from readiness.store.past import next_assessment

if TYPE_CHECKING:
    import argparse

    from readiness.record.plan_document import PlanDocument
    from readiness.report.formats import Options
    from readiness.store import Store

__all__ = ["marked"]


def marked(arguments: argparse.Namespace, today: date, options: Options) -> str:
    """What stands after marking, as text in the asked form; nothing is marked unless all of it can be.

    Raises
    ------
    UsageError
        If no plan is kept, a step is not in it, or the form is none that a status has.
    """
    from readiness.store import Store

    if arguments.format not in {None, "terminal", "json", "markdown"}:
        raise UsageError(
            f"where a plan stands cannot be shown as {arguments.format}; use terminal, markdown or json"
        )
    kept = None
    if Store.exists():
        with Store() as store:
            kept = store.plans.last()
            if kept is not None:
                plan = parse_plan(json.dumps(kept.plan), source=f"plan {kept.id} of the history")
                _mark(store, plan, kept.id, arguments, today)
                done = {
                    d.step: date.fromisoformat(d.done_at) for d in store.plans.done() if d.plan_id == kept.id
                }
                after = next_assessment(store, plan)
    if kept is None:
        raise UsageError("no plan is kept yet; add --save when you make one")
    now = track_plan(plan, done, today=max([today, *done.values()]), after=after)
    if arguments.format == "json":
        from readiness.record import to_json

        return to_json(now)
    blocks = status_blocks(plan, now)
    if arguments.format == "markdown":
        from readiness.report.markdown import paint as paint_markdown

        return paint_markdown(blocks)
    from readiness.report.terminal import paint

    return paint(blocks, options)


def _mark(store: Store, plan: PlanDocument, plan_id: int, arguments: argparse.Namespace, today: date) -> None:
    steps = [step.id for step in plan.steps]
    for name in [*(arguments.done or ()), *(arguments.undo or ())]:
        if name not in steps:
            raise UsageError(f"there is no step {visible(name)} in the kept plan; {closest(name, steps)}")
    day = arguments.on or today
    if day > today:
        raise UsageError(f"{day} has not come yet; mark a step when it is done")
    for step in arguments.done or ():
        store.plans.mark_done(step, done_at=day.isoformat(), plan_id=plan_id)
    for step in arguments.undo or ():
        store.plans.unmark(step, plan_id=plan_id)
