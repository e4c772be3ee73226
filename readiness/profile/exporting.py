"""A profile as a JSON Resume: what of it a resume can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.profile.importers.names import LANGUAGE, load_aliases
from readiness.profile.importers.skills import level_of
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.profile.importers.names import Aliases
    from readiness.profile.model import Profile

__all__ = ["json_resume_of"]

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
RELATED_WORK = "Machine learning or data work"


def json_resume_of(
    profile: Profile, *, titles: Mapping[str, str], criteria: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The profile as the values of a JSON Resume, which `import_resume` reads back.

    Goals, answers to checks, and who gave a level have no place in a resume; years of work and the number of
    projects become entries to fill in.

    Parameters
    ----------
    profile : Profile
        What to write.
    titles : mapping of str to str
        Titles of the role's facets by their ids.
    criteria : mapping of str to sequence of str
        Facets of each criterion, so that a level of a criterion is written as theirs.
    """
    aliases = load_aliases()
    parts: dict[str, Any] = {
        "basics": {"name": profile.name} if profile.name else {},
        "work": _work(profile),
        "education": _education(profile, aliases),
        "certificates": [
            {"name": aliases.first["certifications"][name]} for name in profile.education.certifications or ()
        ],
        "skills": _skills(profile, aliases, titles, criteria),
        "projects": [{"name": f"Project {n}"} for n in range(1, (profile.experience.projects or 0) + 1)],
    }
    return {"$schema": SCHEMA, **{name: part for name, part in parts.items() if part}}


def _work(profile: Profile) -> list[dict[str, str]]:
    years = profile.experience.years
    return [{"position": RELATED_WORK, "duration": counted(years, "year")}] if years else []


def _education(profile: Profile, aliases: Aliases) -> list[dict[str, str]]:
    level, field = profile.education.level, profile.education.field
    entry = {}
    if level in aliases.first["degrees"]:
        entry["studyType"] = _capitalised(aliases.first["degrees"][level])
    if field in aliases.first["fields"]:
        entry["area"] = _capitalised(aliases.first["fields"][field])
    camps = [{"studyType": "Boot camp"}] * (profile.education.bootcamps or 0)
    return [entry, *camps] if entry else camps


def _skills(
    profile: Profile, aliases: Aliases, titles: Mapping[str, str], criteria: Mapping[str, Sequence[str]]
) -> list[dict[str, str]]:
    levels: dict[str, int | None] = {}
    for name, level in profile.skills.items():
        for facet in criteria.get(name, ()):
            levels.setdefault(facet, level)
    levels |= {name: level for name, level in profile.skills.items() if name not in criteria}
    found = [
        {"name": titles.get(name, name), "level": _word(profile.claims.get(name, ""), level, aliases)}
        for name, level in levels.items()
        if level is not None
    ]
    for name, level in (profile.languages or {}).items():
        language = aliases.first["languages"].get(name, name)
        found.append({"name": f"{language} ({LANGUAGE})", "level": _word("", level, aliases)})
    return found


def _word(claim: str, level: int, aliases: Aliases) -> str:
    """The person's own word where it still says the level, else the first of the table."""
    said = claim and level_of(claim, aliases) == level
    return claim if said else _capitalised(aliases.first["levels"][str(level)])


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
