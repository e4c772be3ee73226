"""The sitting in a terminal: one screen a question, one key an answer."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_input
from prompt_toolkit.output import create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from readiness.quiz.moves import LeftError
from readiness.quiz.plain import LOWEST, NARROWEST, PlainFace
from readiness.quiz.screens import Asking, Explaining
from readiness.quiz.signals import by_line
from readiness.quiz.terminal.drawn import DrawnScreens
from readiness.quiz.terminal.running import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from readiness.quiz.moves import Move
    from readiness.quiz.screens import Marked, Screen

__all__ = ["TerminalFace", "UnfitTerminalError"]


class UnfitTerminalError(Exception):
    """A terminal that cannot be drawn on, such as Git Bash's on Windows."""


class TerminalFace:
    """Draws on `target`, and reads keys from standard input.

    Parameters
    ----------
    target : TextIO
        The terminal.
    source, output : optional
        Where keys come from and how the terminal is drawn on, where it is none of this process's own.
    runner : Runner, optional
        Runs the prompts.
    """

    def __init__(
        self,
        target: TextIO,
        *,
        source: Input | None = None,
        output: Output | None = None,
        runner: Runner | None = None,
    ) -> None:
        try:
            self._output = output or create_output(stdout=target)
            self._input = source or create_input(sys.stdin)
        except Exception as error:  # the exception's class exists on Windows only
            raise UnfitTerminalError(type(error).__name__) from error
        if isinstance(self._output, Vt100_Output):
            self._output.enable_cpr = False  # its answer can arrive as if typed, after the program has ended
        self._plain = PlainFace(sys.stdin, target)
        self._runner = runner or Runner()
        self._is_plain = False

    def interrupt(self) -> bool:
        """End the prompt that is on the screen, or the next one; False where a line has to be broken off."""
        self._runner.interrupt()
        return self._plain.interrupt() if self._is_plain else True

    def ask(self, lines: Sequence[str], prompt: str) -> str:
        """Some lines, and one to type."""
        with self._fitting() as drawn:
            return self._plain.ask(lines, prompt) if drawn is None else drawn.ask_line(lines, prompt)

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        """Some lines, and options to choose from."""
        with self._fitting() as drawn:
            return (drawn or self._plain).choose(lines, options)

    def show(self, screen: Screen) -> Move:
        """A question, an explanation or the review."""
        with self._fitting() as drawn:
            if drawn is None:
                return self._plain.show(screen)
            if isinstance(screen, Asking):
                return drawn.ask(screen)
            return drawn.explain(screen) if isinstance(screen, Explaining) else drawn.review(screen)

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Check after check, if the person wants to."""
        with self._fitting() as drawn:
            (drawn or self._plain).look_through(checks)

    @contextlib.contextmanager
    def _fitting(self) -> Iterator[DrawnScreens | None]:
        """The screens where the window has room for them; None where lines are to be read."""
        if self._is_small():
            with self._by_line():
                yield None
        else:
            with create_app_session(input=self._input, output=self._output):
                yield DrawnScreens(self._input, self._output, self._runner)

    @contextlib.contextmanager
    def _by_line(self) -> Iterator[None]:
        """Read whole lines, and let signals break them off."""
        self._is_plain = True
        try:
            if self._runner.is_leaving:
                raise LeftError
            with by_line():
                yield
        finally:
            self._is_plain = False

    def _is_small(self) -> bool:
        try:
            size = os.get_terminal_size(self._output.fileno())
        except OSError:
            return False
        return 0 < size.columns < NARROWEST or 0 < size.lines < LOWEST
