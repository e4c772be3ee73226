"""`readiness check`: lint frameworks and questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import InputPath

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands
    from readiness.errors import LocatedError, Problem
    from readiness.framework import Framework
    from readiness.questionnaire import FacetQuestions, Item

__all__ = ["add", "run"]

_EXAMPLES = """\
examples:
  readiness check                    the shipped roles and questions
  readiness check my-role.toml       a role of your own, with the questions that it names
  readiness check questions/facets/  question files
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "check",
        help="lint role files and question files",
        description="Check that roles and questions keep every rule: sources, weights, keys, options, steps.",
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "paths", metavar="PATH", type=InputPath, nargs="*", help="a .toml file or a folder of them"
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the first findings of every rule; exit 3 if there is one."""
    from collections import Counter

    from readiness.errors import visible
    from readiness.limits import MOST_PROBLEMS

    findings = _paths(arguments.paths) if arguments.paths else _shipped()
    listed: Counter[str] = Counter()
    for source, problem, rule in findings:
        listed[rule] += 1
        if listed[rule] <= MOST_PROBLEMS:
            streams.write(f"{visible(source)}: {problem}  [{rule}]\n")
    for rule, n_found in listed.items():
        if n_found > MOST_PROBLEMS:
            streams.write(f"and {n_found - MOST_PROBLEMS:,} more  [{rule}]\n")
    n = len(findings)
    streams.write("no problems found\n" if n == 0 else f"{n} problem{'s' if n > 1 else ''} found\n")
    return 3 if findings else 0


Found = list[tuple[str, "Problem", str]]


def _shipped() -> Found:
    from readiness.errors import LocatedError
    from readiness.framework import framework_ids, load_field_facts, load_framework

    try:
        for name in framework_ids():
            load_framework(name)
        load_field_facts()
        return [*_bank(), *_names()]
    except LocatedError as error:
        return _of(error)


def _names() -> Found:
    from readiness import content
    from readiness.framework import parse_toml
    from readiness.profile.importers.lint import lint_aliases
    from readiness.questionnaire import facet_ids

    source = "questions/aliases.toml"
    raw = parse_toml(content.read_text("questions", "aliases.toml"), source)
    return [(source, problem, "names") for problem in lint_aliases(raw, facet_ids())]


def _of(error: LocatedError) -> Found:
    return [(error.source, problem, "readable") for problem in error.problems]


def _bank() -> Found:
    from readiness.errors import LocatedError
    from readiness.framework import load_framework
    from readiness.questionnaire.lint import lint_bank

    try:
        return [
            ("questions", finding.problem, finding.rule)
            for finding in lint_bank(*_asked_by(load_framework()))
        ]
    except LocatedError as error:
        return _of(error)


def _asked_by(role: Framework) -> tuple[dict[str, int], frozenset[str]]:
    """The levels that a role asks for, and its must-haves."""
    from readiness.framework import RatingScale

    bars = {f.id: int(f.scale.bar.value) for f in role.rated if isinstance(f.scale, RatingScale)}
    return bars, frozenset(f.id for f in role.rated if f.must_have is not None)


def _paths(names: list[str]) -> Found:
    from readiness.errors import AccessError, LocatedError, visible
    from readiness.framework import load_framework
    from readiness.profile.held import unheld_levels

    found: Found = []
    questions: list[tuple[str, str]] = []
    roles: list[Framework] = []
    for name in names:
        path = Path(name)
        files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        if not files:
            raise AccessError(f"there is no .toml file in {visible(name)}")
        for file in files:
            text = _text(file)
            if _is_questions(text):
                questions.append((str(file), text))
                continue
            try:
                role = load_framework(file)
                roles.append(role)
                found += [(str(file), problem, "held") for problem in unheld_levels(role)]
                questions += _brought(file, role)
            except LocatedError as error:
                found += _of(error)
    return found + _questions(list(dict.fromkeys(questions)), roles)


def _brought(file: Path, role: Framework) -> list[tuple[str, str]]:
    """The files of questions that a role names."""
    from readiness.questionnaire import read_questions

    if role.questions is None:
        return []
    own = read_questions(file.parent / role.questions)
    beside = [one for one in (own.background, own.actions) if one is not None]
    return [*((source, text) for _, source, text in own.facets), *beside]


def _text(path: Path) -> str:
    from readiness import content
    from readiness.files import read_bytes

    return content.decode(read_bytes(path), str(path))


def _is_questions(text: str) -> bool:
    return any(f"\n{mark}" in f"\n{text}" for mark in ("anchors", "[[items]]", "[[questions]]", "leaf ="))


def _questions(files: list[tuple[str, str]], roles: list[Framework]) -> Found:
    from readiness.errors import LocatedError
    from readiness.questionnaire.background_reading import parse_background
    from readiness.questionnaire.item_reading import parse_items
    from readiness.questionnaire.reading import parse_actions, parse_facet, split

    found: Found = []
    facets: list[FacetQuestions] = []
    items: list[Item] = []
    for source, text in files:
        name = Path(source).stem
        try:
            if "\n[[questions]]" in f"\n{text}":
                parse_background(text, source)
                continue
            if "\nleaf =" in text:
                parse_actions(text, source)
                continue
            head, rest = split(text)
            facets.append(parse_facet(head.text, source, name))
            items += parse_items(rest, source, name)
        except LocatedError as error:
            found += _of(error)
    return found or _linted(facets, items, roles)


def _linted(facets: list[FacetQuestions], items: list[Item], roles: list[Framework]) -> Found:
    """Shipped files by every rule; a role's own by those that no bank is too small for."""
    from readiness.framework import load_framework
    from readiness.questionnaire import facet_ids, load_facet, load_items
    from readiness.questionnaire.lint import OWN_RULES, RULES, LintBank, lint

    if not facets:
        return []
    own = {facet.id for facet in facets}
    others = [name for name in facet_ids() if name not in own]
    # One shipped file is checked beside the others, for how it goes with the rest.
    is_shipped = own <= set(facet_ids())
    asked = [_asked_by(role) for role in roles] or [_asked_by(load_framework())]
    bars = {facet: bar for found, _ in asked for facet, bar in found.items()}
    facets += [load_facet(name) for name in others]
    if is_shipped:
        items += [item for name in others for item in load_items(name)]
    bank = LintBank(tuple(facets), tuple(items), bars, frozenset().union(*(must for _, must in asked)))
    rules = RULES if is_shipped else {name: RULES[name] for name in OWN_RULES}
    return [("questions", finding.problem, finding.rule) for finding in lint(bank, rules)]
