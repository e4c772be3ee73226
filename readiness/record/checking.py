"""Whether an assessment agrees with itself: what a reader cannot check it must not compute with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from readiness.errors import quoted
from readiness.record.plan_checking import plan_findings
from readiness.record.sums import Findings, placed
from readiness.record.tree_checking import look_at_tree

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from readiness.errors import Problem
    from readiness.record.assessment import Assessment
    from readiness.record.score import Leaf

__all__ = ["BANDS", "assessment_problems", "basic_problems"]

BANDS: Final = ("not-yet", "too-close", "probably-ready", "looks-ready", "ready", "no-verdict")
"""What a verdict can be, from the worst on."""
_N_FIRST: Final = 3
"""Steps of the plan that stand in `next_steps`, too."""


def assessment_problems(record: Assessment) -> list[Problem]:
    """Everything in which a record contradicts itself; empty for every record that `assess` makes."""
    found = _basics(record)
    if not record.leaves:
        found.add("leaves", "is empty")
    for name, ids in (
        ("dimensions", [node.id for node in record.dimensions]),
        ("criteria", [node.id for node in record.criteria]),
        ("leaves", [leaf.id for leaf in record.leaves]),
        ("provenance", [row.id for row in record.provenance]),
    ):
        found.once(name, ids)
    look_at_tree(found, record)
    _look_at_provenance(found, record)
    leaves = {leaf.id: leaf for leaf in record.leaves}
    _look_at_score(found, record)
    _look_at_verdict(found, record, leaves)
    _look_at_notes(found, record, leaves)
    _look_at_plan(found, record, leaves)
    return found.problems


def basic_problems(record: Assessment) -> list[Problem]:
    """What keeps the profile of a record from being assessed again."""
    return _basics(record).problems


def _basics(record: Assessment) -> Findings:
    found = Findings()
    found.moment("assessed_at", record.assessed_at)
    found.once("profile.answers", [answer.item for answer in record.profile.answers])
    return found


def _look_at_score(found: Findings, record: Assessment) -> None:
    leaves = record.leaves
    weight = math.fsum(leaf.weight for leaf in leaves)
    applies = any(leaf.outcome != "not_applicable" for leaf in leaves)
    found.equal("leaves", weight, float(applies), "the sum of all weights")
    answered = math.fsum(leaf.weight for leaf in leaves if leaf.outcome == "answered")
    found.equal("coverage", record.coverage, answered, "the weight of what was answered")
    stated = [leaf for leaf in leaves if leaf.stated_attainment is not None]
    share = math.fsum(leaf.weight for leaf in stated)
    found.equal("stated.coverage", record.stated.coverage, share, "the weight of what was stated")
    found.same(
        "stated.score is there", record.stated.score is not None, share > 0, "whether anything was stated"
    )
    if record.stated.score is not None:
        points = math.fsum(100.0 * leaf.weight * (leaf.stated_attainment or 0.0) for leaf in stated)
        found.equal("stated.score", record.stated.score * share, points, "what the ratings add up to")
    found.ordered("bounds.low", record.bounds.low, record.bounds.high)
    found.same("score is there", record.score is not None, applies, "whether a leaf applies")
    found.same(
        "estimate is there", record.estimate is not None, record.score is not None, "whether a score is"
    )
    if record.score is not None:
        found.equal(
            "score", record.score, math.fsum(leaf.contribution for leaf in leaves), "the sum of the leaves"
        )
    estimate = record.estimate
    if estimate is None or record.score is None:
        return
    found.equal("estimate.mean", estimate.mean, record.score, "the score")
    found.within("estimate.mean", estimate.mean, (estimate.low, estimate.high), "in its interval")
    found.equal("estimate.p_ready", estimate.p_ready, record.verdict.chance, "the chance of the verdict")
    found.ordered("estimate.n_right", estimate.n_right, estimate.n_answers, "right answers are more than all")
    if not 0 < estimate.level < 1:
        found.add("estimate.level", f"{estimate.level:g} is no probability of an interval")


def _look_at_verdict(found: Findings, record: Assessment, leaves: Mapping[str, Leaf]) -> None:
    verdict = record.verdict
    found.known("verdict.band", verdict.band, BANDS, "verdict")
    ids = [must.id for must in verdict.must_haves]
    found.once("verdict.must_haves", ids)
    wanted = {leaf.id for leaf in record.leaves if leaf.must_have is not None}
    found.all_known("verdict.must_haves", sorted(wanted - set(ids)), (), "must-have of the verdict")
    for place, must in placed("verdict.must_haves", verdict.must_haves):
        if found.known(f"{place}.id", must.id, leaves, "leaf of the report"):
            floor = leaves[must.id].must_have
            found.same(f"{place}.floor", must.floor, floor, "the floor of its leaf")
            found.same(f"{place}.title", must.title, leaves[must.id].title, "the title of its leaf")
    below = sorted(must.id for must in verdict.must_haves if must.state == "below")
    for name, level in record.profile.skills.items():
        if level is not None and name in leaves:
            place = f"profile.skills.{name}"
            found.same(place, level, leaves[name].answer, "the answer of its leaf")
    found.same("verdict.blocked_by", sorted(verdict.blocked_by), below, "the must-haves below their floor")


def _look_at_notes(found: Findings, record: Assessment, leaves: Mapping[str, Leaf]) -> None:
    for place, note in placed("consistency", record.consistency):
        found.all_known(f"{place}.touches", note.touches, leaves, "leaf of the report")
    if record.salary is not None:
        found.ordered("salary.low", record.salary.low, record.salary.high)
    robust = record.robustness
    if robust is None:
        return
    nodes = {node.id for node in (*record.dimensions, *record.criteria)}
    found.ordered("robustness.score_low", robust.score_low, robust.score_high)
    _look_at_bands(found, robust.bands)
    for place, gap in placed("robustness.largest_gaps", robust.largest_gaps):
        found.known(f"{place}.id", gap.id, leaves, "leaf of the report")
    for place, driver in placed("robustness.drivers", robust.drivers):
        found.known(f"{place}.id", driver.id, nodes, "dimension or criterion of the report")
    for place, other in placed("robustness.alternatives", robust.alternatives):
        found.known(f"{place}.band", other.band, BANDS, "verdict")
    if robust.hinges_on is not None:
        names = {name for driver in robust.drivers for name in (driver.id, driver.title)}
        found.known("robustness.hinges_on", robust.hinges_on, names, "driver of the report")


def _look_at_provenance(found: Findings, record: Assessment) -> None:
    """Every dimension, criterion and leaf has the number that it rests on among the sources."""
    rows = {row.id: row for row in record.provenance}
    for name, nodes in (("dimensions", record.dimensions), ("criteria", record.criteria)):
        for place, node in placed(name, nodes):
            row = rows.get(node.id)
            said = None if row is None else (row.title, row.value)
            if said != (node.title, node.importance):
                found.add(place, "is not as the sources of its numbers say")
    for place, leaf in placed("leaves", record.leaves):
        row = rows.get(f"{leaf.id}.share")
        if row is None or row.title != leaf.title:
            found.add(place, "is not as the sources of its numbers say")
    wanted = {name.removesuffix(".share") for name in rows if name.endswith(".share")}
    for name in sorted(wanted - {leaf.id for leaf in record.leaves}):
        found.add("leaves", f"{quoted(name)} is missing, and its numbers are there")


def _look_at_bands(found: Findings, bands: Mapping[str, float]) -> None:
    found.all_known("robustness.bands", bands, BANDS, "verdict")
    found.equal("robustness.bands", math.fsum(bands.values()), 1.0, "the sum of shares")


def _look_at_plan(found: Findings, record: Assessment, leaves: Collection[str]) -> None:
    plan = record.plan
    first = () if plan is None else plan.steps[:_N_FIRST]
    if record.next_steps != first:
        found.add("next_steps", "are not the first steps of the plan")
    if plan is None:
        return
    plan_findings(found, plan, "plan.")
    if record.score is not None:
        found.equal("plan.score_before", plan.score_before, record.score, "the score")
    for place, role in placed("plan.roles", plan.roles, name_of=lambda entry: entry.framework.id):
        if role.framework != record.framework:
            found.add(f"{place}.framework", "is not the role of the report")
        found.equal(f"{place}.threshold", role.threshold, record.verdict.threshold, "that of the verdict")
    for place, step in placed("plan.steps", plan.steps):
        found.all_known(f"{place}.lifts", step.lifts, leaves, "leaf of the report")
    for place, facet in placed("plan.facets", plan.facets):
        found.known(f"{place}.id", facet.id, leaves, "leaf of the report")
