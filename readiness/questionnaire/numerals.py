"""Numbers as people write them, read by general rules.

What is asked decides between two readings only where it leaves no doubt; where doubt is left, nothing is
read.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from readiness.questionnaire.decimals import EXACT, value_of
from readiness.questionnaire.number_words import in_digits
from readiness.questionnaire.spelling import QUOTES, normal
from readiness.questionnaire.units import factor, is_spelling, unit_of, units_in

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Numeral", "Wanted", "read_numbers"]


class Wanted(NamedTuple):
    """What is asked: the numbers, the unit that they are in, and the words of the question."""

    numbers: tuple[float, ...]
    whole: bool
    unit: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Numeral:
    """A number that was read: the values that it can have, and one in the last place that was written."""

    values: tuple[float, ...]
    step: float


_Read: TypeAlias = "tuple[Numeral | None, int]"


class _Style(NamedTuple):
    """One way to see a list: what separates its numbers, and what belongs to them."""

    commas_inside: bool
    spaces_inside: bool
    fractions: bool


_ONE: Final = (_Style(commas_inside=True, spaces_inside=True, fractions=True),)
_SEVERAL: Final = tuple(
    _Style(commas, spaces, fractions)
    for fractions in (True, False)
    for commas, spaces in ((False, False), (True, False), (False, True), (True, True))
)

_CONSTRUCTOR: Final = re.compile(
    r"\b(?:(?:np|numpy|torch|tf|pd|pandas)\.)?"
    r"(?:array|ndarray|tensor|size|shape|list|tuple|float\d*|u?int\d*|decimal|fraction|index|series|print|str)(?=\s*[(\[])"
)
_OF_ARRAY: Final = re.compile(r",\s*(?:dtype|device|grad_fn)=[^,)\]]*")
_OF_MODULE: Final = re.compile(r"\b(?:math|np|numpy|torch)\.(?=sqrt)")
_CALLED: Final = re.compile(r"\w\($")
_NEGATIVE: Final = re.compile(r"\b(?:minus|negative)\s+(?=[\d.])")
_SIGN_APART: Final = re.compile(r"(^|[,;:=(\[{|>~])\s*([+-])\s+(?=[\d.])")
_PLUS_MINUS: Final = r"(?:±|\+\s?/\s?-|\+-|\bplus or minus\b)\s*(?=[\d.])"
_EITHER_SIGN: Final = re.compile(rf"(?<![\d%.])(?<![\d%.]\s){_PLUS_MINUS}")
_ERROR: Final = re.compile(rf"(?<=[\d%.])\s*{_PLUS_MINUS}")
"""Between a number and how far off it may be."""
_ROOT: Final = re.compile(
    r"\b(?:the\s+)?(?:square\s+root|root\s+of|square\s+root\s+of)\s+(?:of\s+)?(?=[\d.])"
)
_TO_THE_POWER: Final = re.compile(r"(?<=\d)\s+to\s+the\s+power\s+(?:of\s+)?(?=[\d.])")
_LEADING_COMMA: Final = re.compile(r"(^|[=(\[;~>]\s?)([+-]?),(?=\d)")
_PROMPT: Final = re.compile(r"^(?:>{2,3}|(?:in|out)\s?\[\d*\]:)\s*")
_WORKING: Final = re.compile(
    r"^(?:sqrt|[\d\s.,+*/^()x%-])*(?<!^)[-+*()](?:sqrt|[\d\s.,+*/^()x%-])*=\s*(?=[-+]?[\d.,])"
)
"""A calculation before its result."""
_TIMES_AHEAD: Final = re.compile(r"^x\s?(?=[\d.])")
_RANGE: Final = re.compile(r"(?<=[\d.%)])(?:-|\s+-\s+)(?=[\d.])|(?<=[\d\s])\.{2,}(?=[\d\s])")
_WITHIN: Final = re.compile(r"(?<=[\d.])\s*<=?\s*\w{1,12}\s*<=?\s*(?=[\d.])")
_TIMES: Final = re.compile(r"(?<=\d)\s*x\s*(?=\d)(?!10\s?\^)|(?<=\d)\s+by\s+(?=\d)")
_OUT_OF: Final = re.compile(r"(?<=\d)\s*(?:out of|of|in)\s+(?:the\s+|every\s+)?(?=\d)")
_BRACKETS: Final = re.compile(r"[\[\](){}|]")
_LABEL_END: Final = re.compile(r"\s*(?:=(?!=)|:(?=\s|$))")
_DIGITS_IN_NAME: Final = re.compile(r"(?<![\w.])[a-z_][\w^]*")
_REFUSED: Final = re.compile(
    r"[0-9+*^!<>\\]|(?<![a-z])/|/(?![a-z])|"
    r"\b(?:not|no|never|isn't|or|than|least|most|under|over|below|above|except|root|half|halves|tenths?|hundredths?|"
    r"thousandths?|quarters?|dozens?|squared|cubed|factorial|hundred|inf|infinity|nan)\b"
)
_SCALES: Final = {
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "tsd": 1e3,
    "million": 1e6, "millions": 1e6, "mio": 1e6, "mn": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9,
}  # fmt: skip
_COUNTED: Final = {1e3: "thousands", 1e6: "millions", 1e9: "billions"}
_SCALE: Final = re.compile(rf"\s?({'|'.join(_SCALES)})\b")
_SHARE: Final = re.compile(r"\s*(?:%|per\s?cents?\b|pct\b|percentage\s+points?\b|pp\b)")


def read_numbers(text: str, asked: Wanted) -> tuple[Numeral, ...] | None:
    """The numbers of a text in their order; None where it cannot be read.

    How many there are may differ from what is asked.

    >>> [n.values for n in read_numbers("precision 0,67; recall 80 %", Wanted((0.67, 0.8), whole=False))]
    [(0.67,), (0.8,)]
    >>> read_numbers("banana", Wanted((3.0,), whole=True)) is None
    True
    """
    several = len(asked.numbers) > 1
    tidied = _tidied(text, several=several)
    if _ERROR.search(tidied):
        return None if several else _without_error(_ERROR.split(tidied), asked)
    readings = []
    for style in _SEVERAL if several else _ONE:
        found = _read(tidied, asked, style)
        if found is not None and len(found) == len(asked.numbers):
            return found
        if found:
            readings.append(found)
    if not several and (parts := _OUT_OF.split(tidied))[1:]:
        return _part_of(parts, asked)
    if not several and readings and _all_equal(readings[0]):
        return readings[0][-1:]
    return readings[0] if readings else None


def _tidied(text: str, *, several: bool) -> str:
    """The text without what surrounds numbers in code and in speech."""
    found = _PROMPT.sub("", normal(text).casefold()).replace("**", "^").replace("√", "sqrt")
    found = _CONSTRUCTOR.sub(" ", _OF_ARRAY.sub("", _OF_MODULE.sub("", found)))
    found = re.sub(rf"(?<!\d)[{QUOTES}]|[{QUOTES}](?!\d)", " ", found)
    found = _TO_THE_POWER.sub("^", _ROOT.sub("sqrt ", in_digits(found.strip())))
    found = _LEADING_COMMA.sub(r"\1\2.", found)
    found = _NEGATIVE.sub("-", _EITHER_SIGN.sub("", found))
    found = _SIGN_APART.sub(r"\1 \2", found)
    if several:
        found = _WITHIN.sub(" ; ", found)
        found = _RANGE.sub(" ; ", found)
        found = _TIMES.sub(" ; ", found)
        found = found.replace(">", ";")
    else:
        found = _WORKING.sub("", _TIMES_AHEAD.sub("", found.strip()))
    return found.strip().rstrip(".?")


def _without_error(parts: Sequence[str], asked: Wanted) -> tuple[Numeral, ...] | None:
    """The number of "240 ± 2"; None where its error is nearer to what is asked."""
    if len(parts) != 2:  # noqa: PLR2004
        return None
    value, error = (_read(part, asked, _ONE[0]) for part in parts)
    if not value or not error or len(value) != 1 or len(error) != 1:
        return None
    expected = asked.numbers[0]
    nearer = abs(error[0].values[0] - expected) < abs(value[0].values[0] - expected)
    return None if nearer else value


def _part_of(parts: Sequence[str], asked: Wanted) -> tuple[Numeral, ...] | None:
    """What "3 of 12" says: the count, or the share."""
    if len(parts) != 2:  # noqa: PLR2004
        return None
    count, whole = (_read(part, asked, _ONE[0]) for part in parts)
    if not count or not whole or len(count) != 1 or len(whole) != 1 or not whole[0].values[0]:
        return None
    share = count[0].values[0] / whole[0].values[0]
    return (Numeral((count[0].values[0], share), min(count[0].step, EXACT)),)


def _all_equal(found: tuple[Numeral, ...]) -> bool:
    """Whether one number was written several times, as in "3/8 (0.375)"."""
    last = found[-1].values[0]
    return all(abs(one.values[0] - last) <= max(one.step, found[-1].step) / 2 + EXACT for one in found)


def _read(text: str, asked: Wanted, style: _Style) -> tuple[Numeral, ...] | None:
    pattern = _pattern(style)
    matches = []
    for match in pattern.finditer(text):
        label = _LABEL_END.match(text, match.end())
        if label is None:
            matches.append(match)
    left, end = "", 0
    found: list[Numeral] = []
    for k, match in enumerate(matches):
        before = text[end : match.start()]
        if before.rstrip().endswith(("-", "+")) or _CALLED.search(before):
            return None  # a sign, or a dash: it cannot be known; or a function that is not known here
        following = matches[k + 1].start() if k + 1 < len(matches) else len(text)
        expected = asked.numbers[k] if k < len(asked.numbers) else math.nan
        numeral, end = _numeral(match, before, following, asked, expected)
        if numeral is None:
            return None
        found.append(numeral)
        left += _without_labels(before, pattern) + " "
    left += _without_labels(text[end:], pattern)
    left = _DIGITS_IN_NAME.sub(lambda name: name[0] if name[0].isalpha() else "", left)
    if _REFUSED.search(_BRACKETS.sub(" ", left if style.fractions else left.replace("/", " "))):
        return None
    return _with_common_share(found, text[matches[-1].end() :] if matches else "", asked)


def _with_common_share(found: list[Numeral], behind: str, asked: Wanted) -> tuple[Numeral, ...]:
    """The numbers; a per cent sign behind the last of several, as in "15 to 70 %", may be meant for all."""
    if asked.unit is not None or len(found) < 2 or not _SHARE.match(behind):  # noqa: PLR2004
        return tuple(found)
    return tuple(
        Numeral((*one.values, one.values[0] / 100), one.step)
        if len(one.values) == 1 and one.values[0] > 1
        else one
        for one in found
    )


def _without_labels(text: str, pattern: re.Pattern[str]) -> str:
    """The text between two numbers without numbers that are labels, such as the 2 of "2: 0.4"."""
    return pattern.sub(lambda found: "" if _LABEL_END.match(text, found.end()) else found[0], text)


@cache
def _pattern(style: _Style) -> re.Pattern[str]:
    """One number: a fraction, power, root or decimal."""
    groups = r"(?:[.,'_]\d+)*" if style.commas_inside else r"(?:[.'_]\d+)*"
    digits = rf"(?:\d+{groups}\.?(?!\d)|\.\d+)"
    if style.spaces_inside:
        digits = rf"(?:[1-9]\d{{0,2}}(?: \d{{3}})+(?:[.,]\d+)?(?!\d)|{digits})"
    decimal = rf"{digits}(?:e[+-]?\d+)?"
    places = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
    power = rf"{digits}\s?\^\s?(?:{places}|\(\s?{places}(?:\s?/\s?{places})?\s?\))"
    root = rf"sqrt\s?\(?\s?{digits}\s?\)?"
    scientific = rf"{digits}\s?[x*]\s?{power}"
    times_root = rf"{digits}\s?\*?\s?{root}"
    one = rf"(?:{scientific}|{times_root}|{power}|{root}|{decimal})"
    fraction = rf"(?:\s?/\s?(?:{power}|{root}|{decimal}))?" if style.fractions else ""
    mixed = r"\d+ \d+\s?/\s?\d+|" if style.spaces_inside and style.fractions else ""
    return re.compile(rf"(?<![\w.^])[+-]?(?>{mixed}{one}{fraction})(?!\w*\d)(?!\^)")


def _numeral(match: re.Match[str], before: str, following: int, asked: Wanted, expected: float) -> _Read:
    """The number with its sign, scale and unit, and where it ends."""
    text, end = match.string, match.end()
    scale = _SCALE.match(text, end, following)
    size, end = (_SCALES[scale[1]], scale.end()) if scale else (1.0, end)
    read = value_of(match[0], expected / size, whole=asked.whole and not scale)
    if read is None:
        return None, end
    counted = (
        scale and f"in {_COUNTED[size]}" in asked.words
    )  # "in thousands of euros": 8k may say what 8 does
    values, step = [read[0] * size, *([read[0]] if counted else [])], read[1] * size
    share = _SHARE.match(text, end, following)
    if share:
        return _as_share(values, step, asked), share.end()
    unit_size = _unit_size(text[end:following], before, asked)
    if unit_size is None:
        return None, end
    return Numeral(tuple(value * unit_size for value in values), step * unit_size), end


def _as_share(values: list[float], step: float, asked: Wanted) -> Numeral | None:
    """A number with a per cent sign: a hundredth, unless what is asked counts per cent itself."""
    if asked.unit is not None:
        wanted = unit_of(_tidied_unit(asked.unit))
        return Numeral(tuple(values), step) if wanted is not None and wanted.kind == "share" else None
    counted = values[:1] if re.search(r"per\s?cent|%", asked.words) else []
    return Numeral((*counted, *(value / 100 for value in values)), step / 100)


def _unit_size(behind: str, before: str, asked: Wanted) -> float | None:
    """What the noun or unit beside a number makes of it; None for one in which nothing was asked."""
    words = behind.lstrip(" .")
    if asked.unit is not None and is_spelling(words, asked.unit):
        return 1.0
    first = re.match(r"[a-z]+|[€£$]", words) or re.search(r"(?:[€£$]|\b(?:eur|usd|gbp))\s*$", before)
    written = unit_of(first[0].strip()) if first else None
    if written is None:
        return 1.0
    if asked.unit is not None:
        wanted = unit_of(_tidied_unit(asked.unit))
        return 1.0 if wanted is None else factor(written, wanted)
    named = units_in(asked.words)
    others = [unit for unit in named if unit.kind == written.kind and unit != written]
    return 1.0 if written in named or len(others) != 1 else factor(written, others[0])


def _tidied_unit(unit: str) -> str:
    return " ".join(unit.casefold().split())
