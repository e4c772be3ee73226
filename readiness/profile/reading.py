"""A profile from JSON that nobody has checked: strict, bounded, and clear about every problem.

Limits: `readiness.limits.MAX_BYTES` for the file, `MAX_DEPTH` for nesting, and those of the model.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any, Final

from readiness.errors import Problem, ProfileError, quoted
from readiness.files import read_bytes, source_name
from readiness.limits import MAX_DEPTH, MAX_DIGITS
from readiness.models import read_as
from readiness.profile.documents import describe, describe_bytes
from readiness.profile.model import Profile
from readiness.words import has_half_character

__all__ = ["parse_json", "parse_profile", "read_profile"]

_HALF: Final = " holds half of a surrogate pair"


def read_profile(path: str | Path) -> Profile:
    """The profile in a JSON file; ``-`` is standard input.

    Raises
    ------
    ProfileError
        If the file is not a profile; every problem is listed with its place.
    AccessError
        If the file cannot be read.
    """
    return parse_profile(read_bytes(Path(path)), source=source_name(path))


def parse_profile(raw: bytes | str, *, source: str = "the profile") -> Profile:
    """The profile in a JSON text; `source` names it in errors.

    Raises
    ------
    ProfileError
        If the text is not a profile.

    Examples
    --------
    >>> parse_profile('{"skills": {"sql": 2}}').skills
    {'sql': 2}
    """
    values = parse_json(raw, source=source)
    if not isinstance(values, dict):
        document = describe(values)
        if document.kind != "unknown":
            raise ProfileError(source, [document.problem("a profile")])
        found = {list: "a list", str: "text", bool: "true or false", type(None): "null"}.get(
            type(values), "a number"
        )
        problem = Problem(
            "the file", f"holds {found}", "a profile is a JSON object; see `readiness schema profile`"
        )
        raise ProfileError(source, [problem])
    document = describe(values)
    if values and document.kind != "profile":
        raise ProfileError(source, [document.problem("a profile")])
    for name in ("skills", "languages"):
        if isinstance(values.get(name), dict):
            values[name] = dict(sorted(values[name].items()))  # the order of keys is no part of the profile
    profile, problems = read_as(Profile, values)
    if profile is None:
        raise ProfileError(source, problems)
    twice = _repeated([a.item for a in profile.answers])
    if twice:
        problem = Problem("answers", f"{quoted(twice)} is answered twice", "keep one answer to each item")
        raise ProfileError(source, [problem])
    return profile


def parse_json(raw: bytes | str, *, source: str, halves: bool = False) -> Any:
    """The value of a JSON text, refused where Python's parser would be silent or fall over.

    With `halves`, half of a surrogate pair is taken as it is: a terminal can type one.

    Raises
    ------
    ProfileError
        If the text is not UTF-8, not JSON, too deep, or holds a duplicate key, a number that is not finite,
        or half of a surrogate pair; each with its place.
    """
    text = _decoded(raw, source) if isinstance(raw, bytes) else raw.removeprefix("\ufeff")
    if not text.strip():
        raise ProfileError(
            source, [Problem("the file", "is empty", "write a profile; see `readiness schema profile`")]
        )
    _refuse_depth(text, source)
    try:
        value = json.loads(
            text, object_pairs_hook=_Pairs, parse_constant=_Odd, parse_int=_whole, parse_float=_real
        )
    except json.JSONDecodeError as error:
        raise ProfileError(source, [_slip(error, text)]) from None
    problems: list[Problem] = []
    plain = _plain(value, "", problems)
    if halves:
        problems = [problem for problem in problems if not problem.what.endswith(_HALF)]
    if problems:
        raise ProfileError(source, problems)
    return plain


def _slip(error: json.JSONDecodeError, text: str) -> Problem:
    """What is no JSON, and where; a comma before a closing bracket is named with its own place."""
    before = text[: error.pos].rstrip()
    if before.endswith(",") and text[error.pos : error.pos + 1] in {"]", "}"}:
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)
        what = f"not JSON: a comma stands before the closing {text[error.pos]}"
        return Problem(f"line {line}, column {column}", what, "remove the comma")
    where = f"line {error.lineno}, column {error.colno}"
    return Problem(where, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", "fix the text there")


class _Pairs(list[tuple[str, Any]]):
    """An object as its pairs, so that a key given twice is noticed."""


class _Odd(str):
    """A number that JSON has no word for, as it was written."""

    __slots__ = ()


def _whole(digits: str) -> int | _Odd:
    return int(digits) if len(digits) <= MAX_DIGITS else _Odd(digits)


def _real(digits: str) -> float | _Odd:
    value = float(digits)
    return value if math.isfinite(value) else _Odd(digits)


def _plain(value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, _Pairs):
        plain: dict[str, Any] = {}
        for key, inner in value:
            shown = key or '""'
            where = f"{path}.{shown}" if path else shown
            if key in plain:
                problems.append(Problem(where, "is given twice", "keep one of the two"))
            _refuse_surrogates(key, where, problems)
            plain[key] = _plain(inner, where, problems)
        return plain
    if isinstance(value, list):
        return [_plain(inner, f"{path}.{i}" if path else str(i), problems) for i, inner in enumerate(value)]
    if isinstance(value, _Odd):
        what = f"{quoted(str(value))[1:-1]} is not a finite number"
        problems.append(Problem(path or "the file", what, "write a number that fits, or leave the field out"))
    elif isinstance(value, str):
        _refuse_surrogates(value, path or "the file", problems)
    return value


def _refuse_surrogates(text: str, where: str, problems: list[Problem]) -> None:
    if has_half_character(text):
        problems.append(Problem(where, f"{quoted(text)}{_HALF}", "write the whole character"))


def _decoded(raw: bytes, source: str) -> str:
    other = describe_bytes(raw)
    if other is not None:
        raise ProfileError(source, [other])
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in raw[:4]:
        problem = Problem("the file", "is UTF-16 or UTF-32 text, or binary", "save it as UTF-8")
        raise ProfileError(source, [problem])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        problem = Problem(
            f"line {line}, column {column}",
            f"byte {raw[error.start]:#04x} is not UTF-8",
            "save the file as UTF-8",
        )
        raise ProfileError(source, [problem]) from None


_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


def _refuse_depth(text: str, source: str) -> None:
    depth = 0
    for token in _TOKENS.finditer(text):
        first = text[token.start()]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, token.start()) + 1
                problem = Problem(
                    f"line {line}",
                    f"is nested more than {MAX_DEPTH} deep",
                    "a profile needs four levels at most",
                )
                raise ProfileError(source, [problem])
        elif first in "]}":
            depth -= 1


def _repeated(ids: list[str]) -> str | None:
    seen: set[str] = set()
    return next((i for i in ids if i in seen or seen.add(i)), None)  # type: ignore[func-returns-value]
