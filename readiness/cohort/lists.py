"""Lists in cells: facets that do not apply, facets that were skipped, answers to checks.

What is plain is taken as it is, with the values that the strict reader gives it; all else is left to it.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from readiness.assessment.measured import Checks, checks
from readiness.cohort.cells import read_lists
from readiness.errors import ProfileError
from readiness.limits import LONGEST_SECONDS, MOST_ANSWERS, MOST_SKILLS
from readiness.profile import Answer, Profile
from readiness.profile.model import CertificationId
from readiness.questionnaire import facet_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.arrays import Flags, Floats, Indices
    from readiness.framework import Framework

__all__ = ["Lists", "WordLists", "read_words", "take_plain_lists"]


class WordLists(NamedTuple):
    """Lists of words in a column: the ``row`` of each and its ``word``, as a position in ``names``.

    ``given`` marks rows that hold a list, ``odd`` those that hold anything else, or too much.
    """

    row: Indices
    word: Indices
    names: tuple[str, ...]
    given: Flags
    odd: Flags

    def places(self, place: Mapping[str, int]) -> Indices:
        """The place of each word, -1 where it has none."""
        return np.array([place.get(name, -1) for name in self.names], dtype=np.intp)[self.word]


def read_words(array: pa.Array) -> WordLists:
    """The words that the rows of a column hold."""
    if pa.types.is_list(array.type) and pa.types.is_string(array.type.value_type):
        coded = array.flatten().dictionary_encode()
        names, row = coded.dictionary.to_pylist(), np.asarray(pc.list_parent_indices(array), dtype=np.intp)
        word = np.asarray(pc.fill_null(coded.indices, len(names)), dtype=np.intp)
        odd = np.zeros(len(array), dtype=bool)
        odd[row[word == len(names)]] = True
        row, word = row[word < len(names)], word[word < len(names)]
        given = np.asarray(pc.is_valid(array), dtype=bool)
    else:
        row, word, names, given, odd = _words_by_row(array)
    odd |= np.bincount(row, minlength=len(array)) > MOST_SKILLS
    row, word = row[~odd[row]], word[~odd[row]]
    return WordLists(row, word, tuple(names), given, odd)


def _words_by_row(array: pa.Array) -> WordLists:
    position: dict[str, int] = {}
    rows, words = [], []
    given, odd = np.zeros((2, len(array)), dtype=bool)
    for row, cell in read_lists(array).items():
        given[row] = True
        if isinstance(cell, list) and all(isinstance(word, str) for word in cell):
            rows += [row] * len(cell)
            words += [position.setdefault(word, len(position)) for word in cell]
        else:
            odd[row] = True
    return WordLists(
        np.array(rows, dtype=np.intp), np.array(words, dtype=np.intp), tuple(position), given, odd
    )


class Lists(NamedTuple):
    """By row: facets that do not apply, and marked answers; ``doubtful`` rows are for the strict reader."""

    left_out: dict[int, list[str]]
    checks: dict[int, Checks]
    doubtful: Flags


def take_plain_lists(
    words: Mapping[str, WordLists],
    answers: Mapping[int, Any],
    numbers: Mapping[str, Floats],
    framework: Framework,
    n_rows: int,
) -> Lists:
    """What the lists of a table say, by row; a facet that is rated cannot be one that does not apply."""
    doubtful = np.zeros(n_rows, dtype=bool)
    for column, known in _names(framework).items():
        if found := words.get(column):
            doubtful |= found.odd
            doubtful[found.row[found.places(dict.fromkeys(known, 0)) < 0]] = True
    left_out = _left_out(words.get("not-applicable"), doubtful)
    for row, names in left_out.items():
        if any(name in numbers and not np.isnan(numbers[name][row]) for name in names):
            doubtful[row] = True
    marked: dict[int, Checks] = {}
    for row, given in answers.items():
        if given and not doubtful[row]:
            checked = _marked(given, left_out.get(row, ()), framework)
            if checked is None:
                doubtful[row] = True
            elif checked.items:
                marked[row] = checked
    return Lists(left_out, marked, doubtful)


def _left_out(found: WordLists | None, doubtful: Flags) -> dict[int, list[str]]:
    left_out: dict[int, list[str]] = {}
    if found is not None:
        for row, word in zip(found.row.tolist(), found.word.tolist(), strict=True):
            if not doubtful[row]:
                left_out.setdefault(row, []).append(found.names[word])
    return left_out


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
