"""A JSON Resume, of schema 1.x or older keys, as what it says; nothing in it is taken amiss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readiness.limits import LONGEST_RESUME_TEXT
from readiness.profile.importers.background import Certificate, Post, Project, ResumeContent, Skill, Study

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["background_of"]

_PARTS = {
    "work": ("work", "workexperience", "experience", "employment", "jobs", "positions"),
    "education": ("education", "studies", "educations"),
    "skills": ("skills", "skill", "technicalskills"),
    "languages": ("languages",),
    "certificates": ("certificates", "certifications", "certificate", "licenses"),
    "projects": ("projects", "project", "portfolio"),
}
_READ = {key for keys in _PARTS.values() for key in keys} | {"basics", "bio", "$schema", "meta"}
_START = ("startdate", "start", "from", "begin", "startedon", "started", "since", "startyear")
_END = (
    "enddate",
    "end",
    "to",
    "until",
    "finishedon",
    "finished",
    "endyear",
    "graduationdate",
    "graduation",
    "releasedate",
)
_PERIOD = ("dates", "period", "duration", "date", "daterange", "year", "years", "time")


def background_of(values: dict[str, Any]) -> ResumeContent:
    """What the resume says."""
    resume = _keys(values)
    parts = {name: next((resume[k] for k in keys if resume.get(k)), None) for name, keys in _PARTS.items()}
    basics = _keys(resume.get("basics") or resume.get("bio") or {})
    return ResumeContent(
        source="JSON Resume",
        name=_text(basics, "name", "fullname")
        or " ".join(filter(None, [_text(basics, "firstname"), _text(basics, "lastname")])),
        jobs=tuple(_job(place, entry) for place, entry in _entries("work", parts["work"])),
        studies=tuple(_study(place, entry) for place, entry in _entries("education", parts["education"])),
        skills=tuple(_skills("skills", parts["skills"])),
        spoken=tuple(_skills("languages", parts["languages"])),
        certificates=tuple(
            Certificate(
                place, _text(entry, "name", "title"), _text(entry, "issuer", "authority", "organization")
            )
            for place, entry in _entries("certificates", parts["certificates"])
        ),
        projects=tuple(_project(place, entry) for place, entry in _entries("projects", parts["projects"])),
        unused=tuple(str(key)[:40] for key, value in values.items() if value and _key(key) not in _READ),
    )


def _job(place: str, entry: dict[str, Any]) -> Post:
    start, end = _dates(entry)
    return Post(
        place,
        _text(entry, "position", "title", "role", "jobtitle"),
        _text(entry, "name", "company", "employer", "organization", "organisation"),
        start,
        end,
        _text(entry, "summary", "description", "responsibilities")
        + " "
        + _text(entry, "highlights", "keywords", "tasks"),
    )


def _study(place: str, entry: dict[str, Any]) -> Study:
    start, end = _dates(entry)
    return Study(
        place,
        _text(entry, "studytype", "degree", "type", "qualification", "level", "title", "name"),
        _text(entry, "area", "field", "fieldofstudy", "major", "subject", "course"),
        _text(entry, "institution", "school", "university", "organization"),
        start,
        end,
    )


def _project(place: str, entry: dict[str, Any]) -> Project:
    start, end = _dates(entry)
    return Project(
        place,
        _text(entry, "name", "title"),
        _text(entry, "url", "link", "website", "repository", "repo", "github", "demo")
        or _address_in(_text(entry, "description", "summary")),
        start,
        end,
        tuple(_texts(entry.get("keywords") or entry.get("technologies") or entry.get("skills"))),
    )


def _address_in(text: str) -> str:
    found = re.search(r"https?://\S+|\b(?:github|gitlab)\.com/\S+", text)
    return found[0] if found else ""


def _skills(part: str, value: Any) -> Iterator[Skill]:
    """Skills, whether a list of objects, of texts, or an object of headings."""
    if (
        isinstance(value, dict)
        and not {"name", "skill", "language", "keywords", "level"} & _keys(value).keys()
    ):
        for number, (heading, inner) in enumerate(value.items()):
            place = f"{part}.{str(heading)[:40] or number}"
            if isinstance(inner, (dict, list)):
                yield Skill(place, str(heading), "", tuple(_texts(inner)))
                yield from _skills(place, inner) if _has_levels(inner) else ()
            else:
                yield Skill(place, str(heading), _text({"level": inner}, "level"), ())
        return
    for place, entry in _entries(part, value, name="name"):
        keywords = (
            entry.get("keywords") or entry.get("items") or entry.get("skills") or entry.get("technologies")
        )
        level = _text(entry, "level", "fluency", "proficiency", "rating", "mastery", "experience")
        yield Skill(
            place,
            _text(entry, "name", "skill", "language", "title", "category"),
            level,
            tuple(_texts(keywords)),
        )
        if _has_levels(keywords):
            yield from _skills(f"{place}.keywords", keywords)


def _has_levels(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(inner, dict) and "level" in _keys(inner) for inner in value
    )


def _entries(part: str, value: Any, *, name: str = "name") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each entry with its place; one that is text alone is its own name, and a lone one needs no list."""
    listed = value if isinstance(value, list) else [value] if value else []
    flat = [inner for entry in listed for inner in (entry if isinstance(entry, list) else [entry])]
    for number, entry in enumerate(flat):
        if isinstance(entry, dict):
            yield f"{part}.{number}", _keys(entry)
        elif isinstance(entry, str) and entry.strip():
            yield f"{part}.{number}", {name: entry, "position": entry} if part == "work" else {name: entry}


def _keys(entry: Any) -> dict[str, Any]:
    """The entry by keys in which case, spaces and underscores do not count."""
    return {_key(key): value for key, value in entry.items()} if isinstance(entry, dict) else {}


def _key(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).casefold()


def _dates(entry: dict[str, Any]) -> tuple[Any, Any]:
    """What is written as start and as end; a period in one field is given as both."""
    start = next((entry[key] for key in _START if entry.get(key) not in (None, "")), None)
    end = next((entry[key] for key in _END if entry.get(key) not in (None, "")), None)
    if start is None and end is None:
        start = next((entry[key] for key in _PERIOD if entry.get(key) not in (None, "")), None)
    return start, end


def _text(entry: dict[str, Any], *keys: str) -> str:
    """The text of the first of these keys that has one; lists and numbers as text."""
    return next((text for key in keys if (text := "; ".join(_texts(entry.get(key))))), "")


def _texts(value: Any) -> list[str]:
    """Every text in a value, however it is nested; the name of what has a name."""
    if isinstance(value, str):
        return [value.strip()[:LONGEST_RESUME_TEXT]] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [f"{value:g}"]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    if isinstance(value, dict):
        own = _keys(value)
        named = next((own[key] for key in ("name", "title", "text", "value", "skill") if own.get(key)), None)
        return _texts(named) if named is not None else [t for inner in own.values() for t in _texts(inner)]
    return []
