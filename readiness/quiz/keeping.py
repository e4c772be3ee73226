"""A sitting in the store: begun with its first answer, each answer on the disk before the next screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.models import plain, read_as
from readiness.profile import Profile
from readiness.quiz.answers import Given
from readiness.quiz.modes import MODES

if TYPE_CHECKING:
    from readiness.framework import Framework
    from readiness.quiz.modes import Mode
    from readiness.store import Json, Sitting, Store

__all__ = ["Begun", "Keeper", "begun", "now"]


class Begun(NamedTuple):
    """What a stored sitting was begun with, and its answers."""

    sitting: Sitting
    mode: Mode
    learn: bool
    profile: Profile
    role: str | None
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
    sitting : Sitting, optional
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
        sitting: Sitting | None = None,
    ) -> None:
        self._store = store
        self._framework = framework
        self._mode = mode
        self._options: dict[str, Json] = {
            "learn": learn,
            "profile": plain(profile),
            "framework": role,
            "questions": questions,
        }
        self._seed = seed
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
        )

    def ensure(self) -> Sitting:
        """The sitting, begun now if nothing was answered."""
        self.sitting = self.sitting or self._begin()
        return self.sitting

    def _begin(self) -> Sitting:
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


def begun(store: Store, sitting: Sitting) -> Begun:
    """A stored sitting as what it was begun with."""
    options = sitting.options
    brought = options.get("profile")
    role, questions = options.get("framework"), options.get("questions")
    return Begun(
        sitting,
        MODES.get(sitting.mode, MODES["standard"]),
        options.get("learn") is True,
        (read_as(Profile, brought)[0] if isinstance(brought, dict) else None) or Profile(),
        role if isinstance(role, str) else None,
        tuple(
            Given(event.question, event.outcome, event.value, event.seconds)
            for event in store.sittings.events(sitting.id)
        ),
        questions if isinstance(questions, str) else None,
    )


def now() -> str:
    """The time as it is stored."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
