"""Any role that is allowed can be scored against: weights of 0, tiny importances, other names."""

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess, verify
from readiness.framework import Framework, load_framework
from readiness.models import read_as
from readiness.profile import Profile, read_profile
from readiness.record import parse_assessment, to_json

pytestmark = pytest.mark.slow

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"


@st.composite
def contents(draw):
    """Small roles as the tables of a file."""

    def number(value):
        basis = draw(st.sampled_from(["document", "assumption"]))
        return {"value": value, "basis": basis, "rationale": "Made up."}

    def weights():
        value = st.just(0.0) | st.floats(0.001, 100)
        return draw(st.lists(value, min_size=1, max_size=3).filter(lambda found: sum(found) > 0))

    def facet(name, share):
        scale = {"kind": "rating", "bar": number(draw(st.integers(1, 4)))}
        return {"id": name, "title": name.upper(), "share": number(share), "scale": scale}

    def criterion(name, importance):
        facets = [facet(f"{name}.{k}", share) for k, share in enumerate(weights())]
        return {"id": name, "title": name.upper(), "importance": number(importance), "facets": facets}

    def dimension(name, importance):
        criteria = [criterion(f"{name}.{k}", value) for k, value in enumerate(weights())]
        return {"id": name, "title": name.upper(), "importance": number(importance), "criteria": criteria}

    return {
        "schema_version": 1,
        "id": "made-up",
        "version": "1.0.0",
        "title": "Made up",
        "source": {"title": "Nowhere", "kind": "test"},
        "dimensions": [dimension(f"d{k}", value) for k, value in enumerate(weights())],
        "verdict": {
            "min_coverage": number(0.5),
            "bands": [
                {"id": "low", "title": "Low", "from": number(0), "sentence": "Low."},
                {"id": "high", "title": "High", "from": number(50), "sentence": "High."},
            ],
        },
        "robustness": {"draws": number(100), "document_points": number(5), "assumption_share": number(0.3)},
    }


def role_of(content) -> Framework:
    role, problems = read_as(Framework, content)
    assert role is not None, problems
    return role


def rated(role: Framework, draw) -> Profile:
    names = [facet.id for facet in role.facets]
    return Profile(skills=draw.draw(st.dictionaries(st.sampled_from(names), st.integers(0, 4))))


@settings(deadline=None)
@given(contents(), st.data())
def test_contributions_add_up_and_nothing_is_lost_in_any_role(content, draw):
    role = role_of(content)
    record = assess(rated(role, draw), role, assessed_at=NOON)
    assert math.isclose(sum(leaf.weight for leaf in record.leaves), 1, abs_tol=1e-9)
    if record.score is not None:
        total = sum(leaf.contribution for leaf in record.leaves)
        assert math.isclose(total, record.score, abs_tol=1e-9)
        assert 0 <= record.robustness.score_low <= record.robustness.score_high <= 100 + 1e-9
        assert sum(record.robustness.bands.values()) == pytest.approx(1)
    assert parse_assessment(to_json(record)) == record
    assert verify(record, role) == ()


@settings(deadline=None, max_examples=50)
@given(contents(), st.data())
def test_other_names_are_the_same_role(content, draw):
    role = role_of(content)
    profile = rated(role, draw)
    text = json.dumps(content)
    for facet in role.facets:
        text = text.replace(f'"{facet.id}"', f'"renamed-{facet.id}"')
    other = role_of(json.loads(text))
    renamed = Profile(skills={f"renamed-{name}": level for name, level in profile.skills.items()})
    one, two = assess(profile, role, assessed_at=NOON), assess(renamed, other, assessed_at=NOON)
    assert one.score == two.score
    assert one.coverage == two.coverage
    assert [leaf.contribution for leaf in one.leaves] == [leaf.contribution for leaf in two.leaves]


@settings(deadline=None, max_examples=50)
@given(contents(), st.data())
def test_the_order_of_a_file_is_no_part_of_a_role(content, draw):
    role = role_of(content)
    profile = rated(role, draw)
    turned = json.loads(json.dumps(content))
    turned["dimensions"].reverse()
    for dimension in turned["dimensions"]:
        dimension["criteria"].reverse()
        for criterion in dimension["criteria"]:
            criterion["facets"].reverse()
    one, two = assess(profile, role, assessed_at=NOON), assess(profile, role_of(turned), assessed_at=NOON)
    points = {leaf.id: leaf.contribution for leaf in two.leaves}
    assert one.score is two.score or one.score == pytest.approx(two.score, abs=1e-9)
    assert {leaf.id: leaf.contribution for leaf in one.leaves} == pytest.approx(points, abs=1e-9)


def test_an_own_role_scores_a_profile_written_for_another():
    role = load_framework(EXAMPLES / "own-role.toml")
    record = assess(read_profile(EXAMPLES / "data-analyst.json"), role, assessed_at=NOON)
    assert record.score == pytest.approx(100)
    handling, explaining = 0.8 * 0.6, 0.8 * 0.4
    assert {leaf.id: leaf.weight for leaf in record.leaves} == pytest.approx(
        {
            "sql": handling * 2 / 3,
            "data-wrangling": handling / 3,
            "communication": explaining / 2,
            "dashboards": explaining / 2,
            "projects": 0.2,
        }
    )
    assert record.coverage == pytest.approx(1 - explaining / 2)
    assert verify(record, role) == ()
