"""What a file is that was given where a profile belongs, and which command takes it."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from readiness.errors import Problem, quoted

__all__ = ["Document", "describe", "describe_bytes", "is_resume"]

Kind = Literal["profile", "resume", "report", "reports", "plan", "comparison", "export", "answers", "unknown"]
_PROFILE: Final = frozenset(
    {
        "schema_version",
        "name",
        "cohort",
        "skills",
        "source",
        "sources",
        "claims",
        "not_applicable",
        "languages",
    }
    | {"education", "experience", "goals", "answers"}
)
_RESUME: Final = frozenset(
    {"basics", "work", "volunteer", "awards", "certificates", "publications", "interests", "references"}
    | {"projects", "meta", "$schema", "bio", "hobbies", "certifications", "workexperience", "employment"}
)
_SURELY_RESUME: Final = frozenset({"basics", "bio", "work", "workexperience", "employment"})
_SHARED: Final = ("skills", "education", "experience", "languages")
_WORDS: Final = {
    "profile": ("a profile", "`readiness score FILE` takes it"),
    "resume": ("a resume, not a profile", "`readiness import FILE -o profile.json` makes a profile of it"),
    "report": (
        "a report that was made already",
        "`readiness report`, `readiness plan` and `readiness compare` take it",
    ),
    "reports": ("a list of reports", "save them one by one; `readiness report` takes each"),
    "plan": ("a plan, not a profile", "`readiness plan PROFILE` makes another"),
    "comparison": ("a comparison of two reports", "`readiness compare OLD NEW` makes another"),
    "export": ("an export of the history", "`readiness history import FILE` takes it back"),
    "answers": ("answers to the quiz", "`readiness quiz --answers FILE` takes them"),
}
_SAVE_AS_JSON: Final = "save the resume as JSON Resume (jsonresume.org), and import that"
_BYTES: Final = (
    (b"%PDF", "is a PDF", _SAVE_AS_JSON),
    (b"\xd0\xcf\x11\xe0", "is an office document", _SAVE_AS_JSON),
    (b"{\\rtf", "is rich text", _SAVE_AS_JSON),
    (b"<!doctype html", "is a web page", "name the JSON file; `-o me.json` saves one"),
    (b"<html", "is a web page", "name the JSON file; `-o me.json` saves one"),
    (b"PK\x03\x04", "is a zip archive", "`readiness import FILE` takes the one that LinkedIn exports"),
    (b"PK\x05\x06", "is an empty zip archive", "`readiness import FILE` takes the one that LinkedIn exports"),
    (b"SQLite format 3", "is a database", "`readiness history export` writes JSON"),
)  # fmt: skip


class Document(NamedTuple):
    """A kind of file, and the keys that it was recognised by."""

    kind: Kind
    keys: tuple[str, ...]

    def problem(self, wanted: str) -> Problem:
        """That it is not what was wanted, and what to do with it."""
        if self.kind == "unknown":
            listed = ", ".join(quoted(key) for key in self.keys[:6])
            found = f" (keys found: {listed})" if listed else ""
            return Problem(
                "the file", f"is no {wanted.split(' ', 1)[1]}{found}", f"see `readiness {_HELP[wanted]}`"
            )
        what, fix = _WORDS[self.kind]
        return Problem("the file", f"is {what}", fix)


_HELP: Final = {
    "a profile": "schema profile` for what one holds; `readiness import --help",
    "a JSON Resume": "import --help",
}


def describe(values: Any) -> Document:
    """What the parsed JSON is, by its keys and what is under them.

    >>> describe({"basics": {}, "work": []}).kind, describe({"skills": {"sql": 2}}).kind
    ('resume', 'profile')
    """
    if isinstance(values, list):
        kind: Kind = (
            "reports" if values and all(describe(v).kind == "report" for v in values[:5]) else "unknown"
        )
        return Document(kind, ())
    if not isinstance(values, dict):
        return Document("unknown", ())
    return Document(_kind(values), tuple(values))


def _kind(values: dict[str, Any]) -> Kind:
    keys = values.keys()
    if {"leaves", "framework"} <= keys:
        return "report"
    if {"sittings", "assessments"} <= keys:
        return "export"
    if {"reference", "old", "new"} <= keys:
        return "comparison"
    if {"steps", "created_at"} <= keys:
        return "plan"
    lowered = {key.replace("_", "").replace(" ", "").casefold() for key in keys}
    if lowered & _SURELY_RESUME or any(_is_listed(values.get(key)) for key in _SHARED):
        return "resume"
    if keys & _PROFILE:
        return "profile"
    if any(key.startswith(("check.", "skills.", "education.", "experience.", "languages.")) for key in keys):
        return "answers"
    return "resume" if lowered & (_RESUME | _PROFILE) else "unknown"


def _is_listed(value: Any) -> bool:
    """Whether a part is written as a resume writes it: a list of entries, or headings over lists."""
    if isinstance(value, dict):
        return any(isinstance(inner, list) for key, inner in value.items() if key != "certifications")
    return isinstance(value, list) and any(isinstance(inner, (dict, str)) for inner in value)


def is_resume(values: Any) -> bool:
    """Whether the values can be read as a JSON Resume, an empty one included."""
    if not isinstance(values, dict):
        return False
    return (
        not values
        or _kind(values) == "resume"
        or any(isinstance(values.get(key), (list, str)) for key in _SHARED)
    )


def describe_bytes(raw: bytes) -> Problem | None:
    """What a file is that holds no JSON, where its first bytes tell."""
    head = raw[:64].lstrip().lower()
    for mark, what, fix in _BYTES:
        if head.startswith(mark.lower()):
            return Problem("the file", what, fix)
    return None
