"""Questions of a role's own: a folder laid out as ``questions/``, used beside the shipped ones."""

from __future__ import annotations

import contextlib
import re
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from readiness import content
from readiness.errors import AccessError, ContentError, Problem, visible
from readiness.files import read_bytes, reason
from readiness.limits import MOST_QUESTION_BYTES, MOST_QUESTION_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OwnQuestions", "own_questions", "questions_in_use", "read_questions", "use_questions"]

BACKGROUND: Final = "background.toml"
ACTIONS: Final = "actions.toml"
_NAME = re.compile(r"[a-z0-9][a-z0-9+._-]{0,63}")


class OwnQuestions(NamedTuple):
    """The texts of a folder of questions: each facet's by its id, and the questions on the background."""

    facets: tuple[tuple[str, str, str], ...] = ()
    """Facet, its file, its text; in alphabetical order."""
    background: tuple[str, str] | None = None
    """The file of questions on the background and its text; None where the folder has none."""
    actions: tuple[str, str] | None = None
    """The file of actions for leaves that are not rated, and its text."""

    def text(self, facet: str) -> tuple[str, str] | None:
        """File and text of one facet, None where it has none here."""
        return next(((source, text) for name, source, text in self.facets if name == facet), None)


_NONE: Final = OwnQuestions()
_IN_USE: ContextVar[OwnQuestions] = ContextVar("questions", default=_NONE)


def own_questions() -> OwnQuestions:
    """Those that are in use: none, unless a role or a call brought some."""
    return _IN_USE.get()


def use_questions(*own: OwnQuestions) -> None:
    """Use these questions from here on, the first ones of a facet, in place of shipped ones."""
    facets = {facet[0]: facet for one in reversed(own) for facet in one.facets}
    background = next((one.background for one in own if one.background), None)
    actions = next((one.actions for one in own if one.actions), None)
    _IN_USE.set(OwnQuestions(tuple(facets[name] for name in sorted(facets)), background, actions))


@contextlib.contextmanager
def questions_in_use(own: OwnQuestions) -> Iterator[None]:
    """Use these questions within a block.

    >>> with questions_in_use(OwnQuestions((("triage", "triage.toml", ""),))):
    ...     own_questions().text("triage")
    ('triage.toml', '')
    """
    token = _IN_USE.set(own)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def read_questions(folder: str | Path) -> OwnQuestions:
    """The questions in a folder: ``facets/*.toml`` or, where there is no such folder, ``*.toml`` itself.

    Beside them ``background.toml`` asks about the background, and ``actions.toml`` raises what is not rated.

    Raises
    ------
    AccessError
        If there is no such folder, it holds too many files, or one cannot be read.
    ContentError
        If a file is not named after a facet, or is not UTF-8.
    """
    root = Path(folder)
    name = visible(str(folder))
    try:
        if not root.is_dir():
            raise AccessError(f"{name} is no folder; give the one that holds facets/ and background.toml")
        inner = root / "facets" if (root / "facets").is_dir() else root
        beside = {BACKGROUND, ACTIONS}
        files = sorted(f for f in inner.iterdir() if f.suffix == ".toml" and f.name not in beside)
        others = [place if place.exists() else None for place in (root / BACKGROUND, root / ACTIONS)]
    except (OSError, ValueError) as error:
        raise AccessError(f"{name} could not be read: {reason(error)}") from None
    if len(files) > MOST_QUESTION_FILES:
        raise AccessError(f"{name} holds {len(files)} files; {MOST_QUESTION_FILES} are read at most")
    if not files and not any(others):
        raise AccessError(f"{name} holds no questions; see `readiness role new --help`")
    facets = []
    size = 0
    for file in files:
        if not _NAME.fullmatch(file.stem):
            problem = Problem(
                "the file", "is not named after a facet", "use its id: small letters, digits, -"
            )
            raise ContentError(str(file), [problem])
        raw = read_bytes(file)
        size += len(raw)
        if size > MOST_QUESTION_BYTES:
            raise AccessError(
                f"{name} holds more than {MOST_QUESTION_BYTES // 2**20} MiB, the most that is read"
            )
        facets.append((file.stem, str(file), content.decode(raw, str(file))))
    background, actions = (
        None if place is None else (str(place), content.decode(read_bytes(place), str(place)))
        for place in others
    )
    return OwnQuestions(tuple(facets), background, actions)
