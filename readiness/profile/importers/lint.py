"""What the table of names has to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.errors import Problem, closest
from readiness.profile.importers.names import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["lint_aliases"]


def lint_aliases(raw: Mapping[str, Any], facets: Iterable[str]) -> list[Problem]:
    """Every place of the parsed table that breaks a rule; `facets` are those that there are.

    A name stands for one thing in its part; one that stands for several facets has a rule that says why.
    """
    known = sorted(facets)
    rules = [*enumerate(raw["shared"], 1)]
    stray = [name for name in raw["facets"] if name not in known]
    problems = [Problem(f"facets.{name}", "is no facet", closest(name, known)) for name in stray]
    for number, rule in rules:
        where = f"shared[{number}]"
        if len(set(rule["facets"])) < 2:  # noqa: PLR2004 — else it is no rule
            problems.append(Problem(where, "names fewer than two facets", "put the names under [facets]"))
        if not str(rule.get("why", "")).strip():
            problems.append(Problem(where, "does not say why", "add one sentence"))
        stray = [name for name in rule["facets"] if name not in known]
        problems += [Problem(where, f'"{name}" is no facet', closest(name, known)) for name in stray]
    shared = {f"shared[{number}]": rule["names"] for number, rule in rules}
    problems += _repeated({**{f"facets.{k}": v for k, v in raw["facets"].items()}, **shared})
    for part in ("languages", "levels", "degrees", "fields", "certifications"):
        problems += _repeated({f"{part}.{meaning}": names for meaning, names in raw[part].items()})
    months = enumerate(raw["dates"]["names_of_months"], 1)
    problems += _repeated({f"dates.names_of_months[{n}]": names for n, names in months})
    return problems


def _repeated(names: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Names that are given twice, under one meaning or under two."""
    first: dict[str, str] = {}
    for where, listed in names.items():
        for name in listed:
            own = squeezed(name)
            if not own:
                yield Problem(where, f'"{name}" holds no letter', "remove it")
            elif own in first:
                yield Problem(where, f'"{name}" stands under {first[own]} as well', "keep one, or add a rule")
            first.setdefault(own, where)
