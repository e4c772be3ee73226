"""`readiness report`: a stored JSON report in another form."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["add", "run"]

_EXAMPLES = """\
examples:
  readiness report me.json --format html -o me.html
  readiness report class/*.json --format csv
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from readiness.cli.output import add_output

    own = commands.add_parser(
        "report",
        help="show a JSON report again, in any form",
        description="Show one or more JSON reports (from `readiness score --format json`, the quiz or the "
        "history) again. Nothing is computed anew; `readiness verify` does that.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own.add_argument("reports", metavar="REPORT.json", nargs="+", help="- reads standard input")
    add_output(own)
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the records and render them."""
    from readiness.cli.output import emit
    from readiness.files import read_bytes
    from readiness.record import parse_assessment

    emit([parse_assessment(read_bytes(Path(name)), source=name) for name in arguments.reports], arguments)
    return 0
