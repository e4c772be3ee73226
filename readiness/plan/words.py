"""What a plan comes to and what stands in its way, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.framework import scale_named
from readiness.knapsack.best import NEAR
from readiness.knapsack.terms import GAIN_UNITS, terms_gain
from readiness.plan.draft import budget_of, hours_in_job, steps_outside
from readiness.record.plan import Obstacle
from readiness.words import counted, hours_split, listed, rated_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.plan.draft import Draft, Start
    from readiness.record import Leaf
    from readiness.record.plan import RolePlan

__all__ = ["must_haves_left", "obstacles", "outcome"]

_LEAST_POINTS = 0.05
_MOST_NAMED = 2


def outcome(found: Draft, roles: Sequence[RolePlan]) -> str:
    """What the plan comes to, in a few sentences."""
    if len(roles) > 1:
        return _of_several(found, roles)
    role, begin, stages = roles[0], found.starts[0], found.stages
    if not found.steps:
        return _of_none(found, role)
    before, after = role.score_before, role.score_after
    whole = f"{_hours(found, found.steps)} the score from {before:.1f} to {after:.1f} points."
    job = _in_a_job(found)
    if role.fewest_hours is None:
        return _sentences(whole, _first(found), *_missing(found, role), job)
    smallest = found.stages.smallest[role.framework.id].plan.steps
    still_open, held = _open(begin, smallest), begin.verdict.rests_on_ratings
    hours = hours_split(role.fewest_hours, role.job_hours)
    least = f"{'an estimated ' if held else ''}{hours} at least"
    if role.ready_hours is None:
        return _sentences(whole, _first(found), f"Ready would take {least}.", still_open)
    if not stages.to_ready:
        return _sentences(f"{_none_needed(begin)}.", whole, job, still_open)
    ready = before + math.fsum(s.gain for s in stages.to_ready)
    lifted = listed([leaf.title for leaf in begin.leaves if leaf.id in begin.floors])
    floors = f", and {lifted} to the least level" if lifted else ""
    first = f"Ready takes {least}: they raise the score from {before:.1f} to {ready:.1f} points{floors}."
    more = f"{_hours(found, stages.beyond, 'more ')} it to {after:.1f}." if stages.beyond else ""
    return _sentences(first, more, job, still_open)


def _in_a_job(found: Draft) -> str:
    """That time in a job would bring points and has no place in hours of learning."""
    apart = steps_outside(found.starts, found.goal, found.aims)
    steps = (step for aim in found.aims.values() for step in aim.candidates if step.gain > 0)
    titles = list(dict.fromkeys(found.titles[step.leaf] for step in steps if step.id in apart))
    return f"Time in a job comes on top of these hours; it would raise {listed(titles)}." if titles else ""


def _hours(found: Draft, steps: Sequence[Candidate], more: str = "") -> str:
    hours = math.fsum(s.hours for s in steps)
    return f"{hours_split(hours, hours_in_job(found.starts, steps), more)} raise{'s' if hours == 1 else ''}"


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _first(found: Draft) -> str:
    """That must-haves come before points, where that chose steps."""
    floors = {leaf for begin in found.starts for leaf in begin.floors}
    return "Must-haves come before points." if any(s.leaf in floors for s in found.steps) else ""


def _none_needed(begin: Start) -> str:
    held = begin.verdict.rests_on_ratings
    return f"{'By these estimates no' if held else 'No'} step is missing for ready"


def _of_none(found: Draft, role: RolePlan) -> str:
    """Why there is no step: no hours for one, or nothing left that would help."""
    begin = found.starts[0]
    needed = _none_needed(begin) if role.ready_after else ""
    short = _too_short(found)
    if short and needed:
        return _sentences(f"{needed}, and none beyond {short}.", _doubt(begin), _open(begin, ()))
    if short:
        return _sentences(f"No step {short}.", _unrated(begin))
    job = _in_a_job(found)
    learning, rated = "of learning " if job else "", "in what was rated " if _leaves_unrated(begin) else ""
    left = f"no step {learning}is left {rated}that would bring points"
    if needed and found.goal.kind == "to-ready" and _that_help(found):
        return _sentences(f"{needed}; a plan that goes on shows what still brings points.", _open(begin, ()))
    if needed:
        return _sentences(f"{needed}, and {left}.", job, _doubt(begin), _open(begin, ()))
    far = f"Ready would take {hours_split(role.fewest_hours, role.job_hours)}." if role.fewest_hours else ""
    missing = [leaf.title for leaf in begin.leaves if _cannot_be_learned(begin, leaf)]
    facts = f"No step leads to what is missing in {listed(missing)}." if missing else ""
    return _sentences(f"{left.capitalize()}.", far, job, *_missing(found, role), facts, _doubt(begin))


def _too_short(found: Draft) -> str:
    """That no step fits into the hours, where one would help that is longer."""
    hours, would_help = budget_of(found.goal), _that_help(found)
    if hours is None or not would_help or min(would_help) <= hours:
        return ""  # as of a plan to ready: it asks for no more
    return f"fits into {counted(hours, 'hour')}: the shortest takes {min(would_help):g}; plan with more"


def _that_help(found: Draft) -> list[float]:
    """The hours of every step that would bring points and can be planned in the hours there are."""
    apart = steps_outside(found.starts, found.goal, found.aims)
    return [
        step.hours
        for aim in found.aims.values()
        for step in aim.candidates
        if step.id not in apart and (step.gain > 0 or terms_gain(aim.terms, {step.leaf: step.to_level}) > 0)
    ]


def _missing(found: Draft, role: RolePlan) -> list[str]:
    """Why no plan leads to ready, whatever its hours."""
    begin = found.starts[0]
    smallest = found.stages.smallest[role.framework.id]
    stuck = [leaf.title for leaf in _stuck(found, begin) if leaf.outcome == "answered"]
    furthest = role.threshold - smallest.missing
    said = [_unrated(begin)]
    if stuck:
        said.append(f"No step leads {listed(stuck)} to the least level.")
    late = [t for t in role.must_haves_left if t not in {leaf.title for leaf in _stuck(found, begin)}]
    if late:
        said.append(
            f"The hours end before {listed(late)} {'is' if len(late) == 1 else 'are'} at the least level."
        )
    if smallest.missing >= _LEAST_POINTS:
        most = f"{_whose_steps(begin)} lead to {furthest:.1f} points at most"
        said.append(f"{most}; ready begins at {role.threshold:g}.")
    if _points_in_doubt(found, begin) is not None:
        said.append("If the ratings hold, steps lead to ready: checks or verified levels come first.")
    return said


def _whose_steps(begin: Start) -> str:
    return "The steps in what was rated" if _leaves_unrated(begin) else "Steps alone"


def _leaves_unrated(begin: Start) -> bool:
    return any(leaf.is_rated and leaf.outcome in {"skipped", "not_asked"} for leaf in begin.leaves)


def _unrated(begin: Start) -> str:
    """The must-haves that were not rated."""
    names = [leaf.title for leaf in begin.leaves if leaf.id in begin.floors and leaf.outcome != "answered"]
    if not names:
        return ""
    one = len(names) == 1
    return (
        f"{listed(names)} {'is a must-have that was' if one else 'are must-haves that were'} not rated: "
        f"rate {'it' if one else 'them'}, so that steps to ready can be planned."
    )


def _open(begin: Start, steps: Sequence[Candidate]) -> str:
    """Which must-haves are believed to be there, but not settled, and what would settle them."""
    reached = _reached(steps)
    names = [
        m.title
        for m in begin.verdict.must_haves
        if m.state == "too-close" and m.known and reached.get(m.id, -1) < m.floor
    ]
    if not names:
        return ""
    which = listed(names) if len(names) <= _MOST_NAMED else f"{len(names)} must-haves"
    are, them = ("is", "it") if len(names) == 1 else ("are", "them")
    then = "then " if steps else ""
    return f"{which} {are} {then}still open: checks or a verified level would settle {them}."


def _doubt(begin: Start) -> str:
    """What is missing where the ratings are at what the role asks for."""
    at_bar = (
        leaf.points_missing or 0.0
        for leaf in begin.leaves
        if leaf.is_rated and leaf.source != "verified" and begin.levels.get(leaf.id, -1) >= float(leaf.bar)
    )
    if math.fsum(at_bar) < _LEAST_POINTS:
        return ""
    return (
        "What the score misses in skills at what the role asks for is doubt about their levels: checks "
        "settle it, no step does."
    )


def _of_several(found: Draft, roles: Sequence[RolePlan]) -> str:
    unrated = list(dict.fromkeys(filter(None, map(_unrated, found.starts))))
    if not found.steps:
        short = _too_short(found)
        none = (
            f"No step {short}." if short else "No step is left that would bring points to any of these roles."
        )
        return _sentences(none, _in_a_job(found), *unrated)
    ready = [f"{r.framework.title} after {r.ready_hours:,g}" for r in roles if r.ready_hours]
    reach = f"Ready for {listed(ready)} hours." if ready else ""
    first = "" if ready else _first(found)
    whole = f"{_hours(found, found.steps)} {len(roles)} roles by {found.gain:.1f} points on average."
    return _sentences(whole, reach, first, _in_a_job(found), *unrated)


def must_haves_left(begin: Start, steps: Sequence[Candidate]) -> tuple[str, ...]:
    """Titles of the must-haves that are below their floor when the steps are done."""
    titles = {leaf.id: leaf.title for leaf in begin.leaves}
    reached = _reached(steps)
    return tuple(titles[leaf] for leaf, floor in begin.floors.items() if reached.get(leaf, -1) < floor)


def _reached(steps: Iterable[Candidate]) -> dict[str, float]:
    reached: dict[str, float] = {}
    for step in steps:
        reached[step.leaf] = max(reached.get(step.leaf, 0), step.to_level)
    return reached


def obstacles(found: Draft, role: RolePlan) -> tuple[Obstacle, ...]:
    """What no step removes, largest first: a degree, doubt about ratings, must-haves that were not rated.

    Nothing where the plan ends at ready.
    """
    if role.ready_after:
        return ()
    begin = found.starts[0]
    said: list[Obstacle] = []
    if begin.verdict.band == "no-verdict":
        title, sentence = begin.verdict.title, begin.verdict.sentence
        said.append(Obstacle(id="coverage", title=title, points_missing=None, sentence=sentence))
    said += [_obstacle(leaf, _must_have(leaf)) for leaf in _stuck(found, begin)]
    doubt = _points_in_doubt(found, begin)
    if doubt is not None:
        sentence = (
            f"{doubt:.1f} points hang on whether they hold; checks or verified levels say so, no step does."
        )
        whose = rated_by([leaf.source for leaf in begin.leaves if leaf.source in {"self", "mentor"}])
        title = f"{whose[:1].upper()}{whose[1:]}"
        said.append(Obstacle(id="ratings", title=title, points_missing=doubt, sentence=sentence))
    missing = [leaf for leaf in begin.leaves if _cannot_be_learned(begin, leaf)]
    missing.sort(key=lambda leaf: (-(leaf.points_missing or 0.0), leaf.id))
    return (*said, *(_obstacle(leaf, _outside(leaf)) for leaf in missing))


def _obstacle(leaf: Leaf, sentence: str) -> Obstacle:
    return Obstacle(id=leaf.id, title=leaf.title, points_missing=leaf.points_missing, sentence=sentence)


def _stuck(found: Draft, begin: Start) -> list[Leaf]:
    """The must-haves in the way that no step leads to the least level, however many hours there are."""
    stuck = found.stages.smallest[begin.role.id].floors
    by_id = {leaf.id: leaf for leaf in begin.leaves}
    return [by_id[leaf] for leaf in begin.floors if leaf in stuck]


def _points_in_doubt(found: Draft, begin: Start) -> float | None:
    """The points for which ratings are not believed, where steps would lead to ready were they so.

    None where more is in the way.
    """
    smallest, aim = found.stages.smallest[begin.role.id], found.aims[begin.role.id]
    if smallest.reached or smallest.floors or begin.verdict.band == "no-verdict":
        return None
    facts = {c.id: c.gain for c in aim.candidates}
    rated = {leaf.id for leaf in begin.leaves if leaf.is_rated}
    held = {leaf: level for leaf, level in begin.levels.items() if leaf in rated}
    held |= {
        leaf: max(held[leaf], level) for leaf, level in _reached(smallest.plan.steps).items() if leaf in held
    }
    gain = math.fsum(facts[s.id] for s in smallest.plan.steps) + terms_gain(aim.terms, held) / GAIN_UNITS
    return gain - smallest.plan.gain if begin.score + gain >= begin.verdict.threshold - NEAR else None


def _cannot_be_learned(begin: Start, leaf: Leaf) -> bool:
    missing = (leaf.points_missing or 0.0) >= _LEAST_POINTS
    learned = any(need.leaf == leaf.id for need in begin.needs)
    return not leaf.is_rated and leaf.outcome == "answered" and missing and not learned


def _must_have(leaf: Leaf) -> str:
    if leaf.outcome != "answered":
        return f"A must-have that was not answered: rate {leaf.id}, so that steps can be planned."
    return f"A must-have below level {leaf.must_have:g}, and no step leads there."


def _outside(leaf: Leaf) -> str:
    points = leaf.points_missing or 0.0
    return f"{points:.1f} points are missing here; they take {scale_named(leaf.scale).missing}."
