"""What is said of many people together; of fewer than five nothing is said.

Counts of one to four are never shown, in no cell of any table: neighbouring spans are taken together until
each holds five, and a group is shown only where those that are not shown are none or at least five. What is
shown of all less what is shown of groups is held to the same. Those who answered too little for a verdict are
left out; where they are one to four, they are counted with the others, for the number read is no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.assessment.wording import VERDICT_TITLES
from readiness.cohort.gaps import step_table
from readiness.cohort.tally import N_BINS, join_groups, sum_counts
from readiness.cohort.verdicts import BANDS
from readiness.scoring.disclosure import LEAST, merge_cells, tells_of_few

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.arrays import Integers
    from readiness.cohort.tally import Counts, Tally
    from readiness.framework import Framework

__all__ = ["LEAST", "CountSpan", "FacetLine", "Group", "Spread", "StepLine", "Summary", "summarise"]

_SPAN = 10
_TOP = BANDS.index("probably-ready")


class CountSpan(NamedTuple):
    """How many people, and their share, in a span of scores or verdicts."""

    title: str
    people: int
    share: float


class Spread(NamedTuple):
    """Scores of some people.

    Their quarters, the middle of the lower and upper ends of their intervals, and the share whose verdict is
    probably ready or better, None where that would tell of fewer than five.
    """

    people: int
    low: float
    middle: float
    high: float
    interval_low: float
    interval_high: float
    ready: float | None


class FacetLine(NamedTuple):
    """A leaf: the points that it costs on average, and the share of people who miss points there."""

    id: str
    title: str
    missing: float
    short: float | None


class StepLine(NamedTuple):
    """A step: how many can start it now, the points it brings to each, and to the group on average."""

    id: str
    title: str
    from_level: int
    to_level: int
    hours: float
    people: int
    points: float
    lift: float


class Group(NamedTuple):
    """A group with its scores, and the share of the points of each criterion that it reaches."""

    name: str
    spread: Spread
    reached: tuple[float, ...]


class Summary(NamedTuple):
    """Everything that is said; lists are empty and ``spread`` is None where too few people are there."""

    framework: str
    title: str
    n_read: int
    n_scored: int
    n_refused: int
    n_without_verdict: int
    spread: Spread | None
    scores: tuple[CountSpan, ...]
    verdicts: tuple[CountSpan, ...]
    criteria: tuple[tuple[str, float], ...]
    facets: tuple[FacetLine, ...]
    steps: tuple[StepLine, ...]
    groups: tuple[Group, ...]
    n_in_hidden_groups: int


def summarise(tally: Tally, framework: Framework) -> Summary:
    """What can be said of everybody who was counted."""
    groups, n_without = _those_counted(tally)
    whole = sum_counts(groups)
    if whole is not None and whole.n_people < LEAST:
        whole = None
    spread = None if whole is None else _spread_of_all(whole)
    shown, n_hidden = _groups(groups, None if spread is None else spread.ready) if whole else ((), 0)
    return Summary(
        framework=f"{framework.id} {framework.version}",
        title=framework.title,
        n_read=tally.n_read,
        n_scored=tally.n_scored,
        n_refused=tally.n_refused,
        n_without_verdict=n_without,
        spread=spread,
        scores=_scores(whole) if whole else (),
        verdicts=_verdicts(whole) if whole else (),
        criteria=tuple(zip((c.title for c in framework.criteria), _reached(whole), strict=True))
        if whole
        else (),
        facets=_facets(whole, framework) if whole else (),
        steps=_steps(whole, framework) if whole else (),
        groups=shown,
        n_in_hidden_groups=n_hidden,
    )


def _those_counted(tally: Tally) -> tuple[Mapping[str, Counts], int]:
    """The groups that figures are about, and how many people without a verdict are left out."""
    n_judged, n_silent = (
        sum(counts.n_people for counts in groups.values()) for groups in (tally.groups, tally.silent)
    )
    if n_judged >= LEAST and 0 < n_silent < LEAST:
        return join_groups(tally.groups, tally.silent), 0
    return tally.groups, n_silent


def _spread(counts: Counts) -> Spread:
    low, middle, high = (_quantile(counts.scores, q) for q in (0.25, 0.5, 0.75))
    return Spread(
        people=counts.n_people,
        low=low,
        middle=middle,
        high=high,
        interval_low=_quantile(counts.lows, 0.5),
        interval_high=_quantile(counts.highs, 0.5),
        ready=_share(int(counts.verdicts[_TOP:].sum()), counts.n_people),
    )


def _spread_of_all(counts: Counts) -> Spread:
    """The spread; without the share of those probably ready where that would part a span of verdicts."""
    spread = _spread(counts)
    parted = any(span.title.startswith(VERDICT_TITLES[BANDS[_TOP]]) for span in _verdicts(counts))
    return spread if parted else spread._replace(ready=None)


def _quantile(bins: Integers, q: float) -> float:
    """A quantile of counted scores, right to a tenth of a point."""
    upto = np.cumsum(bins)
    place = int(np.searchsorted(upto, q * upto[-1], side="left"))
    before = float(upto[place] - bins[place])
    inside = (q * float(upto[-1]) - before) / max(float(bins[place]), 1.0)
    return (place + min(max(inside, 0.0), 1.0)) * 100.0 / N_BINS


def _share(n: int, of: int) -> float | None:
    """A share; None where it would tell of fewer than five people, on either side."""
    return None if tells_of_few(n, of) else n / of


def _merged(titles: Sequence[tuple[str, str]], counts: Sequence[int], between: str) -> tuple[CountSpan, ...]:
    """Neighbouring cells taken together until each holds nobody or at least five; titles are of both ends."""
    total = sum(counts)
    return tuple(
        CountSpan(
            titles[cell.first][0]
            if titles[cell.first][0] == titles[cell.last][1]
            else f"{titles[cell.first][0]}{between}{titles[cell.last][1]}",
            cell.n,
            cell.n / total,
        )
        for cell in merge_cells(counts)
    )


def _scores(counts: Counts) -> tuple[CountSpan, ...]:
    tens = counts.scores.reshape(-1, N_BINS * _SPAN // 100).sum(axis=1)
    titles = [(f"{_SPAN * k}", f"{_SPAN * (k + 1)}") for k in range(len(tens))]
    return _merged(titles, tens.tolist(), " to ")


def _verdicts(counts: Counts) -> tuple[CountSpan, ...]:
    # Too little answered is one reason for none; too much that does not apply is another.
    titles = [("No verdict" if band == "no-verdict" else VERDICT_TITLES[band],) * 2 for band in BANDS]
    return _merged(titles, counts.verdicts.tolist(), " … ")


def _reached(counts: Counts) -> tuple[float, ...]:
    return tuple((counts.reached / np.where(counts.possible > 0, counts.possible, 1.0)).tolist())


def _facets(counts: Counts, framework: Framework) -> tuple[FacetLine, ...]:
    n = counts.n_people
    lines = [
        FacetLine(facet.id, facet.title, missing / n, _share(short, n))
        for facet, missing, short in zip(
            framework.facets, counts.missing.tolist(), counts.short.tolist(), strict=True
        )
    ]
    return tuple(sorted(lines, key=lambda line: -line.missing))


def _steps(counts: Counts, framework: Framework) -> tuple[StepLine, ...]:
    table, n = step_table(framework), counts.n_people
    lines = []
    for k, step in enumerate(table.steps):
        people, gain = int(counts.startable[k]), float(counts.gain[k])
        if people >= LEAST and not 0 < n - people < LEAST:
            title = framework.rated[int(table.facet[k])].title
            lines.append(
                StepLine(
                    step.id,
                    title,
                    step.from_level,
                    step.to_level,
                    float(step.hours),
                    people,
                    gain / people,
                    gain / n,
                )
            )
    return tuple(sorted(lines, key=lambda line: -line.lift))


def _groups(groups: Mapping[str, Counts], ready: float | None) -> tuple[tuple[Group, ...], int]:
    """The groups that can be shown, largest first, and how many people are in the others.

    ``ready``: the share of all, where it is shown.
    """
    if len(groups) < 2:  # noqa: PLR2004 — one group is the whole
        return (), 0
    ordered = sorted(groups.items(), key=lambda item: (-item[1].n_people, item[0]))
    total = sum(counts.n_people for _, counts in ordered)
    shown = [(name, counts) for name, counts in ordered if name and counts.n_people >= LEAST]
    while shown and 0 < total - sum(counts.n_people for _, counts in shown) < LEAST:
        shown.pop()
    hidden = total - sum(counts.n_people for _, counts in shown)
    found = [Group(name, _spread(counts), _reached(counts)) for name, counts in shown]
    return tuple(found if ready is None else _without_remainder(found, round(ready * total), total)), hidden


def _without_remainder(groups: list[Group], n_ready: int, total: int) -> list[Group]:
    """The groups without the share that is ready where what is left of all would tell of one to four."""
    found = list(groups)
    for k in range(len(found) - 1, -1, -1):
        known = [(group.spread.people, group.spread.ready) for group in found]
        rest = total - sum(people for people, share in known if share is not None)
        rest_ready = n_ready - sum(round(people * share) for people, share in known if share is not None)
        if not tells_of_few(rest_ready, rest):
            break
        found[k] = found[k]._replace(spread=found[k].spread._replace(ready=None))
    return found
