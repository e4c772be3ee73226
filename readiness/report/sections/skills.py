"""Every skill and fact against what is asked: given, likely, missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Dots, Para, Section, Table
from readiness.report.points import shown_points
from readiness.report.standing import (
    LEAST_SHOWN,
    LEVELS,
    STATES,
    how_sure,
    likely,
    ranked,
    state_of,
    words_of,
)
from readiness.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readiness.record import Assessment, Leaf

__all__ = ["gaps", "levels", "skills"]

N_GAPS = 8
_DOUBTED = 0.75
"""From so many levels of difference on, the likely level beside a rating needs a word."""


def gaps(record: Assessment) -> Section | None:
    """What is missing, most points first, and the names of everything else."""
    if record.score is None:
        return None
    open_ = [leaf for leaf in ranked(record) if _is_gap(leaf)]
    points = shown_points(record).leaves
    open_.sort(
        key=lambda leaf: (
            leaf.id not in record.verdict.blocked_by,
            -points[leaf.id].missing,  # as shown, so that the column falls
            -(leaf.points_missing or 0.0),
        )
    )
    shown, smaller = open_[:N_GAPS], open_[N_GAPS:]
    first = (
        "must-haves that stand in the way first, then most points"
        if record.verdict.blocked_by
        else "most points first"
    )
    blocks: list[Block] = [
        _short(record, shown) if shown else Para("Nothing that was answered is below what the role asks for.")
    ]
    blocks += [Para(note) for note in (*_held_back(record, open_), *_doubted(shown))]
    if smaller:
        blocks.append(Para(f"Smaller: {_names(smaller)}."))
    named = {leaf.id for leaf in open_}
    for state in STATES:
        rest = [leaf for leaf in ranked(record) if leaf.id not in named and state_of(leaf) == state]
        label = "Not sure yet" if state == "unsure" else state.capitalize()
        if rest:
            blocks.append(Para(f"{label}: {_names(rest)}."))
    return Section("gaps", f"What is missing, {first}", tuple(blocks))


def _held_back(record: Assessment, leaves: Sequence[Leaf]) -> Iterator[str]:
    """Why a level that is high enough does not count in full."""
    above = next((source.value for source in record.provenance if source.id == "above-base"), 1.0)
    most = counted(float(above), "level")
    for base in dict.fromkeys(leaf.held_back_by for leaf in leaves if leaf.held_back_by):
        names = [f.prose(leaf.title) for leaf in leaves if leaf.held_back_by == base]
        verb, build = ("counts", "it builds") if len(names) == 1 else ("count", "they build")
        yield f"{listed(names)} {verb} at most {most} above {f.prose(base)}, which {build} on."


def _doubted(leaves: Sequence[Leaf]) -> Iterator[str]:
    """Why ratings stand so far above the likely level."""
    whys = {
        False: "your other answers point lower, and a rating that nobody checked does not outweigh them",
        True: "the answers to checks point lower",
    }
    for is_checked, why in whys.items():
        names = [
            f.prose(leaf.title)
            for leaf in leaves
            if leaf.measured is not None
            and isinstance(leaf.answer, (int, float))
            and leaf.answer - leaf.measured.level >= _DOUBTED
            and bool(leaf.measured.n_answers) == is_checked
        ]
        if names:
            yield f"Likely below the rating: {listed(names)}; {why}."


def _is_gap(leaf: Leaf) -> bool:
    known = state_of(leaf) not in {"not answered", "does not apply"}
    return known and (f.clean(leaf.points_missing) or 0.0) >= LEAST_SHOWN


def _names(leaves: Sequence[Leaf]) -> str:
    return ", ".join(f.prose(leaf.title) for leaf in leaves)


def _short(record: Assessment, leaves: Sequence[Leaf]) -> Table:
    words, points = words_of(record), shown_points(record).leaves
    columns = (
        Column("skill or fact"),
        Column("you", narrow="you"),
        Column("likely", right=True, narrow="likely level"),
        Column("asked", narrow="asked"),
        Column("missing", right=True, narrow="missing"),
        Column("how sure"),
    )
    rows = tuple(
        (
            f"{f.prose(leaf.title)}{_must(leaf)}",
            words.answer(leaf),
            f"{leaf.measured.level:.1f}" if leaf.measured else "",
            words.bar(leaf),
            f.tenths(points[leaf.id].missing),
            how_sure(leaf),
        )
        for leaf in leaves
    )
    return Table(columns, rows)


def _must(leaf: Leaf) -> str:
    return " (must-have)" if leaf.must_have is not None else ""


def skills(record: Assessment) -> Section:
    """All of them, the likely gaps first, each with its drawing on a page."""
    words, points = words_of(record), shown_points(record).leaves
    leaves = ranked(record)
    columns = (
        Column("skill or fact"),
        Column("you", narrow="you"),
        Column("likely level", narrow="likely level"),
        Column("asked", narrow="asked"),
        Column("points", right=True, narrow="points"),
        Column("level +1", right=True, narrow="one level more"),
        Column("stands"),
    )
    rows = tuple(
        (
            f"{f.prose(leaf.title)}{_must(leaf)}",
            words.answer(leaf),
            likely(leaf),
            words.bar(leaf),
            points[leaf.id].text() if leaf.attainment is not None else f.NONE,
            _more(leaf),
            how_sure(leaf),
        )
        for leaf in leaves
    )
    found = {state_of(leaf) for leaf in leaves}
    meant = " ".join(
        f"{state.capitalize()}: {text.lower()}" for state, text in STATES.items() if state in found
    )
    note = (
        "Points are what each adds to the score, of what it could add; “level +1” is what one level more "
        "would gain, as far as the role asks. “Likely level” is what all evidence together says, with its "
        f"range. {meant}"
    )
    table = Table(columns, rows, tuple(_dots(leaf) for leaf in leaves))
    return Section("skills", "You against what is asked", (Para(note), table), printed=True)


def _more(leaf: Leaf) -> str:
    gain = f.clean(leaf.gain_next_level)
    return f"+{f.points(gain)}" if gain is not None and gain >= LEAST_SHOWN else ""


def _dots(leaf: Leaf) -> Dots | None:
    found = leaf.measured
    if found is None or not leaf.is_rated or isinstance(leaf.bar, str):
        return None
    stated = float(leaf.answer) if isinstance(leaf.answer, (int, float)) else None
    return Dots(stated, found.level, found.low, found.high, float(leaf.bar), f.prose(leaf.reason))


def levels() -> Section:
    """What the levels mean."""
    return Section("levels", "What the levels mean", (Bullets(tuple(f"{n}: {text}" for n, text in LEVELS)),))
