"""Trees of plain values written as JSON or TOML, also where no writer of the standard library would do it."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["Pairs", "Raw", "as_json", "as_toml"]


class Raw(str):
    """Written as it stands: NaN, 1e400, ten thousand digits, a lone surrogate, an abyss of brackets."""

    __slots__ = ()


class Pairs(list):
    """A mapping whose keys may stand there twice."""


def as_json(value: Any) -> str:
    """JSON, and what only looks like it."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, (dict, Pairs)):
        pairs = value.items() if isinstance(value, dict) else value
        return "{" + ",\n".join(f"{json.dumps(str(k))}: {as_json(v)}" for k, v in pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",\n".join(map(as_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False, default=str)


def as_toml(value: Any) -> str:
    """TOML with a line for each key of the first level, tables with an array of tables below each other."""
    pairs = value.items() if isinstance(value, dict) else value if isinstance(value, Pairs) else None
    if pairs is None:
        return f"value = {_inline(value)}\n"
    plain, tables = [], []
    for key, held in pairs:
        if isinstance(held, list) and held and all(isinstance(one, dict) for one in held):
            tables += [f"[[{_key(key)}]]\n{_lines(one)}" for one in held]
        else:
            plain.append(f"{_key(key)} = {_inline(held)}\n")
    return "\n".join(["".join(plain), *tables])


def _lines(table: dict[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_inline(held)}\n" for key, held in table.items())


def _key(key: Any) -> str:
    text = str(key)
    return (
        text if text and text.isascii() and text.replace("-", "").replace("_", "").isalnum() else _text(text)
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    if value is None:
        return '""'
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (dict, Pairs)):
        pairs = value.items() if isinstance(value, dict) else value
        return "{" + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, default=str)
