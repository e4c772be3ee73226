"""The table of names in ``questions/aliases.toml``, and how a name in a text is found in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness import content
from readiness.errors import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["LANGUAGE", "Aliases", "Names", "found_in", "listed_in", "load_aliases", "parts_of", "squeezed"]

Names: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""What each squeezed name stands for."""
SOURCE = "questions/aliases.toml"
LANGUAGE = "programming language"
"""Behind the name of a language: the language itself is meant, not a skill that goes by its name."""
MOST_WORDS = 6
"""Words of the longest name that is looked for inside a text."""
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_LIST = re.compile(r"[,;|•\n](?![^()]*\))")
_BETWEEN = re.compile(r"[,;|•·:()\[\]\n\t/]|\s[-–—&]\s|\band\b|\by\b|\bund\b|\bet\b")


class Aliases(NamedTuple):
    """Every name by what it is a name of."""

    facets: Names
    languages: Names
    levels: Names
    negations: frozenset[str]
    degrees: Names
    fields: Names
    certifications: Names
    work_titles: Names
    work_not: Names
    work_open: Names
    work_tasks: Names
    dates_open: Names
    dates_expected: Names
    months: Names
    bootcamps: Names
    units: Names
    """Years and months, as a length of time is written."""
    first: dict[str, dict[str, str]]
    """The first name of each meaning, by part of the table: what it is called when it is written."""


@cache
def load_aliases() -> Aliases:
    """The shipped table.

    Raises
    ------
    ContentError
        If it is no TOML, or a part of it is missing.
    """
    raw = content.parse_toml(content.read_text("questions", "aliases.toml"), SOURCE)
    try:
        facets = _table(raw["facets"])
        for rule in raw["shared"]:
            facets |= {squeezed(name): tuple(rule["facets"]) for name in rule["names"]}
        work, dates = raw["work"], raw["dates"]
        return Aliases(
            facets=facets,
            languages=_table(raw["languages"])
            | _table({m: [f"{name} {LANGUAGE}" for name in names] for m, names in raw["languages"].items()}),
            levels=_table(raw["levels"]),
            negations=frozenset(map(squeezed, raw["negations"]["words"])),
            degrees=_table(raw["degrees"]),
            fields=_table(raw["fields"]),
            certifications=_table(raw["certifications"]),
            work_titles=_table({"titles": work["titles"]}),
            work_not=_table({"not": work["not"]}),
            work_open=_table({"open": work["open"]}),
            work_tasks=_table({"tasks": work["tasks"]}),
            dates_open=_table({"open": dates["open"]}),
            dates_expected=_table({"expected": dates["expected"]}),
            months=_table({str(number): names for number, names in enumerate(dates["names_of_months"], 1)}),
            bootcamps=_table({"bootcamp": raw["bootcamps"]["names"]}),
            units=_table({"years": dates["years"], "months": dates["months"]}),
            first={
                part: {meaning: names[0] for meaning, names in raw[part].items() if names}
                for part in ("levels", "languages", "degrees", "fields", "certifications")
            },
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(SOURCE, [Problem("the file", f"lacks a part: {error}", "add it")]) from None


def _table(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {squeezed(name): (meaning,) for meaning, listed in names.items() for name in listed}


def squeezed(text: str) -> str:
    """A name without what does not tell names apart: case, accents, spaces, punctuation.

    >>> squeezed("Scikit-Learn"), squeezed("A/B testing"), squeezed("C++"), squeezed("Débutant")
    ('scikitlearn', 'abtesting', 'c++', 'debutant')
    """
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())


def found_in(text: str, names: Names) -> list[tuple[str, ...]]:
    """What stands in a text: longest names first, no word used twice, one entry a meaning.

    >>> found_in("built random forests in scikit-learn", load_aliases().facets)
    [('supervised-learning',), ('ml-libraries',)]
    """
    words = _words(text[:2000])
    free = [True] * len(words)
    found: dict[tuple[str, ...], int] = {}
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            meaning = names.get("".join(words[start : start + length]))
            if meaning is not None and all(free[k] for k in span):
                found.setdefault(meaning, start)
                for k in span:
                    free[k] = False
    if not text.isascii():
        _find_unspaced("".join(words), names, found)
    return sorted(found, key=lambda meaning: found[meaning])


def _find_unspaced(text: str, names: Names, found: dict[tuple[str, ...], int]) -> None:
    """Names in scripts that put no space between words."""
    if any("\u2e80" <= c <= "\ud7ff" for c in text):
        for name, meaning in sorted(names.items(), key=lambda entry: -len(entry[0])):
            if "\u2e80" <= name[:1] <= "\ud7ff" and name in text:
                found.setdefault(meaning, text.index(name))
                text = text.replace(name, " " * len(name))


def listed_in(text: str) -> list[str]:
    """The entries of a list in one text; a comma within brackets parts nothing.

    >>> listed_in("Docker, SQL (expert, 3 years); Flask")
    ['Docker', 'SQL (expert, 3 years)', 'Flask']
    """
    return [part.strip() for part in _LIST.split(text[:2000]) if part.strip()]


def parts_of(text: str) -> Iterator[str]:
    """The parts of an enumeration: what stands between commas, slashes, brackets and the like.

    >>> list(parts_of("Python (pandas, NumPy) / R"))
    ['Python', 'pandas', 'NumPy', 'R']
    """
    for part in _BETWEEN.split(text[:2000]):
        if part.strip():
            yield part.strip()
