"""The server: on loopback only, until it is asked to end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import uvicorn

from readiness.errors import AccessError
from readiness.files import reason
from readiness.limits import HEAD_BYTES
from readiness.web.guard import Guard
from readiness.web.keys import Keys
from readiness.web.protocol import BoundedProtocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["serve", "show_in_browser"]

LOOPBACK = "127.0.0.1"
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class _Server(uvicorn.Server):
    """Says when it listens, and ends quietly on the first signal."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on a signal, at once on the second."""
        names = [name for name in _ENDINGS if hasattr(signal, name)]
        before = {name: signal.signal(getattr(signal, name), self.handle_exit) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)


class _Loaded:
    """The application, imported by the worker after the address is printed; requests wait for it."""

    def __init__(self, worker: ThreadPoolExecutor, keys: Keys) -> None:
        self._worker = worker
        self._keys = keys
        self._application: asyncio.Future[ASGIApp] | None = None

    def load(self) -> asyncio.Future[ASGIApp]:
        """Begin to load, once."""
        if self._application is None:
            self._application = asyncio.wrap_future(self._worker.submit(self._made))
        return self._application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        application = await self.load()
        await application(scope, receive, send)

    def _made(self) -> ASGIApp:
        from readiness.web.app import application, warm

        made = application(self._keys, self._worker)
        self._worker.submit(warm)
        return made


def serve(port: int, ready: Callable[[Keys], None]) -> None:
    """Serve until a signal comes; `ready` is called when the pages can be asked for.

    Raises
    ------
    AccessError
        If the port cannot be listened on.
    """
    listener = _listener(port)
    keys = Keys.new(int(listener.getsockname()[1]))
    # Nothing that a library says may hold what a person wrote; what fails is reported by `app`.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    worker = ThreadPoolExecutor(1, "readiness")
    loaded = _Loaded(worker, keys)
    config = uvicorn.Config(
        Guard(loaded, keys),
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level=logging.CRITICAL + 1,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )

    def begun() -> None:
        ready(keys)
        loaded.load()

    server = _Server(config, begun)
    with contextlib.closing(listener), worker:
        asyncio.run(server.serve(sockets=[listener]))


def show_in_browser(address: str) -> None:
    """Open the person's browser, where there is one with a window; nothing waits for it."""
    windows = os.name == "nt" or sys.platform == "darwin"
    if windows or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _listener(port: int) -> socket.socket:
    """A socket that hears this machine only."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would let another program listen as well
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        raise AccessError(
            f"port {port} cannot be listened on: {reason(error)}; choose another, or leave --port out"
        ) from None
    return listener
