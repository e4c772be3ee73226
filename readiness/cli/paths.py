"""`readiness paths`: one profile held against several roles."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from readiness.cli import values
from readiness.cli.targets import InputPath

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

_HELP = """\
Compare one profile with several roles: how ready you are for each and how sure that is,
what separates them, which is nearest, and which learning steps serve several.

Without --framework these are the shipped roles: the entry-level one, those that the
article names in e-commerce, finance and healthcare, the data scientist, and senior ones.
"""

_EXAMPLES = """\
examples:
  readiness paths me.json
  readiness paths me.json --framework data-scientist --framework my-role.toml
  readiness paths me.json --format json -o paths.json
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.named import add_questions, add_trust
    from readiness.cli.output import add_document_output

    own = commands.add_parser(
        "paths",
        help="how far you are from each of several roles, and what serves them all",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "profile", type=InputPath, metavar="PROFILE", help="profile in JSON; - reads standard input"
    )
    own.add_argument(
        "--framework",
        metavar="ID|FILE",
        type=InputPath,
        action="append",
        help="a role; may be given more than once",
    )
    add_questions(own)
    add_trust(own)
    add_document_output(own, detail="every difference and every step")
    own.add_argument("--seed", type=values.seed, default=0, metavar="N", help="seed of the draws (default 0)")
    own.add_argument("--at", metavar="TIME", type=values.time, help="date and time, ISO 8601 (default now)")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score for every role, and show them side by side."""
    from datetime import datetime

    from readiness.assessment.paths import compare_paths
    from readiness.cli.named import named_roles, naming, trusted
    from readiness.cli.output import emit_document
    from readiness.files import source_name
    from readiness.framework import framework_ids
    from readiness.profile import read_profile
    from readiness.report.paths import paths_blocks

    roles = named_roles(arguments.framework or framework_ids(), arguments.questions)
    now = arguments.at or datetime.now(tz=UTC).replace(microsecond=0)
    profile = trusted(read_profile(arguments.profile), arguments.trust)
    with naming(source_name(arguments.profile)):
        found = compare_paths(profile, roles, assessed_at=now, rng=arguments.seed)
    emit_document(found, lambda: paths_blocks(found, detail=arguments.detail), arguments)
    return 0
