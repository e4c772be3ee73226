"""`readiness report`: a stored JSON report in another form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.cli.targets import InputPath

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands
    from readiness.record import Assessment

__all__ = ["add", "run"]

_EXAMPLES = """\
examples:
  readiness report me.json --format html -o me.html
  readiness report me.json --since january.json -o me.html
  readiness report class/*.json --format csv
  readiness report class/*.json -o class.html    a page about the group
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.output import add_output

    own = commands.add_parser(
        "report",
        help="show a JSON report again, in any form",
        description="Show one or more JSON reports (from `readiness score --format json`, the quiz or the\n"
        "history) again, as they were made, in any form. Only --since computes something: what changed.\n"
        "`readiness verify` computes a report once more and compares.",
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "reports", type=InputPath, metavar="REPORT.json", nargs="+", help="- reads standard input"
    )
    own.add_argument(
        "--since",
        metavar="REPORT.json",
        type=InputPath,
        action="append",
        help="an earlier report of the same person, to show what changed; may be repeated",
    )
    add_output(own)
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the records and render them."""
    from readiness.cli.output import emit
    from readiness.errors import UsageError

    names = [*arguments.reports, *(arguments.since or ())]
    if names.count("-") > 1:
        raise UsageError("standard input can be read once; give - once")
    if arguments.since and len(arguments.reports) > 1:
        raise UsageError("--since is about one report; give one, or leave --since out")
    earlier = [_read(name) for name in arguments.since or ()]
    emit([_read(name) for name in arguments.reports], arguments, earlier=lambda: earlier)
    return 0


def _read(name: str) -> Assessment:
    from readiness.files import read_bytes, source_name
    from readiness.record import parse_assessment

    return parse_assessment(read_bytes(Path(name)), source=source_name(name))
