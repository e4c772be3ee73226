"""What the verdict rests on: how much was answered, at face value and at the extremes, and the must-haves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Column, Para, Section, Table

if TYPE_CHECKING:
    from readiness.record import Assessment, MustHave

__all__ = ["must_haves", "rests_on"]

_STATES = {"below": "likely below", "too-close": "too close", "met": "met"}


def rests_on(record: Assessment) -> Section | None:
    """What the score rests on, and each must-have with its floor, likely level and chance."""
    if record.score is None:
        return None
    blocks: list[Block] = [Para(" ".join(filter(None, (_answered(record), _stated(record)))))]
    if record.verdict.must_haves:
        blocks += [
            Para(
                "Nobody is ready while a must-have is below its least level. Its chance is the smaller of "
                "two: by its own rating and checks alone, and by everything that is known."
            ),
            must_haves(record),
        ]
    blocks += [Para(f.prose(note)) for note in record.questions.left_out]
    return Section("rests", "What the verdict rests on", tuple(blocks))


def _answered(record: Assessment) -> str:
    share = f"{f.share(record.coverage)} of what counts was answered."
    if record.coverage >= 1 - f.NEAR:
        return share
    low, high = f.points(record.bounds.low), f.points(record.bounds.high)
    return f"{share} If all the rest were nothing, the points would be {low}; if it were all there, {high}."


def _stated(record: Assessment) -> str:
    stated = f.clean(record.stated.score)
    if stated is None or abs(stated - (record.score or 0.0)) < 0.05:  # noqa: PLR2004 — would show alike
        return ""
    return f"By itself and at face value, what was answered would score {f.points(stated)} of 100."


def must_haves(record: Assessment) -> Table:
    """Each must-have with its floor, likely level, chance to reach the floor, and evidence."""
    columns = (
        Column("must-have"),
        Column("least level", right=True, narrow="least level"),
        Column("likely level", right=True, narrow="likely level"),
        Column("chance", right=True, narrow="chance"),
        Column("stands"),
        Column("rests on", narrow="by"),
    )
    verified = {leaf.id for leaf in record.leaves if leaf.source == "verified"}
    rows = tuple(
        (
            f.prose(must.title),
            f.number(must.floor),
            f"{must.level:.1f}",
            f.chance(must.chance),
            "below" if must.state == "below" and must.id in verified else _STATES[must.state],
            "verified" if must.id in verified else _evidence(must),
        )
        for must in record.verdict.must_haves
    )
    return Table(columns, rows)


def _evidence(must: MustHave) -> str:
    if must.n_answers:
        return f"{must.n_answers} check{'' if must.n_answers == 1 else 's'}"
    return "rating" if must.known else "nothing yet"
