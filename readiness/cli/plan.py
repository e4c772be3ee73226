"""`readiness plan`: which hours move the score most, and how the plan moves on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readiness import streams
from readiness.cli import values
from readiness.cli.named import add_questions, add_trust, named_role, named_roles, trusted
from readiness.cli.targets import InputPath, OutputPath
from readiness.report.formats import PLANS, choose, names

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from readiness.cli.parser import Commands
    from readiness.framework import Framework
    from readiness.profile.model import Source
    from readiness.record import Assessment
    from readiness.record.plan_document import PlanDocument
    from readiness.report.formats import Options

__all__ = ["add", "run"]

_HELP = """\
Turn an assessment into a plan: the learning steps for the hours there are, in an order
that respects what each step needs, week by week. First comes what ready takes, where the
hours suffice for it, then must-haves below their least level, then the most points.

SOURCE is a profile (as for `readiness score`) or a report in JSON; without it, the
newest assessment of the history. Say how much time there is, or ask for the way to
ready; with neither, the profile's goals hold. Without any of these the plan leads to
ready first, and then as far as steps help.
"""

_EXAMPLES = """\
examples:
  readiness plan me.json --hours-per-week 6 --weeks 10   the best 60 hours, in weeks
  readiness plan me.json --hours 20                      the best 20 hours
  readiness plan me.json --to-ready --hours-per-week 8   the fewest hours to ready
  readiness plan me.json --set data-wrangling=3          what if I could do that?
  readiness plan me.json --weeks 8 --hours-per-week 5 -o plan.ics    for a calendar
  readiness plan me.json --hours 60 --format markdown    a checklist
  readiness plan --hours-per-week 6 --weeks 10 --save    keep the plan, to mark steps done
  readiness plan --done sql-0 sql-1                      these are done; what comes next?
  readiness plan --status                                where the kept plan stands today
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "plan",
        help="the learning steps that move the score most in the hours you have",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        type=InputPath,
        help="profile or report in JSON; - is standard input",
    )
    time = own.add_argument_group("how much time there is")
    time.add_argument(
        "--hours-per-week", metavar="H", type=values.number, help="hours a week; spreads the plan over weeks"
    )
    time.add_argument(
        "--weeks", metavar="W", type=values.whole, help="for so many weeks; needs --hours-per-week"
    )
    time.add_argument(
        "--hours", metavar="H", type=values.number, help="a budget of hours, whenever they come"
    )
    time.add_argument("--to-ready", action="store_true", help="the fewest hours to ready and every must-have")
    time.add_argument(
        "--start", metavar="DATE", type=values.day, help="first day of week 1 (default next Monday)"
    )
    what = own.add_argument_group("what is planned for")
    what.add_argument(
        "--framework",
        metavar="ID|FILE",
        type=InputPath,
        action="append",
        help="another role; given more than once, one plan that serves all of them",
    )
    add_questions(what)
    add_trust(what)
    what.add_argument(
        "--set",
        metavar="FACET=LEVEL",
        action="append",
        type=values.setting,
        dest="levels",
        help="what if: change a rating first; may be given more than once",
    )
    what.add_argument(
        "--prefer", type=values.one_of(("free",)), choices=("free",), help="free resources first"
    )
    what.add_argument("--quick", action="store_true", help="leave out how sure each step is")
    form = own.add_argument_group("output")
    form.add_argument(
        "--format",
        type=values.one_of(names(PLANS)),
        choices=names(PLANS),
        help="form of the plan (default: by the name given with -o, else terminal)",
    )
    form.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save the plan there instead of printing it"
    )
    form.add_argument("--detail", action="store_true", help="terminal: every step in full")
    form.add_argument(
        "--at", metavar="TIME", type=values.time, help="date and time of the plan, ISO 8601 (default now)"
    )
    track = own.add_argument_group("keeping track (in the history on this machine)")
    track.add_argument("--save", action="store_true", help="keep this plan, to mark its steps done")
    track.add_argument("--done", metavar="STEP", nargs="+", help="mark steps of the kept plan as done")
    track.add_argument("--undo", metavar="STEP", nargs="+", help="take such a mark back")
    track.add_argument(
        "--on", metavar="DATE", type=values.day, help="with --done: the day it was done (default today)"
    )
    track.add_argument("--status", action="store_true", help="where the kept plan stands, and when it ends")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a plan and show it, or move the kept one on."""
    from datetime import UTC, datetime

    now = arguments.at or datetime.now(tz=UTC).replace(microsecond=0)
    if arguments.done or arguments.undo or arguments.status:
        return _track(arguments, now)
    _refuse_alone(arguments, {"on": "--on belongs to --done"})
    source = _read(arguments, now)
    made = _made(arguments, source, now)
    _show(made, arguments)
    if arguments.save:
        _keep(made, source.assessment_id)
    return 0


class _Source(NamedTuple):
    record: Assessment
    frameworks: list[Framework] | None
    assessment_id: int | None


def _read(arguments: argparse.Namespace, now: datetime) -> _Source:
    """The assessment to plan from: of a profile, a report, or the newest of the history."""
    from readiness.assessment import assess
    from readiness.cli.history import opened, stored_record
    from readiness.cli.named import naming
    from readiness.files import read_bytes, source_name
    from readiness.profile import parse_json, parse_profile
    from readiness.record import parse_assessment

    frameworks = named_roles(arguments.framework or (), arguments.questions) or None
    if frameworks is None and arguments.questions is not None:
        frameworks = [named_role(None, arguments.questions)]
    if arguments.source is None:
        with opened() as store:
            row, record = stored_record(store, "last")
            return _Source(_trusted(record, frameworks, arguments.trust), frameworks, row.id)
    name = source_name(arguments.source)
    raw = read_bytes(Path(arguments.source))
    values = parse_json(raw, source=name)
    if isinstance(values, dict) and {"leaves", "framework"} <= values.keys():
        record = _trusted(parse_assessment(raw, source=name), frameworks, arguments.trust)
        return _Source(record, frameworks, None)
    profile = trusted(parse_profile(raw, source=name), arguments.trust)
    first = frameworks[0] if frameworks else named_role(None)
    with naming(name):
        return _Source(assess(profile, first, assessed_at=now), frameworks, None)


def _trusted(record: Assessment, frameworks: list[Framework] | None, source: Source | None) -> Assessment:
    """The assessment with every level from this source, where one was named."""
    from readiness.assessment.replan import assess_again
    from readiness.framework import load_framework

    if source is None:
        return record
    role = frameworks[0] if frameworks else load_framework(record.framework.id)
    return assess_again(record, role, trusted(record.profile, source))


def _made(arguments: argparse.Namespace, source: _Source, now: datetime) -> PlanDocument:
    from readiness.assessment.replan import make_plan
    from readiness.plan.build import next_monday

    return make_plan(
        source.record,
        framework=source.frameworks,
        hours=arguments.hours,
        hours_per_week=arguments.hours_per_week,
        weeks=arguments.weeks,
        to_ready=arguments.to_ready,
        prefer_free=arguments.prefer == "free",
        starts_on=arguments.start or next_monday(now.date()),
        levels=dict(arguments.levels or ()),
        created_at=now,
        how_sure=not arguments.quick,
    )


def _show(made: PlanDocument, arguments: argparse.Namespace) -> None:
    from readiness.cli.output import print_or_save

    chosen = choose(PLANS, arguments.format, arguments.output)
    print_or_save(_rendered(made, chosen.name, arguments), arguments.output)


def _rendered(made: PlanDocument, chosen: str, arguments: argparse.Namespace) -> str:
    if chosen == "json":
        from readiness.record import to_json

        return to_json(made)
    if chosen == "markdown":
        from readiness.report.plan_markdown import render_plan as as_markdown

        return as_markdown(made)
    if chosen == "csv":
        from readiness.report.plan_csv import render_plan as as_csv

        return as_csv(made)
    if chosen == "ical":
        from readiness.report.plan_calendar import render_plan as as_calendar

        return as_calendar(made)
    from readiness.report.plan import plan_blocks
    from readiness.report.terminal import paint

    return paint(plan_blocks(made, detail=arguments.detail), _options(arguments))


def _options(arguments: argparse.Namespace) -> Options:
    from readiness.report.formats import Options, options_for

    return options_for(streams.out()) if arguments.output is None else Options()


def _keep(made: PlanDocument, assessment_id: int | None) -> None:
    import json

    from readiness.record import to_json
    from readiness.store import Store

    with Store() as store:
        store.plans.save(json.loads(to_json(made)), created_at=made.created_at, assessment_id=assessment_id)
    streams.note("kept; mark steps with `readiness plan --done STEP`")


def _track(arguments: argparse.Namespace, now: datetime) -> int:
    """Mark steps of the kept plan, and tell where it stands."""
    from readiness.cli.plan_track import marked

    _refuse_alone(
        arguments,
        dict.fromkeys(
            (
                "source",
                "hours",
                "weeks",
                "hours_per_week",
                "framework",
                "trust",
                "levels",
                "save",
                "start",
                "to_ready",
            ),
            "--done, --undo and --status are about the kept plan; make a new one in a call of its own",
        ),
    )
    text = marked(arguments, now.date(), _options(arguments))
    from readiness.cli.output import print_or_save

    print_or_save(text, arguments.output)
    return 0


def _refuse_alone(arguments: argparse.Namespace, reasons: dict[str, str]) -> None:
    from readiness.errors import UsageError

    for name, reason in reasons.items():
        if getattr(arguments, name):
            raise UsageError(reason)
