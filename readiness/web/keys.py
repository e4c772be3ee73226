"""Who may come in: the token of the printed address, the cookie that it is changed for, and how often."""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import NamedTuple

__all__ = ["Bucket", "Keys"]


class Bucket:
    """So many requests a second on average, and so many at once at most.

    >>> bucket = Bucket(1.0, 2.0)
    >>> [bucket.take(at) for at in (0.0, 0.0, 0.0, 1.0)]
    [True, True, False, True]
    """

    def __init__(self, rate: float, most: float) -> None:
        self._rate = rate
        self._most = most
        self._left = most
        self._at = 0.0

    def take(self, now: float) -> bool:
        """Whether one more is allowed at this time, in seconds."""
        self._left = min(self._most, self._left + self._rate * max(0.0, now - self._at))
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Keys(NamedTuple):
    """Secrets of one run of the server, and its port.

    ``token`` stands in the printed address and ``ticket`` in the one that the browser is opened with, which
    works once, because other users of the machine can see the arguments of a process. Both are changed for
    ``session``, the cookie. ``form`` stands in every form.
    """

    port: int
    token: str
    session: str
    form: str
    tickets: set[str]

    @classmethod
    def new(cls, port: int) -> Keys:
        """Fresh random keys."""
        token, session, form = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(port, token, session, form, set())

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies know no ports, so the name says it."""
        return f"readiness-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may have called this server by."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        """Where the server is, with the token."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def address_once(self) -> str:
        """Where the server is, with a ticket that works once."""
        ticket = secrets.token_urlsafe(32)
        self.tickets.add(ticket)
        return f"http://127.0.0.1:{self.port}/?token={ticket}"

    def opens(self, token: str) -> bool:
        """Whether this is the token, or a ticket, which is used up by it."""
        if _same(token, self.token):
            return True
        found = next((ticket for ticket in self.tickets if _same(token, ticket)), None)
        self.tickets.discard(found or "")
        return found is not None

    def knows(self, session: str) -> bool:
        """Whether this is the value of the cookie."""
        return _same(session, self.session)

    def wrote(self, form: str) -> bool:
        """Whether a form came from a page of this server."""
        return _same(form, self.form)


def _same(given: str, kept: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), kept.encode())
