"""Any role that is allowed can be scored against: weights of 0, tiny importances, other names."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness import measurement as m
from readiness.assessment.role import OneRating, Role
from readiness.assessment.verifying import verify
from readiness.framework import Framework, load_framework
from readiness.models import read_as
from readiness.models.fields import plain
from readiness.profile import Experience, Profile
from readiness.record import parse_assessment, to_json

from .people import EXAMPLES, complete, example, leaf_of, scored

pytestmark = pytest.mark.slow


WORTH = {
    1: [0, 1, 1, 1, 1],
    2: [0, 0.3, 1, 1, 1],
    3: [0, 0.1, 0.5, 1, 1],
    4: [0, 0.05, 0.25, 0.6, 1],
}
"""What levels 0 to 4 are worth, by bar."""


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
    record = scored(rated(role, draw), role)
    assert math.isclose(sum(leaf.weight for leaf in record.leaves), 1, abs_tol=1e-9)
    total = sum(leaf.contribution for leaf in record.leaves)
    assert math.isclose(total, record.score, abs_tol=1e-9)
    assert -1e-9 <= record.estimate.low <= record.score <= record.estimate.high <= 100 + 1e-9
    assert 0 <= record.robustness.score_low <= record.robustness.score_high <= 100 + 1e-9
    assert sum(record.robustness.bands.values()) == pytest.approx(1)
    assert parse_assessment(to_json(record)) == record
    assert verify(record, role) == ()


@settings(deadline=None, max_examples=50)
@given(contents(), st.data())
def test_verified_levels_add_up_to_the_plain_weighted_sum_in_any_role(content, draw):
    role = role_of(content)
    names = [facet.id for facet in role.facets]
    skills = draw.draw(st.fixed_dictionaries({name: st.integers(0, 4) for name in names}))
    record = scored(Profile(skills=skills, source="verified"), role)
    by_hand = 0.0
    dimensions = sum(d.importance.value for d in role.dimensions)
    for dimension in role.dimensions:
        criteria = sum(c.importance.value for c in dimension.criteria)
        for criterion in dimension.criteria:
            facets = sum(f.share.value for f in criterion.facets)
            for facet in criterion.facets:
                share = (
                    dimension.importance.value / dimensions * criterion.importance.value / criteria
                    * facet.share.value / facets
                )  # fmt: skip
                by_hand += 100 * share * WORTH[int(facet.scale.bar.value)][skills[facet.id]]
    assert record.score == pytest.approx(by_hand, abs=1e-9)
    assert record.stated.score == pytest.approx(by_hand, abs=1e-9)
    assert record.verdict.chance == (by_hand >= 50 - 1e-9)


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
    one, two = scored(profile, role), scored(renamed, other)
    assert one.score == two.score
    assert one.coverage == two.coverage
    assert (one.verdict.band, one.verdict.chance) == (two.verdict.band, two.verdict.chance)
    assert [leaf.contribution for leaf in one.leaves] == [leaf.contribution for leaf in two.leaves]


def turned(content):
    """The same file from back to front."""
    found = json.loads(json.dumps(content))
    found["dimensions"].reverse()
    for dimension in found["dimensions"]:
        dimension["criteria"].reverse()
        for criterion in dimension["criteria"]:
            criterion["facets"].reverse()
    return found


@settings(deadline=None, max_examples=50)
@given(contents(), st.data(), st.sampled_from(["self", "verified"]))
def test_the_order_of_a_file_is_no_part_of_a_role(content, draw, source):
    """Draws follow the ids, so that only the last digits of sums differ."""
    role = role_of(content)
    profile = replace(rated(role, draw), source=source)
    one, two = scored(profile, role), scored(profile, role_of(turned(content)))
    assert one.score == pytest.approx(two.score, abs=1e-6)
    assert one.stated.score is two.stated.score or one.stated.score == pytest.approx(two.stated.score)
    assert one.coverage == pytest.approx(two.coverage)
    assert one.verdict.chance == pytest.approx(two.verdict.chance, abs=1e-6)
    reached = {leaf.id: leaf.attainment for leaf in two.leaves}
    assert {leaf.id: leaf.attainment for leaf in one.leaves} == pytest.approx(reached, abs=1e-6)


@pytest.mark.parametrize("name", ["student", "data-analyst", "overclaimer", "mostly-unanswered"])
def test_the_order_of_the_shipped_file_is_no_part_of_the_role(name):
    tables = plain(load_framework("ml-engineer-entry"))
    del tables["digest"]
    one, two = (scored(example(name), role_of(content)) for content in (tables, turned(tables)))
    assert one.score == pytest.approx(two.score, abs=1e-6)
    assert one.estimate.low == pytest.approx(two.estimate.low, abs=1e-6)
    assert one.verdict.chance == pytest.approx(two.verdict.chance, abs=1e-6)
    assert one.robustness.verdict_stays == two.robustness.verdict_stays
    assert one.stated.score == pytest.approx(two.stated.score, abs=1e-9)


def test_a_role_made_in_python_has_the_shipped_rules_of_levels():
    shipped = load_framework()
    bare = replace(shipped, worth=(), counting=None, unanswered=None)
    for name in ("student", "mostly-unanswered"):
        one, two = scored(example(name), shipped), scored(example(name), bare)
        assert to_json(one) == to_json(two)


def test_a_role_may_say_itself_what_levels_are_worth_and_how_others_count():
    """All at level 2, half of what a bar of 3 asks: worth .2 by this role's own table."""
    shipped = load_framework()
    mine = tuple(
        replace(row, values=(0.0, 0.1, 0.2, 1.0, 1.0)) if row.bar == 3 else row for row in shipped.worth
    )
    role = replace(shipped, worth=mine, digest="worth less")
    assert leaf_of(scored(complete(2), role), "sql").attainment == pytest.approx(0.2)
    strict = replace(shipped.counting, above_base=replace(shipped.counting.above_base, value=0))
    role = replace(shipped, counting=strict, digest="no more than its base")
    record = scored(complete(4, python_language=2), role)
    assert leaf_of(record, "ml-libraries").attainment == pytest.approx(0.5)
    sure = replace(shipped.unanswered, high=replace(shipped.unanswered.high, value=0))
    role = replace(shipped, unanswered=sure, digest="silence is nothing")
    silent = replace(complete(), experience=Experience())
    assert scored(silent, role).score == pytest.approx(86)
    assert scored(silent, role).estimate.sd == 0


def test_where_nothing_applies_there_is_no_score():
    role = load_framework(EXAMPLES / "own-role.toml")
    bare = replace(role, dimensions=role.dimensions[1:], insights=(), digest="projects alone")
    record = scored(Profile(not_applicable=("projects",)), bare)
    assert (record.score, record.estimate, record.coverage) == (None, None, 0)
    assert record.verdict.band == "no-verdict"
    assert record.next_steps == ()
    assert verify(record, bare) == ()
    assert parse_assessment(to_json(record)) == record


def test_an_own_role_scores_a_profile_written_for_another():
    role = load_framework(EXAMPLES / "own-role.toml")
    handling, explaining = 0.8 * 0.6, 0.8 * 0.4
    record = scored(replace(example("data-analyst"), source="verified"), role)
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
    assert record.stated.score == pytest.approx(100)
    dashboards = leaf_of(record, "dashboards")
    assert dashboards.outcome == "not_asked"
    assert record.score == pytest.approx(100 - dashboards.points_missing)
    assert verify(record, role) == ()


@pytest.mark.parametrize("name", ["student", "overclaimer", "mostly-unanswered"])
def test_a_rename_that_is_declared_changes_no_number(name):
    tables = plain(load_framework("ml-engineer-entry"))
    del tables["digest"]
    names = {
        "sql": "a-databases",
        "python-language": "zz-python",
        "projects": "a-shown",
        "data-analysis": "zz-data",
    }
    text = json.dumps(tables)
    profile = plain(replace(example(name), answers=()))
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
        profile["skills"] = {names.get(k, k): level for k, level in profile.get("skills", {}).items()}
    one = scored(replace(example(name), answers=()))
    two = scored(Profile(**profile), role_of({**json.loads(text), "renamed": names}))
    assert two.score == pytest.approx(one.score, abs=1e-9)
    assert two.verdict.chance == pytest.approx(one.verdict.chance, abs=1e-9)
    assert two.robustness.verdict_stays == one.robustness.verdict_stays


def test_a_chance_is_the_same_to_its_last_digit_whoever_was_scored_before():
    ratings = [
        OneRating.of(float(floor), level, source, shared)
        for floor in (1, 2, 3)
        for level in range(-1, 5)
        for source in (m.SELF, m.MENTOR)
        for shared in (1.0, 2.0, 7.0)
    ]
    together = Role(load_framework()).own_chances(ratings)
    assert together == [Role(load_framework()).own_chances([one])[0] for one in ratings]
