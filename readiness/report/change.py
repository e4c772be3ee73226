"""What moved since last time: a comparison as sentences and rows whose shown points add up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness.report import figures as f
from readiness.report.rows import LEAST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record.comparison import Comparison, Move, Shift

__all__ = ["Change", "Rows", "change", "tenths"]


class _Moved(NamedTuple):
    """Something that moved the score: its points, exact, and why."""

    title: str
    why: str
    value: float


Rows: TypeAlias = tuple[tuple[str, str, str], ...]
"""What moved, why, and its points as text."""


class Change(NamedTuple):
    """What a report says about a comparison; points are texts with their sign."""

    sentence: str
    split: tuple[tuple[str, str], ...]
    note: str
    moves: Rows
    shifts: Rows
    verdict: str
    notes: tuple[str, ...]
    evidence: str


def change(found: Comparison, *, most: int | None = None) -> Change:
    """The comparison in words; of the leaves that moved every one, or so many and the rest in one row."""
    old, new = found.old, found.new
    split: list[tuple[str, str]] = []
    note = ""
    rows: Rows = ()
    weighed: Rows = ()
    if found.change is None or old.score is None or new.score is None:
        sentence = "Too little was answered in one of the two to compare the scores."
    else:
        total = round(10 * new.score) - round(10 * old.score)
        sentence = (
            f"From {f.points(old.score)} to {f.points(new.score)} points: {_signed(total)} since "
            f"{f.day(old.assessed_at)}."
        )
        if found.person is None or found.framework is None:
            note = "What is whose doing cannot be told: nothing of the older profile can be scored today."
        else:
            person, framework = tenths([found.person, found.framework], total)
            if found.reference == "same":
                note = "All of it by what you answered: weights and questions are the same."
            else:
                split = [
                    ("by what you answered", _signed(person)),
                    (f"by a new framework, questions or program: {_versions(found)}", _signed(framework)),
                ]
            if found.reference == "today":
                note = "Measured with today's framework: the one of the newer report is not at hand."
            rows = _shown(_moves(found), person, most)
            weighed = _shown(_shifts(found), framework, most)
    return Change(
        sentence=sentence,
        split=tuple(split),
        note=note,
        moves=rows,
        shifts=weighed,
        verdict=f"Verdict: {f.prose(old.verdict)}, now {f.prose(new.verdict)}.",
        notes=tuple(_answered(found)),
        evidence=_evidence(found),
    )


def _shown(rows: list[_Moved], total: int, most: int | None) -> Rows:
    """The rows with points that add up to the total, the smallest together in one."""
    small = [row for row in rows if abs(row.value) < LEAST_SHOWN]
    why = "each less than 0.1"
    if most is not None and len(rows) - len(small) > most:
        small, why = rows[most:], "each less"
    if len(small) > 1:
        rest = _Moved(f"{len(small)} others", why, math.fsum(row.value for row in small))
        rows = [*(row for row in rows if row not in small), rest]
    figures = tenths([row.value for row in rows], total)
    return tuple((row.title, row.why, _signed(figure)) for row, figure in zip(rows, figures, strict=True))


def _answered(found: Comparison) -> list[str]:
    lists = (
        ("Answered for the first time", found.newly_answered.values()),
        ("No longer answered", found.no_longer_answered.values()),
        ("Left out, since the yardstick does not know it", found.unknown),
    )
    return [f"{label}: {', '.join(map(f.prose, names))}." for label, names in lists if names]


def _moves(found: Comparison) -> list[_Moved]:
    """What the person moved, largest first; it adds up to the person's part."""
    told = [_Moved(f.prose(move.title), _told(move), move.points) for move in found.moves]
    if abs(found.answered_points) >= LEAST_SHOWN:
        told.append(_Moved("Applies or not", "other skills apply than before", found.answered_points))
    return sorted(told, key=lambda row: -abs(row.value))


def _shifts(found: Comparison) -> list[_Moved]:
    """What the yardstick moved, largest first; it adds up to the framework's part."""
    return [_Moved(f.prose(shift.title), _reweighed(shift), shift.points) for shift in found.shifts]


def _told(move: Move) -> str:
    if move.cause == "inferred":
        return "nothing new here; other answers shed light on it"
    if move.cause == "source":
        return "the same level, from somebody else"
    changed = f"{_answer(move.old_answer)}, now {_answer(move.new_answer)}"
    if move.cause == "checks":
        return "other answers to its checks"
    if move.cause == "rating":
        return f"rated {changed}"
    return changed if move.cause == "fact" else f"rated {changed}; other answers to its checks"


def _reweighed(shift: Shift) -> str:
    if shift.old_weight is None:
        return "is new"
    if shift.new_weight is None:
        return "is gone"
    if math.isclose(shift.old_weight, shift.new_weight, abs_tol=5e-4):
        return "is measured in another way"
    return f"weighs {100 * shift.old_weight:.1f} %, now {100 * shift.new_weight:.1f} %"


def _evidence(found: Comparison) -> str:
    """Whether the change is more than chance."""
    if found.evidence is None:
        return "One of the two has no estimate, so how sure the change is cannot be said."
    low, high, moved = (
        _signed(round(10 * value))
        for value in (found.evidence.low, found.evidence.high, found.evidence.change)
    )
    verdict = (
        "more than two such measurements differ by chance"
        if found.evidence.larger
        else "no more than two such measurements can differ by chance"
    )
    return (
        f"What the evidence supports moved by {moved} points, {f.share(found.evidence.level)} interval "
        f"{low} to {high}: {verdict}."
    )


def _versions(found: Comparison) -> str:
    """What of the yardstick differs."""
    old, new = found.old, found.new
    one, other = (f.plain(f"{side.framework_id} {side.framework_version}") for side in (old, new))
    if old.framework_digest != new.framework_digest:
        return f"{one}, now {other}" if one != other else f"{one} with other content"
    if old.engine_version != new.engine_version:
        return f"program {f.plain(old.engine_version)}, now {f.plain(new.engine_version)}"
    return "other questions"


def _answer(answer: float | str | tuple[str, ...] | None) -> str:
    if answer is None:
        return "nothing"
    if isinstance(answer, tuple):
        return f.plain(", ".join(answer)) or "none"
    return f.plain(answer) if isinstance(answer, str) else f"{answer:g}"


def tenths(values: Sequence[float], total: int) -> list[int]:
    """Tenths of points, rounded so that they add up to the total (largest remainder).

    >>> tenths([1.25, -0.25, 0.5], 15)
    [13, -3, 5]
    """
    units = [math.floor(10 * value + f.NEAR) for value in values]
    order = sorted(range(len(units)), key=lambda k: (units[k] - 10 * values[k], k))
    left = total - sum(units)
    for turn in range(abs(left) if units else 0):
        k = order[turn % len(order)] if left > 0 else order[-1 - turn % len(order)]
        units[k] += 1 if left > 0 else -1
    return units


def _signed(tenths_of_points: int) -> str:
    """Points with their sign.

    >>> _signed(13), _signed(-4), _signed(0)
    ('+1.3', '-0.4', '+0.0')
    """
    return f"{tenths_of_points / 10:+.1f}"
