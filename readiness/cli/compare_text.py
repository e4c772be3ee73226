"""A comparison in words and figures; what is shown adds up to what is shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.report.change import Moved, moves, shifts, tenths, versions
from readiness.report.figures import points, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.assessment.comparison import Comparison

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
    person, framework = tenths([found.person, found.framework], total)
    if found.reference == "same":
        lines = ["         all of it by what you answered: framework and questions are the same"]
    else:
        lines = [
            f"  {_signed(person)}  by what you answered",
            f"  {_signed(framework)}  by a new framework, questions or program: {versions(found)}",
        ]
    if found.reference == "today":
        lines.append("         measured with today's framework: the one of the newer report is not at hand")
    lines += _block("What you moved", moves(found), person, detail=detail)
    return lines + _block("What the yardstick moved", shifts(found), framework, detail=detail)


def _block(title: str, rows: list[Moved], total: int, *, detail: bool) -> list[str]:
    """Rows with their points, which add up to the total; the small ones together unless asked for."""
    if not rows:
        return []
    rest = [] if detail else rows[MOST_LINES:]
    shown = rows[: len(rows) - len(rest)]
    if rest:
        together = math.fsum(row.value for row in rest)
        shown = [*shown, Moved(f"{len(rest)} others", "each less; --detail lists them", together)]
    width = max(len(row.title) for row in shown)
    figures = tenths([row.value for row in shown], total)
    return ["", title] + [
        f"  {_signed(figure)}  {row.title:<{width}}  {row.why}"
        for row, figure in zip(shown, figures, strict=True)
    ]


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


def _signed(figure: int) -> str:
    return f"{figure / 10:+6.1f}"


def _listed(names: Iterable[str]) -> str:
    return visible(", ".join(names))
