"""What moved since last time: a comparison as sentences and rows whose shown points add up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Moment, Para, Section, Table, Timeline
from readiness.report.standing import LEAST_SHOWN, score_text

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison, Move, Shift, Side
    from readiness.report.formats import Past

__all__ = ["change_sentence", "moved", "past_on_page", "since"]

MOST_MOMENTS = 12
"""So many assessments are shown; with more the latest."""


class _Moved(NamedTuple):
    """Something that moved the score: its points, exact, and why."""

    title: str
    why: str
    value: float


Rows: TypeAlias = tuple[tuple[str, str, str], ...]
"""What moved, its points as text, and why."""


def since(comparison: Comparison | None, *, most: int | None) -> Section | None:
    """What moved since last time, where there is a last time."""
    if comparison is None:
        return None
    return Section("past", "Since last time", tuple(moved(comparison, most=most)))


def past_on_page(record: Assessment, past: Past) -> Section | None:
    """The same with the scores over time, oldest first."""
    if not past.earlier and past.comparison is None:
        return None
    every = [*past.earlier, record]
    shown = every[-MOST_MOMENTS:]
    blocks: list[Block] = moved(past.comparison, most=None) if past.comparison else []
    columns = (Column("date"), Column("score"), Column("verdict"))
    rows = tuple((f.day(r.assessed_at), score_text(r), f.prose(r.verdict.title)) for r in shown)
    blocks += [Heading("The score over time", 3)]
    if len(shown) > 1:
        moments = tuple(
            Moment(
                r.assessed_at, f.day(r.assessed_at), score_text(r), r.score, r.estimate.low, r.estimate.high
            )
            for r in shown
            if r.score is not None and r.estimate is not None
        )
        blocks.append(Timeline(moments, record.verdict.threshold))
    blocks.append(Table(columns, rows))
    if len(shown) < len(every):
        blocks.append(Para(f"The latest {len(shown)} of {len(every)} assessments."))
    return Section("past", "Since last time", tuple(blocks))


def change_sentence(found: Comparison) -> str:
    """From which score to which, and since when."""
    old, new = found.old, found.new
    if found.change is None or old.score is None or new.score is None:
        return "Too little was answered in one of the two to compare the scores."
    return (
        f"From {_side(old)} to {_side(new)} points: {f.signed(_total(found))} since {f.day(old.assessed_at)}."
    )


def _side(side: Side) -> str:
    return f"{f.points(side.score)} ({f.points(side.low)} to {f.points(side.high)})"


def _total(found: Comparison) -> int:
    return round(10 * (found.new.score or 0.0)) - round(10 * (found.old.score or 0.0))


def moved(found: Comparison, *, most: int | None, level: int = 3) -> list[Block]:
    """What moved and whose doing it was; the last block is how sure the change is.

    Of the leaves that moved every one, or so many and the rest in one row.
    """
    blocks: list[Block] = []
    moves: Rows = ()
    shifts: Rows = ()
    note = ""
    split: tuple[str, ...] = ()
    if found.change is not None:
        total = _total(found)
        if found.person is None or found.framework is None:
            note = "What is whose doing cannot be said: nothing of the older profile can be scored today."
        else:
            person, framework = f.apportion([found.person, found.framework], total / 10)
            if found.reference == "same":
                note = "All of it by what you answered: weights and questions are the same."
            else:
                split = (
                    f"{f.signed(person)} by what you answered",
                    f"{f.signed(framework)} by a new framework, questions or program: {_versions(found)}",
                )
            if found.reference == "today":
                note = "By the yardstick of today's framework: the one of the newer report is not at hand."
            moves = _shown(_moves(found), person, most)
            shifts = _shown(_shifts(found), framework, most)
    blocks.append(Para(f"{change_sentence(found)} {note}".strip()))
    if split:
        blocks.append(Bullets(split))
    columns = (Column("skill or fact"), Column("points", right=True, narrow="points"), Column("why"))
    for title, rows in (("What you moved", moves), ("What new weights or questions moved", shifts)):
        if rows:
            blocks += [Heading(title, level), Table(columns, rows)]
    verdict = f"Verdict: {f.prose(found.old.verdict)}, now {f.prose(found.new.verdict)}."
    return [*blocks, *map(Para, _answered(found)), Para(f"{verdict} {_evidence(found)}")]


def _shown(rows: list[_Moved], total: int, most: int | None) -> Rows:
    """The rows with points that add up to the total, the smallest together in one."""
    small = [row for row in rows if abs(row.value) < LEAST_SHOWN]
    why = "each less than 0.1"
    if most is not None and len(rows) - len(small) > most:
        small, why = rows[most:], "each less"
    if len(small) > 1:
        rest = _Moved(f"{len(small)} others", why, math.fsum(row.value for row in small))
        rows = [*(row for row in rows if row not in small), rest]
    figures = f.apportion([row.value for row in rows], total / 10)
    return tuple((row.title, f.signed(figure), row.why) for row, figure in zip(rows, figures, strict=True))


def _answered(found: Comparison) -> list[str]:
    lists = (
        ("Answered for the first time", found.newly_answered.values()),
        ("No longer answered", found.no_longer_answered.values()),
        ("Left out, since the yardstick does not know it", found.unknown),
    )
    return [f"{label}: {', '.join(map(f.prose, names))}." for label, names in lists if names]


def _moves(found: Comparison) -> list[_Moved]:
    """What the person moved, largest first, then what that shed light on; it adds up to the person's part."""
    found_moves = [_Moved(f.prose(move.title), _why(move), move.points) for move in found.moves]
    if abs(found.answered_points) >= LEAST_SHOWN:
        found_moves.append(_Moved("Applies or not", "other skills apply than before", found.answered_points))
    return sorted(found_moves, key=lambda row: (row.why == _INFERRED, -abs(row.value)))


def _shifts(found: Comparison) -> list[_Moved]:
    """What the yardstick moved, largest first; it adds up to the framework's part."""
    return [_Moved(f.prose(shift.title), _reweighed(shift), shift.points) for shift in found.shifts]


_INFERRED = "nothing new here; other answers shed light on it"


def _why(move: Move) -> str:
    if move.cause == "source":
        return "the same level, from somebody else"
    if move.cause == "inferred":
        return _INFERRED
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


def _evidence(found: Comparison) -> str:
    """Whether the change is more than chance."""
    if found.evidence is None:
        return "One of the two has no estimate, so how sure the change is cannot be said."
    low, high, moved = (
        f.signed(round(10 * value))
        for value in (found.evidence.low, found.evidence.high, found.evidence.change)
    )
    verdict = (
        "more than two such measurements differ by chance"
        if found.evidence.larger
        else "no more than two such measurements can differ by chance"
    )
    return (
        f"What the evidence supports moved by {moved} points, {f.share(found.evidence.level)} interval "
        f"{low} to {high}: {verdict}."
    )


def _versions(found: Comparison) -> str:
    """What of the yardstick differs."""
    old, new = found.old, found.new
    one, other = (f.plain(f"{side.framework_id} {side.framework_version}") for side in (old, new))
    if old.framework_digest != new.framework_digest:
        return f"{one}, now {other}" if one != other else f"{one} with other content"
    if old.engine_version != new.engine_version:
        return f"program {f.plain(old.engine_version)}, now {f.plain(new.engine_version)}"
    return "other questions"


def _answer(answer: float | str | tuple[str, ...] | None) -> str:
    if answer is None:
        return "nothing"
    if isinstance(answer, tuple):
        return f.plain(", ".join(answer)) or "none"
    return f.plain(answer) if isinstance(answer, str) else f"{answer:g}"
