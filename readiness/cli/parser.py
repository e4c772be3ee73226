"""The parser of the whole command line, put together from the commands."""

from __future__ import annotations

import argparse
import keyword
import sys
from importlib import import_module
from textwrap import fill
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from readiness import __version__, streams
from readiness.errors import closest

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Commands", "parser"]

COMMANDS = (
    "quiz",
    "web",
    "score",
    "import",
    "export",
    "cohort",
    "plan",
    "report",
    "compare",
    "paths",
    "history",
    "role",
    "schema",
    "check",
    "verify",
    "calibrate",
    "completion",
)

_DESCRIPTION = """\
How ready are you for an entry-level machine learning job, how sure is that,
and which hours of work move it most? Everything stays on this machine.

start here:
  readiness quiz                 questions about you, checks, and your report
  readiness web                  the same in your browser
  readiness score profile.json   the same report from a file
  readiness import resume.json   a profile from what you have
  readiness role                 what counts, how much, and who says so
"""

_EPILOG = """\
exit codes:
  0 fine   1 below --min-score   2 wrong call   3 input or content wrong
  4 could not read or write   130 interrupted

`readiness COMMAND --help` explains each command with examples.
"""


class Commands(Protocol):
    """Where a command adds its parser."""

    def add_parser(self, name: str, **options: Any) -> argparse.ArgumentParser:
        """The parser of a command, with the options of `argparse.ArgumentParser` and a word of ``help``."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in two lines; help that cannot be written is an error like any other output."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_of_any_width, **options)

    def format_help(self) -> str:
        """As wide as the terminal, with descriptions laid out as they are written."""
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        return super().format_help()

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            streams.note(message.rstrip("\n"))
        sys.exit(status)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n`{self.prog} --help` shows how to call it\n")

    def print_help(self, file: Any = None) -> None:
        if file is None:
            streams.write(self.format_help())
            streams.flush()
        else:
            file.write(self.format_help())


def _of_any_width(prog: str) -> argparse.HelpFormatter:
    """What every option that is added is tried with; the terminal's width takes 2 ms of imports to find."""
    return argparse.HelpFormatter(prog, width=80)


class _ShowVersion(argparse.Action):
    """``--version``, which is an error where it cannot be written."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        streams.write(f"readiness {__version__}\n")
        streams.flush()
        parser.exit()


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The parser; each command sets ``run``, a function of the parsed arguments.

    Where `argv` (by default the call of this program) starts with a command, no other command is built.
    """
    top = _Parser(
        prog="readiness",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    top.add_argument("--version", action=_ShowVersion, nargs=0, help="show the program's version and exit")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", parser_class=_Parser)
    top.set_defaults(run=lambda _: _say_what_there_is())
    words = list(sys.argv[1:] if argv is None else argv)
    _refuse_unknown(top, "command", words[:1], COMMANDS)
    asked = words[0] if words and words[0] in COMMANDS else None
    for name in (asked,) if asked else COMMANDS:
        module = import_module(
            f"readiness.cli.{name}_" if keyword.iskeyword(name) else f"readiness.cli.{name}"
        )
        module.add(commands)
        if asked and hasattr(module, "ACTIONS"):
            _refuse_unknown(top, f"{name} action", words[1:2], module.ACTIONS)
    return top


def _refuse_unknown(top: _Parser, what: str, words: Sequence[str], known: Sequence[str]) -> None:
    """End the program where a word that names a command, or what one does, is none of the known ones."""
    for word in words:
        if word not in known and not word.startswith("-"):
            top.error(f"there is no {what} {word!r}; {closest(word, known)}")


def _say_what_there_is() -> int:
    """Where to start, on one screen, for somebody who types the program's name alone."""
    every = fill(f"all commands: {', '.join(COMMANDS)}", 80, subsequent_indent="  ")
    more = "`readiness --help` says what each does, and `readiness COMMAND --help` how."
    streams.write(f"{_DESCRIPTION}\n{every}\n\n{more}\n")
    return 0
