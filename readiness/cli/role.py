"""`readiness role`: what a role asks for, how much each part counts, who says so; and one to start from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import InputPath
from readiness.cli.values import TERMINAL_OR_JSON, one_of

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

_EXAMPLES = """\
examples:
  readiness role                        the entry-level machine learning engineer
  readiness role data-scientist         another shipped role
  readiness role my-role.toml           a role of your own
  readiness role new "ward nurse"       a commented role to start from, with its questions
  readiness role --format json          the framework as data
  readiness role --list                 the shipped roles
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "role",
        help="what counts for a role and why, with the source of every figure; start one",
        description="Show what a role asks for: weights, bars and must-haves with their sources, then facts\n"
        "about the field, which are context and enter no score. `readiness role new NAME` writes\n"
        "NAME.toml and NAME-questions/, ready to be changed, checked and used.",
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "role", nargs="?", type=InputPath, metavar="ID|FILE|new", help="id of a shipped role, or a .toml file"
    )
    own.add_argument("name", nargs="?", metavar="NAME", help="with new: what the role is called")
    own.add_argument("--into", metavar="DIR", help="with new: the folder to write into (default here)")
    own.add_argument("--list", action="store_true", help="list the shipped roles")
    own.add_argument("--format", type=one_of(TERMINAL_OR_JSON), choices=TERMINAL_OR_JSON, default="terminal")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the role, or begin one."""
    from readiness.cli.output import print_or_save
    from readiness.errors import UsageError
    from readiness.framework import framework_ids, is_of_the_field, load_field_facts, load_framework
    from readiness.models import plain

    if arguments.role == "new":
        return _start(arguments)
    if arguments.name is not None or arguments.into is not None:
        raise UsageError("NAME and --into belong to `readiness role new NAME`")
    if arguments.list:
        roles = [load_framework(name) for name in framework_ids()]
        print_or_save("".join(f"{r.id}  {r.title} (version {r.version})\n" for r in roles), None)
        return 0
    framework = load_framework(arguments.role) if arguments.role else load_framework()
    if arguments.format == "json":
        print_or_save(json.dumps(plain(framework), indent=2, ensure_ascii=False) + "\n", None)
        return 0
    from readiness.report.role import role_text

    facts = load_field_facts() if is_of_the_field(framework) else None
    print_or_save(role_text(framework, facts, to_screen=True), None)
    return 0


def _start(arguments: argparse.Namespace) -> int:
    from readiness.cli.role_new import start_role
    from readiness.errors import UsageError, visible

    if arguments.name is None:
        raise UsageError('say what the role is called: readiness role new "ward nurse"')
    made = start_role(arguments.name, Path(arguments.into or "."))
    role = visible(str(made[0]))
    lines = [f"made {visible(str(path))}" for path in made]
    lines += ["", f"Change them, then: readiness check {role}", f"And: readiness quiz --framework {role}"]
    streams.write("\n".join(lines) + "\n")
    return 0
