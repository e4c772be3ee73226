"""HTTP connections that end by themselves: half-open ones, slow ones, and those above the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from readiness.limits import BODY_SECONDS, MOST_CONNECTIONS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

__all__ = ["BoundedProtocol"]

_ARRIVING = {h11.IDLE, h11.SEND_BODY}


class BoundedProtocol(H11Protocol):
    """Waits for a whole request no longer than `BODY_SECONDS`, counted from its beginning."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
        else:
            self.be_patient()

    def data_received(self, data: bytes) -> None:
        """Take some bytes; the time for a request runs until all of it is there."""
        super().data_received(data)
        if self.conn.their_state in _ARRIVING:
            self.be_patient()
        else:
            self.stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.stop_waiting()
        super().connection_lost(exc)

    def be_patient(self) -> None:
        """Wait for the rest of a request, for so long."""
        if self._patience is None:
            give_up: Callable[..., Any] = self.transport.abort
            self._patience = self.loop.call_later(BODY_SECONDS, give_up)

    def stop_waiting(self) -> None:
        """Nothing more is waited for."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
