"""From what a resume says to a profile, with a word on everything that was used and that was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.errors import Problem, ProfileError, visible
from readiness.files import read_bytes, source_name
from readiness.framework import FactScale, is_of_the_field, load_framework
from readiness.limits import (
    LONGEST_NAME,
    MAX_ARCHIVE_BYTES,
    MAX_BYTES,
    MOST_BOOTCAMPS,
    MOST_PROJECTS,
    MOST_RESUME_ENTRIES,
)
from readiness.models import read_as
from readiness.profile.documents import describe, describe_bytes, is_resume
from readiness.profile.importers.dates import is_day_first, period
from readiness.profile.importers.names import found_in, load_aliases
from readiness.profile.importers.skills import claims_of
from readiness.profile.importers.study import degree_of
from readiness.profile.importers.work import related_years
from readiness.profile.model import Profile
from readiness.profile.reading import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from readiness.framework import Framework
    from readiness.profile.importers.background import Certificate, Project, ResumeContent
    from readiness.profile.importers.names import Aliases
    from readiness.profile.importers.skills import SkillClaims

__all__ = ["Imported", "Note", "import_bytes", "import_resume", "read_import"]


class Note(NamedTuple):
    """Something about one place of the source."""

    place: str
    words: str


class Imported(NamedTuple):
    """A profile made of a resume, and what became of each part of that."""

    profile: Profile
    source: str
    used: tuple[Note, ...]
    named: dict[str, str]
    """Facets and languages that were named without a level, and where."""
    not_understood: tuple[Note, ...]
    unused: tuple[str, ...]


def read_import(path: Path, *, at: date, framework: Framework | None = None) -> Imported:
    """The profile in a JSON Resume or a LinkedIn archive; ``-`` is standard input.

    Parameters
    ----------
    path : Path
        The file.
    at : date
        Up to when work without an end is counted.
    framework : Framework, optional
        The role to import for, by default the shipped one. A skill that is called as one of its facets is
        that facet, whatever the table says. What is related work, a field or a certificate in a role of
        another field is not for the table to say, so these are left open.

    Raises
    ------
    ProfileError
        If the file is neither, saying what it is instead where that can be recognised.
    AccessError
        If it cannot be read.
    """
    source = source_name(path)
    raw = read_bytes(path, most=MAX_ARCHIVE_BYTES if path.suffix.lower() == ".zip" else MAX_BYTES)
    return import_bytes(raw, at=at, source=source, framework=framework)


def import_bytes(
    raw: bytes, *, at: date, source: str = "the file", framework: Framework | None = None
) -> Imported:
    """The same for the content of a file.

    Raises
    ------
    ProfileError
        If it is neither a JSON Resume nor a LinkedIn archive.
    """
    if raw[:2] == b"PK":
        from readiness.profile.importers.linkedin import background_of_archive

        return _imported(background_of_archive(raw, source=source), at, framework or load_framework())
    other = describe_bytes(raw)
    if other is not None:
        raise ProfileError(source, [other])
    return import_resume(parse_json(raw, source=source), at=at, source=source, framework=framework)


def import_resume(
    values: Any, *, at: date, source: str = "the resume", framework: Framework | None = None
) -> Imported:
    """The profile in a parsed JSON Resume; the rest as for `read_import`.

    Raises
    ------
    ProfileError
        If the values are no JSON Resume.

    Examples
    --------
    >>> from datetime import date
    >>> resume = {"skills": [{"name": "scikit learn", "level": "Avanzado"}]}
    >>> import_resume(resume, at=date(2026, 1, 1)).profile.skills
    {'ml-libraries': 3}
    """
    from readiness.profile.importers.json_resume import background_of

    if not is_resume(values):
        raise ProfileError(source, [describe(values).problem("a JSON Resume")])
    long = list(_too_long(values, ""))
    if long:
        raise ProfileError(source, long)
    return _imported(background_of(values), at, framework or load_framework())


def _too_long(values: Any, place: str) -> Iterator[Problem]:
    """Lists and tables of a resume with more entries than are read."""
    listed = values.items() if isinstance(values, dict) else enumerate(values)
    if len(values) > MOST_RESUME_ENTRIES:
        what = f"has {len(values):,} entries"
        yield Problem(place or "the file", what, f"at most {MOST_RESUME_ENTRIES} are read")
        return
    for key, inner in listed:
        if isinstance(inner, (dict, list)):
            yield from _too_long(inner, f"{place}.{key}" if place else str(key))


def _imported(background: ResumeContent, at: date, framework: Framework) -> Imported:
    aliases = load_aliases()
    day_first = is_day_first(
        str(d) for part in (background.jobs, background.studies) for e in part for d in (e.start, e.end)
    )
    used: list[Note] = []
    puzzles: list[Note] = []

    if not is_of_the_field(framework):
        what = f"what counts for {framework.title} is not for this table to say; the quiz asks"
        parts = (("work", background.jobs), ("certificates", background.certificates))
        puzzles += [Note(name, what) for name, part in parts if part]
        background = background._replace(jobs=(), certificates=())
    years = related_years(background.jobs, aliases, at, day_first=day_first)
    degree = degree_of(background.studies, aliases, at, day_first=day_first)
    used += [Note(place, f"{words}: machine learning or data work") for place, words in years.counted]
    used += [Note(*pair) for pair in degree.used]
    puzzles += [Note(*pair) for pair in (*years.left_out, *degree.left_out)]

    certificates = _certificates(background.certificates, aliases, used, puzzles)
    projects = _n_projects(background.projects, aliases, at, used, puzzles, day_first=day_first)
    claims = _claims(background, aliases, framework)
    languages = {f"{name} as a language": claim for name, claim in claims.languages.items()}
    for name, claim in (*claims.facets.items(), *languages.items()):
        used.append(
            Note(claim.place, f"{name} at level {claim.level}, from “{claim.words}” about {claim.name}")
        )
    puzzles += [
        Note(place, f"“{words}” is no level word that is known; taken as not stated")
        for place, words in claims.unclear
    ]
    puzzles += [Note(place, f"“{name}” is no skill that this knows") for place, name in claims.unknown]

    values: dict[str, Any] = {
        "skills": {name: claims.facets[name].level for name in sorted(claims.facets)},
        "claims": {name: _label(claims.facets[name].words) for name in sorted(claims.facets)},
        "education": {
            **({"level": degree.level} if degree.level else {}),
            **({"field": degree.field} if degree.field and is_of_the_field(framework) else {}),
            **({"certifications": certificates} if certificates else {}),
            **({"bootcamps": min(MOST_BOOTCAMPS, degree.n_bootcamps)} if degree.n_bootcamps else {}),
        },
        "experience": {
            **({"years": years.years} if years.years is not None else {}),
            **({"projects": projects} if projects else {}),
        },
    }
    if background.name.strip():
        values["name"] = _label(background.name)
    if claims.languages and not _understates(claims, framework):
        values["languages"] = {name: claims.languages[name].level for name in sorted(claims.languages)}
    profile, problems = read_as(Profile, values)
    assert profile is not None, problems  # noqa: S101 — every part was made to fit
    return Imported(
        profile,
        background.source,
        tuple(map(_shown, used)),
        claims.named,
        tuple(map(_shown, puzzles)),
        background.unused,
    )


def _label(text: str) -> str:
    return visible(" ".join(text.split()))[:LONGEST_NAME] or "?"


def _shown(note: Note) -> Note:
    words = visible(note.words)
    return Note(visible(note.place), words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…")


def _claims(background: ResumeContent, aliases: Aliases, framework: Framework) -> SkillClaims:
    """Skills with levels; where programming languages stand under spoken ones, those too."""
    spoken = [skill for skill in background.spoken if found_in(skill.name, aliases.languages)]
    mentioned = [(p.place, keyword) for p in background.projects for keyword in p.keywords]
    titles = {facet.id: facet.title for facet in framework.rated}
    return claims_of([*background.skills, *spoken], mentioned, aliases, titles)


def _understates(claims: SkillClaims, framework: Framework) -> bool:
    """Whether a language that the role asks for is named without a level, and the others are not enough."""
    for facet in framework.facets:
        scale = facet.scale
        offered = scale.offers.get("languages") or {}
        if isinstance(scale, FactScale) and claims.named.keys() & offered.keys():
            stated = {name: claim.level for name, claim in claims.languages.items()}
            if not scale.is_reached({"languages": stated}):
                return True
    return False


def _certificates(
    certificates: tuple[Certificate, ...], aliases: Aliases, used: list[Note], puzzles: list[Note]
) -> list[str]:
    found: list[str] = []
    for one in certificates:
        meanings = [meaning[0] for meaning in found_in(f"{one.name}", aliases.certifications)]
        if not meanings:
            puzzles.append(
                Note(one.place, f"“{one.name}” is no certification in cloud, data or machine learning")
            )
            continue
        listed = next((meaning for meaning in meanings if meaning != "other"), "other")
        used.append(Note(one.place, f"“{one.name}” is {listed}"))
        found.append(listed)
    return sorted(set(found))


def _n_projects(
    projects: tuple[Project, ...],
    aliases: Aliases,
    at: date,
    used: list[Note],
    puzzles: list[Note],
    *,
    day_first: bool,
) -> int:
    """Finished projects; one without a link is counted with a word of doubt."""
    n = 0
    for project in projects:
        if not project.name and not project.link:
            continue
        _, end = period(project.start, project.end, aliases, day_first=day_first)
        if end is not None and (end.open or (end.year, end.month or 1) > (at.year, at.month)):
            puzzles.append(Note(project.place, f"“{project.name}” is not finished yet"))
            continue
        n += 1
        doubt = "" if project.link else "; it has no link: count it only if somebody else can look at it"
        used.append(Note(project.place, f"“{project.name or project.link}” is a project{doubt}"))
    if n > MOST_PROJECTS:
        puzzles.append(Note("projects", f"are {n}; a profile counts {MOST_PROJECTS} at most"))
    return min(n, MOST_PROJECTS)
