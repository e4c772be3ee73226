"""`readiness verify`: recompute a report and name every difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import InputPath
from readiness.words import counted, listed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from readiness.assessment.verifying import Difference
    from readiness.cli.parser import Commands

__all__ = ["add", "run"]


MOST_SHOWN = 5
"""So many differences are listed unless all are asked for."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.named import add_questions

    own = commands.add_parser(
        "verify",
        help="recompute a report and name every difference",
        description="Recompute a JSON report from the profile, the framework and the seed that it\n"
        "holds. Exit code 0 where everything is the same, 3 where something differs.",
    )
    own.add_argument(
        "report",
        type=InputPath,
        metavar="REPORT.json",
        help="made with --format json; - reads standard input",
    )
    own.add_argument(
        "--framework",
        metavar="FILE",
        type=InputPath,
        help="the role's .toml file, if it is not a shipped one",
    )
    own.add_argument("--all", action="store_true", help="every difference, however many there are")
    add_questions(own)
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each difference, or that there is none."""
    from readiness.assessment.verifying import verify
    from readiness.cli.named import named_role, say_left_out
    from readiness.errors import UsageError, visible
    from readiness.files import read_bytes, source_name
    from readiness.framework import framework_ids, load_framework
    from readiness.record import parse_assessment

    source = source_name(arguments.report)
    record = parse_assessment(read_bytes(Path(arguments.report)), source=source, consistent=False)
    given = arguments.framework or arguments.questions
    framework = named_role(arguments.framework, arguments.questions) if given else None
    if framework is None:
        if record.framework.id not in framework_ids():
            raise UsageError(
                f"{visible(record.framework.id)} is a role of your own; give its file: "
                f"readiness verify {visible(arguments.report)} --framework FILE"
            )
        framework = load_framework(record.framework.id)
    differences = verify(record, framework)
    say_left_out(record.profile, framework, source)
    if differences:
        streams.write(f"{counted(len(differences), 'difference')}: {_why(differences)}\n")
        shown = differences if arguments.all else differences[:MOST_SHOWN]
        for difference in shown:
            streams.write(f"{visible(str(difference))}\n")
        if len(shown) < len(differences):
            streams.write(f"and {len(differences) - len(shown):,} more: --all lists them\n")
        return 3
    made_with = f"{record.framework.id} {record.framework.version}"
    streams.write(f"the record holds: every number was recomputed with {made_with}\n")
    return 0


_MADE_WITH = {
    "engine_version": "another version of readiness",
    "framework.digest": "another version of the role",
    "questions.digest": "other questions",
}


def _why(differences: Sequence[Difference]) -> str:
    """What the differences come to: a report of other questions is no forged one."""
    others = [_MADE_WITH[one.where] for one in differences if one.where in _MADE_WITH]
    if not others:
        return "this is not what the record's own profile gives today"
    return (
        f"the record was made with {listed(others)}, so that its numbers are not today's; "
        "`readiness score` its profile again to compare"
    )
