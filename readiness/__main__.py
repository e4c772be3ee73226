"""The program: `python -m readiness` is `readiness`."""

from __future__ import annotations

import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["run"]


def run() -> NoReturn:
    """Run the command line; what interrupts it while it is still being imported ends it in a word."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as it is in the background of a script
        signal.signal(signal.SIGINT, _leave)
    from readiness.cli import run as run_command

    run_command()


def _leave(*_: object) -> NoReturn:
    os.write(2, b"readiness: interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    run()
