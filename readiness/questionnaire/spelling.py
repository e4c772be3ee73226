"""Typed text with everything taken away that says nothing: kinds of dashes, quotes, spaces and digits."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["QUOTES", "normal", "plain"]

QUOTES: Final = "'\"`"
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʹʼ´＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－⁻", "-"),
        **dict.fromkeys("→⇒➔➜⟶↦➝", ">"),
        **dict.fromkeys("≈≅≃∼～", "~"),
        **dict.fromkeys("×✕⨯", "x"),
        **dict.fromkeys("·⋅∗", "*"),
        **dict.fromkeys("⁄∕÷", "/"),
        "٫": ".",
        "٬": ",",
        "‖": "|",
    }
)
_ARROWS: Final = re.compile(r"[-=]+>")
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
_POWERS: Final = re.compile(f"[{_RAISED}]+")
_LOWERED: Final = str.maketrans(_RAISED, "0123456789-+")
_BEFORE_PART: Final = re.compile("(?<=\\d)(?=[¼-¾⅐-⅞])")
"""Between a whole number and its vulgar fraction, as in 1½."""
_FULL_STOP: Final = re.compile(r"(?<=[^\s.])\.$")
"""The end of a sentence, and not the folder of ``git add .``."""
_AROUND_SIGNS: Final = re.compile(r" ?([,()\[\]{}=:]) ?")


def normal(text: str) -> str:
    """The text in one alphabet of digits, dashes, quotes, spaces and arrows.

    >>> normal("２⁵ – “a”")
    '2^5 - "a"'
    """
    if text.isascii():
        return " ".join(_ARROWS.sub(" > ", text).split())
    found = _POWERS.sub(lambda raised: "^" + raised[0].translate(_LOWERED), text)
    found = unicodedata.normalize("NFKC", _BEFORE_PART.sub(" ", found.translate(_ALIKE))).translate(_ALIKE)
    found = _ARROWS.sub(" > ", found)
    digits = (unicodedata.decimal(c, None) if not c.isascii() else None for c in found)
    found = "".join(c if digit is None else str(digit) for c, digit in zip(found, digits, strict=True))
    kept = "".join(c for c in found if c.isspace() or unicodedata.category(c) != "Cf")
    return " ".join(kept.split())


def plain(text: str) -> str:
    """The text with everything taken away that marking forgives in words.

    >>> plain(" 'Left  Join'. ")
    'left join'
    """
    return _AROUND_SIGNS.sub(r"\1", bare(normal(text))).casefold()


def bare(text: str) -> str:
    """The text without a full stop behind it and quotes around it."""
    text = _FULL_STOP.sub("", text.strip())
    if len(text) > 1 and text[0] == text[-1] and text[0] in QUOTES:
        return _FULL_STOP.sub("", text[1:-1].strip())
    return text
