"""`readiness role`: what a role asks for, how much each part counts, and who says so."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from readiness.cli.values import TERMINAL_OR_JSON, one_of

if TYPE_CHECKING:
    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

_EXAMPLES = """\
examples:
  readiness role                        the entry-level machine learning engineer
  readiness role my-role.toml           a role of your own
  readiness role --format json          the framework as data
  readiness role --list                 the shipped roles
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "role",
        help="what counts for a role and why, with the source of every figure",
        description="Show what a role asks for: weights, bars and must-haves with their sources, then facts\n"
        "about the field, which are context and enter no score.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own.add_argument("role", nargs="?", metavar="ID|FILE", help="id of a shipped role, or a .toml file")
    own.add_argument("--list", action="store_true", help="list the shipped roles")
    own.add_argument("--format", type=one_of(TERMINAL_OR_JSON), choices=TERMINAL_OR_JSON, default="terminal")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the role."""
    from readiness.cli.output import print_or_save
    from readiness.framework import framework_ids, load_field_facts, load_framework
    from readiness.models import plain

    if arguments.list:
        roles = [load_framework(name) for name in framework_ids()]
        print_or_save("".join(f"{r.id}  {r.title} (version {r.version})\n" for r in roles), None)
        return 0
    framework = load_framework(arguments.role) if arguments.role else load_framework()
    if arguments.format == "json":
        print_or_save(json.dumps(plain(framework), indent=2, ensure_ascii=False) + "\n", None)
        return 0
    from readiness.report.role import role_text

    print_or_save(role_text(framework, load_field_facts(), to_screen=True), None)
    return 0
