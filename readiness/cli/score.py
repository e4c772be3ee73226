"""`readiness score`: from profile files to reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli import values
from readiness.cli.targets import InputPath
from readiness.limits import MOST_PROFILES

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands
    from readiness.framework import Framework
    from readiness.record import Assessment

__all__ = ["add", "run"]

_HELP = """\
Score one or more profiles and print the report.

A profile is a JSON file; `readiness schema profile` describes it, and this is one:

  {"skills": {"python-programming": 3, "data-analysis": 3, "machine-learning-algorithms": 2,
              "statistical-modeling": 1}, "languages": {"python": 3},
   "education": {"level": "bachelor"}, "experience": {"years": 0.5, "projects": 1}}

What is left out counts as not answered: it widens the range of the score.
For many people at once, a row each, use `readiness cohort`.
"""

_EXAMPLES = """\
examples:
  readiness score me.json                          the report on the screen
  readiness score me.json --format html -o me.html a page to keep or print
  readiness score a.json b.json --format csv       a row for each skill of each of them
  readiness score class/*.json -o class.html       a page about the group
  readiness score - < me.json                      from standard input
  readiness score me.json --trust verified         levels that an examiner gave
  readiness score me.json --min-score 70           exit code 1 below 70 points
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.named import add_questions, add_trust
    from readiness.cli.output import add_output

    own = commands.add_parser(
        "score",
        help="score a profile file and print the report",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "files", type=InputPath, metavar="FILE", nargs="+", help="profile in JSON; - reads standard input"
    )
    own.add_argument(
        "--framework",
        metavar="ID|FILE",
        type=InputPath,
        help="another role: its id, or a .toml file of your own",
    )
    add_questions(own)
    add_output(own)
    add_trust(own)
    own.add_argument(
        "--min-score", metavar="N", type=values.points, help="exit with code 1 if a score is below N"
    )
    own.add_argument("--save", action="store_true", help="keep the assessment in the history on this machine")
    own.add_argument(
        "--seed", type=values.seed, default=0, metavar="N", help="seed of the random draws (default 0)"
    )
    own.add_argument(
        "--at",
        metavar="TIME",
        type=values.time,
        help="date and time of the assessment, ISO 8601, local where it names no zone (default now)",
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, score, report; nothing is printed unless every profile can be scored."""
    from readiness.cli.named import named_role
    from readiness.cli.output import emit

    _refuse_many(arguments.files)
    framework = named_role(arguments.framework, arguments.questions)
    records = _score_all(arguments, framework)
    emit(
        records,
        arguments,
        earlier=lambda: _earlier(records[0]) if arguments.save else (),
        framework=framework,
    )
    if arguments.save:
        _save(records)
    return _below(records, arguments.min_score)


def _refuse_many(files: list[str]) -> None:
    from readiness.errors import UsageError

    if len(files) > MOST_PROFILES:
        raise UsageError(
            f"{len(files):,} profiles are more than the {MOST_PROFILES} whose reports are written in full; "
            "for a row each and a page about the group: "
            "readiness cohort FILE... -o scored.csv --report group.html"
        )


def _score_all(arguments: argparse.Namespace, framework: Framework) -> list[Assessment]:
    from datetime import datetime

    from readiness.assessment import assess
    from readiness.cli.named import naming, say_left_out, trusted
    from readiness.errors import ContentError, ReadinessError, UsageError
    from readiness.files import source_name
    from readiness.profile import read_profile

    if arguments.files.count("-") > 1:
        raise UsageError("standard input can be read once; give - once")
    now = arguments.at or datetime.now().astimezone().replace(microsecond=0)
    records: list[Assessment] = []
    failures: list[ReadinessError] = []
    for name in arguments.files:
        try:
            profile = trusted(read_profile(name), arguments.trust)
            source = source_name(name)
            with naming(source):
                records.append(assess(profile, framework, assessed_at=now, rng=arguments.seed))
            say_left_out(profile, framework, source)
        except ContentError:
            raise  # no profile is to blame for it
        except ReadinessError as error:
            failures.append(error)
    for failure in failures[:-1]:
        streams.note(f"readiness: {failure}\n")
    if failures:
        raise failures[-1]
    return records


def _earlier(record: Assessment) -> list[Assessment]:
    """What the history holds of the person already; only who keeps an assessment there is shown it."""
    from readiness.store import Store
    from readiness.store.past import earlier_of

    if not Store.exists():
        return []
    with Store() as store:
        return earlier_of(store, record)


def _save(records: list[Assessment]) -> None:
    from readiness.store import Store

    with Store() as store:
        for record in records:
            store.assessments.save(record)


def _below(records: list[Assessment], least: float | None) -> int:
    if least is None:
        return 0
    low = [r for r in records if r.score is None or r.score < least]
    for record in low:
        name = record.profile.name or "the profile"
        shown = "no score" if record.score is None else f"{record.score:.2f} points"
        streams.note(f"readiness: {name!r} has {shown}, below the asked {least:g}")
    return 1 if low else 0
