"""A file that somebody sends, as a profile: the one place where its kind is decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.profile import parse_json, parse_profile
from readiness.profile.documents import is_resume
from readiness.profile.importers import import_bytes

if TYPE_CHECKING:
    from readiness.profile import Profile
    from readiness.profile.importers import Imported
    from readiness.web.forms import Upload

__all__ = ["Read", "read_upload"]


class Read(NamedTuple):
    """A profile, and what became of the parts of the file that it was made from."""

    profile: Profile
    used: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()


def read_upload(sent: Upload) -> Read:
    """The profile in a file: one of ours, a JSON Resume, or the archive that LinkedIn exports.

    Raises
    ------
    ReadinessError
        If there is none in it.
    """
    source = sent.name or "the file"
    if sent.content[:2] != b"PK" and not is_resume(parse_json(sent.content, source=source)):
        return Read(parse_profile(sent.content, source=source))
    today = datetime.now().astimezone().date()
    return _account(import_bytes(sent.content, at=today, source=source))


def _account(found: Imported) -> Read:
    used = [f"{note.place}: {note.words}" for note in found.used]
    puzzles = [f"{note.place}: {note.words}" for note in found.not_understood]
    named = [f"{name}: named without a level, so it is asked" for name in sorted(found.named)]
    return Read(found.profile, tuple(used), (*named, *puzzles))
