"""The sentences of a record: what a number means, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.framework import Facet

__all__ = [
    "VERDICT_TITLES",
    "estimate",
    "leniency",
    "reason",
    "robustness",
    "standing",
    "verdict",
]

VERDICT_TITLES = {
    "ready": "Ready to apply",
    "looks-ready": "Looks ready, unchecked",
    "probably-ready": "Probably ready",
    "too-close": "Too close to call",
    "not-yet": "Not yet",
    "no-verdict": "Too little answered for a verdict",
}


def reason(facet: Facet, outcome: str, answer: object, n_answers: int, *, rated: bool) -> str:
    """Why a leaf counts as it does."""
    if outcome == "not_applicable":
        return "Does not apply, so it left the score with its weight."
    asked = facet.scale.asked
    if outcome in {"skipped", "not_asked"}:
        said = "Skipped" if outcome == "skipped" else "Not answered"
        return f"{said}: {facet.scale.unsaid}, and the range is wider; {asked}."
    if n_answers:
        checks = f"{n_answers} check{'s' if n_answers > 1 else ''}"
        own = f"Your rating of {answer} and {checks}" if rated else checks.capitalize()
        return f"{own} together; {asked}."
    return f"{facet.scale.describe_answer(answer)}; {asked}."


def verdict(
    band: str,
    *,
    below: Sequence[str],
    unsure: Sequence[str],
    threshold: float,
    reaches: bool,
    open_facts: bool,
    can_check: bool = True,
) -> str:
    """What stands behind the verdict, in one or two sentences that agree with it."""
    line = f"{threshold:g} points"
    if band == "no-verdict":
        return "Answer more of what the role asks for; what is missing could change the picture."
    if band == "not-yet" and below:
        are = "is" if len(below) == 1 else "are"
        return f"{listed(below)} {are} below what every opening asks."
    if band == "not-yet" and reaches:
        return f"The points would do, but {_several(unsure)} may well be below what every opening asks."
    if band == "not-yet":
        return f"Your score is still below the {line} that openings ask for."
    if band in {"ready", "looks-ready"}:
        who = "short checks" if can_check else "somebody who knows your work"
        tail = "" if band == "ready" else f" These are your own ratings: {who} would bear them out."
        return f"You bring what openings ask for; apply, and keep closing the gaps below.{tail}"
    likely = "More likely than not you" if band == "probably-ready" else "You may or may not"
    reach = "bring what openings ask for" if band == "probably-ready" else "bring what openings ask for yet"
    if not can_check:
        settle = "levels from somebody who knows your work would settle it"
    elif below or unsure:
        settle = f"checks on {listed([*below, *unsure])} would settle it"
    elif open_facts:
        settle = "what you left out about education and experience would settle it"
    else:
        settle = "more checks would settle it"
    return f"{likely} {reach}; {settle}."


def _several(names: Sequence[str]) -> str:
    return listed(names) if names else "one or another must-have"


def estimate(
    n_answers: int, n_right: int, evidence_share: float, widened: float, *, can_check: bool = True
) -> str:
    """What the interval rests on."""
    return _rests_on(n_answers, n_right, evidence_share, can_check=can_check) + _widened(widened)


def _widened(share: float) -> str:
    if round(100 * share) < 1:
        return ""
    return (
        " Your levels vary more from skill to skill than people's levels usually do: they are trusted less, "
        f"and the range is {100 * share:.0f} % wider for it."
    )


def _rests_on(n_answers: int, n_right: int, evidence_share: float, *, can_check: bool) -> str:
    share = f"{100 * evidence_share:.0f} %"
    if n_answers == 0:
        little = "next to nothing" if share == "0 %" else share
        more = (
            "Short checks (`readiness quiz`) narrow the range."
            if can_check
            else "There are no checks for this role."
        )
        return (
            f"Estimated from ratings alone, which remove {little} of the doubt about the score; people "
            f"misjudge themselves in both directions. {more}"
        )
    return (
        f"Estimated from your ratings and {n_answers} check{'s' if n_answers > 1 else ''} ({n_right} right), "
        f"which together remove {share} of the doubt about the score."
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
