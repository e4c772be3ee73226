"""A comparison in words and figures; what is shown adds up to what is shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.report.figures import points, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.assessment.comparison import Comparison, Move, Shift

__all__ = ["text_of"]

MOST_LINES = 8
"""So many leaves are listed unless all are asked for."""

_VERDICTS = {"up": "up", "down": "down", "same": "as before", "undecided": "cannot be compared"}


def text_of(found: Comparison, *, detail: bool = False) -> str:
    """The comparison as plain text."""
    old, new = found.old, found.new
    days = old.assessed_at[:10], new.assessed_at[:10]
    first, then = days if days[0] != days[1] else (old.assessed_at[:16], new.assessed_at[:16])
    lines = [visible(f"From {first} to {then}".replace("T", " ")), ""]
    if old.name != new.name:
        lines[1:1] = [f"Two names: {visible(old.name or 'none')} and {visible(new.name or 'none')}."]
    if found.change is None or old.score is None or new.score is None:
        lines.append(
            f"score    {points(old.score)}, now {points(new.score)}; too little was answered to compare"
        )
    else:
        total = round(10 * new.score) - round(10 * old.score)
        lines.append(f"score    {points(old.score)}, now {points(new.score)}   {_signed(total)}")
        lines += _split(found, total, detail=detail)
    direction = _VERDICTS[found.verdict]
    lines += ["", f"verdict  {visible(old.verdict)}, now {visible(new.verdict)}   {direction}"]
    if found.newly_answered:
        lines.append(f"answered for the first time: {_listed(found.newly_answered.values())}")
    if found.no_longer_answered:
        lines.append(f"no longer answered: {_listed(found.no_longer_answered.values())}")
    if found.unknown:
        lines.append(f"left out, since the yardstick does not know it: {_listed(found.unknown)}")
    return "\n".join([*lines, *_sureness(found)]) + "\n"


def _split(found: Comparison, total: int, *, detail: bool) -> list[str]:
    if found.person is None or found.framework is None:
        return [
            "         what is whose doing cannot be told: nothing of the older profile can be scored today"
        ]
    person, framework = _tenths([found.person, found.framework], total)
    if found.reference == "same":
        lines = ["         all of it by what you answered: framework and questions are the same"]
    else:
        lines = [
            f"  {_signed(person)}  by what you answered",
            f"  {_signed(framework)}  by a new framework, questions or program: {_versions(found)}",
        ]
    if found.reference == "today":
        lines.append("         measured with today's framework: the one of the newer report is not at hand")
    told = [(move.title, _told(move), move.points) for move in found.moves]
    if abs(found.answered_points) >= 0.05:  # noqa: PLR2004 — what one decimal can show
        told.append(("Answered or not", "other things were answered, or apply", found.answered_points))
    told.sort(key=lambda row: -abs(row[2]))
    lines += _block("What you moved", told, person, detail=detail)
    weighed = [(shift.title, _reweighed(shift), shift.points) for shift in found.shifts]
    return lines + _block("What the yardstick moved", weighed, framework, detail=detail)


def _block(title: str, rows: list[tuple[str, str, float]], total: int, *, detail: bool) -> list[str]:
    """Rows with their points, which add up to the total; the small ones together unless asked for."""
    if not rows:
        return []
    rest = [] if detail else rows[MOST_LINES:]
    shown = rows[: len(rows) - len(rest)]
    if rest:
        together = math.fsum(value for _, _, value in rest)
        shown = [*shown, (f"{len(rest)} others", "each less; --detail lists them", together)]
    width = max(len(visible(name)) for name, _, _ in shown)
    figures = _tenths([value for _, _, value in shown], total)
    return ["", title] + [
        f"  {_signed(tenths)}  {visible(name):<{width}}  {why}"
        for (name, why, _), tenths in zip(shown, figures, strict=True)
    ]


def _told(move: Move) -> str:
    if move.cause == "inferred":
        return "nothing new here; other answers shed light on it"
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


def _sureness(found: Comparison) -> list[str]:
    evidence = found.evidence
    if evidence is None:
        return ["", "How sure: one of the two has no estimate, so this cannot be said."]
    low, high, change = (
        _signed(round(10 * value)) for value in (evidence.low, evidence.high, evidence.change)
    )
    verdict = (
        "more than two such measurements differ by chance"
        if evidence.larger
        else "no more than two such measurements can differ by chance"
    )
    return [
        "",
        f"How sure: what the evidence supports moved by {change.strip()} points,",
        f"{share(evidence.level)} interval {low.strip()} to {high.strip()}: {verdict}.",
    ]


def _versions(found: Comparison) -> str:
    old, new = found.old, found.new
    one, other = (visible(f"{side.framework_id} {side.framework_version}") for side in (old, new))
    if old.framework_digest != new.framework_digest:
        return f"{one}, now {other}" if one != other else f"{one} with other content"
    if old.engine_version != new.engine_version:
        return f"program {visible(old.engine_version)}, now {visible(new.engine_version)}"
    return "other questions"


def _answer(answer: float | str | tuple[str, ...] | None) -> str:
    if answer is None:
        return "nothing"
    if isinstance(answer, tuple):
        return visible(", ".join(answer)) or "none"
    return visible(answer) if isinstance(answer, str) else f"{answer:g}"


def _tenths(values: Sequence[float], total: int) -> list[int]:
    """Tenths of points, rounded so that they add up to the total (largest remainder).

    >>> _tenths([1.25, -0.25, 0.5], 15)
    [13, -3, 5]
    """
    units = [math.floor(10 * value + 1e-9) for value in values]
    order = sorted(range(len(units)), key=lambda k: (units[k] - 10 * values[k], k))
    left = total - sum(units)
    for turn in range(abs(left)):
        k = order[turn % len(order)] if left > 0 else order[-1 - turn % len(order)]
        units[k] += 1 if left > 0 else -1
    return units


def _signed(tenths: int) -> str:
    return f"{tenths / 10:+6.1f}"


def _listed(names: Iterable[str]) -> str:
    return visible(", ".join(names))
