"""The answer: verdict, score with its interval, what stands in the way, three steps, how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.wording import TOO_MUCH_WAIVED
from readiness.framework import DEFAULT_FRAMEWORK, framework_ids
from readiness.report import figures as f
from readiness.report.blocks import Block, Para, Scale, Section
from readiness.report.standing import score_text
from readiness.report.steps import heads
from readiness.words import hours_split, listed

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.plan import RolePlan

__all__ = ["first_steps", "go_on", "no_steps", "role_option", "verdict", "way"]

_COUNT = {1: "Your first step", 2: "Your first two steps"}
_LEAST_CHANCE = 0.01
_CAN_BE_SETTLED = frozenset({"looks-ready", "probably-ready", "too-close"})


def verdict(record: Assessment) -> Section:
    """What the evidence says, the score drawn with its interval, and how far it is to ready."""
    blocks: list[Block] = []
    estimate, threshold = record.estimate, record.verdict.threshold
    if record.score is not None and estimate is not None:
        blocks.append(Scale(record.score, estimate.low, estimate.high, threshold, score_text(record)))
    blocks.append(Para(f.prose(record.verdict.sentence)))
    far = " ".join(filter(None, (_chance(record), way(record))))
    if far:
        blocks.append(Para(far))
    return Section("verdict", f.prose(record.verdict.title), tuple(blocks), folded=False)


def _chance(record: Assessment) -> str:
    """The chance to be ready, where there is one worth a sentence."""
    if record.verdict.band == "no-verdict" or record.verdict.chance < _LEAST_CHANCE:
        return ""
    verified = any(leaf.source == "verified" for leaf in record.leaves)
    taken = ", with the verified levels taken as they are" if verified else ""
    return f"Chance to be ready today{taken}: {f.chance(record.verdict.chance)}."


def way(record: Assessment) -> str:
    """The fewest hours to ready, or why there are none to give."""
    found = record.verdict
    if record.plan is None or found.band in {"no-verdict", "ready"}:
        return ""
    role = record.plan.roles[0]
    estimated = found.rests_on_ratings
    if role.fewest_hours:
        least = hours_split(role.fewest_hours, role.job_hours)
        unless = "If you are not, ready takes" if found.band in _CAN_BE_SETTLED else "Ready takes"
        return f"{unless} {'an estimated ' if estimated else ''}{least} at least."
    if role.ready_after or role.fewest_hours is not None:
        return f"{'By these estimates no' if estimated else 'No'} hours of learning are missing for ready."
    return _no_way(record, role)


def _no_way(record: Assessment, role: RolePlan) -> str:
    unknown = {must.title for must in record.verdict.must_haves if not must.known}
    unrated = [f.prose(title) for title in role.must_haves_left if title in unknown]
    if unrated:
        are = "is" if len(unrated) == 1 else "are"
        return f"Hours to ready can be given once {listed(unrated)} {are} rated."
    if record.plan is not None and any(one.id == "ratings" for one in record.plan.obstacles):
        return "Steps lead to ready if the ratings hold: checks come first."
    return "No steps that we know lead all the way to ready."


def first_steps(record: Assessment) -> Section:
    """The first three steps, a line each and what to do, cut where a screen ends."""
    steps = record.next_steps
    title = _COUNT.get(len(steps), "Your first three steps") if steps else "Next steps"
    blocks: list[Block] = []
    for number, (step, line) in enumerate(zip(steps, heads(record), strict=True), start=1):
        blocks += [
            Para(line, mark=f"{number}. ", strong=True),
            Para(f.prose(step.do), indent=3, most_lines=1),
        ]
    return Section("first", title, tuple(blocks or [Para(no_steps(record))]), folded=False)


def go_on(record: Assessment) -> str:
    """The command that comes next."""
    if record.verdict.title == TOO_MUCH_WAIVED:
        return "Go on with `readiness paths PROFILE.json`: it scores you for the other roles."
    quiz = f"`readiness quiz --profile PROFILE.json{role_option(record)}`"
    if record.verdict.band == "no-verdict":
        return f"Go on with {quiz}: it asks what is not answered yet."
    plan = _plan_command(record)
    if record.verdict.band in _CAN_BE_SETTLED and record.questions.can_check:
        return f"Go on with {quiz}: it asks what would tell more{f'; {plan}' if plan else ''}."
    if plan:
        return f"Go on: {plan}."
    return "Go on: apply." if record.verdict.band == "ready" else f"Go on with {quiz}."


def _plan_command(record: Assessment) -> str:
    if record.plan is None or not record.plan.steps:
        return ""
    n_steps = len(record.plan.steps)
    which = f"all {n_steps} steps" if n_steps > len(record.next_steps) else "the plan"
    weeks = " week by week" if record.plan.weeks else ""
    return f"`readiness plan PROFILE.json{role_option(record)}{_trust_option(record)}` shows {which}{weeks}"


def role_option(record: Assessment) -> str:
    """How the role is named to a command, where it is not the one that commands take by themselves."""
    role = record.framework.id
    named = role if role in framework_ids() else "FILE"
    return "" if role == DEFAULT_FRAMEWORK else f" --framework {named}"


def _trust_option(record: Assessment) -> str:
    """The source that a call gave for every level; a file names none that its profile has already."""
    profile = record.profile
    return f" --trust {profile.source}" if set(profile.sources.values()) == {profile.source} else ""


def no_steps(record: Assessment) -> str:
    """Why there is no step."""
    quiz = f"`readiness quiz --profile PROFILE.json{role_option(record)}`"
    asked = [leaf for leaf in record.leaves if leaf.is_rated and leaf.outcome != "not_applicable"]
    rated = [leaf for leaf in asked if leaf.outcome == "answered"]
    if not asked:
        return "This role asks for no rated skill, so there is no learning step to suggest."
    if not rated:
        return f"No skill was rated yet, so there is no step to suggest: {quiz} asks about each."
    if record.plan is not None and (record.plan.obstacles or record.plan.goal.hours is not None):
        return f.prose(record.plan.sentence)
    left = len(asked) - len(rated)
    if left:
        skills = "skill was" if left == 1 else "skills were"
        return f"No step is left for what you rated, and {left} {skills} not rated: {quiz} asks."
    return "There is no step left to suggest: what you rated is at what the role asks for."
