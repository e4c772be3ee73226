"""Rules for anchors and steps."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readiness.errors import Problem, closest
from readiness.questionnaire.lint.words import LintBank, same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["FACET_RULES"]

LONGEST_ANCHOR = 12
LONGEST_DETAIL = 40
LEVELS_BELOW_TOP = range(4)
_JUDGEMENT = re.compile(
    r"\b(good|solid|basic|strong|advanced|excellent|proficient|comfortable|confident|fluent|expert|skilled"
    r"|competent|well|great|thorough|extensive)(?:ly)?\b",
    re.IGNORECASE,
)


def anchor_length(bank: LintBank) -> Iterator[Problem]:
    """An anchor is short enough to be read at a glance, its full text short enough to be read at all."""
    for texts, most in ((_anchors(bank), LONGEST_ANCHOR), (_details(bank), LONGEST_DETAIL)):
        for where, text in texts:
            n_words = len(text.split())
            if n_words > most:
                yield Problem(where, f"has {n_words} words", f"keep it to {most}")


def details_complete(bank: LintBank) -> Iterator[Problem]:
    """Every anchor has its full text."""
    for facet in bank.facets:
        if len(facet.details) != len(facet.anchors):
            what = f"holds {len(facet.details)} texts for {len(facet.anchors)} anchors"
            yield Problem(f"{facet.id}.details", what, "say each anchor at length")


def anchor_judgement(bank: LintBank) -> Iterator[Problem]:
    """An anchor describes behaviour that memory can be checked against."""
    for where, anchor in _anchors(bank) + _details(bank):
        for found in _JUDGEMENT.finditer(anchor):
            yield Problem(where, f'judges with "{found[0]}"', "describe what the person has done")


def anchor_opening(bank: LintBank) -> Iterator[Problem]:
    """An anchor completes a sentence that begins with "I"."""
    for where, anchor in _anchors(bank) + _details(bank):
        if re.match(r"I\b|you\b", anchor):
            yield Problem(where, f'begins with "{anchor.split()[0]}"', 'let it complete "I ..."')


def anchor_repeated(bank: LintBank) -> Iterator[Problem]:
    """No level of one facet reads like another level of any facet."""
    anchors = _anchors(bank)
    own = {(where.replace("anchors", "details"), anchor) for where, anchor in anchors}
    details = [detail for detail in _details(bank) if detail not in own]
    yield from _repeated(anchors + details, "reads the same as")


def step_coverage(bank: LintBank) -> Iterator[Problem]:
    """There is a step from each level below the top."""
    for facet in bank.facets:
        covered = {step.from_level for step in facet.steps}
        for level in LEVELS_BELOW_TOP:
            if level not in covered:
                yield Problem(
                    f"{facet.id}.steps", f"no step leads from level {level}", f"add {facet.id}-{level}"
                )


def step_id(bank: LintBank) -> Iterator[Problem]:
    """A step is named after its facet and level."""
    for facet in bank.facets:
        for step in facet.steps:
            if not re.fullmatch(rf"{re.escape(facet.id)}-{step.from_level}[b-z]?", step.id):
                name = f"{facet.id}-{step.from_level}"
                yield Problem(step.id, "is not named after its facet and level", f"call it {name} or {name}b")


def step_prerequisites(bank: LintBank) -> Iterator[Problem]:
    """What a step requires exists, and is another facet."""
    known = [facet.id for facet in bank.facets]
    for facet in bank.facets:
        for step in facet.steps:
            for required in step.requires:
                where = f"{step.id}.requires.{required}"
                if required == facet.id:
                    yield Problem(where, "is the facet itself", "its level is implied by from")
                elif required not in known:
                    yield Problem(where, "is no facet", closest(required, known))


def step_within_bars(bank: LintBank) -> Iterator[Problem]:
    """No step asks for more of another facet than the role does."""
    bars = bank.bars or {}
    for facet in bank.facets:
        for step in facet.steps:
            for required, level in step.requires.items():
                bar = bars.get(required)
                if bar is not None and level > bar:
                    what = f"asks for level {level} where the role asks for {bar}"
                    yield Problem(f"{step.id}.requires.{required}", what, f"ask for {bar} at most")


def step_cycle(bank: LintBank) -> Iterator[Problem]:
    """Every level can be reached: no step waits, through others, for its own result."""
    steps_to = defaultdict(list)
    for facet in bank.facets:
        for step in facet.steps:
            steps_to[facet.id, step.to_level].append(step)
    needs = {
        goal: {(goal[0], goal[1] - 1), *(need for step in steps for need in step.requires.items())}
        for goal, steps in steps_to.items()
    }
    waiting = dict(needs)
    while ready := [goal for goal, wanted in waiting.items() if not wanted & waiting.keys()]:
        for goal in ready:
            del waiting[goal]
    for facet_id, level in sorted(waiting):
        if _waits_for_itself((facet_id, level), needs):
            for step in steps_to[facet_id, level]:
                yield Problem(
                    step.id, "waits, through its prerequisites, for its own result", "drop one of them"
                )


def step_resources(bank: LintBank) -> Iterator[Problem]:
    """A resource has an address that a browser opens, given once."""
    for facet in bank.facets:
        for step in facet.steps:
            seen = set()
            for position, resource in enumerate(step.resources, 1):
                where = f"{step.id}.resources[{position}].url"
                if not is_web_address(resource.url):
                    yield Problem(where, f'"{resource.url}" is no web address', "give one with http or https")
                if resource.url in seen:
                    yield Problem(where, "stands here twice", "drop one")
                seen.add(resource.url)


def step_repeated(bank: LintBank) -> Iterator[Problem]:
    """No two steps say the same."""
    texts = [(f"{step.id}.do", step.do) for facet in bank.facets for step in facet.steps]
    yield from _repeated(texts, "says the same as")


def bars_covered(bank: LintBank) -> Iterator[Problem]:
    """Every facet that the role rates can be asked about."""
    known = {facet.id for facet in bank.facets}
    for required in (bank.bars or {}).keys() - known:
        yield Problem(f"questions/facets/{required}.toml", "is missing", "the role asks for this facet")


def is_web_address(url: str) -> bool:
    """Whether the text is an http or https address with a host and no white space or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in parts.netloc and url.isprintable() and " " not in url


def _anchors(bank: LintBank) -> list[tuple[str, str]]:
    return [
        (f"{facet.id}.anchors[{level}]", anchor)
        for facet in bank.facets
        for level, anchor in enumerate(facet.anchors)
    ]


def _details(bank: LintBank) -> list[tuple[str, str]]:
    return [
        (f"{facet.id}.details[{level}]", detail)
        for facet in bank.facets
        for level, detail in enumerate(facet.details)
    ]


def _repeated(texts: Iterable[tuple[str, str]], verb: str) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for where, text in texts:
        normal = same_text(text).casefold()
        if normal in first:
            yield Problem(where, f"{verb} {first[normal]}", "say what differs")
        first.setdefault(normal, where)


def _waits_for_itself(goal: tuple[str, int], needs: dict[tuple[str, int], set[tuple[str, int]]]) -> bool:
    seen: set[tuple[str, int]] = set()
    open_ends = list(needs.get(goal, ()))
    while open_ends:
        need = open_ends.pop()
        if need == goal:
            return True
        if need not in seen:
            seen.add(need)
            open_ends += needs.get(need, ())
    return False


FACET_RULES: dict[str, Callable[[LintBank], Iterator[Problem]]] = {
    "anchor-length": anchor_length,
    "details-complete": details_complete,
    "anchor-judgement": anchor_judgement,
    "anchor-opening": anchor_opening,
    "anchor-repeated": anchor_repeated,
    "step-coverage": step_coverage,
    "step-id": step_id,
    "step-prerequisites": step_prerequisites,
    "step-within-bars": step_within_bars,
    "step-cycle": step_cycle,
    "step-resources": step_resources,
    "step-repeated": step_repeated,
    "bars-covered": bars_covered,
}
