"""The sentences of a record: what a number means, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.framework import Facet

__all__ = ["bar_of", "blocked", "estimate", "leniency", "reason", "robustness", "standing"]


def bar_of(facet: Facet) -> int | float | str:
    """What the role asks for on this facet, as a plain value."""
    value = facet.scale.bar.value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def reason(facet: Facet, outcome: str, answer: object, n_answers: int, *, rated: bool) -> str:
    """Why a leaf counts as it does."""
    if outcome == "not_applicable":
        return "Does not apply, so it left the score with its weight."
    if outcome == "skipped":
        return "Skipped: it counts neither for nor against you, and lowers the coverage."
    if outcome == "not_asked":
        return "Not answered: it counts neither for nor against you, and lowers the coverage."
    asked = _asked(facet)
    if n_answers:
        checks = f"{n_answers} check{'s' if n_answers > 1 else ''}"
        own = f"Your rating of {answer} and {checks}" if rated else checks.capitalize()
        return f"{own} together; {asked}."
    if facet.scale.kind == "rating":
        return f"You rated level {answer}; {asked}."
    if facet.scale.kind == "coverage":
        titles = {part.id: part.title for part in facet.scale.parts}
        known = [str(titles.get(name, name)) for name in answer] if isinstance(answer, tuple) else []
        return f"Languages known: {listed(known) or 'none'}; {asked}."
    if facet.scale.kind == "ordinal-share":
        title = next(level.title for level in facet.scale.levels if level.id == answer)
        return f"You hold: {title}; {asked}."
    shown = f"{answer:g}" if isinstance(answer, (int, float)) else str(answer)
    return f"You have {shown}; {asked}."


def _asked(facet: Facet) -> str:
    scale = facet.scale
    if scale.kind == "rating":
        return f"the role asks for level {scale.bar.value:g}"
    if scale.kind == "ordinal-share":
        title = next(level.title for level in scale.levels if level.id == scale.bar.value)
        return f"the role asks for: {title}"
    if scale.kind == "coverage":
        return "the most widely used language is what the role asks for"
    one = scale.bar.value == 1
    if scale.kind == "years":
        return f"the role asks for {scale.bar.value:g} {'year' if one else 'years'}"
    return f"the role asks for {scale.bar.value:g}"


def blocked(names: Sequence[str]) -> str:
    """What keeps the top band away when the points are there."""
    reach = "must come up to its floor" if len(names) == 1 else "must each come up to their floor"
    return f"The points are there, but {listed(names)} {reach} first."


def estimate(n_answers: int, n_right: int, evidence_share: float) -> str:
    """What the interval rests on."""
    share = f"{100 * evidence_share:.0f} %"
    if n_answers == 0:
        little = "next to nothing" if share == "0 %" else share
        return (
            f"Ratings alone remove {little} of the doubt about the score; people misjudge themselves in both "
            "directions. Short checks (`readiness quiz`) would narrow the interval."
        )
    return (
        f"Rests on your ratings and {n_answers} check{'s' if n_answers > 1 else ''} ({n_right} right), which "
        f"together remove {share} of the doubt about the score."
    )


def leniency(levels: float, *, tell: bool, n_answers: int) -> str:
    """How the person's ratings compare with the answers."""
    if n_answers == 0:
        return "Without checks nobody can say whether your ratings run high or low."
    if not tell:
        return "Your ratings and your answers fit together within what chance would do."
    side = "above" if levels > 0 else "below"
    tail = (
        "skills that were not checked are counted with that in mind."
        if levels > 0
        else "you may know more than you give yourself credit for."
    )
    return f"Your ratings run about {abs(levels):.1f} of a level {side} your answers; {tail}"


def robustness(stays: float, hinges_on: str | None) -> str:
    """Whether the verdict hangs on the weights."""
    share = f"{100 * stays:.0f} %"
    if hinges_on is None:
        return f"The verdict stays the same in {share} of the weightings tried."
    return f"The verdict stays the same in {share} of the weightings tried; it hinges most on {hinges_on}."


_NO_DEGREE_FIGURES = (
    "The article gives figures from a Bachelor's degree upwards only; many ways lead into the field."
)


def standing(kind: str, share: float) -> str:
    """Where somebody stands among entrants; context, not score."""
    if share <= 0:
        return "The article has no figures for entrants with less." if kind == "years" else _NO_DEGREE_FIGURES
    return f"At or above {100 * share:.0f} % of entry-level engineers by {kind}."
