"""One profile against several roles: the nearest, what separates them, what serves several."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.assessment.paths import compare_paths
from readiness.framework import framework_ids, load_framework
from readiness.profile import Profile, read_profile
from readiness.questionnaire import load_facet

ROOT = Path(__file__).parents[2]
STUDENT = ROOT / "examples" / "student.json"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ROLES = [load_framework(name) for name in framework_ids()]
THREE = [load_framework(name) for name in ("ml-engineer-entry", "data-scientist", "medical-imaging-engineer")]


@pytest.fixture(scope="module")
def student():
    return compare_paths(read_profile(STUDENT), ROLES, assessed_at=NOON)


def test_every_role_stands_with_the_score_and_interval_that_it_has_alone(student):
    assert {path.id for path in student.paths} == set(framework_ids())
    for role in THREE:
        record = assess(read_profile(STUDENT), role, assessed_at=NOON)
        (path,) = [path for path in student.paths if path.id == role.id]
        assert (path.score, path.low, path.high) == (record.score, record.estimate.low, record.estimate.high)
        assert (path.chance, path.verdict) == (record.estimate.p_ready, record.verdict.title)


def test_the_nearest_comes_first(student):
    assert student.nearest == student.paths[0].id
    chances = [round(path.chance, 2) for path in student.paths]
    assert chances == sorted(chances, reverse=True)


def test_what_separates_two_roles_is_the_difference_of_what_is_missing(student):
    assert student.paths[0].apart == ()
    nearest = {gap.id: gap.points for gap in student.paths[0].gaps}
    n = 0
    for path in student.paths[1:]:
        missing = {gap.id: gap.points for gap in path.gaps}
        for one in path.apart:
            assert one.points == pytest.approx(missing[one.id] - nearest.get(one.id, 0.0), abs=0.06)
            n += 1
    assert n > 10


def test_a_shared_step_serves_at_least_two_roles_and_begins_where_the_person_stands(student):
    levels = read_profile(STUDENT).skills
    assert len(student.steps) > 3
    for step in student.steps:
        assert len(step.roles) >= 2
        assert all(points > 0 for points in step.roles.values())
        facet = step.id.rpartition("-")[0]
        assert step in student.steps
        assert step.id in {own.id for own in load_facet(facet).steps}
        assert step.from_level == levels.get(facet, step.from_level)
    counts = [len(step.roles) for step in student.steps]
    assert counts == sorted(counts, reverse=True)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from([f.id for f in THREE[0].rated]), st.integers(0, 4)),
    st.permutations(THREE),
)
def test_the_order_of_the_roles_changes_nothing(skills, roles):
    profile = Profile(skills=skills)
    assert compare_paths(profile, roles, assessed_at=NOON) == compare_paths(profile, THREE, assessed_at=NOON)


def test_the_command_shows_saves_and_limits(call, tmp_path):
    shown, _ = call("paths", STUDENT)
    assert "What separates them" in shown
    assert "Steps that serve several" in shown
    assert shown.rstrip().splitlines()[-1].strip()
    assert max(map(len, shown.splitlines())) <= 80
    call("paths", STUDENT, "-o", "paths.json", "--at", "2026-01-05T12:00")
    found = json.loads((tmp_path / "paths.json").read_text())
    assert len(found["paths"]) == len(ROLES)
    one, _ = call("paths", STUDENT, "--framework", "data-scientist")
    assert "There is one role only" in one
    text, _ = call("paths", STUDENT, "--format", "markdown", "--detail")
    assert text.startswith("# ")
    (tmp_path / "empty.json").write_text("{}")
    assert "None of these roles can be judged" in call("paths", "empty.json")[0]


def test_where_intervals_overlap_no_order_is_claimed(call):
    assert "hardly tells them apart" in " ".join(call("paths", STUDENT)[0].split())
