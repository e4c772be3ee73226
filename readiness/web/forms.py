"""The body of a request as a form: bounded, in memory, never on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from readiness.limits import MOST_FIELDS, MOST_FORM_BYTES, MOST_UPLOAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

__all__ = ["Form", "UnreadableError", "Upload", "read_form"]


class UnreadableError(Exception):
    """The body is no form."""


class Upload(NamedTuple):
    """A file that was sent: the name it had, and its content."""

    name: str
    content: bytes


class Form(NamedTuple):
    """What a form holds, each field with all its values."""

    fields: Mapping[str, tuple[str, ...]]
    upload: Upload | None = None

    def one(self, name: str) -> str:
        """The last value of a field; empty where there is none."""
        return self.fields.get(name, ("",))[-1]

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return self.fields.get(name, ())


class _InMemory(MultiPartParser):
    spool_max_size = MOST_UPLOAD_BYTES


async def read_form(request: Request) -> Form:
    """The form in a request.

    Raises
    ------
    UnreadableError
        If the body is no form, or holds too many fields.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    bounds = {"max_fields": MOST_FIELDS, "max_part_size": MOST_FORM_BYTES}
    try:
        if kind == "application/x-www-form-urlencoded":
            found = await FormParser(request.headers, request.stream(), **bounds).parse()
        elif kind == "multipart/form-data":
            found = await _InMemory(request.headers, request.stream(), max_files=1, **bounds).parse()
        else:
            raise UnreadableError
    except (MultiPartException, ValueError, LookupError):  # what the parser makes of broken bodies
        raise UnreadableError from None
    fields: dict[str, tuple[str, ...]] = {}
    upload = None
    for name, value in found.multi_items():
        if isinstance(value, UploadFile):
            upload = Upload(value.filename or "", await value.read())
            await value.close()
        else:
            fields[name] = (*fields.get(name, ()), value)
    return Form(fields, upload)
