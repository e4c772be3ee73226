"""The program's own way to standard output and standard error.

Libraries print: when they are imported, in a constructor, while they work, in a child process, through
Python or past it. `take_over` leaves them nothing to print to and keeps the real streams for what the program
itself has to say. Where `readiness` is used as a library nothing is taken over; then `out` and `err` are
Python's own.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NamedTuple, TextIO

__all__ = ["columns", "err", "flush", "is_program", "leave_err", "note", "out", "take_over", "write"]

STDOUT, STDERR = 1, 2


class _Streams(NamedTuple):
    out: TextIO | None
    err: TextIO | None


_own: _Streams | None = None


def take_over() -> None:
    """Keep both standard streams for the program, as long as it runs; what others print goes nowhere.

    Called once, by the program itself. Children inherit nowhere to print to, too.
    """
    global _own  # noqa: PLW0603 — a process has one standard output
    nowhere = os.open(os.devnull, os.O_RDWR)
    while nowhere <= STDERR:  # a place that is left open would be taken by the next file
        nowhere = os.dup(nowhere)
    _own = _Streams(_moved(sys.stdout, STDOUT, nowhere), _moved(sys.stderr, STDERR, nowhere))
    os.close(nowhere)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 — for good


def is_program() -> bool:
    """Whether the process is the program's own, and not of somebody who calls it from Python."""
    return _own is not None


def out() -> TextIO | None:
    """Standard output; None where it was closed before the program began."""
    return sys.stdout if _own is None else _own.out


def err() -> TextIO | None:
    """Standard error; None where it was closed before the program began."""
    return sys.stderr if _own is None else _own.err


def leave_err() -> None:
    """Say on standard output from now on what would go to standard error, unless both lead to one file."""
    global _own  # noqa: PLW0603 — as in `take_over`
    if _own is None or _own.err is None:
        return
    out = _own.out
    if out is not None and os.path.samestat(os.fstat(out.fileno()), os.fstat(_own.err.fileno())):
        out = None
    _own = _Streams(out, out)


def write(text: str) -> None:
    """Text to standard output."""
    stream = out()
    if stream is not None:
        stream.write(text)


def note(text: str) -> None:
    """A line to standard error, for the person and not for a file."""
    stream = err()
    if stream is not None:
        stream.write(f"{text}\n")
        stream.flush()


def flush() -> None:
    """Bring what was written to standard output to where it goes."""
    stream = out()
    if stream is not None:
        stream.flush()


def columns(stream: TextIO, default: int = 80) -> int:
    """How wide a stream is: what ``COLUMNS`` says, else the terminal that it leads to, else the default."""
    with contextlib.suppress(ValueError):
        asked = int(os.environ.get("COLUMNS", ""))
        if asked > 0:
            return asked
    try:
        return os.get_terminal_size(stream.fileno()).columns or default
    except (OSError, ValueError, AttributeError):  # no terminal, or no descriptor at all
        return default


def _moved(stream: TextIO | None, number: int, nowhere: int) -> TextIO | None:
    """The stream on a descriptor that nobody else knows; its old one leads nowhere."""
    own = None
    if stream is not None:
        stream.flush()
        by_line = number == STDERR or stream.isatty()
        own = open(  # noqa: PTH123, SIM115 — open until the program ends
            os.dup(number),
            "w",
            buffering=1 if by_line else -1,
            encoding="utf-8",
            errors="backslashreplace",
        )
    os.dup2(nowhere, number)
    return own
