"""Several roles side by side, as blocks of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.wording import TOO_MUCH_WAIVED
from readiness.framework import scale_named
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.record.paths import Path, Paths, RoleDifference

__all__ = ["paths_blocks"]

N_DIFFERENCES = 3
N_STEPS = 5


def paths_blocks(found: Paths, *, detail: bool = False) -> list[Block]:
    """The roles, what separates them, and steps that serve several; with `detail` all of each."""
    title = f"Paths for {f.prose(found.name)}" if found.name else "Your paths"
    blocks: list[Block] = [Heading(f"{title}, {f.day(found.assessed_at)}", 1), _table(found)]
    if found.nearest is not None:
        blocks += [Heading("What separates them"), *_apart(found, detail=detail)]
    blocks += [Heading("Steps that serve several"), *_steps(found, detail=detail)]
    return [*blocks, Heading("The nearest"), *_nearest(found)]


def _table(found: Paths) -> Table:
    level = next((path.level for path in found.paths if path.level is not None), None)
    columns = (
        Column("role"),
        Column("score", right=True, narrow="score"),
        Column(f"{f.share(level)} interval" if level else "interval", narrow="interval"),
        Column("ready", right=True, narrow="chance of ready"),
        Column("hours", right=True, narrow="hours to ready"),
        Column("verdict"),
    )
    rows = [
        (
            f.prose(path.title),
            f.points(path.score),
            f"{f.points(path.low)} to {f.points(path.high)}" if path.low is not None else f.NONE,
            f.NONE if path.chance is None or path.band == "no-verdict" else f.chance(path.chance),
            f.NONE if path.fewest_hours is None else f"{path.fewest_hours:,.0f}",
            f.prose(path.verdict),
        )
        for path in found.paths
    ]
    return Table(columns, tuple(rows))


def _apart(found: Paths, *, detail: bool) -> Iterator[Block]:
    """For each role what it asks beyond the nearest."""
    others = [path for path in found.paths if path.id != found.nearest]
    most = None if detail else N_DIFFERENCES
    lines = [
        f"{f.prose(path.title)}: {', '.join(map(_more, path.apart[:most]))}." for path in others if path.apart
    ]
    same = [f.prose(path.title) for path in others if not path.apart]
    if same:
        lines.append(f"{listed(same)}: nothing that you do not miss for the nearest role, too.")
    if lines:
        yield Para("Points that you miss there beyond those that you miss for the nearest role.")
        yield Bullets(tuple(lines))
    else:
        yield Para("There is one role only; name others with --framework.")


def _more(one: RoleDifference) -> str:
    asked = ""
    if one.nearest_bar is None:
        asked = ", asked here alone"
    elif one.nearest_bar != one.bar:
        asked = f", {scale_named(one.scale).worded(_bar(one.bar))} for {_bar(one.nearest_bar)}"
    return f"{f.prose(one.title)} ({f.points(one.points)}{asked})"


def _bar(bar: float | str) -> str:
    return f.number(bar) if isinstance(bar, (int, float)) else f.plain(bar)


def _steps(found: Paths, *, detail: bool) -> Iterator[Block]:
    shown = found.steps if detail else found.steps[:N_STEPS]
    if not shown:
        yield Para("There is no learning step that two of these roles would gain by.")
        return
    columns = (
        Column("step"),
        Column("hours", right=True, narrow="hours"),
        Column("serves", right=True, narrow="roles"),
        Column("points", right=True, narrow="points in each"),
    )
    rows = []
    for step in shown:
        gains = sorted(step.roles.values())
        least, most = f.points(gains[0]), f.points(gains[-1])
        points = least if least == most else f"{least} to {most}"
        name = f"{f.prose(step.title)}, {step.from_level} to {step.to_level}"
        rows.append((name, f.hours(step.effort_hours), str(len(step.roles)), points))
    yield Table(columns, tuple(rows))
    if len(found.steps) > len(shown):
        yield Para(f"And {len(found.steps) - len(shown)} more: add --detail.")


def _nearest(found: Paths) -> Iterator[Block]:
    if found.nearest is None:
        if all(path.verdict == TOO_MUCH_WAIVED for path in found.paths):
            alone = "None of these roles asks only for what applies to you"
            yield Para(f"{alone}; `readiness role new NAME` writes one of your own.")
        else:
            yield Para(
                "None of these roles can be judged: too little was answered, or too much does not apply."
            )
        return
    first = found.paths[0]
    yield Para(f"{f.prose(first.title)}: {_readiness(first)}", strong=True)
    if first.must_haves:
        yield Para(f"Must-haves still below their least level: {', '.join(map(f.prose, first.must_haves))}.")
    if _overlap(found):
        yield Para(
            "The intervals of these roles overlap: what you answered so far hardly tells them apart, so "
            "choose by what they ask rather than by this order."
        )
    if first.gaps and not first.must_haves:
        named = ", ".join(f.prose(gap.title) for gap in first.gaps[:N_DIFFERENCES])
        yield Para(f"What is missing most: {named}.")


def _overlap(found: Paths) -> bool:
    """Whether the score of the nearest role lies within the interval of the next."""
    if len(found.paths) == 1:
        return False
    first, second = found.paths[:2]
    if first.score is None or second.low is None or second.high is None:
        return False
    return second.low <= first.score <= second.high


def _readiness(path: Path) -> str:
    said = f"{f.points(path.score)} of 100 points"
    if path.low is None or path.level is None or path.chance is None:
        return f"{said}. {f.prose(path.verdict)}."
    return (
        f"{said}, between {f.points(path.low)} and {f.points(path.high)} with a chance of "
        f"{f.share(path.level)}; chance of ready {f.chance(path.chance)}."
    )
