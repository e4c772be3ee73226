"""What stands before every page: who asks, from where, how much and how often; and the headers of answers."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse

from readiness.limits import (
    HEAD_BYTES,
    MOST_DRAINED_BYTES,
    MOST_FORM_BYTES,
    MOST_UPLOAD_BYTES,
    RATE,
    STRANGERS,
)
from readiness.web.keys import Bucket
from readiness.web.sealing import sealed_answers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from readiness.web.keys import Keys

__all__ = ["TOO_LARGE", "UPLOAD", "Guard", "Refusal", "TooLargeError", "refused"]

UPLOAD: Final = "/upload"
"""The one path whose body may be as large as a file."""
_METHODS: Final = {"GET", "HEAD", "POST"}
_PAGE: Final = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>readiness: {title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"></head>'
    "<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)
_NOT_YOU: Final = (
    "These pages belong to the person who started them. Open the address that <code>readiness web</code> "
    "printed in its terminal, with everything behind the question mark. If you just did, "
    '<a href="/">go on</a>.'
)


_ONE_MORE_STEP: Final = (
    'Another site led here, and these pages open from their own links only. <a href="/">Go on</a>.'
)


_BODY_IS_READ: Final = "readiness.body_is_read"


class TooLargeError(Exception):
    """A body holds more than is read."""


class Refusal(NamedTuple):
    """Why a request is not answered."""

    status: int
    title: str
    text: str


TOO_LARGE: Final = Refusal(413, "Too large", "That is more than is read. Is it the right file?")


class _Refused(HTMLResponse):
    """A page that is sent at once, and ends the connection when the request is over."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page, throw away what is still coming, and end."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        size, more = 0, not scope.get(_BODY_IS_READ, False)  # behind it only the end of the connection comes
        while more and size < MOST_DRAINED_BYTES:
            with suppress(TooLargeError):
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)
        await send({"type": "http.response.body", "body": b""})


def refused(refusal: Refusal) -> HTMLResponse:
    """The page of a refusal."""
    page = _PAGE.format(title=refusal.title, text=refusal.text)
    return _Refused(page, refusal.status, {"Connection": "close"})


class Guard:
    """Lets through what comes from this server's own pages, bounded, and seals every answer."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys
        self._own = Bucket(*RATE)
        self._strangers = Bucket(*STRANGERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        inside = self._is_inside(headers)
        sealed = sealed_answers(send)
        refusal = self._refusal(scope, headers, inside=inside)
        if refusal is not None:
            await refused(refusal)(scope, receive, sealed)
            return
        if not inside:
            await self._welcome()(scope, receive, sealed)
            return
        await self._app(scope, _bounded(scope, receive, _most(scope)), sealed)

    def _is_inside(self, headers: Headers) -> bool:
        pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
        return any(name == self._keys.cookie and self._keys.knows(value) for name, _, value in pairs)

    def _refusal(self, scope: Scope, headers: Headers, *, inside: bool) -> Refusal | None:
        if not (self._own if inside else self._strangers).take(time.monotonic()):
            return Refusal(429, "Too many requests", "Wait a few seconds, then try again.")
        if _head_bytes(scope, headers) > HEAD_BYTES:
            return Refusal(431, "Too long", "The address and the headers hold more than is read.")
        if headers.getlist("host") not in [[host] for host in self._keys.hosts]:
            return Refusal(403, "Not here", "This server answers only under its own address.")
        if not _from_here(headers, scope["method"], self._keys.hosts):
            return Refusal(403, "Not from another site", "Only the pages of this server may ask for that.")
        if scope["method"] not in _METHODS:
            return Refusal(405, "Not possible", "Pages are asked for by GET and changed by POST.")
        if not inside and not self._enters(scope):
            return Refusal(403, "Not open to you", _NOT_YOU)
        if inside and not _same_site(headers, scope["method"]):
            return Refusal(403, "One more step", _ONE_MORE_STEP)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return Refusal(400, "Not readable", "The length of the request is no number.")
        if len(length) > 15 or int(length) > _most(scope):  # noqa: PLR2004 — digits of a petabyte
            return TOO_LARGE
        return None

    def _enters(self, scope: Scope) -> bool:
        if scope["method"] == "POST" or scope["path"] != "/":
            return False
        try:
            given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=8).get("token", [])
        except ValueError:
            return False
        return len(given) == 1 and self._keys.opens(given[0])

    def _welcome(self) -> RedirectResponse:
        """The cookie for the token, and on to an address without it."""
        cookie = f"{self._keys.cookie}={self._keys.session}; Path=/; HttpOnly; SameSite=Strict"
        return RedirectResponse("/", 303, {"Set-Cookie": cookie})


def _from_here(headers: Headers, method: str, hosts: frozenset[str]) -> bool:
    """Whether no origin but this server's own is named.

    A browser names none with a plain link, and ``null`` with a form of a page without referrer; who sent that
    is said by ``Sec-Fetch-Site``, which no page can forge.
    """
    allowed = {f"http://{host}" for host in hosts}
    if headers.get("sec-fetch-site") == "same-origin":
        allowed.add("null")
    if method == "POST" and not _same_site(headers, method):
        return False
    return all(origin in allowed for origin in headers.getlist("origin"))


def _same_site(headers: Headers, method: str) -> bool:
    """Whether the browser says that no other site led here; an address typed or clicked elsewhere is none."""
    site = headers.get("sec-fetch-site")
    return site in {None, "same-origin"} or (site == "none" and method != "POST")


def _head_bytes(scope: Scope, headers: Headers) -> int:
    """Bytes of the first line and the headers, as they came."""
    query = scope["query_string"]
    line = len(f"{scope['method']}  HTTP/1.1") + len(scope["raw_path"]) + len(query) + bool(query)
    return line + 4 + sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)


def _most(scope: Scope) -> int:
    return MOST_UPLOAD_BYTES if scope["path"] == UPLOAD else MOST_FORM_BYTES


def _bounded(scope: Scope, receive: Receive, most: int) -> Receive:
    """The body of a request, as long as it is short enough; the scope says when all of it was read."""
    size: float = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            size = -math.inf  # said once; the rest is thrown away by the refusal
            raise TooLargeError
        scope[_BODY_IS_READ] = not message.get("more_body", False)
        return message

    return bounded
