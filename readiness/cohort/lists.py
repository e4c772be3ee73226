"""Lists in cells: facets that do not apply, facets that were skipped, answers to checks.

What is plain is taken as it is, with the values that the strict reader gives it; all else is left to it.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np

from readiness.assessment.measured import Checks, checks
from readiness.errors import ProfileError
from readiness.limits import LONGEST_SECONDS, MOST_ANSWERS, MOST_SKILLS
from readiness.profile import Answer, Profile
from readiness.profile.model import CertificationId
from readiness.questionnaire import facet_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from readiness.framework import Framework

__all__ = ["Lists", "take_plain_lists"]


class Lists(NamedTuple):
    """By row: facets that do not apply, and marked answers; ``doubtful`` rows are for the strict reader."""

    left_out: dict[int, list[str]]
    checks: dict[int, Checks]
    doubtful: set[int]


def take_plain_lists(
    lists: Mapping[str, Mapping[int, Any]],
    numbers: Mapping[str, NDArray[np.float64]],
    framework: Framework,
) -> Lists:
    """What the lists of a table say, by row; a facet that is rated cannot be one that does not apply."""
    left_out: dict[int, list[str]] = {}
    marked: dict[int, Checks] = {}
    doubtful = {
        row
        for column, known in _names(framework).items()
        for row, words in lists.get(column, {}).items()
        if words and not _all_in(words, known)
    }
    for row, words in lists.get("not-applicable", {}).items():
        if words and row not in doubtful:
            left_out[row] = words
            if any(word in numbers and not np.isnan(numbers[word][row]) for word in words):
                doubtful.add(row)
    for row, given in lists.get("answers", {}).items():
        if given and row not in doubtful:
            found = _marked(given, left_out.get(row, ()), framework)
            if found is None:
                doubtful.add(row)
            elif found.items:
                marked[row] = found
    return Lists(left_out, marked, doubtful)


def _all_in(words: Any, known: frozenset[str]) -> bool:
    return (
        isinstance(words, list)
        and len(words) <= MOST_SKILLS
        and all(isinstance(word, str) and word in known for word in words)
    )


@lru_cache(maxsize=8)
def _names(framework: Framework) -> dict[str, frozenset[str]]:
    """What each list may hold without a second look; a must-have always applies."""
    rated = {facet.id for facet in framework.rated}
    waivable = (f.id for f in framework.facets if f.must_have is None)
    return {
        "skipped": frozenset(rated),
        "not-applicable": frozenset(name for name in waivable if name in rated or name not in facet_ids()),
        "education.certifications": frozenset(get_args(CertificationId)),
    }


def _marked(given: Any, left_out: list[str] | tuple[str, ...], framework: Framework) -> Checks | None:
    """The answers that count, in the order of their items' ids; None where the strict reader has to judge."""
    if not isinstance(given, list) or len(given) > MOST_ANSWERS:
        return None
    by_item: dict[str, Checks] = {}
    for one in given:
        if not isinstance(one, dict) or not _FIELDS.issuperset(one) or not _plain_time(one.get("seconds")):
            return None
        item, rest = one.get("item"), (one.get("digest"), one.get("shown_days_ago"))
        response = one.get("response", _NOTHING)
        if not isinstance(item, str) or item in by_item or not isinstance(response, _RESPONSES):
            return None
        if not all(isinstance(field, _RESPONSES) for field in rest):
            return None
        marked = _mark(framework, item, response, *rest)
        if marked is None:
            return None
        by_item[item] = marked
    kept = [by_item[item] for item in sorted(by_item) if item.rpartition("-")[0] not in left_out]
    return Checks(*(tuple(one for each in kept for one in field(each)) for field in _EACH))


_EACH = tuple(attrgetter(name) for name in Checks._fields)
_FIELDS = frozenset(("item", "response", "seconds", "digest", "shown_days_ago"))
_RESPONSES = (str, int, float, type(None))
_NOTHING = object()


def _plain_time(seconds: Any) -> bool:
    return seconds is None or (type(seconds) in {int, float} and 0 <= seconds <= LONGEST_SECONDS)


@lru_cache(maxsize=1 << 16, typed=True)
def _mark(
    framework: Framework, item: str, response: str | float | None, digest: Any, shown: Any
) -> Checks | None:
    """One answer, marked; empty where it does not count, None where it is no answer at all."""
    try:
        answer = Answer(item=item, response=response, digest=digest, shown_days_ago=shown)
    except ProfileError:
        return None
    return checks(Profile(answers=(answer,)), framework)
