"""`readiness completion`: a script that completes commands and options in a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.cli.values import one_of

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

SHELLS = ("bash", "zsh", "tcsh")

_EXAMPLES = """\
examples:
  readiness completion bash > ~/.local/share/bash-completion/completions/readiness
  readiness completion zsh > ~/.zsh/completions/_readiness     (a folder of your fpath)
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "completion",
        help="a completion script for your shell",
        description="Print a script that completes readiness' commands and options with the Tab key.",
        epilog=_EXAMPLES,
    )
    own.add_argument("shell", type=one_of(SHELLS), choices=SHELLS)
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from readiness.cli.output import print_or_save
    from readiness.cli.parser import parser

    print_or_save(shtab.complete(parser([]), shell=arguments.shell) + "\n", None)
    return 0
