"""What a page about several people says: how scores spread, where the gaps are, groups side by side.

No group of fewer than five people is described: what is said about them would be said about somebody. Nor
can such a group be found by taking those that are shown from the whole.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from statistics import median, quantiles
from typing import TYPE_CHECKING

from readiness.errors import UsageError
from readiness.report import figures as f
from readiness.report.charts import percent
from readiness.report.cohort_shapes import Bin, Cell, Cohort, GapRow, GroupRow, HeatRow, SpreadShape
from readiness.report.standing import LEAST_SHOWN
from readiness.scoring.disclosure import LEAST, hide_cells, merge_cells, tells_of_few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record import Assessment, Node

__all__ = ["LEAST", "cohort"]

MOST_GAPS = 12
_READY = frozenset({"ready", "looks-ready"})
_BIN = 10
_EDGES = (("under 25 %", 0.25), ("25 to 49 %", 0.5), ("50 to 74 %", 0.75), ("75 to 99 %", 1 - f.NEAR))
COLUMNS = (*(label for label, _ in _EDGES), "all of it")
"""Spans of attainment in the heat map."""


def cohort(records: Sequence[Assessment]) -> Cohort:
    """The page about these records; their order changes nothing.

    Raises
    ------
    UsageError
        If they were scored with different weights.
    """
    _refuse_mixed(records)
    threshold = records[0].verdict.threshold
    scored = _described(records)
    few = len(scored) < LEAST
    n_out = len(records) - len(scored)
    labels = {r.profile.cohort for r in records}
    name = f.plain(next(iter(labels)) or "") if len(labels) == 1 else ""
    shown, hidden = _groups([] if few else scored)
    days = sorted({r.assessed_at[:10] for r in records})
    first, last = f.day(days[0]), f.day(days[-1])
    return Cohort(
        title=f"Readiness of a group: {name}" if name else "Readiness of a group",
        role=f.prose(records[0].framework.title),
        date=first if first == last else f"{first} to {last}",
        people=f"{len(records)} people",
        left_out=f"{n_out} of them have no verdict and are left out." if n_out else "",
        small=f"Figures are shown from {LEAST} people on, so that nothing is said about any one of them."
        if few
        else "",
        spread=None if few else _spread(scored),
        bins=() if few else _bins(scored),
        verdicts=() if few else _verdicts(scored),
        threshold=percent(threshold),
        threshold_text=f"Ready begins at {threshold:g}.",
        columns=COLUMNS,
        heat=() if few else _heat(scored),
        gaps=() if few else _gaps(scored),
        groups=tuple(GroupRow(title, _spread(members)) for title, members in shown),
        criteria=tuple(f.prose(node.title) for node in records[0].criteria),
        group_heat=tuple(_means(title, members) for title, members in shown),
        hidden=hidden,
        versions=_versions(records),
    )


def _described(records: Sequence[Assessment]) -> list[Assessment]:
    """Those with a verdict; where one to four others have a score, they are counted as well.

    How many were read is no secret, so that they could else be found by taking away.
    """
    judged = [r for r in records if r.score is not None and r.verdict.band != "no-verdict"]
    few_silent = len(judged) >= LEAST and len(records) - len(judged) < LEAST
    return [r for r in records if r.score is not None] if few_silent else judged


def _refuse_mixed(records: Sequence[Assessment]) -> None:
    used = sorted({(r.framework.id, r.framework.version, r.framework.digest[:12]) for r in records})
    if len(used) > 1:
        names = "; ".join(f"{f.plain(i)} {f.plain(v)} ({f.plain(d)})" for i, v, d in used)
        raise UsageError(f"these reports rest on different weights: {names}; score them again with one role")


def _spread(records: Sequence[Assessment]) -> SpreadShape:
    scores = sorted(r.score or 0.0 for r in records)
    low, _, high = quantiles(scores, n=4, method="inclusive")
    n_ready = sum(r.verdict.band in _READY for r in records)
    return SpreadShape(
        people=str(len(records)),
        middle=f.points(median(scores)),
        half=f"{f.points(low)} to {f.points(high)}",
        ready=f.NONE if tells_of_few(n_ready, len(records)) else f.share(n_ready / len(records)),
    )


def _bins(records: Sequence[Assessment]) -> tuple[Bin, ...]:
    counts = Counter(min(int((r.score or 0.0) // _BIN), 9) for r in records)
    spans = merge_cells([counts[k] for k in range(10)])
    most = max(span.n / (span.last - span.first + 1) for span in spans)
    return tuple(
        Bin(
            label=f"{_BIN * first} to {_BIN * (last + 1) - (last < 9)}",  # noqa: PLR2004
            n=n,
            x=percent(_BIN * first + 0.5),
            width=percent(_BIN * (last - first + 1) - 1),
            y=percent(1 - n / (last - first + 1) / most, high=1),
            height=percent(n / (last - first + 1) / most, high=1),
        )
        for first, last, n in spans
    )


def _verdicts(records: Sequence[Assessment]) -> tuple[tuple[str, str], ...]:
    """The share of each verdict, the best last; neighbours with few people are taken together."""
    titles = {r.verdict.band: f.prose(r.verdict.title) for r in records}
    bands = [band for band in _VERDICTS if band in titles]
    counts = Counter(r.verdict.band for r in records)
    spans = [span for span in merge_cells([counts[band] for band in bands]) if span.n]
    names = (", ".join(titles[band] for band in bands[span.first : span.last + 1]) for span in spans)
    shown = f.shares([span.n / len(records) for span in spans])
    return tuple(zip(names, shown, strict=True))


_VERDICTS = ("no-verdict", "not-yet", "too-close", "probably-ready", "looks-ready", "ready")


def _heat(records: Sequence[Assessment]) -> tuple[HeatRow, ...]:
    rows = []
    for nodes in zip(*(r.criteria for r in records), strict=True):
        reached = _attainments(nodes)
        if len(reached) < LEAST or tells_of_few(len(reached), len(records)):
            few = f"under {LEAST}" if len(reached) < LEAST else f.NONE
            rows.append(HeatRow(f.prose(nodes[0].title), few, tuple([Cell("", 0)] * len(COLUMNS))))
            continue
        counts = Counter(
            next((k for k, (_, edge) in enumerate(_EDGES) if value < edge), len(_EDGES)) for value in reached
        )
        cells = (
            Cell(f.NONE, 0) if n is None else _cell(str(n), n / len(reached))
            for n in hide_cells([counts[k] for k in range(len(COLUMNS))])
        )
        rows.append(HeatRow(f.prose(nodes[0].title), str(len(reached)), tuple(cells)))
    return tuple(rows)


def _cell(text: str, share: float) -> Cell:
    return Cell(text, min(4, math.ceil(5 * share) - 1) if share > 0 else 0)


def _attainments(nodes: Sequence[Node]) -> list[float]:
    found = (f.clean(node.attainment) for node in nodes)
    return sorted(value for value in found if value is not None)


def _gaps(records: Sequence[Assessment]) -> tuple[GapRow, ...]:
    rows = []
    for leaves in zip(*(r.leaves for r in records), strict=True):
        missing = [value for leaf in leaves if (value := f.clean(leaf.points_missing)) is not None]
        if len(missing) < LEAST:
            continue
        n_short = sum(value >= LEAST_SHOWN for value in missing)
        few = tells_of_few(n_short, len(missing))
        share = 0.0 if few else n_short / len(missing)
        mean = math.fsum(sorted(missing)) / len(missing)
        rows.append(
            (mean, GapRow(f.prose(leaves[0].title), f.NONE if few else f.share(share), share, f.points(mean)))
        )
    rows.sort(key=lambda row: (-round(row[0], 9), row[1].title))
    return tuple(row for _, row in rows[:MOST_GAPS])


def _groups(records: Sequence[Assessment]) -> tuple[list[tuple[str, list[Assessment]]], str]:
    """The groups that can be shown, largest first, and what is said of the others."""
    members: dict[str, list[Assessment]] = defaultdict(list)
    for record in records:
        members[record.profile.cohort or ""].append(record)
    if len(members) < 2:  # noqa: PLR2004 — one group is the whole
        return [], ""
    ordered = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    shown = [(name, inside) for name, inside in ordered if name and len(inside) >= LEAST]
    while shown and 0 < (n_hidden := len(records) - sum(len(inside) for _, inside in shown)) < LEAST:
        shown.pop()
    n_hidden = len(records) - sum(len(inside) for _, inside in shown)
    hidden = (
        f"{n_hidden} people are in groups that are too small to be shown, or in none; groups are shown from "
        f"{LEAST} people on, and only if as many remain beside them."
        if n_hidden
        else ""
    )
    return [(f.plain(name), inside) for name, inside in shown], hidden


def _means(title: str, records: Sequence[Assessment]) -> HeatRow:
    cells = []
    for nodes in zip(*(r.criteria for r in records), strict=True):
        reached = _attainments(nodes)
        if len(reached) < LEAST:
            cells.append(Cell(f.NONE, 0))
            continue
        mean = math.fsum(reached) / len(reached)
        cells.append(_cell(f.share(mean), mean))
    return HeatRow(title, str(len(records)), tuple(cells))


def _versions(records: Sequence[Assessment]) -> tuple[str, ...]:
    framework = records[0].framework
    engines = sorted({f.plain(r.engine_version) for r in records})
    questions = sorted({f.plain(r.questions.digest[:12]) for r in records})
    return (
        f"readiness {', '.join(engines)}",
        f"weights {f.plain(framework.id)} {f.plain(framework.version)} ({f.plain(framework.digest[:12])})",
        f"questions {', '.join(questions)}",
    )
