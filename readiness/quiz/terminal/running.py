"""Prompts run one after the other, each of which a signal can end at any moment."""

from __future__ import annotations

import contextlib
from asyncio import get_running_loop
from typing import TYPE_CHECKING, Any

from readiness.quiz.moves import LeftError
from readiness.quiz.terminal import keys

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from prompt_toolkit.application import Application

__all__ = ["Runner"]


class Runner:
    """Runs prompts until it is interrupted."""

    def __init__(self) -> None:
        self._app: Application[Any] | None = None
        self._loop: AbstractEventLoop | None = None
        self._is_leaving = False

    @property
    def is_leaving(self) -> bool:
        """Whether it was interrupted: then no prompt is shown any more."""
        return self._is_leaving

    def interrupt(self) -> None:
        """End the prompt that is on the screen, or the next one."""
        self._is_leaving = True
        if self._app is not None and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # its loop may have just been closed
                self._loop.call_soon_threadsafe(self._leave, self._app)

    def run(self, app: Application[Any]) -> Any:
        """The result of a prompt.

        A signal never raises here: it could do so inside the event loop, which would take it for a mistake of
        its own. It is noted, and looked at before the prompt, when it starts, and after it.

        Raises
        ------
        LeftError
            If the person left, or the runner was interrupted.
        """
        self._app = app
        try:
            if self._is_leaving:
                raise LeftError
            keys.bind_leaving(app)
            result = app.run(pre_run=lambda: self.started(app), handle_sigint=False)
        except (EOFError, KeyboardInterrupt, OSError):
            raise LeftError from None
        finally:
            self._app = self._loop = None
        if self._is_leaving:
            raise LeftError
        return result

    def started(self, app: Application[Any]) -> None:
        """Called in the event loop of a prompt as it starts."""
        self._loop = get_running_loop()
        if self._is_leaving:
            self._loop.call_soon(self._leave, app)

    def _leave(self, app: Application[Any]) -> None:
        """End a prompt; one that has only just started is ended as soon as it can be."""
        if app.is_done:
            return
        if app.is_running and app.future is not None:
            app.exit(exception=LeftError())
        elif self._loop is not None:
            self._loop.call_later(0.01, self._leave, app)
