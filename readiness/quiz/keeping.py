"""A sitting in the store: begun with its first answer, each answer on the disk before the next screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.models import plain, read_as
from readiness.profile import Profile
from readiness.quiz.answers import Given
from readiness.quiz.modes import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.framework import Framework
    from readiness.quiz.modes import Mode
    from readiness.store import Event, Json, SittingRow, Store

__all__ = ["Begun", "Keeper", "begun", "now"]


UNKNOWN_DIGEST = "unknown"
"""Of an item that may have changed since it was answered: no item has it."""


class Begun(NamedTuple):
    """What a stored sitting was begun with, and its answers."""

    sitting: SittingRow
    mode: Mode
    learn: bool
    profile: Profile
    role: str | None
    facet: str | None
    given: tuple[Given, ...]
    questions: str | None


class Keeper:
    """Stores the answers of one sitting.

    Parameters
    ----------
    store : Store
        Where.
    framework : Framework
        That the sitting is about.
    mode : Mode
        Of the sitting.
    learn : bool
        Whether checks are explained as they come.
    profile : Profile
        That the sitting started from.
    role : str or None
        How the framework was named, to find it again.
    questions : str, optional
        Folder of questions of the role's own.
    seed : int
        Of the sitting.
    facet : str, optional
        The one skill that is rechecked.
    sitting : SittingRow, optional
        One that is gone on with; by default one begins with the first answer.
    """

    def __init__(
        self,
        store: Store,
        framework: Framework,
        *,
        mode: Mode,
        learn: bool,
        profile: Profile,
        role: str | None,
        seed: int,
        questions: str | None = None,
        facet: str | None = None,
        sitting: SittingRow | None = None,
    ) -> None:
        self._store = store
        self._framework = framework
        self._mode = mode
        self._options: dict[str, Json] = {
            "learn": learn,
            "profile": plain(profile),
            "framework": role,
            "questions": questions,
            "facet": facet,
        }
        self._seed = seed
        self.role = role
        self.questions = questions
        self.sitting = sitting

    def __call__(self, given: Given) -> None:
        """Keep an answer; when this returns it is on the disk."""
        if self.sitting is None:
            self.sitting = self._begin()
        self._store.sittings.add(
            self.sitting.id,
            given.question,
            outcome=given.outcome,
            value=given.value,
            seconds=given.seconds,
            at=now(),
            digest=given.digest,
            shown_days_ago=given.shown_days_ago,
        )

    def mark_shown(self, items: Iterable[str]) -> None:
        """Remember that the answers to these items are about to be shown."""
        self._store.memory.mark_shown(items, sitting_id=self.ensure().id, at=now())

    @property
    def is_finished(self) -> bool:
        """Whether the sitting has ended in the store."""
        return self.sitting is not None and self._store.sittings.get(self.sitting.id).state != "unfinished"

    def ensure(self) -> SittingRow:
        """The sitting, begun now if nothing was answered."""
        self.sitting = self.sitting or self._begin()
        return self.sitting

    def _begin(self) -> SittingRow:
        from readiness.questionnaire import digest_bank

        return self._store.sittings.begin(
            started_at=now(),
            mode=self._mode.name,
            options=self._options,
            framework_id=self._framework.id,
            framework_digest=self._framework.digest,
            questions_digest=digest_bank(),
            seed=self._seed,
        )


def begun(store: Store, sitting: SittingRow) -> Begun:
    """A stored sitting as what it was begun with.

    Answers from a time when items had no digests count where the questions are still those of the sitting.
    """
    options = sitting.options
    brought = options.get("profile")
    role, facet, questions = options.get("framework"), options.get("facet"), options.get("questions")
    return Begun(
        sitting,
        mode_of(sitting.mode),
        options.get("learn") is True,
        (read_as(Profile, brought)[0] if isinstance(brought, dict) else None) or Profile(),
        role if isinstance(role, str) else None,
        facet if isinstance(facet, str) else None,
        tuple(_given(event, sitting) for event in store.sittings.events(sitting.id)),
        questions if isinstance(questions, str) else None,
    )


def _given(event: Event, sitting: SittingRow) -> Given:
    from readiness.questionnaire import digest_bank

    digest = event.digest
    if digest is None and event.question.startswith("check.") and sitting.questions_digest != digest_bank():
        digest = UNKNOWN_DIGEST
    return Given(event.question, event.outcome, event.value, event.seconds, digest, event.shown_days_ago)


def now() -> str:
    """The time as it is stored."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
