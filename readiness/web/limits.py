"""Every bound of the server in one place."""

from __future__ import annotations

from typing import Final

from readiness.limits import MAX_BYTES

__all__ = [
    "BODY_SECONDS",
    "HEAD_BYTES",
    "MOST_CONNECTIONS",
    "MOST_DRAFTS",
    "MOST_DRAINED_BYTES",
    "MOST_FIELDS",
    "MOST_FORM_BYTES",
    "MOST_UPLOAD_BYTES",
    "RATE",
    "STRANGERS",
]

HEAD_BYTES: Final = 16 * 1024
"""The most that the first line and the headers of a request may hold."""
MOST_FORM_BYTES: Final = 64 * 1024
MOST_UPLOAD_BYTES: Final = MAX_BYTES + 16 * 1024
"""A file within the limit of all files, and what a form puts around it."""
MOST_DRAINED_BYTES: Final = 64 * 1024 * 1024
"""So much of a body that is refused is thrown away, so that a browser that is still sending reads why."""
MOST_FIELDS: Final = 200
BODY_SECONDS: Final = 15.0
"""How long a request may take to arrive, from its first byte, or from the opening of its connection."""
MOST_CONNECTIONS: Final = 64
MOST_DRAFTS: Final = 50
"""Sittings prepared without an answer yet, and uploads not used yet; the oldest is forgotten."""

RATE: Final = (100.0, 600.0)
"""Requests a second, and how many at once, of the browser that holds the cookie."""
STRANGERS: Final = (10.0, 100.0)
"""The same for all requests without the cookie together; they cannot use up the other bound."""
