"""How far to trust the score: evidence, leniency, doubts, other weights and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.wording import VERDICT_TITLES, reached_band
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.record import Assessment, RobustnessNote

__all__ = ["sureness"]


def sureness(record: Assessment, *, detail: bool) -> Section | None:
    """How sure the score is."""
    robust = record.robustness if record.verdict.band != "no-verdict" else None
    texts = [f.prose(record.estimate.sentence)] if record.estimate else []
    if record.leniency and record.estimate and record.estimate.n_answers:
        texts.append(f.prose(record.leniency.sentence))
    if robust:
        low, high = f.points(robust.score_low), f.points(robust.score_high)
        texts.append(
            f"{f.prose(robust.sentence)} In 90 % of {robust.draws:,} weightings the score lies between "
            f"{low} and {high}."
        )
    blocks: list[Block] = [Para(text) for text in texts]
    if record.consistency:
        blocks.append(Para("Worth a second look, because such answers seldom go together:"))
        blocks.append(Bullets(tuple(f.prose(note.ask) for note in record.consistency)))
    if detail and robust:
        blocks += _other_weights(record, robust)
    return Section("sure", "How sure this is", tuple(blocks)) if blocks else None


def _other_weights(record: Assessment, note: RobustnessNote) -> Iterator[Block]:
    titles = {leaf.id: f.prose(leaf.title) for leaf in record.leaves}
    of = Column("of the weightings", right=True, narrow="of the weightings")
    names = [_verdict(record, name) for name in note.bands]
    yield Heading("How often each verdict comes out", 3)
    yield Table((Column("verdict"), of), tuple(zip(names, f.shares(list(note.bands.values())), strict=True)))
    if note.largest_gaps:
        yield Heading("How often each is the largest gap", 3)
        gaps = tuple((titles.get(gap.id, f.plain(gap.id)), f.share(gap.share)) for gap in note.largest_gaps)
        yield Table((Column("skill or fact"), of), gaps)
    drivers = [driver for driver in note.drivers if driver.index > f.NEAR]
    if drivers:
        yield Heading("What moves the score when the weights move", 3)
        heads = (Column("what"), Column("share of the movement", right=True, narrow="share"))
        yield Table(heads, tuple((f.prose(driver.title), f.share(driver.index)) for driver in drivers))
    yield Heading("The score under other rules", 3)
    columns = (Column("rule"), Column("score", right=True, narrow="score"), Column("verdict"))
    rows = tuple((f.prose(a.title), f.points(a.score), _verdict(record, a.band)) for a in note.alternatives)
    yield Table(columns, rows)


def _verdict(record: Assessment, band: str) -> str:
    """The title of a verdict that other weights or rules give, which check as little as its own did."""
    reached = reached_band(band, checked=record.verdict.checked)
    return VERDICT_TITLES.get(reached, f.plain(reached))
