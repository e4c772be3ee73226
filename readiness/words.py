"""Words put together as one reads them aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["counted", "has_half_character", "hours_split", "listed", "named", "rated_by", "share"]

_ALL = 100
_NEAR = 1e-9


def counted(n: float, thing: str) -> str:
    """So many things of a kind whose plural ends in s.

    >>> counted(1, "check"), counted(0, "check"), counted(2.5, "hour"), counted(2427, "hour")
    ('1 check', '0 checks', '2.5 hours', '2,427 hours')
    """
    return f"{n:,.10g} {thing}{'' if n == 1 else 's'}"


def hours_split(hours: float, in_job: float | None = None, more: str = "") -> str:
    """Hours of work, with what of them is time in a job apart.

    >>> hours_split(96), hours_split(2236, 1760), hours_split(440, 440)
    ('96 hours', '476 hours of learning and 1,760 in a job', '440 hours in a job')
    """
    learning = counted(hours - (in_job or 0.0), f"{more}hour")
    if not in_job:
        return learning
    return (
        f"{counted(hours, f'{more}hour')} in a job"
        if in_job == hours
        else f"{learning} of learning and {in_job:,.10g} in a job"
    )


def listed(names: Sequence[str]) -> str:
    """Names in one phrase.

    >>> listed(["SQL", "Probability", "Deployment"])
    'SQL, Probability and Deployment'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def named(names: Sequence[str], most: int = 3) -> str:
    """The first names in one phrase, and how many there are besides.

    >>> named(["SQL", "Probability", "Deployment", "Regression", "Framing"])
    'SQL, Probability, Deployment and 2 more'
    """
    more = len(names) - most
    return listed([*names[:most], f"{more} more"] if more > 1 else names)


def rated_by(sources: Collection[str]) -> str:
    """Whose levels they are; nothing where nobody gave any.

    >>> rated_by(["self", "self"]), rated_by(["verified", "mentor"])
    ('your ratings', "a mentor's ratings and verified levels")
    """
    whose = {
        "self": "your ratings", "mentor": "a mentor's ratings", "verified": "verified levels"
    }  # fmt: skip
    return listed([words for source, words in whose.items() if source in sources])


def share(value: float) -> str:
    """A share as percent; nearly all and nearly nothing do not become all and nothing.

    >>> share(0.938), share(0.9991), share(0.001), share(1.0000000000000002), share(0)
    ('94 %', 'over 99 %', 'under 1 %', '100 %', '0 %')
    """
    whole = round(_ALL * value)
    if whole == _ALL and value < 1 - _NEAR:
        return "over 99 %"
    if whole == 0 and value > _NEAR:
        return "under 1 %"
    return f"{whole} %"


def has_half_character(text: str) -> bool:
    r"""Whether the text holds half of a surrogate pair, for which UTF-8 has no bytes.

    >>> has_half_character("caf\u00e9"), has_half_character("\ud83d")
    (False, True)
    """
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)
