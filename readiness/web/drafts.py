"""Sittings that are prepared and not begun: nothing is stored before the first answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from readiness.limits import MOST_DRAFTS
from readiness.quiz.opening import Wish
from readiness.web.uploads import Read

__all__ = ["Drafts", "SittingDraft"]


@dataclass
class SittingDraft:
    """What a sitting is going to be, or what an upload holds; later what it was stored as."""

    wish: Wish | None = None
    read: Read | None = None
    sitting: int | None = None
    assessment: int | None = None


class Drafts:
    """The drafts of this run by their names; the oldest goes where there are too many."""

    def __init__(self) -> None:
        self._kept: dict[str, SittingDraft] = {}

    @staticmethod
    def name() -> str:
        """A name for a draft to come, so that a form sent twice makes one."""
        return f"d{secrets.token_hex(8)}"

    def find(self, name: str) -> SittingDraft | None:
        """The draft of this name."""
        return self._kept.get(name)

    def keep(self, name: str, draft: SittingDraft) -> SittingDraft:
        """Keep a draft; one of this name that is there already stays as it is if it was begun or scored."""
        before = self._kept.get(name)
        if before is not None and (before.sitting is not None or before.assessment is not None):
            return before
        while len(self._kept) >= MOST_DRAFTS:
            del self._kept[next(iter(self._kept))]
        self._kept[name] = draft
        return draft
