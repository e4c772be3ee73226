"""The columns of a table of people: one row a person, one column a question.

A column is known by its name, by the title of what it holds, and by a few everyday words; case, spaces and
punctuation do not matter: ``python-language``, ``Python_Language``, ``skills.python-language`` are one
column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from readiness.errors import LocatedError, Problem, closest, quoted
from readiness.framework.offered import offered_at, title_at
from readiness.profile.model import LANGUAGES, CertificationId, Degree, FieldOfStudy, Source
from readiness.questionnaire import facet_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.framework import Framework

__all__ = [
    "PeopleColumn",
    "TableError",
    "choice_named",
    "column_named",
    "columns_of",
    "match_columns",
    "table_schema",
    "template",
]

Kind: TypeAlias = Literal["level", "text", "source", "names", "choice", "number", "count", "answers"]


class TableError(LocatedError):
    """A table whose columns cannot be read as people."""

    consequence = "nothing was scored"


class PeopleColumn(NamedTuple):
    """One column: its name, what its cells hold, its place in a profile, and its other names."""

    name: str
    kind: Kind
    place: tuple[str, ...]
    about: str
    also: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def columns_of(framework: Framework) -> dict[str, PeopleColumn]:
    """Every column that a table of people may have for a role, by its name."""
    found = [
        PeopleColumn("id", "text", (), "any key of yours, carried through", ("key", "student-id", "user-id")),
        PeopleColumn("name", "text", ("name",), "shown, never scored"),
        PeopleColumn("cohort", "text", ("cohort",), "group, never scored", ("group", "class")),
        PeopleColumn(
            "source", "choice", ("source",), "who gave the levels; self if empty", options=get_args(Source)
        ),
    ]
    found += [
        PeopleColumn(f.id, "level", ("skills", f.id), f"level 0 to 4 in {f.title}", (f.title,))
        for f in framework.rated
    ]
    taken = {name for column in found for name in (column.name, *map(_bare, column.also))}
    criteria = {c.id: c for c in framework.criteria}
    found += [
        PeopleColumn(
            name,
            "level",
            ("skills", name),
            f"level 0 to 4 in {criteria[name].title}: sets every facet of it that has no level of its own",
            (criteria[name].title,) if _bare(criteria[name].title) not in taken else (),
        )
        for name in framework.rateable
        if name in criteria
    ]
    found += [
        PeopleColumn(
            f"source.{name}", "source", ("sources", name), f"who gave {name}", options=get_args(Source)
        )
        for name in framework.rateable
    ]
    found += [
        PeopleColumn(
            "skipped", "names", (), "facets asked and skipped, which a criterion's level does not set"
        ),
        PeopleColumn("not-applicable", "names", ("not_applicable",), "facets that do not apply"),
    ]
    found += [
        PeopleColumn(
            f"language.{name}",
            "level",
            ("languages", name),
            f"level 0 to 4 in {title}",
            (f"languages.{name}",),
        )
        for name, title in _languages(framework).items()
    ]
    found += [_fact(name, leaves, framework) for name, leaves in _facts(framework).items()]
    found.append(
        PeopleColumn("answers", "answers", ("answers",), "checks answered: item and response of each")
    )
    return {column.name: column for column in found}


def _languages(framework: Framework) -> dict[str, str]:
    """Every programming language that has a column: those that a role asks for, then all that are known."""
    found = offered_at(framework, "languages")
    return {**found, **{name: name for name in sorted(LANGUAGES - found.keys())}}


def _facts(framework: Framework) -> dict[str, list[str]]:
    """What a role asks about education and experience: each input, and the leaves that are read from it."""
    places: dict[str, list[str]] = {}
    for facet in framework.facets:
        asked = [place for place in facet.scale.inputs if place in _EVERYDAY]
        for k, place in enumerate(asked):
            places.setdefault(place, []).extend([facet.id] if k == 0 else [])
    return places


_EVERYDAY = {
    "education.level": ("degree", "highest degree"),
    "education.field": ("field of study", "major"),
    "education.certifications": ("certifications", "certificates"),
    "education.bootcamps": ("bootcamps", "boot camps"),
    "experience.years": ("years", "years of experience"),
    "experience.projects": ("projects",),
}


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _fact(name: str, leaves: list[str], framework: Framework) -> PeopleColumn:
    kinds: dict[str, tuple[Kind, str, tuple[str, ...]]] = {
        "education.level": ("choice", "highest degree", get_args(Degree)),
        "education.field": ("choice", "field of that degree", get_args(FieldOfStudy)),
        "education.certifications": ("names", "certifications held; none: none", get_args(CertificationId)),
        "education.bootcamps": ("count", "boot camps finished", ()),
        "experience.years": ("number", _lower(title_at(framework, name) or "years of work"), ()),
        "experience.projects": ("count", "finished projects that others can look at", ()),
    }
    kind, about, options = kinds[name]
    options = tuple(dict.fromkeys((*options, *offered_at(framework, name))))
    return PeopleColumn(name, kind, tuple(name.split(".")), about, (*leaves, *_EVERYDAY[name]), options)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9+#]+", "-", name.casefold()).strip("-")


@lru_cache(maxsize=8)
def _by_word(framework: Framework) -> dict[str, PeopleColumn]:
    words: dict[str, PeopleColumn] = {}
    for column in columns_of(framework).values():
        own = (column.name, ".".join(column.place), *column.also)
        for word in filter(None, map(_bare, own)):
            words.setdefault(word, column)
    for word, column in list(words.items()):  # a column's own name wins over what others are also called
        words[_bare(column.name)] = column
        del word
    return words


def column_named(header: str, framework: Framework) -> PeopleColumn | None:
    """The column that a header names, itself or in brackets at its end; None where it names none."""
    words = _by_word(framework)
    asked = _BRACKETED.search(header)
    return words.get(_bare(header)) or (words.get(_bare(asked[1])) if asked else None)


_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*\Z")
"""How a form names a line of a grid: the question, and the line in brackets."""


def choice_named(cell: str, column: PeopleColumn) -> str:
    """The option that a cell says, whatever its case, spaces and punctuation; else the cell itself."""
    options = {_bare(option): option for option in column.options}
    return options.get(_bare(cell), cell.strip())


def match_columns(
    headers: Iterable[str], framework: Framework, source: str, renamed: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The headers that are columns of people, each with the column's name; others are passed over.

    Raises
    ------
    TableError
        If no header is one, two are the same one, or one is nearly one.
    """
    known = columns_of(framework)
    found: dict[str, str] = {}
    by_column: dict[str, str] = {}
    problems = []
    for header in headers:
        column = known.get((renamed or {}).get(header, "")) or column_named(header, framework)
        if column is None:
            if header and _bare(header) not in map(_bare, facet_ids()) and (hint := _near(header, framework)):
                problems.append(Problem(f"column {quoted(header)}", "is no column of people", hint))
            continue
        if column.name in by_column:
            what = f"is {column.name}, and so is column {quoted(by_column[column.name])}"
            problems.append(Problem(f"column {quoted(header)}", what, "keep one of the two"))
        found[header], by_column[column.name] = column.name, header
    if not problems and not any(known[name].place for name in found.values()):
        fix = "`readiness schema cohort --csv` prints a table to fill in; --column HEADER=NAME names a column"
        problems.append(
            Problem("the columns", "none of them is a skill or a fact that the role asks for", fix)
        )
    if problems:
        raise TableError(source, problems)
    return found


def _near(header: str, framework: Framework) -> str:
    """A hint where a header is nearly the name of a column."""
    names = [column.name for column in columns_of(framework).values() if column.place]
    hint = closest(_bare(header), names)
    return f"{hint} rename it so, or to something else" if hint.startswith("did you mean") else ""


def table_schema(framework: Framework) -> dict[str, Any]:
    """The JSON Schema of one row of a table of people."""
    whole = {"type": ["integer", "null"], "minimum": 0, "maximum": 4}
    forms: dict[str, dict[str, Any]] = {
        "level": whole,
        "text": {"type": ["string", "null"], "maxLength": 200},
        "names": {"type": ["array", "null"], "items": {"type": "string"}},
        "number": {"type": ["number", "null"], "minimum": 0},
        "count": {"type": ["integer", "null"], "minimum": 0},
        "answers": {"type": ["array", "null"], "items": {"type": "object", "required": ["item", "response"]}},
    }
    properties = {}
    for column in _listed(framework):
        own = forms.get(column.kind) or {"enum": [*column.options, None]}
        also = [name for name in column.also if name != column.name]
        words = f" Also called: {', '.join(dict.fromkeys(also))}." if also else ""
        properties[column.name] = {**own, "description": f"{column.about}.{words}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "readiness cohort",
        "description": "One row of a table of people (Parquet, CSV, Arrow). Every column may be left out, "
        "and an empty cell is a question that was not answered. Case, spaces and punctuation of names do "
        "not matter, and a name in brackets at the end of a header will do; columns of other names are "
        "passed over. In CSV, lists are separated by ; or spaces.",
        "type": "object",
        "properties": properties,
    }


def _listed(framework: Framework) -> list[PeopleColumn]:
    """The columns that are worth a line: of the languages Python and those that the role asks for."""
    spoken = {"python", *offered_at(framework, "languages")}
    every = columns_of(framework).values()
    return [c for c in every if c.place[:1] != ("languages",) or c.place[1] in spoken]


def template(framework: Framework) -> str:
    """A CSV table with every column that a person can fill in, and one row as an example."""
    example = {
        "id": "1", "name": "Ada", "cohort": "spring", "source": "self", "education.level": "bachelor",
        "education.field": "computer-science", "education.certifications": "none", "education.bootcamps": "0",
        "experience.years": "0.5", "experience.projects": "1",
    }  # fmt: skip
    rated = {facet.id for facet in framework.rated}
    wanted = [
        column
        for column in _listed(framework)
        if column.kind not in {"source", "answers"} and column.name != "skipped"
        if column.place[:1] != ("skills",) or column.name in rated
    ]
    row = [example.get(c.name, "2" if c.kind == "level" else "") for c in wanted]
    return f"{','.join(c.name for c in wanted)}\n{','.join(row)}\n"
