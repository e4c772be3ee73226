"""Words as people type them: alone, in lists, and beside the numbers that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from readiness.questionnaire.spelling import QUOTES, normal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Spelled", "canonical", "canonical_entry", "forms_of", "is_out_of_order", "read_words", "spelled"]

_WITHOUT_QUOTES: Final = str.maketrans("", "", QUOTES)
_LEAD: Final = re.compile(
    r"^(?:(?:the )?(?:answer|output|result|method|name|word|version|variable|option)(?: is|:|=)\s?|"
    r"(?:it is|its|it prints|prints)\s|the\s|=+\s?|v(?=\d))"
)
_KIND: Final = (
    r"(?:method|function|keyword|key word|word|command|variable|name|version|argument|parameter|option|"
    r"attribute|object|operator|input|value)"
)
_USE: Final = re.compile(
    rf"^(?:(?:use|call|write|type|insert|add)\s)?(?:the\s)?(?:{_KIND}\s)?(?:called\s|named\s)?(?=\S)"
)
_KIND_BEHIND: Final = re.compile(rf"\s{_KIND}$")
_CALL: Final = re.compile(r"(\.?[\w.]+)\(.*\)")
_FILLERS: Final = frozenset(
    {"first", "second", "third", "fourth", "fifth", "firstly", "secondly", "thirdly", "next", "finally"}
    | {"the", "is", "are", "was", "were", "a", "an", "it", "i", "think", "say"}
)
_NO_LABELS: Final = _FILLERS | {
    "and",
    "then",
    "from",
    "to",
    "between",
    "of",
    "in",
    "on",
    "at",
    "with",
    "for",
    "by",
}
_BRACKETS: Final = re.compile(r"[\[\](){}]")
_STRONG: Final = (";", ",", ">", "|", "&", "/", "+")
_JOINING: Final = r"\b(?:and then|and|then|followed by|before|und|et)\b"
_REFUSED: Final = re.compile(r"\b(?:not|or|neither|nor|never|none)\b")
_LABEL: Final = re.compile(r"^[^:=]{1,40}[:=]\s*(?=\S)")
_NUMBERED: Final = re.compile(r"^\(?\d{1,2}[.)]\s*(?=\S)")
_NUMBERING: Final = re.compile(r"\d{1,2}[.)]")
_NUMBERS_AHEAD: Final = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s*(?=[^\W\d])")
"""Before the words of a numbered list."""
_HAS_DIGIT: Final = re.compile(r"\d")
_SENTENCES: Final = re.compile(r"(?<=[.?!:])\s+")


@dataclass(frozen=True)
class Spelled:
    """A typed word or line as it stands, and every form that marking takes it for."""

    text: str
    forms: frozenset[str]


def spelled(text: str) -> Spelled:
    """The forms of a typed word or line: also without brackets, the dot and call of a method, words ahead.

    >>> "transform" in spelled("`.transform(X)`").forms
    True
    """
    own = canonical(text)
    found = {own, canonical(text.replace("—", "--"))}
    for form in tuple(found):
        bare = _LEAD.sub("", form)
        found |= {bare, _KIND_BEHIND.sub("", _USE.sub("", bare))}
    for form in tuple(found):
        if len(form) > 1 and form[0] + form[-1] in {"()", "[]", "{}"}:
            found.add(form[1:-1])
    for form in tuple(found):
        call = _CALL.fullmatch(form)
        found.add((call[1] if call else form).removeprefix("."))
        found.add(form.removeprefix("."))
    return Spelled(own, frozenset(found - {""}))


@lru_cache(maxsize=512)
def forms_of(accept: tuple[str, ...]) -> frozenset[str]:
    """The forms of accepted answers: with their arguments, where they have any."""
    words = [canonical(text) for text in accept]
    return frozenset({*words, *(word.removeprefix(".").removesuffix("()") for word in words)})


def canonical(text: str) -> str:
    """A word in the one form that marking compares: plain, without quotes and marks behind it."""
    form = plain(text).translate(_WITHOUT_QUOTES).strip()
    return form.rstrip(";,!") or form


def canonical_entry(text: str) -> str:
    """An entry of a list of words in the one form that marking compares: a number in it as a number."""
    form = canonical(text)
    return f"{float(form):g}" if re.fullmatch(r"[+-]?\d+\.0*", form) else form


def read_words(text: str, answers: Sequence[str], *, exact: bool) -> tuple[str, ...] | None:
    """The words of a list in their order, each in its form; None where the text is no list of such words.

    `answers` says what the words of a list look like: letters, words with spaces or signs in them.

    >>> read_words("B, D and F", ["A", "B", "C"], exact=False)
    ('b', 'd', 'f')
    """
    if not any(map(_HAS_DIGIT.search, answers)):
        text = _NUMBERS_AHEAD.sub(" ; ", text)
    found = re.sub(
        r"[\[\](){}]" if not any(set("[](){}") & set(word) for word in answers) else r"^$", " ", text
    )
    found = re.sub(rf"(?<!\w)[{QUOTES}]|[{QUOTES}](?!\w)", "", normal(found)).strip().rstrip(".;,!")
    if not exact:
        found = found.casefold()
    if not found or (_REFUSED.search(found.casefold()) and not any(map(_REFUSED.search, answers))):
        return None
    if all(len(word) == 1 and word.isalpha() for word in answers):
        return _letters(found, exact=exact)
    parts = _split(found, answers)
    return tuple(part if exact else canonical_entry(part) for part in parts) or None


def _letters(text: str, *, exact: bool) -> tuple[str, ...] | None:
    words = re.findall(r"[^\W\d_]+", re.sub(r"^i(?: think|'d say)?(?=\s)", "", text))
    alone = [word for word in words if len(word) == 1]
    if not alone and len(words) == 1 and len(set(words[0])) == len(words[0]):
        alone = list(words[0])
    return tuple(alone if exact else map(canonical, alone)) or None


def _split(text: str, answers: Sequence[str]) -> list[str]:
    taken = "".join(answers)
    signs = "".join(re.escape(sign) for sign in _STRONG if sign not in taken)
    joining = "" if any(re.search(_JOINING, word) for word in answers) else f"|{_JOINING}"
    marks = "" if any(" - " in word for word in answers) else r"|(?:(?<=\s)|^)[-*•](?=\s)"
    parts = [part.strip() for part in re.split(rf"[{signs}]{joining}{marks}", text)]
    parts = [_NUMBERED.sub("", part) for part in parts]
    if not set(":=") & set(taken):
        parts = [_LABEL.sub("", part) for part in parts]
    if not any(" " in word.strip() for word in answers):
        fillers = _FILLERS - {word.casefold() for word in answers}
        parts = [word for part in parts for word in part.split() if word.casefold() not in fillers]
        parts = [part for part in parts if not _NUMBERING.fullmatch(part)]
    return [part for part in parts if part]


def is_out_of_order(text: str, question: str, entries: Sequence[str] = (), *, n: int) -> bool:
    """Whether a list names what its `n` entries are, in another order than the question does.

    >>> is_out_of_order("recall 0.8, precision 0.67", "What are precision and recall?", n=2)
    True
    """
    words = [word for word in dict.fromkeys(_words_of(text)) if word not in entries]
    for sentence in reversed(_SENTENCES.split(question)):
        places = {word: k for k, word in reversed(list(enumerate(_words_of(sentence))))}
        at = [places[word] for word in words if word in places]
        named = [place for before, place in zip([-2, *at], at, strict=False) if place != before + 1]
        if len(named) == n:
            return named != sorted(named)
    labels = re.findall(r"\b([^\W\d_]\d?)\s*[:=]", normal(text).casefold())
    return len(labels) == n > 1 and labels != sorted(labels)


def _words_of(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_]\w*", normal(text).casefold())
    return [word for word in found if word == "a" or word not in _NO_LABELS]
