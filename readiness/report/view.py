"""The one place that orders, rounds and words: a record becomes what every report says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from readiness.report import context, rows
from readiness.report import figures as f
from readiness.report.context_shapes import Footer, Level, Version
from readiness.report.next_steps import next_steps
from readiness.report.shapes import Band, Header, Headline, Interval, View
from readiness.words import listed

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.plan import Plan

__all__ = ["LEVELS", "brief", "view"]

LEVELS = (
    Level(0, "not yet"),
    Level(1, "follows a tutorial"),
    Level(2, "does it with help"),
    Level(3, "does it alone, on real data"),
    Level(4, "designs it and guides others"),
)
"""What a level means, the same for every skill."""

CAVEATS = (
    "This is a learning aid, made from your own answers.",
    "It is no hiring decision and no forecast of one: it sees no interview, no code and no person.",
    "Many different ways lead to the same total, and nobody needs every point.",
    "It counts what one document names, with weights that are partly assumed; each has its reason.",
)


LEAST_CHANCE = 0.01
"""Smaller chances of the top band are left out: the verdict says it, and more kindly."""


def view(record: Assessment, plan: Plan | None = None) -> View:
    """What a report says about this record, ready to print; its steps are the plan's where there is one."""
    shown = rows.contributions(record)
    leaves = rows.leaves(record, shown["leaf"])
    return View(
        header=_header(record),
        headline=_headline(record),
        total=f.points(f.clean(record.score)),
        dimensions=rows.dimensions(record, shown["dimension"]),
        criteria=rows.criteria(record, shown["criterion"]),
        leaves=leaves,
        groups=rows.groups(leaves),
        gaps=rows.gaps(leaves),
        steps=next_steps(record, plan),
        sureness=context.sureness(record),
        insights=context.insights(record),
        industries=context.industries(record),
        careers_note=context.CAREERS_NOTE if record.careers else "",
        facts=context.facts(record),
        context_note="Context from the source; nothing here enters the score.",
        sources=context.sources(record),
        sources_note=context.sources_note(record),
        levels=LEVELS,
        caveats=CAVEATS,
        footer=_footer(record),
    )


def brief(record: Assessment) -> tuple[Header, Headline]:
    """When the record was made and what it came to, without the rest of the view."""
    return _header(record), _headline(record)


def _header(record: Assessment) -> Header:
    name = f.plain(record.profile.name or "")
    when = datetime.fromisoformat(record.assessed_at)
    return Header(
        title=f"Readiness report for {name}" if name else "Your readiness report",
        name=name,
        role=f.prose(record.framework.title),
        date=f.day(record.assessed_at),
        iso_date=when.date().isoformat(),
    )


def _headline(record: Assessment) -> Headline:
    bands = tuple(
        Band(source.id.removeprefix("band."), f.prose(source.title), f.number(source.value), source.value)
        for source in record.provenance
        if source.id.startswith("band.") and isinstance(source.value, float)
    )
    value = f.clean(record.score)
    text = f.score(value, [band.start_value for band in bands])
    return Headline(
        verdict=f.prose(record.verdict.title),
        sentence=f.prose(record.verdict.sentence),
        score=text,
        score_value=value,
        score_sentence=_score_sentence(record, text),
        basis=_basis(record, bands),
        interval=_interval(record),
        coverage=f"{f.share(record.coverage)} of what counts was answered.",
        coverage_value=record.coverage,
        bounds=_bounds(record),
        bounds_low_value=record.bounds.low,
        bounds_high_value=record.bounds.high,
        chance=_chance(record, bands),
        threshold=f"“{bands[-1].title}” begins at {bands[-1].start_text}." if bands else "",
        threshold_value=record.verdict.threshold,
        bands=bands,
        band_id=record.verdict.band,
        blocked=_blocked(record),
        blocked_titles=tuple(
            f.prose(leaf.title) for leaf in record.leaves if leaf.id in record.verdict.blocked_by
        ),
    )


def _score_sentence(record: Assessment, text: str) -> str:
    if f.clean(record.score) is None:
        return "No score yet: nothing was answered."
    if record.verdict.band == "no-verdict":
        return f"{text} of 100 points on the {f.share(record.coverage)} that was answered"
    return f"{text} of 100 points"


def _interval(record: Assessment) -> Interval | None:
    estimate = record.estimate
    if estimate is None:
        return None
    low, high, mean = (f.score(value) for value in (estimate.low, estimate.high, estimate.mean))
    return Interval(
        text=f"{f.share(estimate.level)} interval: {low} to {high}, best estimate {mean}.",
        low_text=low,
        high_text=high,
        mean_text=mean,
        low_value=estimate.low,
        high_value=estimate.high,
        mean_value=estimate.mean,
    )


def _basis(record: Assessment, bands: tuple[Band, ...]) -> str:
    """What the score rests on, and how it goes with the estimate."""
    estimate, value = record.estimate, f.clean(record.score)
    starts = [band.start_value for band in bands]
    if value is None:
        return "Rate a few skills and the score appears: `readiness quiz` asks for them one by one."
    if estimate is None:
        return "No skill was rated, so there is no estimate of how sure this number is."
    mean, low, high = (f.score(number) for number in (estimate.mean, estimate.low, estimate.high))
    if estimate.n_answers == 0:
        return (
            f"{f.score(value, starts)} is what your own ratings add up to. From ratings alone a fair "
            f"guess is {mean}, and with a chance of {f.share(estimate.level)} the figure is between {low} "
            f"and {high}."
        )
    stated = f.clean(record.stated.score)
    checks = f"{estimate.n_answers} check{'' if estimate.n_answers == 1 else 's'}"
    own = f" Your ratings alone add up to {f.score(stated, starts)}." if stated is not None else ""
    return (
        f"Measured with {checks}: with a chance of {f.share(estimate.level)} the figure is between {low} "
        f"and {high}.{own}"
    )


def _bounds(record: Assessment) -> str:
    if record.coverage >= 1 - f.NEAR or f.clean(record.score) is None:
        return ""
    low, high = f.score(record.bounds.low), f.score(record.bounds.high)
    return (
        f"If all that is unanswered counted as nothing, the score would be {low}; "
        f"if it were all there, {high}."
    )


def _chance(record: Assessment, bands: tuple[Band, ...]) -> str:
    """The chance of the top band, where there is one worth telling."""
    if record.estimate is None or not bands or record.verdict.band == "no-verdict":
        return ""
    if record.estimate.p_ready < LEAST_CHANCE or not record.questions.can_check:
        return ""
    chance, top = f.share(record.estimate.p_ready), bands[-1]
    if record.estimate.n_answers:
        return f"Chance of being at “{top.title}” today: {chance}."
    if record.verdict.band == top.id:
        return f"If every skill were checked, the chance that this verdict holds is {chance}."
    return f"If every skill were checked, the chance of “{top.title}” is {chance}."


def _blocked(record: Assessment) -> str:
    leaves = [leaf for leaf in record.leaves if leaf.id in record.verdict.blocked_by]
    below = [f.prose(leaf.title) for leaf in leaves if f.clean(leaf.attainment) is not None]
    unanswered = [f.prose(leaf.title) for leaf in leaves if f.clean(leaf.attainment) is None]
    sentences = []
    if below:
        sentences.append(f"Must-haves still below their floor: {listed(below)}.")
    if unanswered and f.clean(record.score) is not None:
        sentences.append(f"Must-haves not answered yet: {listed(unanswered)}.")
    return " ".join(sentences)


def _footer(record: Assessment) -> Footer:
    framework, questions = record.framework, record.questions
    versions = [
        f"readiness {f.plain(record.engine_version)}, report {record.schema_version}, seed {record.seed}",
        f"weights {f.plain(framework.id)} {f.plain(framework.version)} ({f.plain(framework.digest[:12])})",
        f"questions {f.plain(questions.digest[:12])}",
    ]
    if questions.items:
        versions.append(f"checks {f.plain(questions.items[:12])}")
    verify = (
        "Every number can be recomputed: save the report as JSON, then run `readiness verify REPORT.json`."
    )
    return Footer(tuple(versions), _parts(record), verify)


def _parts(record: Assessment) -> tuple[Version, ...]:
    framework, questions = record.framework, record.questions
    found = [
        Version("program", f"readiness {f.plain(record.engine_version)}", ""),
        Version("report format", f"{record.schema_version}, seed {record.seed}", ""),
        Version(
            "weights", f"{f.plain(framework.id)} {f.plain(framework.version)}", f.plain(framework.digest)
        ),
        Version("questions", "", f.plain(questions.digest)),
    ]
    return (*found, Version("checks", "", f.plain(questions.items))) if questions.items else tuple(found)
