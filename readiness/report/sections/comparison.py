"""What changed between two assessments: sentences, and rows whose shown points add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.report.sections.change_reasons import INFERRED, reweighed, why
from readiness.report.standing import LEAST_SHOWN

if TYPE_CHECKING:
    from readiness.record.comparison import Comparison, Side

__all__ = ["change_in_a_line", "change_sentence", "changes", "comparison_blocks"]

MOST_CHANGES = 8
"""So many of the largest changes are shown where a comparison stands alone, unless details are asked for."""


class _Change(NamedTuple):
    """Something that changed the score: its points, exact, and why."""

    title: str
    why: str
    value: float


Rows: TypeAlias = tuple[tuple[str, str, str], ...]
"""What changed, its points as text, and why."""


def change_sentence(found: Comparison) -> str:
    """From which score to which, and since when."""
    old, new = found.old, found.new
    if found.change is None or old.score is None or new.score is None:
        return "One of the two has no score to compare."
    return (
        f"From {_side(old)} to {_side(new)} points: {f.signed(_total(found))} since {f.day(old.assessed_at)}."
    )


def change_in_a_line(found: Comparison) -> str:
    """The same beside today's score, which needs no saying."""
    if found.change is None or found.old.score is None or found.new.score is None:
        return change_sentence(found)
    return f"{f.signed(_total(found))} since {f.day(found.old.assessed_at)}, from {_side(found.old)} points."


def _side(side: Side) -> str:
    return f"{f.points(side.score)} ({f.points(side.low)} to {f.points(side.high)})"


def _total(found: Comparison) -> int:
    return round(10 * (found.new.score or 0.0)) - round(10 * (found.old.score or 0.0))


def comparison_blocks(found: Comparison, *, detail: bool = False) -> list[Block]:
    """A comparison that stands alone, with both dates, and both names where they differ."""
    old, new = found.old, found.new
    first, then = f.day(old.assessed_at), f.day(new.assessed_at)
    if first == then:
        first, then = (
            f"{f.day(side.assessed_at)}, {f.plain(side.assessed_at[11:16])}" for side in (old, new)
        )
    blocks: list[Block] = [Heading(f"From {first} to {then}", 1)]
    if old.name != new.name:
        blocks.append(Para(f"Two names: {f.prose(old.name or 'none')} and {f.prose(new.name or 'none')}."))
    *body, verdict = changes(found, most=None if detail else MOST_CHANGES, level=2)
    return [*blocks, *body, Heading("Verdict, and how sure the change is"), verdict]


def changes(found: Comparison, *, most: int | None, level: int = 3) -> list[Block]:
    """What changed and whose doing it was; the last block is how sure the change is.

    Of the leaves that changed every one, or so many and the rest in one row.
    """
    blocks: list[Block] = []
    parts: tuple[str, ...] = ()
    tables: tuple[tuple[str, Rows], ...] = ()
    note, person = "", 0
    split: tuple[str, ...] = ()
    if found.change is not None:
        total = _total(found)
        if found.person is None or found.framework is None:
            note = "How much of it you did cannot be said: nothing of the older profile can be scored today."
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
                note = "Measured with today's framework, since that of the newer report is not available."
            parts = _parts(found, person)
            tables = (
                ("Where your points changed", _shown(_by_person(found), person, most)),
                ("What new weights or questions changed", _shown(_by_yardstick(found), framework, most)),
            )
    blocks.append(Para(f"{change_sentence(found)} {note}".strip()))
    if split:
        blocks.append(Bullets(split))
    if parts:
        several = len(parts) > 1
        blocks += [*([Heading("You, or your memory", level)] if several else []), Bullets(parts)]
    columns = (Column("skill or fact"), Column("points", right=True, narrow="points"), Column("why"))
    for title, rows in tables:
        if rows:
            blocks += [Heading(title, level), Table(columns, rows)]
    was, is_ = found.old.verdict, found.new.verdict
    verdict = f"Verdict: {f.prose(was)}, {'as before' if is_ == was else f'now {f.prose(is_)}'}."
    return [*blocks, *map(Para, _answered(found)), Para(f"{verdict} {_evidence(found, person)}")]


def _parts(found: Comparison, person: int) -> tuple[str, ...]:
    """What changed in the person and what may be memory; where points stand, they add up to the person's."""
    exact = [part.points for part in found.parts if part.points is not None]
    if len(exact) < len(found.parts):
        return tuple(f.prose(part.sentence) for part in found.parts)
    figures = f.apportion(exact, person / 10)
    return tuple(
        f"{f.signed(figure)}: {f.prose(part.sentence)}"
        for part, figure in zip(found.parts, figures, strict=True)
    )


def _shown(rows: list[_Change], total: int, most: int | None) -> Rows:
    """The rows with points that add up to the total, whatever `most` is; the smallest together in one."""
    figures = f.apportion([row.value for row in rows], total / 10)
    small = [k for k, row in enumerate(rows) if abs(row.value) < LEAST_SHOWN]
    why = "each less than 0.1"
    if most is not None and len(rows) - len(small) > most:
        large = [k for k in range(len(rows)) if k not in small]
        small, why = sorted([*small, *large[most:]]), "the rest together"
    alone = [k for k in range(len(rows)) if len(small) == 1 or k not in small]
    rest = [(f"{len(small)} others", f.signed(sum(figures[k] for k in small)), why)] if small[1:] else []
    return (*((rows[k].title, f.signed(figures[k]), rows[k].why) for k in alone), *rest)


def _answered(found: Comparison) -> list[str]:
    gone = found.no_longer_answered.items()
    lists = (
        ("Answered for the first time", found.newly_answered.values()),
        ("No longer answered", [title for name, title in gone if name not in found.no_longer_apply]),
        ("Now said not to apply", found.no_longer_apply.values()),
        ("Left out, since today's framework does not know it", found.unknown),
    )
    return [f"{label}: {', '.join(map(f.prose, names))}." for label, names in lists if names]


def _by_person(found: Comparison) -> list[_Change]:
    """What the person changed, largest first, then what that shed light on; the rows add up to their part."""
    rows = [
        _Change(f.prose(change.title), why(change, found.titles), change.points)
        for change in found.person_changes
    ]
    if abs(found.answered_points) >= LEAST_SHOWN:
        rows.append(_Change("Applies or not", "other skills apply than before", found.answered_points))
    return sorted(rows, key=lambda row: (row.why == INFERRED, -abs(row.value)))


def _by_yardstick(found: Comparison) -> list[_Change]:
    """What the yardstick changed, largest first; it adds up to the framework's part."""
    return [
        _Change(f.prose(change.title), reweighed(change), change.points) for change in found.framework_changes
    ]


def _evidence(found: Comparison, middle: int) -> str:
    """Whether the change is more than chance; ``middle``: the person's part as it is shown above."""
    if found.evidence is None:
        return "One of the two has no estimate, so how sure the change is cannot be said."
    reach = round(10 * (found.evidence.high - found.evidence.change))
    low, high = f.signed(middle - reach), f.signed(middle + reach)
    more, can = ("more", "") if found.evidence.larger else ("no more", "can ")
    return (
        f"What the evidence supports changed by {f.signed(middle)} points, "
        f"{f.share(found.evidence.level)} interval {low} to {high}: {more} than two such "
        f"measurements {can}differ by chance."
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
