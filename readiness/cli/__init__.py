"""The command line: one module a command, and the one place where errors become exit codes.

Exit codes: 0 fine; 1 below the asked threshold; 2 usage; 3 input or content wrong; 4 could not read or write;
130 interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
from contextvars import copy_context
from typing import TYPE_CHECKING, NoReturn

from readiness import streams
from readiness.cli.parser import parser
from readiness.errors import AccessError, ReadinessError, visible
from readiness.files import reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["main", "run"]

EXIT_ACCESS = 4
_FOR_ONE_PERSON = {
    # Waking a thread for every core costs more than all the arithmetic of one profile.
    "OPENBLAS_NUM_THREADS": "1",
    # No plugin is needed to read a profile; looking for one reads the metadata of every installed package.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
EXIT_INTERRUPTED = 130
_CLOSED = "standard output is closed; open it, or save with -o FILE"


def run() -> NoReturn:
    """The program: `main` with the standard streams to itself, and a quick way in and out of Python.

    One short command makes little garbage, so it is looked for seldom: 20 ms less of the 250 ms of processor
    time that `readiness score` takes. Taking numpy and everything else apart again on the way out would take
    58 ms more, so that is left to the operating system (medians of 25 runs each, Python 3.11).
    """
    gc.set_threshold(100_000, 50, 50)
    try:
        _end_as_interrupted()
        streams.take_over()
        code = main()
    except KeyboardInterrupt:
        code = _tell("interrupted", EXIT_INTERRUPTED)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 — a bug is shown as Python shows it; its stream is not Python's
        code = _tell("interrupted", EXIT_INTERRUPTED) if _signals else _show_bug()
    with contextlib.suppress(OSError, ValueError):
        streams.flush()
    os._exit(code)


def _show_bug() -> int:
    import traceback

    streams.note(traceback.format_exc().rstrip())
    return 1


_signals: list[int] = []
"""Those that have come: what they interrupt may make another error of it, as numpy does."""


def _end_as_interrupted() -> None:
    """Let SIGTERM and SIGHUP end a command as Ctrl-C does, so that it removes what it had half written."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as with nohup
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: object) -> NoReturn:
    _signals.append(number)
    raise KeyboardInterrupt


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    for name, value in _FOR_ONE_PERSON.items():
        os.environ.setdefault(name, value)
    for stream in (streams.out(), streams.err()):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from readiness.cli.targets import outputs, refuse_clashes

    try:
        arguments = _parsed(argv)
        refuse_clashes(arguments)
        if streams.out() is None and not outputs(arguments):
            raise AccessError(_CLOSED)
        # Questions that a command brings are in use until it ends.
        code = int(copy_context().run(arguments.run, arguments))
        streams.flush()
    except ReadinessError as error:
        return _tell(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _tell("interrupted", EXIT_INTERRUPTED)
    except BrokenPipeError:
        _silence_stdout()
        return EXIT_ACCESS
    except OSError as error:
        if error.filename is not None:  # a name that no reader expected to be unusable
            name = visible(
                os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else "a file"
            )
            return _tell(f"{name} could not be used: {reason(error)}", EXIT_ACCESS)
        _silence_stdout()
        return _tell(
            f"the output could not be written: {(error.strerror or str(error)).lower()}", EXIT_ACCESS
        )
    return code


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for; `--help` and the like print, and end the program."""
    try:
        return parser(argv).parse_args(argv)
    except SystemExit as end:
        if streams.out() is None and not end.code:
            raise AccessError(_CLOSED) from None
        raise


def _tell(message: str, code: int) -> int:
    streams.note(f"readiness: {message}")
    return code


def _silence_stdout() -> None:
    """Keep the interpreter from complaining once more when it flushes a stream that is gone."""
    stream = streams.out()
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
