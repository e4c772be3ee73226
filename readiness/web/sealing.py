"""The headers that keep every answer private, and one answer to each request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from h11 import LocalProtocolError
from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import Message, Send

__all__ = ["CONTENT_SECURITY_POLICY", "sealed_answers"]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def sealed_answers(send: Send) -> Send:
    """Answers with the headers that keep them private; a page may bring its own content policy.

    Where the rest of a request was no HTTP the protocol has answered that itself, and takes no other answer.
    """
    answered = False

    async def sealed(message: Message) -> None:
        nonlocal answered
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            for name, value in _HEADERS.items():
                headers[name] = value
        if answered:
            return
        try:
            await send(message)
        except LocalProtocolError as error:
            if "role=SERVER" not in str(error):
                raise
            answered = True

    return sealed
