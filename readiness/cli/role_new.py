"""`readiness role new`: a commented role to start from, with its questions."""

from __future__ import annotations

import re
import unicodedata
from string import Template
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["start_role"]

_FACETS: Final = {"first-skill": "First skill", "second-skill": "Second skill", "explaining": "Explaining"}
"""The facets of the starting point by their ids."""
LONGEST_ID = 50


def start_role(name: str, folder: Path) -> list[Path]:
    """Write the role and its questions; the files that were made, the role first.

    Raises
    ------
    UsageError
        If the name has no letter or digit, or one of the files is there already; nothing is written then.
    AccessError
        If a file cannot be saved.
    """
    from readiness import content
    from readiness.errors import UsageError, visible
    from readiness.saving import write_whole

    own = _id_of(name)
    if not own:
        raise UsageError(f"{visible(name)!r} has no letter or digit to make an id of; name the role in words")
    title = " ".join(visible(name).split())[:200]
    title = (title[:1].upper() + title[1:]).replace('"', "'").replace("\\", "/")
    questions = f"{own}-questions"
    words = {
        "id": own,
        "title": title,
        "file": f"{own}.toml",
        "questions": questions,
        "role": title.casefold(),
    }
    texts = {folder / f"{own}.toml": _filled(content.read_text("weights", "starter", "role.toml"), words)}
    facet = content.read_text("questions", "starter", "facet.toml")
    for name_, heading in _FACETS.items():
        about = {"id": name_, "title": heading, "skill": heading.casefold()}
        texts[folder / questions / "facets" / f"{name_}.toml"] = _filled(facet, about)
    background = content.read_text("questions", "starter", "background.toml")
    texts[folder / questions / "background.toml"] = _filled(background, words)
    there = [path for path in texts if path.exists()]
    if there:
        raise UsageError(f"{visible(str(there[0]))} is there already; name the role otherwise, or remove it")
    _make_folder(folder / questions / "facets")
    for path, text in texts.items():
        write_whole(path, text, mode=None)
    return list(texts)


def _id_of(name: str) -> str:
    """An id in small letters and digits.

    >>> _id_of("Ward Nurse (night)"), _id_of("Ingénieur")
    ('ward-nurse-night', 'ingenieur')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def _filled(text: str, words: dict[str, str]) -> str:
    return Template(text).safe_substitute(words)


def _make_folder(folder: Path) -> None:
    from readiness.errors import AccessError, visible
    from readiness.files import reason

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AccessError(f"{visible(str(folder))} could not be made: {reason(error)}") from None
