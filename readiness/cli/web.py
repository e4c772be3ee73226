"""`readiness web`: the same sitting, history and plans in a browser."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.cli.parser import Commands
    from readiness.web.keys import Keys

__all__ = ["add", "run"]

_HELP = """\
The quiz, your history and your plans as pages in your browser, served by this program to
you alone: no account, no network. It is the same sitting and the same history as in the
terminal; begin in one and go on in the other.

The address holds a secret. Anybody who has it on this machine can read your answers while
the program runs; other machines cannot reach it at all. Ctrl-C ends it.
"""

_EPILOG = """\
examples:
  readiness web                 open your browser at a free port
  readiness web --no-open       print the address only
  readiness web --port 8765     always the same port
"""

MOST_PORT = 65_535
_BELOW = "Every answer is kept on this machine as you go. Ctrl-C ends the program."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "web",
        help="the same in your browser, served to you alone",
        description=_HELP,
        epilog=_EPILOG,
    )
    own.add_argument("--port", type=_port, default=0, metavar="N", help="default: any that is free")
    own.add_argument("--no-open", action="store_true", help="print the address, open no browser")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from readiness import streams
    from readiness.errors import UsageError

    try:
        from readiness.web.serving import serve, show_in_browser
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("readiness"):
            raise
        raise UsageError(
            f"{error.name} is needed to serve pages; install it with: pip install 'readiness[web]'"
        ) from None

    def ready(keys: Keys) -> None:
        streams.write(f"readiness runs at this address, for you alone:\n\n  {keys.address}\n\n{_BELOW}\n")
        streams.flush()
        if not arguments.no_open:
            show_in_browser(keys.address_once())

    serve(arguments.port, ready)
    streams.write("\nEnded. To come back: readiness web, or readiness quiz\n")
    return 0


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= MOST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use 0 to {MOST_PORT}, 0 for any free one")
    return int(text)
