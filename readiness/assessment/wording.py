"""The sentences of a record: what a number means, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.words import counted, listed, named, rated_by, share

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readiness.framework import Facet
    from readiness.profile.model import Source

__all__ = [
    "TOO_MUCH_WAIVED",
    "VERDICT_TITLES",
    "Grounds",
    "estimate",
    "leniency",
    "reached_band",
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
TOO_MUCH_WAIVED = "Too much does not apply for a verdict"
"""The title of no verdict where more would not be known by answering more."""


def reached_band(band: str, *, checked: bool) -> str:
    """The verdict by its chance: ratings alone never make it more than unchecked."""
    return "looks-ready" if band == "ready" and not checked else band


def reason(facet: Facet, outcome: str, answer: object, n_answers: int, source: Source | None) -> str:
    """Why a leaf counts as it does; ``source``: who gave the level, where it is one that somebody gave."""
    if outcome == "not_applicable":
        return "Does not apply, so it left the score with its weight."
    asked = facet.scale.asked
    if outcome in {"skipped", "not_asked"}:
        said = "Skipped" if outcome == "skipped" else "Not answered"
        return f"{said}: {facet.scale.unsaid}, and the range is wider; {asked}."
    if n_answers:
        checks = counted(n_answers, "check")
        whose = "A mentor's" if source == "mentor" else "Your"
        return (
            f"{whose} rating of {answer} and {checks} together; {asked}." if source else f"{checks}; {asked}."
        )
    if source == "verified":
        return f"Level {answer} is verified; {asked}."
    said = f"A mentor rated level {answer}" if source == "mentor" else facet.scale.describe_answer(answer)
    return f"{said}; {asked}."


class Grounds(NamedTuple):
    """What the sentence of a verdict rests on; what is named is named by its title."""

    threshold: float
    """Points from which on somebody is ready"""
    reaches: bool
    """Whether the score does"""
    below: Sequence[str]
    """Must-haves that are likely below their floor"""
    doubted: Sequence[str]
    """Those whose rating alone would reach it"""
    against_zero: Sequence[str]
    """Those at level 0, against which the answers speak"""
    unsure: Sequence[str]
    """Must-haves that may be below it"""
    unchecked: Sequence[str]
    """Must-haves that rest on ratings alone"""
    rated_by: str
    """Whose ratings those are"""
    all_unchecked: bool
    lost: Sequence[str]
    """What was answered and misses points, most first"""
    short: Sequence[str]
    """What was given and is likely below what the role asks for"""
    short_of_facts: bool
    """Whether all of that is education and experience"""
    can_close: bool
    """Whether steps lead on in something that is below what the role asks for"""
    all_answered: bool
    unrated: bool
    """Whether a good part of the skills was neither rated nor checked"""
    open_facts: Sequence[str]
    """What was left out, where it could settle the verdict"""
    waived: bool
    """Whether too much does not apply"""
    limit: float
    """The most that may not apply, or the least that has to be answered"""
    can_check: bool


def verdict(band: str, found: Grounds) -> str:
    """What stands behind the verdict, in one or two sentences that agree with it."""
    if band == "no-verdict":
        return _no_verdict(found)
    if band == "not-yet":
        return _not_yet(found)
    if band in {"ready", "looks-ready"}:
        return _ready(found) if band == "ready" else f"{_ready(found)} {_unchecked(found)}"
    likely = (
        "More likely than not you are ready" if band == "probably-ready" else "You may or may not be ready"
    )
    return f"{likely}; {_told_by(found)}."


def _no_verdict(found: Grounds) -> str:
    if found.waived:
        return (
            f"More than {share(found.limit)} of what the role asks for does not apply to you, which makes it "
            "another role: see which one asks for what you do."
        )
    return (
        f"Less than {share(found.limit)} of what counts was answered. Answer more of what the role asks for; "
        "what is missing could change the picture."
    )


def _not_yet(found: Grounds) -> str:
    plainly = [title for title in found.below if title not in {*found.doubted, *found.against_zero}]
    parts = []
    if plainly:
        parts.append(f"{listed(plainly)} {_are(plainly)} below what every opening asks")
    if found.doubted:
        ratings = "rating" if len(found.doubted) == 1 else "ratings"
        check = " without a check" if found.can_check else " beside what else is known"
        parts.append(
            f"the {ratings} of {listed(found.doubted)} {_are(found.doubted)} not believed that far{check}"
        )
    if found.against_zero:
        them = "it" if len(found.against_zero) == 1 else "them"
        rated = f"{listed(found.against_zero)} {_are(found.against_zero)} rated 0"
        parts.append(f"{rated}, which the answers speak against: rate {them} again")
    if not parts and found.reaches:
        parts.append(f"{listed(found.unsure) or 'a must-have'} may well be below what every opening asks")
    if not parts:
        most = f"; most is missing in {listed(found.lost[:3])}" if found.lost else ""
        return f"Your score is below {found.threshold:g}, where we call somebody ready{most}."
    said = f"{'; '.join(parts)}."
    if found.reaches:
        return f"Although your points reach {found.threshold:g}, {said}"
    return said[0].upper() + said[1:]


def _ready(found: Grounds) -> str:
    closing = ", and keep closing the gaps" if found.can_close else ""
    if found.short:
        outweighs = "Your skills outweigh" if found.short_of_facts else "What you bring outweighs"
        return f"{outweighs} what is missing: {named(found.short)}. Apply{closing}."
    you = "You" if found.all_answered else "As far as you answered, you"
    return f"{you} bring what openings ask for; apply{closing}."


def _unchecked(found: Grounds) -> str:
    who = "short checks" if found.can_check else "somebody who knows your work"
    if found.all_unchecked:
        return f"This rests on {found.rated_by}: {who} would test them."
    one = len(found.unchecked) == 1
    return f"{listed(found.unchecked)} {'rests' if one else 'rest'} on ratings alone: {who} would test them."


def _told_by(found: Grounds) -> str:
    """What would settle the verdict, or at least tell more."""
    unsure = [*found.below, *found.unsure]
    if found.open_facts and not unsure:
        return f"what you left out ({named(found.open_facts)}) would settle it"
    more = "levels from somebody who knows your work"
    if found.can_check:
        more = f"checks on {listed(unsure)}" if unsure else "more checks"
    ratings = "ratings of the skills that you left out and " if found.unrated else ""
    return f"{ratings}{more} would tell more"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def estimate(
    n_answers: int,
    n_right: int,
    evidence_share: float,
    widened: float,
    *,
    sources: Collection[Source],
    can_check: bool = True,
) -> str:
    """What the interval rests on; ``can_check``: whether checks about what is not verified can be offered."""
    more = "Short checks (`readiness quiz`) narrow the range." if can_check else ""
    if not can_check and set(sources) != {"verified"}:
        more = "There are no checks for this role."
    basis = _rests_on(n_answers, n_right, evidence_share, sources)
    return " ".join(filter(None, (basis, "" if n_answers else more, _widened(widened))))


def _rests_on(n_answers: int, n_right: int, evidence_share: float, sources: Collection[Source]) -> str:
    part, ratings = share(evidence_share), rated_by(sources)
    part = "next to nothing" if part in {"0 %", "under 1 %"} else part
    doubt = f"{part} of the doubt about the score"
    if n_answers:
        basis = f"Estimated from {f'{ratings} and ' if ratings else ''}{counted(n_answers, 'check')}"
        remove = "together remove" if ratings else "removes" if n_answers == 1 else "remove"
        return f"{basis} ({n_right} right), which {remove} {doubt}."
    if not ratings:
        return "No skill was rated or checked: what is usual among applicants stands in for all of them."
    if set(sources) == {"verified"}:
        rest = "" if part == "100 %" else "; the rest is what was not answered"
        return f"Verified levels are taken as they are and remove {doubt}{rest}."
    human = "; people misjudge themselves in both directions" if set(sources) == {"self"} else ""
    return f"Estimated from {ratings} alone, which remove {doubt}{human}."


def _widened(more: float) -> str:
    if round(100 * more) < 1:
        return ""
    return (
        "Your levels vary more from skill to skill than people's levels usually do: they are trusted less, "
        f"and the range is {share(more)} wider for it."
    )


def leniency(
    levels: float,
    *,
    tell: bool,
    n_answers: int,
    ratings: str = "your ratings",
    against_zero: Sequence[str] = (),
) -> str:
    """How the ratings compare with the answers.

    ``ratings``: whose they are; ``against_zero``: what has level 0, against which the answers speak.
    """
    if n_answers == 0:
        return f"Without checks nobody can say whether {ratings} run high or low."
    zeros = _against_zero(against_zero) if against_zero else ""
    whose = ratings[0].upper() + ratings[1:]
    if not tell:
        return zeros or f"{whose} and your answers fit together within what chance would do."
    side = "above" if levels > 0 else "below"
    tail = (
        "skills that were not checked are counted with that in mind."
        if levels > 0
        else "you may know more than you were given credit for."
    )
    far = f"{abs(levels):.1f}"
    size = "1 level" if far == "1.0" else f"{far} levels" if abs(levels) > 1.0 else f"{far} of a level"
    return f"{zeros} {whose} run about {size} {side} your answers; {tail}".lstrip()


def _against_zero(names: Sequence[str]) -> str:
    them = "it" if len(names) == 1 else "them"
    return (
        f"More answers about {named(names)} are right than level 0 leads to. A level of 0 says that nothing "
        f"was ever done, and answers hardly move it: rate {them} again if that is not so."
    )


def robustness(stays: float, hinges_on: str | None) -> str:
    """Whether the verdict hangs on the weights."""
    said = f"The verdict stays the same in {share(stays)} of the weightings tried"
    return f"{said}." if hinges_on is None else f"{said}; it hinges most on {hinges_on}."


_NO_DEGREE_FIGURES = (
    "The article gives figures from a Bachelor's degree upwards only; many ways lead into the field."
)


def standing(kind: str, at_or_below: float, *, first: tuple[str, float], of_the_field: bool) -> str:
    """Where somebody stands among entrants; context, not score.

    ``first``: the lowest group that has a figure, and its share.
    """
    whose = "" if of_the_field else ", by the role's own figures"
    people = "entry-level engineers" if of_the_field else "entrants"
    if at_or_below > 0:
        return f"By {kind}, {share(at_or_below)} of {people} stand at or below you{whose}."
    title, part = first
    if kind == "years":
        return f"At the start of the first group, {title}, which holds {share(part)} of {people}{whose}."
    return _NO_DEGREE_FIGURES if of_the_field else f"The role's figures begin at: {title}."
