"""What stands around the score: how sure it is, the field, and where each figure comes from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.context_shapes import (
    Alternative,
    Career,
    Fact,
    Industry,
    Insight,
    Question,
    Robustness,
    ShareRow,
    Source,
    Sureness,
)
from readiness.report.rows import BASIS

if TYPE_CHECKING:
    from readiness.record import Assessment, RobustnessNote

__all__ = ["CAREERS_NOTE", "facts", "industries", "insights", "sources", "sources_note", "sureness"]

CAREERS_NOTE = (
    "The paths are the source's; which skills each leans on is an assumption. "
    "The percentage says how much of those skills is there already."
)


def sureness(record: Assessment) -> Sureness:
    """How far the score can be trusted."""
    titles = {leaf.id: f.prose(leaf.title) for leaf in record.leaves}
    verdict = record.verdict.band != "no-verdict"
    checked = record.estimate is not None and record.estimate.n_answers > 0
    return Sureness(
        estimate=f.prose(record.estimate.sentence) if record.estimate else "",
        leniency=f.prose(record.leniency.sentence) if record.leniency and checked else "",
        robustness=_robustness(record, record.robustness, titles) if record.robustness and verdict else None,
        questions=tuple(
            Question(f.prose(note.ask), ", ".join(titles.get(name, f.plain(name)) for name in note.touches))
            for note in record.consistency
        ),
    )


def _robustness(record: Assessment, note: RobustnessNote, titles: dict[str, str]) -> Robustness:
    bands = {
        s.id.removeprefix("band."): (f.prose(s.title), s.value)
        for s in record.provenance
        if s.id.startswith("band.")
    }
    starts = [start for _, start in bands.values() if isinstance(start, float)]
    low, high = f.score(note.score_low), f.score(note.score_high)
    drivers = [d for d in note.drivers if d.index > f.NEAR]
    return Robustness(
        sentence=f.prose(note.sentence),
        range=f"In 90 % of {note.draws:,} weightings the score lies between {low} and {high}.",
        bands=tuple(
            ShareRow(bands.get(name, (f.plain(name), 0))[0], f.share(share), share)
            for name, share in note.bands.items()
        ),
        largest_gaps=tuple(
            ShareRow(titles.get(gap.id, f.plain(gap.id)), f.share(gap.share), gap.share)
            for gap in note.largest_gaps
        ),
        drivers=tuple(ShareRow(f.prose(d.title), f.share(d.index), d.index) for d in drivers),
        alternatives=tuple(
            Alternative(
                f.prose(other.title),
                f.score(other.score, starts),
                other.score,
                bands.get(other.band, (f.plain(other.band), 0))[0],
            )
            for other in note.alternatives
        ),
    )


def insights(record: Assessment) -> tuple[Insight, ...]:
    """The misconceptions that may apply, each once, with all that was noticed about it."""
    found: dict[int, Insight] = {}
    for note in record.insights:
        before = found.get(note.misconception)
        sentences = (*(before.sentences if before else ()), f.prose(note.sentence))
        found[note.misconception] = Insight(
            note.misconception, f.prose(note.title), f.prose(note.correction), sentences
        )
    return tuple(found.values())


def industries(record: Assessment) -> tuple[Industry, ...]:
    """Paths by industry, the industry with the best fit first."""
    found: dict[str, list[Career]] = defaultdict(list)
    for career in record.careers:
        found[f.prose(career.industry)].append(
            Career(
                role=f.prose(career.role),
                fit=f.share(career.fit),
                fit_value=career.fit,
                strongest=f.prose(career.strongest),
                weakest=f.prose(career.weakest),
                leans_on=", ".join(f.prose(name) for name in career.leans_on),
                rationale=f.prose(career.rationale),
            )
        )
    return tuple(Industry(title, tuple(careers)) for title, careers in found.items())


def facts(record: Assessment) -> tuple[Fact, ...]:
    """Where the person stands among entrants, and the pay in the chosen city."""
    found = [Fact(f.prose(standing.sentence), BASIS[standing.basis]) for standing in record.standing]
    pay = record.salary
    if pay is not None:
        text = f"Entry-level pay in {f.prose(pay.city)}: {pay.low:,} to {pay.high:,} US dollars a year."
        found.append(Fact(text, BASIS[pay.basis]))
    return tuple(found)


def sources(record: Assessment) -> tuple[Source, ...]:
    """Every figure behind the score, in the framework's order."""
    return tuple(
        Source(
            id=f.plain(source.id),
            title=f.prose(source.title),
            value=f.prose(source.value) if isinstance(source.value, str) else f.number(source.value),
            unit=f.prose(source.unit),
            basis=BASIS[source.basis],
            assumed=source.basis == "assumption",
            note=f.prose(source.note),
        )
        for source in record.provenance
    )


def sources_note(record: Assessment) -> str:
    """How many figures are the source's and how many are assumed."""
    n_assumed = sum(source.basis == "assumption" for source in record.provenance)
    n_source = len(record.provenance) - n_assumed
    return (
        f"{n_source} of {len(record.provenance)} figures behind the score come from the source, "
        f"“{f.prose(record.framework.source)}”; {n_assumed} are assumptions, each with its reason."
    )
