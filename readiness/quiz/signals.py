"""Told to end, by a key or from outside: the terminal is given back as it was, and everything is kept."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING, Any

from readiness import streams
from readiness.quiz.moves import LeftError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["by_line", "leaving_sanely"]

_SHOW_CURSOR_END_PASTE = "\x1b[?25h\x1b[?2004l\x1b[0m"


@contextlib.contextmanager
def leaving_sanely(interrupt: Callable[[], bool], *, quiet: bool = False) -> Iterator[None]:
    """Turn SIGINT, SIGTERM and SIGHUP into `LeftError`, and restore the terminal whatever happens.

    Parameters
    ----------
    interrupt : callable
        Asks a prompt that is on the screen to end; False where there is none.
    quiet : bool
        Keep keys that are pressed between two prompts from being printed; the next prompt reads them.
    """
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before: dict[int, Any] = {}
    is_leaving = False

    def leave(number: int, frame: object) -> None:  # noqa: ARG001 — the signature of a handler
        nonlocal is_leaving
        if not is_leaving:
            is_leaving = True
            if not interrupt():
                raise LeftError

    settings = _settings()
    try:
        for name in names:
            number = getattr(signal, name)
            before[number] = signal.signal(number, leave)
        if quiet:
            _change(by_line=False)
        yield
    finally:
        is_leaving = True
        for number, handler in before.items():
            signal.signal(number, handler)
        _restore(settings)


@contextlib.contextmanager
def by_line() -> Iterator[None]:
    """Read whole lines, printed as they are typed, while this lasts."""
    settings = _settings()
    _change(by_line=True)
    try:
        yield
    finally:
        _restore(settings, tidy=False)


def _settings() -> list[Any] | None:
    """The terminal's settings; None where standard input is none, or the system has no such thing."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError, AttributeError):
        return None


def _change(*, by_line: bool) -> None:
    settings = _settings()
    if settings is None:
        return
    import termios

    flags = termios.ECHO | termios.ICANON
    settings[0] = settings[0] | termios.ICRNL if by_line else settings[0] & ~termios.ICRNL
    settings[3] = settings[3] | flags if by_line else settings[3] & ~flags
    if not by_line:
        settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
    with contextlib.suppress(termios.error, OSError):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, settings)


def _restore(settings: list[Any] | None, *, tidy: bool = True) -> None:
    if settings is None:
        return
    import termios

    with contextlib.suppress(termios.error, OSError):
        if termios.tcgetattr(sys.stdin.fileno()) != settings:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, settings)
            stream = streams.err()
            if tidy and stream is not None and stream.isatty():
                stream.write(_SHOW_CURSOR_END_PASTE)
                stream.flush()
