"""What holds of every plan and what it says, for random people with ratings from anybody and with checks."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.replan import make_plan
from readiness.plan.draft import stands_at
from readiness.profile import Answer, Education, Experience, Goals, Profile
from readiness.report.sections.answer import way
from readiness.report.steps import titles_of

from .people import MUST_HAVES, NOON, RATED, items_of, right_answer, scored

CHECKS = [item for facet in MUST_HAVES for item in items_of(facet)[:4]]
READY = {"ready", "probably-ready", "looks-ready"}


@st.composite
def profiles(draw, *, whole=False):
    """People of any levels; a ``whole`` one rated every must-have."""
    skills = draw(st.dictionaries(st.sampled_from(RATED), st.integers(0, 4), min_size=1))
    if whole or draw(st.booleans()):
        skills = dict.fromkeys(RATED, draw(st.integers(1, 3))) | skills
    right = draw(st.dictionaries(st.integers(0, len(CHECKS) - 1), st.booleans(), max_size=8))
    answers = (
        Answer(item=CHECKS[k].id, response=right_answer(CHECKS[k]) if ok else None) for k, ok in right.items()
    )
    return Profile(
        skills=skills,
        source=draw(st.sampled_from(["self", "self", "mentor", "verified"])),
        answers=tuple(answers),
        languages={"python": 3},
        education=Education(
            level=draw(st.sampled_from(["none", "bachelor", "master"])), field="computer-science"
        ),
        experience=Experience(years=draw(st.sampled_from([0, 1, 3])), projects=draw(st.integers(0, 3))),
        goals=draw(
            st.sampled_from([Goals(), Goals(hours_per_week=2, weeks=5), Goals(hours_per_week=6, weeks=20)])
        ),
    )


def planned(record, **asked):
    return make_plan(record, created_at=NOON, how_sure=False, **asked)


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_no_step_leads_there_only_where_none_does_however_many_hours_there_are(profile):
    record = scored(profile)
    if record.plan is None:
        return
    reached = {step.facet: step.to_level for step in planned(record, hours=100_000).steps}
    by_id = {leaf.id: leaf for leaf in record.leaves}
    for one in record.plan.obstacles:
        leaf = by_id.get(one.id)
        if leaf is not None and leaf.must_have is not None:
            assert reached.get(leaf.id, -1) < leaf.must_have
    late = [
        by_id[name] for name in record.verdict.blocked_by if reached.get(name, -1) >= by_id[name].must_have
    ]
    role = record.plan.roles[0]
    if record.plan.steps and role.fewest_hours is None and record.plan.goal.hours is not None:
        for leaf in late:
            assert (leaf.title in role.must_haves_left) == (
                leaf.title
                in record.plan.sentence.partition("The hours end before ")[2].partition(" at the least")[0]
            )


@settings(max_examples=60, deadline=None)
@given(profiles(whole=True))
def test_nothing_is_missing_for_ready_only_if_must_haves_hold_that_are_open(profile):
    record = scored(profile)
    found, plan = record.verdict, record.plan
    still_open = [must for must in found.must_haves if must.state == "too-close"]
    if plan is None or found.band in {"ready", "no-verdict"}:
        return
    if plan.roles[0].fewest_hours is not None and (still_open or not found.checked):
        assert re.search("estimated|By these estimates", way(record))
    if "missing for ready" in plan.sentence:
        assert ("By these estimates" in plan.sentence) == bool(still_open or not found.checked)
        assert ("still open" in plan.sentence) == bool(still_open)


@settings(max_examples=40, deadline=None)
@given(profiles(whole=True))
def test_the_fewest_hours_make_ready_where_the_ratings_hold(profile):
    """Verified when the steps are done: these and open must-haves, at that level or the likely one above."""
    record = scored(profile)
    if record.plan is None or record.verdict.band == "no-verdict":
        return
    made = planned(record, to_ready=True)
    if made.roles[0].fewest_hours is None:
        return
    likely = {leaf.id: math.ceil(leaf.measured.level) for leaf in record.leaves if leaf.measured}
    skills, experience, education = dict(profile.skills), profile.experience, profile.education
    for step in made.steps:
        if step.scale == "rating":
            skills[step.facet] = max(step.to_level, likely[step.facet], skills.get(step.facet, 0))
        elif step.facet == "credentials":
            education = replace(education, bootcamps=step.to_level)
        else:
            experience = replace(experience, **{step.facet: step.to_level})
    raised = {step.facet for step in made.steps if step.scale == "rating"}
    still_open = {must.id for must in record.verdict.must_haves if must.state == "too-close"} & skills.keys()
    skills |= {name: max(skills[name], likely[name]) for name in still_open}
    verified = dict.fromkeys(raised | still_open, "verified")
    after = scored(
        replace(profile, skills=skills, sources=verified, experience=experience, education=education)
    )
    assert not after.verdict.blocked_by
    assert after.score >= made.roles[0].threshold - 1e-6
    assert after.verdict.band in READY


@settings(max_examples=25, deadline=None)
@given(profiles(), st.lists(st.integers(1, 400), min_size=4, max_size=4))
def test_more_hours_do_no_worse_in_ready_then_in_must_haves_then_in_points(profile, budgets):
    record = scored(profile)
    if record.plan is None:
        return
    worth = []
    for hours in sorted(budgets):
        made = planned(record, hours=hours)
        role = made.roles[0]
        worth.append((role.ready_hours is not None, -len(role.must_haves_left), round(made.gain_points, 6)))
    assert worth == sorted(worth)


def test_more_hours_gain_fewer_points_only_where_they_bring_a_must_have_more():
    """The must-have is dear: 59 hours leave it and gain more, 62 hours reach it."""
    skills = dict.fromkeys(RATED, 2) | {"supervised-learning": 1, "model-evaluation": 1, "problem-framing": 1}
    record = scored(Profile(skills=skills, source="verified", experience=Experience(years=1, projects=1)))
    less, more = (planned(record, hours=hours) for hours in (59, 62))
    assert less.gain_points > more.gain_points
    assert len(less.roles[0].must_haves_left) > len(more.roles[0].must_haves_left)
    assert "Must-haves come before points" in more.sentence


@settings(max_examples=40, deadline=None)
@given(profiles())
def test_a_next_level_brings_points_where_a_step_does_and_none_at_what_is_asked(profile):
    record = scored(profile)
    if record.plan is None:
        return
    steps = {step.facet for step in planned(record, hours=100_000).steps}
    for leaf in record.leaves:
        if leaf.is_rated and leaf.outcome == "answered":
            if stands_at(leaf) >= leaf.bar:
                assert not leaf.gain_next_level
            elif leaf.gain_next_level > 1e-6:
                assert leaf.id in steps


@settings(max_examples=25, deadline=None)
@given(profiles())
def test_every_skill_that_a_step_names_has_its_title(profile):
    plan = scored(profile).plan
    if plan is None:
        return
    titles = titles_of(plan)
    named = {name for step in plan.steps for name in (step.facet, *step.requires, *step.lifts)}
    assert named <= titles.keys()
    assert not set(titles.values()) & set(RATED)


@pytest.mark.parametrize("weekly", [0.5, 1, 4])
def test_a_plan_without_an_end_takes_no_more_weeks_than_plans_have(weekly):
    record = scored(Profile(skills=dict.fromkeys(RATED, 0), goals=Goals(hours_per_week=weekly)))
    assert len(record.plan.weeks) <= 520
    assert record.plan.effort_hours <= 520 * weekly
