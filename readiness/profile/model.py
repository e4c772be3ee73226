"""What a person brings: answers about skills, education, experience and goals."""

from collections.abc import Collection, Iterable
from dataclasses import field
from operator import attrgetter
from typing import Annotated, Any, Final, Literal

from readiness.errors import Problem, ProfileError, closest
from readiness.limits import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    LONGEST_SECONDS,
    MOST_ANSWERS,
    MOST_BOOTCAMPS,
    MOST_CERTIFICATIONS,
    MOST_LANGUAGES,
    MOST_PROJECTS,
    MOST_SKILLS,
    MOST_YEARS,
)
from readiness.models import Limits, Version1, check_fields
from readiness.models.frozen import dataclass

__all__ = [
    "LANGUAGES",
    "Answer",
    "Education",
    "Experience",
    "Goals",
    "Level",
    "Profile",
    "Source",
    "language_id",
    "said_at",
    "unknown_languages",
]

Level = Annotated[int, Limits(ge=0, le=4)]
FacetId = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+._-]{0,63}$")]
LanguageId = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+#._-]{0,31}$")]
Label = Annotated[str, Limits(min_length=1, max_length=LONGEST_NAME)]

_FEW: Final = Limits(max_length=MOST_CERTIFICATIONS)
NO_MORE: Final = Limits(max_length=MOST_SKILLS)

OwnId = Annotated[str, Limits(pattern=r"^own-[a-z0-9][a-z0-9-]{0,59}$")]
"""A degree, field or certification of a role of one's own; the prefix tells it from a slip of the pen."""
Degree = Literal["none", "secondary", "bootcamp", "some-college", "bachelor", "master", "phd"]
FieldOfStudy = Literal[
    "computer-science",
    "data-or-ai",
    "mathematics-or-statistics",
    "engineering-or-physics",
    "other-quantitative",
    "other",
    "none",
]
CertificationId = Literal[
    "gcp-professional-data-engineer", "azure-ai-engineer-associate", "aws-machine-learning-specialty", "other"
]
Source = Literal["self", "mentor", "verified"]
City = Literal["san-francisco", "new-york-city", "seattle", "boston", "austin", "other"]


class _Brought:
    """Made in Python it is checked as strictly as a file."""

    def __post_init__(self) -> None:
        check_fields(self, ProfileError)


@dataclass(frozen=True, kw_only=True)
class Education(_Brought):
    """Degrees, field, certificates; what is left out was not answered."""

    level: Degree | OwnId | None = None
    """The highest degree held"""
    field: FieldOfStudy | OwnId | None = None
    """Field of that degree"""
    certifications: Annotated[tuple[CertificationId | OwnId, ...], _FEW] | None = None
    """Certifications held; an empty list says that there are none"""
    bootcamps: Annotated[int, Limits(ge=0, le=MOST_BOOTCAMPS)] | None = None
    """Boot camps finished; 0 says that there are none"""


@dataclass(frozen=True, kw_only=True)
class Experience(_Brought):
    """Work and projects; what is left out was not answered."""

    years: Annotated[float, Limits(ge=0, le=MOST_YEARS)] | None = None
    """Years of machine learning or data work, or of the work that another role names; full-time equivalent"""
    projects: Annotated[int, Limits(ge=0, le=MOST_PROJECTS)] | None = None
    """Finished projects that somebody else can look at"""


@dataclass(frozen=True, kw_only=True)
class Goals(_Brought):
    """What the plan should fit; nothing here changes the score."""

    city: City | None = None
    """City of the salary shown as context"""
    hours_per_week: Annotated[float, Limits(gt=0, le=100)] | None = None
    """Hours a week for learning"""
    weeks: Annotated[int, Limits(ge=1, le=260)] | None = None
    """Weeks until the application"""


@dataclass(frozen=True, kw_only=True)
class Answer(_Brought):
    """The answer to one check, as given; it is marked again whenever the profile is scored."""

    item: FacetId
    """Id of the item, such as "sql-03" """
    response: (
        Annotated[str, Limits(max_length=LONGEST_ANSWER)]
        | Annotated[float, Limits(ge=-1e300, le=1e300)]
        | None
    )
    """What was typed, or a number; for a choice the number of the option; null for "I don't know" """
    seconds: Annotated[float, Limits(ge=0, le=LONGEST_SECONDS)] | None = None
    """How long it took"""
    digest: Annotated[str, Limits(pattern=r"^[0-9a-f]{12,64}$")] | None = None
    """Digest of the item as it was answered; left out where that is not known"""
    shown_days_ago: Annotated[float, Limits(ge=0, le=36_500)] | None = None
    """Days before the answer on which its key had last been shown to this person"""


@dataclass(frozen=True, kw_only=True)
class Profile(_Brought):
    """Everything that one person answered; every part may be left out, and left out is never 0.

    Examples
    --------
    >>> Profile(skills={"sql": 2}).skills["sql"]
    2
    """

    schema_version: Version1 = 1
    """Version of this format: 1"""
    name: Label | None = None
    """Shown in reports; never scored"""
    cohort: Label | None = None
    """Group for cohort reports; never scored"""
    skills: Annotated[dict[FacetId, Level | None], NO_MORE] = field(default_factory=dict, hash=False)
    """Level by facet id, or by criterion id, which sets all its facets; a facet named itself wins. 0 not yet;
    1 follows a tutorial; 2 does it with help; 3 does it alone, on real data; 4 designs it and guides
    others; null was asked and skipped, which is never 0. `readiness role` lists the ids."""
    source: Source = "self"
    """Who gave the levels in skills: self, the person; mentor, somebody who has seen the work; verified, an
    examiner whose levels are taken as they are"""
    sources: Annotated[dict[FacetId, Source], NO_MORE] = field(default_factory=dict, hash=False)
    """Who gave a level, by facet or criterion id, where it differs from source"""
    claims: Annotated[dict[FacetId, Label], NO_MORE] = field(default_factory=dict, hash=False)
    """The words that an imported level was read from, by facet id; never scored"""
    not_applicable: Annotated[tuple[FacetId, ...], NO_MORE] = ()
    """Facets that do not apply; they leave the score with their weight"""
    languages: Annotated[dict[LanguageId, Level], Limits(max_length=MOST_LANGUAGES)] | None = field(
        default=None, hash=False
    )
    """Level by programming language, such as {"python": 3, "r": 1}"""
    education: Education = field(default_factory=Education)
    experience: Experience = field(default_factory=Experience)
    goals: Goals = field(default_factory=Goals)
    answers: Annotated[tuple[Answer, ...], Limits(max_length=MOST_ANSWERS)] = ()
    """Answers to checks, in any order"""


_NAMES: Final = """
    abap ada apex apl assembly awk bash basic c c# c++ clojure cobol common-lisp crystal css cuda d dart
    delphi eiffel elixir elm erlang f# forth fortran gleam go groovy haskell haxe html idl io j java
    javascript julia kotlin labview lisp logo lua maple mathematica matlab mojo move nim objective-c
    ocaml octave pascal perl php pl-sql postscript powershell processing prolog purescript python q r
    racket raku reason ruby rust sas scala scheme scratch sed shell smalltalk solidity spss sql stan
    stata swift tcl tex typescript vala vb.net vba verilog vhdl visual-basic webassembly zig
"""
LANGUAGES: Final = frozenset(_NAMES.split())
_ALIASES: Final = {
    "py": "python", "python3": "python", "python2": "python", "golang": "go", "js": "javascript",
    "node": "javascript", "nodejs": "javascript", "ts": "typescript", "cpp": "c++", "cplusplus": "c++",
    "c-plus-plus": "c++", "csharp": "c#", "fsharp": "f#", "objc": "objective-c", "rb": "ruby", "rs": "rust",
    "sh": "shell", "zsh": "shell", "wolfram": "mathematica", "rlang": "r", "gnu-octave": "octave",
}  # fmt: skip


def language_id(name: str) -> str | None:
    """The id of a language however it is written; None where nobody knows it.

    >>> language_id("Python"), language_id("C Plus Plus"), language_id("pyhton")
    ('python', 'c++', None)
    """
    plain = "-".join(name.casefold().replace("_", " ").split())
    plain = _ALIASES.get(plain, plain)
    return plain if plain in LANGUAGES else None


def unknown_languages(names: Iterable[str], also: Collection[str] = ()) -> list[Problem]:
    """A problem for each name that is the id of no language here, nor one of `also`."""
    problems = []
    for name in names:
        if name in LANGUAGES or name in also:
            continue
        known = language_id(name)
        hint = f"write {known}" if known else closest(name.casefold(), sorted({*LANGUAGES, *also}))
        if hint.startswith("one of: "):
            hint = "remove it, or write the id of a language, such as python, r, java or c++"
        problems.append(Problem(f"languages.{name}", "no programming language of this name is known", hint))
    return problems


def said_at(profile: Profile, places: Iterable[str]) -> dict[str, Any]:
    """What a profile says at places such as ``education.level``; None where it says nothing."""
    return {place: attrgetter(place)(profile) for place in places}
