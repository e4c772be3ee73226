"""Told to end, by a key or from outside: the terminal is given back as it was, and everything is kept."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING, Any

from readiness.quiz.moves import LeftError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["leaving_sanely"]

_SHOW_CURSOR_END_PASTE = "\x1b[?25h\x1b[?2004l\x1b[0m"


@contextlib.contextmanager
def leaving_sanely(interrupt: Callable[[], bool]) -> Iterator[None]:
    """Turn SIGINT, SIGTERM and SIGHUP into `LeftError`, and restore the terminal whatever happens.

    Parameters
    ----------
    interrupt : callable
        Asks a prompt that is on the screen to end; False where there is none.
    """
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before: dict[int, Any] = {}
    told = False

    def leave(number: int, frame: object) -> None:  # noqa: ARG001 — the signature of a handler
        nonlocal told
        if not told:
            told = True
            if not interrupt():
                raise LeftError

    terminal = _terminal_settings()
    try:
        for name in names:
            number = getattr(signal, name)
            before[number] = signal.signal(number, leave)
        yield
    finally:
        told = True
        for number, handler in before.items():
            signal.signal(number, handler)
        _restore(terminal)


def _terminal_settings() -> tuple[int, list[Any]] | None:
    try:
        import termios

        handle = sys.stdin.fileno()
        return handle, termios.tcgetattr(handle)
    except (ImportError, OSError, ValueError, AttributeError):
        return None
    except Exception as error:
        if type(error).__name__ != "error":  # termios.error is no OSError
            raise
        return None


def _restore(terminal: tuple[int, list[Any]] | None) -> None:
    if terminal is None:
        return
    import termios

    handle, settings = terminal
    with contextlib.suppress(termios.error, OSError):
        if termios.tcgetattr(handle) != settings:
            termios.tcsetattr(handle, termios.TCSADRAIN, settings)
            sys.stderr.write(_SHOW_CURSOR_END_PASTE)
            sys.stderr.flush()
