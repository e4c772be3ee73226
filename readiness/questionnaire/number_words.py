"""Numbers that are written as words, where nothing else can be meant."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_digits"]

_WORDS: Final = {
    word: str(number)
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
}
_ONE: Final = "|".join(_WORDS)
_BEGINS: Final = re.compile(
    rf"(?:it is |about |only |exactly |just )?(?:{_ONE})\b(?![-\s]*(?:half|halve|third|quarter|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|hundred|point|and a\b))"
)
_WORD: Final = re.compile(rf"\b(?:{_ONE})\b")


def in_digits(text: str) -> str:
    """The text with its number words in digits, where it begins with one and holds no digits.

    >>> in_digits("two rows"), in_digits("two, one"), in_digits("two thirds"), in_digits("the second one")
    ('2 rows', '2, 1', 'two thirds', 'the second one')
    """
    if any(character.isdigit() for character in text) or not _BEGINS.match(text):
        return text
    return _WORD.sub(lambda found: _WORDS[found[0]], text)
