"""How a leaf stands: its state, its answer, what is asked, and where figures come from, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness.framework import scale_named
from readiness.report import figures as f

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.framework.scales import Basis
    from readiness.record import Assessment, Leaf, Provenance

__all__ = [
    "BASIS",
    "LEAST_SHOWN",
    "LEVELS",
    "STATES",
    "Words",
    "by_basis",
    "how_sure",
    "interval",
    "likely",
    "mark_of",
    "marks_note",
    "ranked",
    "score_text",
    "state_of",
    "words_of",
]

State = Literal["likely gap", "unsure", "met", "not answered", "does not apply"]

STATES: dict[State, str] = {
    "likely gap": "Probably below what the role asks for.",
    "unsure": "May or may not be there; a rating alone cannot tell.",
    "met": "Probably at or above what the role asks for.",
    "not answered": "Counts as what everything else makes likely, and widens the range.",
    "does not apply": "Left out, with its weight.",
}
"""How a leaf can stand, and what that means."""

BASIS = {"document": "source", "survey": "survey", "assumption": "assumption"}
"""Where a figure comes from, in the report's words."""

_MARKS: dict[Basis, str] = {"document": "", "survey": " †", "assumption": " *"}

LEAST_SHOWN = 0.05
"""Points below this would show as 0.0."""

LEVELS = (
    (0, "not yet"),
    (1, "follows a tutorial"),
    (2, "does it with help"),
    (3, "does it alone, on real data"),
    (4, "designs it and guides others"),
)
"""What a level means, the same for every skill."""


def score_text(record: Assessment) -> str:
    """The score, never without its interval."""
    estimate = record.estimate
    if record.score is None or estimate is None:
        return "no score: nothing of this role applies"
    return f"{f.score(record.score, record.verdict.threshold)} of 100 points, {interval(record)}"


def interval(record: Assessment) -> str:
    """The interval of the score in words."""
    estimate = record.estimate
    if estimate is None:
        return f.NONE
    if f.points(estimate.low) == f.points(estimate.high):
        rated = [leaf for leaf in record.leaves if leaf.is_rated and leaf.outcome != "not_applicable"]
        known = all(leaf.source == "verified" for leaf in rated)
        return "with the levels taken as they are" if known else "give or take less than 0.1"
    return f"{f.share(estimate.level)} interval {f.points(estimate.low)} to {f.points(estimate.high)}"


def state_of(leaf: Leaf) -> State:
    """How the leaf stands against its bar; a fact such as a degree is met or it is not."""
    if leaf.outcome == "not_applicable":
        return "does not apply"
    checked = leaf.measured is not None and leaf.measured.n_answers > 0
    if leaf.outcome != "answered" and not checked:
        return "not answered"
    if leaf.measured is not None:
        return leaf.measured.group
    return "met" if (f.clean(leaf.attainment) or 0.0) >= 1 - f.NEAR else "likely gap"


def how_sure(leaf: Leaf) -> str:
    """The state in words: a fact and a verified level are no likelihood."""
    state = state_of(leaf)
    if leaf.measured is None and leaf.outcome == "answered":
        return "a fact"
    if leaf.source == "verified":
        return "gap, verified" if state == "likely gap" else f"{state}, verified"
    return state


def ranked(record: Assessment) -> list[Leaf]:
    """The leaves by state; in each, must-haves that stand in the way first, then most points missing."""
    order = {state: k for k, state in enumerate(STATES)}
    return sorted(
        record.leaves,
        key=lambda leaf: (
            order[state_of(leaf)],
            leaf.id not in record.verdict.blocked_by,
            -round(f.clean(leaf.points_missing) or 0.0, 9),
        ),
    )


def likely(leaf: Leaf) -> str:
    """The likely level with its range, and how many answers stand behind it."""
    found = leaf.measured
    if found is None:
        return ""
    text = f"{found.level:.1f} ({found.low:.1f}–{found.high:.1f})"
    return (
        f"{text}, {found.n_answers} check{'' if found.n_answers == 1 else 's'}" if found.n_answers else text
    )


class Words(NamedTuple):
    """What answers and bars are called: titles by id, and languages by facet and popularity."""

    titles: Mapping[str, str]
    parts: Mapping[tuple[str, float | str], str]

    def answer(self, leaf: Leaf) -> str:
        """What was answered."""
        if leaf.outcome != "answered":
            return f.NONE
        who = f", {leaf.source}" if leaf.source in {"mentor", "verified"} else ""
        return f"{self._worded(leaf, leaf.answer)}{who}"

    def bar(self, leaf: Leaf) -> str:
        """What is asked; popularity is named by the language that alone reaches it, where there is one."""
        alone = None if isinstance(leaf.bar, str) else self.parts.get((leaf.id, float(leaf.bar)))
        return alone if scale_named(leaf.scale).named_by_part and alone else self._worded(leaf, leaf.bar)

    def _worded(self, leaf: Leaf, value: object) -> str:
        if value is None:
            return "not rated"
        if isinstance(value, tuple):
            known = [self.titles.get(f"{leaf.id}.{name}", f.plain(str(name).capitalize())) for name in value]
            return ", ".join(known) or "none"
        if isinstance(value, str):
            return self.titles.get(f"{leaf.id}.{value}", f.plain(value))
        figure = f.number(value) if isinstance(value, (int, float)) else f.plain(str(value))
        return scale_named(leaf.scale).worded(figure)


def words_of(record: Assessment) -> Words:
    """The words of the record's framework."""
    return Words(
        {source.id: f.prose(source.title) for source in record.provenance},
        {
            (source.id.rpartition(".")[0], source.value): f.prose(source.title)
            for source in reversed(record.provenance)
            if source.unit == "percent"
        },
    )


def by_basis(record: Assessment) -> str:
    """How many figures come from where."""
    found = Counter(source.basis for source in record.provenance)
    counts: Sequence[tuple[int, str]] = (
        (found["document"], f"from the source, “{f.prose(record.framework.source)}”"),
        (found["survey"], "from surveys"),
        (found["assumption"], "assumptions of ours"),
    )
    said = [f"{n} are {what}" for n, what in counts if n]
    return f"Of the {len(record.provenance)} figures behind the score {', '.join(said)}; each has its reason."


def mark_of(basis: Basis) -> str:
    """The mark behind a title whose figure has this basis."""
    return _MARKS[basis]


def marks_note(bases: Iterable[Basis | Provenance]) -> str:
    """What the marks mean that stand in a table."""
    found = {basis if isinstance(basis, str) else basis.basis for basis in bases}
    said = [
        text
        for basis, text in (
            ("survey", "† how much this counts is taken from surveys"),
            ("assumption", "* how much this counts is an assumption"),
        )
        if basis in found
    ]
    return f"{'; '.join(said)}; the others are the source's figures." if said else ""
