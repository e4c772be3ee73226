"""The shipped content: where it is, its text, its digest.

An installed package holds it in ``_content``; in a checkout the folders stand beside ``pyproject.toml``.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness.errors import AccessError, ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

__all__ = ["Kind", "decode", "digest", "folder", "names", "parse_toml", "read_text", "resource"]

Kind = Literal["questions", "weights"]


@cache
def folder(kind: Kind) -> Traversable:
    """The folder that holds the shipped content of this kind."""
    package = Path(__file__).parent
    installed = package / "_content" / kind
    if installed.is_dir():
        return installed
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    return _zipped(kind)


def _zipped(kind: Kind) -> Traversable:
    from importlib.resources import files  # costs as much as reading all heads, and only archives need it

    inside = files("readiness") / "_content" / kind
    if inside.is_dir():
        return inside
    raise AccessError(f"the folder {kind}/ is missing from this installation; install readiness again")


def resource(kind: Kind, *parts: str) -> Traversable:
    """One file or folder of the shipped content; it need not exist."""
    return folder(kind).joinpath(*parts)


def names(kind: Kind, *parts: str, suffix: str = ".toml") -> tuple[str, ...]:
    """The names, without the suffix and in alphabetical order, of the files in one folder of the content."""
    where = resource(kind, *parts)
    if not where.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(suffix) for f in where.iterdir() if f.name.endswith(suffix)))


def read_text(kind: Kind, *parts: str) -> str:
    """The text of one shipped file, line ends as ``LF`` and no byte-order mark."""
    source = "/".join((kind, *parts))
    try:
        raw = resource(kind, *parts).read_bytes()
    except OSError as error:
        raise AccessError(f"{source} could not be read: {error.strerror or error}") from error
    return decode(raw, source)


def decode(raw: bytes, source: str) -> str:
    """UTF-8 text with line ends as ``LF`` and no byte-order mark; `source` names it in the error."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(
            f"line {line}", f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
        )
        raise ContentError(source, [problem]) from error
    return text.replace("\r\n", "\n") if "\r" in text else text


def parse_toml(text: str, source: str, *, lines_before: int = 0) -> dict[str, Any]:
    """The tables of a TOML text.

    Parameters
    ----------
    text : str
        The whole of a file, or the rest of one after `lines_before` lines.
    source : str
        Names it in errors.
    lines_before : int
        Counted on top in the place of an error.

    Raises
    ------
    ContentError
        If it is no TOML, with line and column.
    """
    import tomli  # compiled, and it says where; a command that reads no content does not wait for it

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        where = f"line {error.lineno + lines_before}, column {error.colno}"
        what = error.msg[:1].lower() + error.msg[1:]
        raise ContentError(source, [Problem(where, what, "fix the TOML there")]) from None
    except (RecursionError, ValueError):
        what = "a value is too long or nested too deeply to be read"
        where = f"line {_heaviest(text) + lines_before}"
        raise ContentError(source, [Problem(where, what, "simplify it")]) from None


def _heaviest(text: str) -> int:
    """The line with most brackets or digits, which no parser names when it gives up."""
    weights = [sum(c in "[{0123456789" for c in line) for line in text.split("\n")]
    return weights.index(max(weights)) + 1


def digest(texts: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the texts in their order; where one ends and the next begins counts.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    total = sha256()
    for text in texts:
        encoded = text.encode()
        total.update(f"{len(encoded)}:".encode())
        total.update(encoded)
    return total.hexdigest()
