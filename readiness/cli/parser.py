"""The parser of the whole command line, put together from the commands."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from readiness import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsWrite

__all__ = ["parser"]

COMMANDS = (
    "quiz",
    "score",
    "plan",
    "report",
    "compare",
    "history",
    "role",
    "schema",
    "check",
    "verify",
    "calibrate",
    "completion",
)

_DESCRIPTION = """\
How ready are you for an entry-level machine learning job, how sure is that number,
and which hours of work move it most? Everything stays on this machine.

start here:
  readiness quiz                    questions about you, then checks, then your report
  readiness score profile.json      the same report from a file
  readiness role                    what counts, how much, and who says so
"""

_EPILOG = """\
exit codes:
  0 fine   1 below --min-score   2 wrong call   3 input or content wrong
  4 could not read or write   130 interrupted

`readiness COMMAND --help` explains each command with examples.
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and what was probably meant, in two lines."""

    def error(self, message: str) -> NoReturn:
        import difflib

        found = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        if found:
            choices = [choice.strip().strip("'") for choice in found[2].split(",")]
            near = difflib.get_close_matches(found[1], choices, n=1)
            hint = f"did you mean {near[0]}?" if near else f"one of: {', '.join(choices)}"
            what = message.split(":", maxsplit=1)[0].removeprefix("argument ")
            message = f"{what}: there is no {found[1]!r}; {hint}"
        self.exit(2, f"{self.prog}: {message}\n`{self.prog} --help` shows how to call it\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Help that cannot be written is an error like any other output; argparse passes over it."""
        if message and file is not None and file is sys.stdout:
            print(message, end="", flush=True)
        else:
            super()._print_message(message, file)


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The parser; each command sets ``run``, a function of the parsed arguments.

    Where `argv` (by default the call of this program) starts with a command, no other command is built.
    """
    top = _Parser(
        prog="readiness",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"readiness {__version__}")
    commands = top.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True, parser_class=_Parser
    )
    words = sys.argv[1:] if argv is None else argv
    asked = words[0] if words and words[0] in COMMANDS else None
    for name in (asked,) if asked else COMMANDS:
        import_module(f"readiness.cli.{name}").add(commands)
    return top
