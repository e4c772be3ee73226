"""`readiness calibrate`: refine the questions' figures from collected answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.cli.targets import InputPath, OutputPath

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

_HELP = """\
Refine how difficult each item is, and how well choices and typed answers tell people
apart, from the answers of many people.

ANSWERS are profile files (or JSON reports) that hold answers to checks. The result is
an overlay: a file beside the questions, in which each difficulty is the less uncertain
the more answers there are. It is used when READINESS_OVERLAY names it, or when it
stands in the questions folder as overlay.toml.
"""

_EXAMPLES = """\
examples:
  readiness calibrate class/*.json -o overlay.toml
  READINESS_OVERLAY=overlay.toml readiness score me.json
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "calibrate",
        help="refine item difficulties from collected answers",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "answers", type=InputPath, metavar="ANSWERS", nargs="+", help="profile or report in JSON"
    )
    own.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=OutputPath,
        help="save the overlay there instead of printing it",
    )
    own.add_argument(
        "--framework", metavar="ID|FILE", type=InputPath, help="the role whose facets are measured"
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read everybody's answers and write the overlay."""
    from readiness.assessment.calibration import calibrate, overlay_text
    from readiness.cli.named import say_left_out
    from readiness.cli.output import print_or_save
    from readiness.errors import UsageError
    from readiness.files import read_bytes, source_name
    from readiness.framework import load_framework
    from readiness.profile import parse_json, parse_profile
    from readiness.record import parse_assessment

    framework = load_framework(arguments.framework) if arguments.framework else load_framework()
    profiles = []
    for name in arguments.answers:
        raw = read_bytes(Path(name))
        source = source_name(name)
        values = parse_json(raw, source=source)
        is_report = isinstance(values, dict) and "leaves" in values
        profiles.append(
            parse_assessment(raw, source=source).profile if is_report else parse_profile(raw, source=source)
        )
    refined = calibrate(profiles, framework)
    for profile, name in zip(profiles, arguments.answers, strict=True):
        say_left_out(profile, framework, name)
    if not refined.items:
        raise UsageError("none of these files holds an answer to a check; profiles from `readiness quiz` do")
    print_or_save(overlay_text(refined, n_people=len(profiles)), arguments.output)
    return 0
