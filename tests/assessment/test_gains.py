"""What a step brings is what the score gains by it, one formula for plans, next steps and next levels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness import measurement as m
from readiness.assessment.person import person
from readiness.assessment.planning import believed_levels
from readiness.assessment.replan import make_plan
from readiness.assessment.role import role_of
from readiness.plan.draft import stands_at
from readiness.profile import Education, Experience, Profile

from .people import FILES, FRAMEWORK, NOON, RATED, example, scored

EXACT = 1e-6
"""Points: gains are counted in whole billionths."""
LEAST_SPILL, MOST_SPILL = -2.0, 13.0
"""Points that verified levels add besides: they also speak for what was only rated, and a step may end below
the level that was likely (docs/planning.md)."""

SKILLS = st.dictionaries(st.sampled_from(RATED), st.integers(0, 4), min_size=1)
PROFILES = st.builds(
    lambda levels, source, verified, projects, years: Profile(
        skills=levels,
        source=source,
        sources={name: "verified" for name in verified if name in levels},
        languages={"python": 3},
        education=Education(level="bachelor", field="computer-science", bootcamps=0),
        experience=Experience(years=years, projects=projects),
    ),
    SKILLS,
    st.sampled_from(["self", "mentor", "verified"]),
    st.sets(st.sampled_from(RATED), max_size=4),
    st.one_of(st.none(), st.integers(0, 3)),
    st.one_of(st.none(), st.sampled_from([0, 0.5, 2])),
)


def raised_score(profile, steps):
    """The score by what is believed now, were the steps done: no draw of a level is below where they end."""
    who = person(profile, FRAMEWORK)
    levels = believed_levels(who).T.copy()
    record = scored(profile)
    facts = sum(leaf.contribution for leaf in record.leaves if leaf.scale != "rating")
    for step in steps:
        if step.scale == "rating":
            k = RATED.index(step.facet)
            levels[:, k] = np.maximum(levels[:, k], step.to_level)
        else:
            facts += step.gain_points
    return facts + float((m.attainment_of_levels(levels, role_of(FRAMEWORK).asked) @ who.points).mean())


def doing(profile, steps):
    """The profile once the steps are done, and somebody has verified it."""
    levels, sources = dict(profile.skills), dict(profile.sources)
    experience, education = profile.experience, profile.education
    for step in steps:
        if step.scale == "rating":
            levels[step.facet] = step.to_level
            sources[step.facet] = "verified"
        elif step.facet == "credentials":
            education = replace(education, certifications=None, bootcamps=step.to_level)
        else:
            experience = replace(experience, **{step.facet: step.to_level})
    return replace(profile, skills=levels, sources=sources, experience=experience, education=education)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(PROFILES)
def test_gains_add_up_to_what_the_score_gains_for_anybody(profile):
    plan = scored(profile).plan
    if plan is None:
        return
    assert sum(step.gain_points for step in plan.steps) == pytest.approx(plan.gain_points, abs=EXACT)
    for done in (1, 3, len(plan.steps)):
        gained = sum(step.gain_points for step in plan.steps[:done])
        assert plan.score_before + gained == pytest.approx(
            raised_score(profile, plan.steps[:done]), abs=EXACT
        )


@settings(max_examples=40, deadline=None)
@given(PROFILES)
def test_what_is_verified_scores_as_the_plan_says(profile):
    profile = replace(profile, source="verified", sources={}, skills=dict.fromkeys(RATED, 1) | profile.skills)
    record = scored(profile)
    if record.plan is None:
        return
    again = scored(doing(profile, record.plan.steps))
    assert again.score == pytest.approx(record.plan.score_after, abs=EXACT)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_example_scores_as_its_plan_says(file):
    profile = example(file.stem)
    record = scored(profile)
    if record.plan is None:
        return
    assert record.plan.score_after == pytest.approx(raised_score(profile, record.plan.steps), abs=EXACT)
    again = scored(doing(profile, record.plan.steps))
    assert LEAST_SPILL <= again.score - record.plan.score_after <= MOST_SPILL


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_fewest_hours_to_ready_reach_the_threshold_and_every_floor(file):
    record = scored(example(file.stem))
    if record.plan is None:
        return
    made = make_plan(record, to_ready=True, created_at=NOON, how_sure=False)
    role = made.roles[0]
    if role.fewest_hours is None:
        return
    assert raised_score(record.profile, made.steps) >= role.threshold - EXACT
    verdict = scored(doing(record.profile, made.steps)).verdict
    assert verdict.band in {"too-close", "probably-ready", "looks-ready", "ready"}
    assert not verdict.blocked_by


def test_the_next_level_of_a_leaf_brings_what_its_step_brings_when_it_is_done_first():
    n_seen = 0
    for file in FILES:
        record = scored(example(file.stem))
        for step in record.next_steps[:1]:
            leaf = next(leaf for leaf in record.leaves if leaf.id == step.facet)
            if step.scale == "rating" and stands_at(leaf) == step.from_level:
                assert leaf.gain_next_level == pytest.approx(step.gain_points, abs=EXACT)
                n_seen += 1
    assert n_seen > len(FILES) / 2


def test_what_others_are_built_on_brings_their_points_too():
    profile = Profile(source="verified", skills=dict.fromkeys(RATED, 3) | {"python-language": 0})
    record = scored(profile)
    first = record.next_steps[0]
    assert first.facet == "python-language"
    assert first.lifts
    assert sum(first.lifts.values()) > first.gain_points / 2
    assert set(first.lifts) <= {facet.id for facet in FRAMEWORK.rated if "python-language" in facet.built_on}
