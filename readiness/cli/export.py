"""`readiness export`: a profile in a form that other programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import InputPath, OutputPath
from readiness.cli.values import one_of
from readiness.words import counted

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

FORMATS = ("jsonresume",)
_HELP = """\
Write a profile as a JSON Resume (jsonresume.org): degree, certificates, and every level
as a skill with a level word. `readiness import` reads it back. Goals, answers to
checks, who gave a level and what does not apply have no place in a resume; work and
projects are entries for you to fill in.
"""

_EXAMPLES = """\
examples:
  readiness export me.json -o resume.json
  readiness export me.json --format jsonresume
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "export",
        help="write a profile as a JSON Resume",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "profile", type=InputPath, metavar="PROFILE", help="profile in JSON; - reads standard input"
    )
    own.add_argument("--format", type=one_of(FORMATS), choices=FORMATS, default="jsonresume")
    own.add_argument(
        "--framework", metavar="ID|FILE", type=InputPath, help="another role, whose titles the skills get"
    )
    own.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save it there instead of printing it"
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print or save the resume, and say what it has no place for."""
    from readiness.cli.named import named_role
    from readiness.cli.output import print_or_save
    from readiness.profile import Goals, read_profile
    from readiness.profile.exporting import json_resume_of

    framework = named_role(arguments.framework)
    profile = read_profile(arguments.profile)
    rated = {facet.id: facet.title for facet in framework.rated}
    criteria = {c.id: [f.id for f in c.facets if f.id in rated] for c in framework.criteria}
    criteria = {name: facets for name, facets in criteria.items() if name not in rated}
    resume = json_resume_of(profile, titles=rated, criteria=criteria)
    print_or_save(json.dumps(resume, ensure_ascii=False, indent=2) + "\n", arguments.output)
    lost = [
        *([f"{counted(len(profile.answers), 'answer')} to checks"] if profile.answers else []),
        *(["goals"] if profile.goals != Goals() else []),
        *(["who gave the levels"] if {profile.source, *profile.sources.values()} != {"self"} else []),
        *(["what does not apply"] if profile.not_applicable else []),
    ]
    if lost:
        streams.note(f"not in a resume: {', '.join(lost)}; keep the profile too")
    return 0
