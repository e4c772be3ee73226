"""Every error raised on purpose.

::

    ReadinessError            something that the person can act on; a bug is any other exception
    ├── UsageError       (2)  the call contradicts itself or asks for something that there is not
    ├── LocatedError     (3)  an input is wrong, and each place where it is wrong is named
    │   ├── ContentError      a file of questions/ or weights/
    │   ├── ProfileError      what a person brought
    │   ├── RecordError       a report or a plan that was brought
    │   └── HistoryError      what is kept on this machine is damaged
    ├── WeightError      (3)  weights that cannot be normalised
    └── AccessError      (4)  something could not be read or written

The number is the exit code of the command line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.limits import MOST_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AccessError",
    "ContentError",
    "HistoryError",
    "LocatedError",
    "Problem",
    "ProfileError",
    "ReadinessError",
    "RecordError",
    "UsageError",
    "WeightError",
    "closest",
    "first_problems",
    "quoted",
    "visible",
]


_WHOLE = "the file"
"""The place of a problem that is nowhere in particular."""
_LONGEST_PLACE = 120
_JOINERS = "\u200c\u200d"


class Problem(NamedTuple):
    """One wrong place of an input: where it is, what is wrong there, and what to do about it."""

    where: str
    what: str
    fix: str = ""
    n: int = 1
    """How many problems it stands for, where the rest are only counted"""

    def __str__(self) -> str:
        return f"{self.place}\n    {self.sentence}"

    @property
    def place(self) -> str:
        """Where it is, printable and short."""
        return _short(self.where)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, as one printable line."""
        return visible(f"{self.what}; {self.fix}" if self.fix else self.what)


class ReadinessError(Exception):
    """Base of every error that is raised on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(ReadinessError):
    """The call contradicts itself, or asks for something that there is not."""

    exit_code = 2


class LocatedError(ReadinessError):
    """An input is wrong; `problems` names every place up to a limit, a single one in two lines.

    >>> print(ProfileError("ada.json", [Problem("education.level", '"batchelor" is not a level')]))
    ada.json: education.level: "batchelor" is not a level
    nothing was scored
    """

    exit_code = 3
    consequence = "nothing was read"

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(first_problems(problems))
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        source = visible(self.source)
        if len(self.problems) == 1:
            only = self.problems[0]
            place = source if only.where == _WHOLE else f"{source}: {only.place}"
            return f"{place}: {only.sentence}\n{self.consequence}"
        n_problems = sum(problem.n for problem in self.problems)
        heading = f"{n_problems} problems in {source}; {self.consequence}"
        return "\n\n".join([heading, "\n".join(map(str, self.problems))])


def first_problems(problems: Iterable[Problem], *, most: int = MOST_PROBLEMS) -> list[Problem]:
    """The first few problems, and one that counts the rest: nobody fixes fifty in one go."""
    found = list(problems)
    rest = sum(problem.n for problem in found[most:])
    return [*found[:most], Problem("…", f"and {rest:,} more", "fix these first", rest)] if rest else found


class ContentError(LocatedError):
    """A file of questions or weights is wrong."""


class ProfileError(LocatedError):
    """What a person brought cannot be read as a profile."""

    consequence = "nothing was scored"


class RecordError(LocatedError):
    """A report or a plan that was brought cannot be read as a record."""


class HistoryError(LocatedError):
    """Something that is kept on this machine is damaged; the rest can be read."""

    consequence = "the rest can be read"


class WeightError(ReadinessError):
    """Weights that cannot be normalised: negative, not finite, or all 0."""

    exit_code = 3


class AccessError(ReadinessError):
    """Something could not be read or written."""

    exit_code = 4


def visible(text: str) -> str:
    r"""The text with everything that a terminal would obey rather than show written as an escape.

    The joiners of Persian and Indian names obey nobody: they stay.

    >>> print(visible("red \x1b[31m"))
    red \x1b[31m
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in _JOINERS else c.encode("unicode_escape").decode("ascii") for c in text
    )


def quoted(value: Any) -> str:
    """A wrong value as it can be shown: JSON, printable, and short."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    text = visible(text)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 — fits a line beside the message


def _short(where: str) -> str:
    """A place as it is printed; a key of a megabyte is named by its beginning."""
    shown = visible(where[: _LONGEST_PLACE + 1])
    return shown if len(shown) <= _LONGEST_PLACE else f"{shown[: _LONGEST_PLACE - 1]}…"


def closest(word: str, words: Iterable[str]) -> str:
    """``did you mean X?`` where one of the words is near, else the words to choose from.

    >>> closest("python-langauge", ["python-language", "sql"])
    'did you mean python-language?'
    >>> closest("cooking", ["python-language", "sql"])
    'one of: python-language, sql'
    """
    from difflib import get_close_matches

    choices = list(words)
    near = get_close_matches(word[:200], choices, n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else f"one of: {', '.join(choices)}"
