"""A change of score is split into the person's doing and the yardstick's, and the parts add up."""

import itertools
import math
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.errors import RecordError, UsageError
from readiness.profile import Answer, Education, Experience, Profile
from readiness.questionnaire import load_items
from readiness.record import Assessment, parse_assessment, to_json

from .people import FRAMEWORK, MUST_HAVES, NOON, RATED, complete, example, items_of, leaf_of, right_answer

JANUARY = NOON
JUNE = NOON.replace(month=6)
ITEMS = [item.id for facet in ("sql", "probability") for item in load_items(facet)[:4]]

profiles = st.builds(
    Profile,
    source=st.sampled_from(["self", "mentor", "verified"]),
    skills=st.dictionaries(st.sampled_from(RATED), st.integers(0, 4), max_size=12),
    languages=st.none() | st.dictionaries(st.sampled_from(["python", "r"]), st.integers(0, 4)),
    education=st.builds(Education, level=st.sampled_from([None, "none", "bachelor", "phd"])),
    experience=st.builds(
        Experience, years=st.none() | st.floats(0, 5), projects=st.none() | st.integers(0, 3)
    ),
    answers=st.lists(
        st.builds(Answer, item=st.sampled_from(ITEMS), response=st.sampled_from(["1", "2", None])),
        max_size=4,
        unique_by=lambda answer: answer.item,
    ).map(tuple),
)


def scored(profile: Profile, framework=FRAMEWORK, at: datetime = JANUARY) -> Assessment:
    return assess(profile, framework, assessed_at=at)


def other_framework(python_importance: float = 50.0, *, without: str | None = None):
    """The shipped role with another importance, and one facet less."""
    dimensions = []
    for dimension in FRAMEWORK.dimensions:
        criteria = []
        for criterion in dimension.criteria:
            importance = criterion.importance
            if criterion.id == "python-programming":
                importance = replace(importance, value=python_importance)
            facets = tuple(f for f in criterion.facets if f.id != without)
            criteria.append(replace(criterion, importance=importance, facets=facets))
        dimensions.append(replace(dimension, criteria=tuple(criteria)))
    return replace(
        FRAMEWORK, dimensions=tuple(dimensions), version="2.0.0", digest=f"{python_importance}{without}"
    )


def assert_adds_up(found):
    assert found.person + found.framework == pytest.approx(found.change, abs=1e-9)
    parts = math.fsum(m.points for m in found.person_changes) + found.answered_points
    assert parts == pytest.approx(found.person, abs=1e-9)
    assert math.fsum(s.points for s in found.framework_changes) == pytest.approx(found.framework, abs=1e-9)
    sizes = [abs(m.points) for m in found.person_changes]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.slow
@given(before=profiles, after=profiles, importance=st.sampled_from([95.0, 10.0]))
@settings(max_examples=30, deadline=None)
def test_the_parts_add_up_to_the_whole_change(before, after, importance):
    newer = other_framework(importance, without="sql")
    old, new = scored(before), scored(after, newer, JUNE)
    found = compare(old, new, framework=newer)
    assert_adds_up(found)
    assert found.change == new.score - old.score
    assert compare(old, new, framework=newer) == found


@given(before=profiles, after=profiles)
@settings(max_examples=20, deadline=None)
def test_there_and_back_is_no_change(before, after):
    old, new = scored(before), scored(after)
    there, back = compare(old, new), compare(new, old)
    assert_adds_up(there)
    assert there.framework == 0
    assert there.change == -back.change
    assert {m.id: m.points for m in there.person_changes} == pytest.approx(
        {m.id: -m.points for m in back.person_changes}
    )
    assert there.answered_points == pytest.approx(0, abs=1e-9)


def test_the_same_profile_again_is_no_change(example):
    old, new = scored(example), scored(example, at=JUNE)
    found = compare(old, new)
    assert (found.change, found.person, found.framework, found.answered_points) == (0, 0, 0, 0)
    assert (
        found.person_changes,
        found.framework_changes,
        found.newly_answered,
        found.no_longer_answered,
    ) == ((), (), {}, {})
    assert (found.reference, found.verdict) == ("same", "same")
    assert (found.evidence.change, found.evidence.larger) == (0, False)


@pytest.mark.parametrize("source", ["self", "mentor", "verified"])
def test_one_level_more_moves_by_the_difference_of_the_scores(source):
    before, after = (complete(1, source=source, sql=level) for level in (1, 2))
    old, new = scored(before), scored(after, at=JUNE)
    found = compare(old, new)
    assert_adds_up(found)
    assert found.change == found.person == new.score - old.score > 0
    assert (found.framework, found.reference, found.framework_changes) == (0.0, "same", ())
    change = found.person_changes[0]
    assert (change.id, change.cause, change.old_answer, change.new_answer) == ("sql", "rating", 1, 2)
    own = leaf_of(new, "sql").contribution - leaf_of(old, "sql").contribution
    assert change.points == pytest.approx(own, abs=1e-9)
    assert {other.cause for other in found.person_changes[1:]} <= {"inferred"}


def test_one_verified_level_more_is_the_gain_that_the_first_report_promised():
    old, new = scored(complete(1)), scored(complete(1, sql=2), at=JUNE)
    (change,) = compare(old, new).person_changes
    assert change.points == pytest.approx(leaf_of(old, "sql").gain_next_level, abs=1e-9)
    assert change.points == pytest.approx(0.4 * 80 * 90 / 400 * 0.75 / 4.75)


def test_a_level_that_somebody_else_gives_is_named_by_its_source():
    profile = complete(2, source="self")
    found = compare(scored(profile), scored(replace(profile, sources={"sql": "verified"})))
    assert_adds_up(found)
    causes = {change.id: change.cause for change in found.person_changes}
    assert causes.pop("sql") == "source"
    assert set(causes.values()) <= {"inferred"}


def test_what_no_longer_applies_is_told_from_what_moved():
    """Deep learning is 2.19 of 100 points; what is left counts for more, and none of it was moved."""
    profile = complete(2, deep_learning=0)
    skills = {name: level for name, level in profile.skills.items() if name != "deep-learning"}
    new = scored(replace(profile, skills=skills, not_applicable=("deep-learning",)))
    found = compare(scored(profile), new)
    assert_adds_up(found)
    assert found.person_changes == ()
    assert found.person == found.change > 0
    assert found.answered_points == pytest.approx(found.change)
    assert found.no_longer_answered == found.no_longer_apply == {"deep-learning": "Deep learning"}
    kept = 1 - 0.8 * 85 / 400 / 7.75
    assert new.score == pytest.approx(scored(profile).score / kept)


def test_a_new_framework_alone_is_not_the_persons_doing():
    profile = Profile(skills={**dict.fromkeys(RATED, 1), "python-language": 3})
    newer = other_framework(20.0)
    found = compare(scored(profile), scored(profile, newer, JUNE), framework=newer)
    assert found.reference == "new"
    assert found.person == 0
    assert found.person_changes == ()
    assert found.framework == found.change < 0
    assert found.framework_changes[0].id == "python-language"
    assert found.framework_changes[0].old_weight > found.framework_changes[0].new_weight


def test_a_facet_that_is_gone_and_one_that_is_unknown_are_named():
    newer = other_framework(without="sql")
    dimensions = FRAMEWORK.dimensions
    renamed = replace(
        FRAMEWORK,
        digest="older",
        dimensions=(
            replace(
                dimensions[0],
                criteria=(
                    replace(dimensions[0].criteria[0], id="coding"),
                    *dimensions[0].criteria[1:],
                ),
            ),
            *dimensions[1:],
        ),
    )
    old = scored(Profile(skills={"coding": 2, "sql": 2}), renamed)
    new = scored(Profile(skills={"python-programming": 2}), newer, JUNE)
    found = compare(old, new, framework=newer)
    assert_adds_up(found)
    assert found.unknown == ("coding",)
    assert found.person == pytest.approx(0)  # the rating has another name today: the role's doing
    gone = next(change for change in found.framework_changes if change.id == "sql")
    assert gone.new_weight is None
    assert gone.points == pytest.approx(-leaf_of(old, "sql").contribution)


def test_the_source_of_a_level_that_is_unknown_today_goes_with_it():
    dimensions = FRAMEWORK.dimensions
    first, *rest = dimensions[0].criteria
    older = replace(
        FRAMEWORK,
        digest="older",
        dimensions=(
            replace(dimensions[0], criteria=(replace(first, id="coding"), *rest)),
            *dimensions[1:],
        ),
    )
    old = scored(Profile(skills={"coding": 2, "sql": 2}, sources={"coding": "mentor"}), older)
    found = compare(old, scored(Profile(skills={"sql": 2}), at=JUNE))
    assert_adds_up(found)
    assert found.unknown == ("coding",)


def test_what_is_answered_for_the_first_time_is_named_and_has_points_of_its_own():
    old = scored(Profile(skills={"sql": 2, "probability": 1}))
    new = scored(
        Profile(skills={"sql": 2, "probability": 2, "communication": 4}, experience=Experience(years=2)),
        at=JUNE,
    )
    found = compare(old, new)
    assert_adds_up(found)
    changes = {m.id: m for m in found.person_changes}
    assert found.newly_answered == {
        "communication": "Communication",
        "years": "Years of machine learning or data work",
    }
    communication = changes["communication"]
    assert (communication.cause, communication.old_answer, communication.new_answer) == ("rating", None, 4)
    assert (changes["years"].cause, changes["years"].old_attainment, changes["years"].new_attainment) == (
        "fact", 0.5, 1,
    )  # fmt: skip
    assert changes["years"].points == pytest.approx(3.5)
    assert changes["python-language"].cause == "inferred"
    assert compare(new, old).no_longer_answered == found.newly_answered


def test_checks_move_their_own_facet_and_what_they_shed_light_on():
    skills = dict.fromkeys(RATED, 2)
    asked = [item for item in load_items("sql") if item.kind == "choice"][:4]
    one = tuple(Answer(item=item.id, response=None) for item in asked[:1])
    more = tuple(Answer(item=item.id, response=None) for item in asked)
    found = compare(scored(Profile(skills=skills, answers=one)), scored(Profile(skills=skills, answers=more)))
    assert_adds_up(found)
    causes = {change.id: change.cause for change in found.person_changes}
    assert causes.pop("sql") == "checks"
    assert set(causes.values()) == {"inferred"}
    assert found.evidence.low < found.evidence.change < found.evidence.high


def test_a_small_change_is_not_larger_than_the_interval_and_a_great_one_is():
    low, high = (
        scored(Profile(skills=dict.fromkeys(RATED, 1))),
        scored(Profile(skills=dict.fromkeys(RATED, 4))),
    )
    nearly = scored(Profile(skills={**dict.fromkeys(RATED, 1), "sql": 2}))
    assert compare(low, high).evidence.larger
    small = compare(low, nearly).evidence
    assert small.low < 0 < small.change < small.high
    assert not small.larger


def test_the_verdict_goes_up_and_down():
    checks = tuple(
        Answer(item=item.id, response=right_answer(item))
        for facet in MUST_HAVES
        for item in items_of(facet, level=3)[:2]
    )
    unchecked = complete(4, source="self")
    by_band = {
        "not-yet": complete(0),
        "too-close": example("data-analyst"),
        "probably-ready": complete(3, source="self", deployment=0),
        "looks-ready": unchecked,
        "ready": replace(unchecked, answers=checks),
    }
    records = [scored(profile) for profile in by_band.values()]
    assert [record.verdict.band for record in records] == list(by_band)
    for worse, better in itertools.combinations(records, 2):
        assert compare(worse, better).verdict == "up"
        assert compare(better, worse).verdict == "down"
    nothing = scored(Profile(skills={"sql": 1}))
    for record in records:
        assert compare(record, record).verdict == "same"
        assert compare(record, nothing).verdict == compare(nothing, record).verdict == "undecided"
    assert compare(nothing, nothing).verdict == "same"


def test_the_record_of_an_older_version_is_refused_in_one_sentence():
    older = to_json(scored(complete())).replace('"schema_version": 2', '"schema_version": 1', 1)
    with pytest.raises(RecordError) as caught:
        parse_assessment(older, source="january.json")
    first, then = str(caught.value).splitlines()
    assert first.startswith("january.json: was made by an older version")
    assert "cannot be recomputed; make one with `readiness score PROFILE --format json`" in first
    assert then == "nothing was read"


def test_records_read_from_reports_compare_like_the_originals():
    old = scored(Profile(skills=dict.fromkeys(RATED, 1)))
    new = scored(Profile(skills=dict.fromkeys(RATED, 2)), at=JUNE)
    read = [parse_assessment(to_json(record)) for record in (old, new)]
    assert compare(*read) == compare(old, new)


def test_a_framework_that_is_not_at_hand_is_asked_for():
    mine = replace(other_framework(), id="my-role")
    old, new = scored(Profile(skills={"sql": 1})), scored(Profile(skills={"sql": 1}), mine, JUNE)
    with pytest.raises(UsageError, match="my-role"):
        compare(old, new)
    assert_adds_up(compare(old, new, framework=mine))
    newer = replace(mine, digest="two versions later")
    assert compare(old, new, framework=newer).reference == "today"
    assert_adds_up(compare(old, new, framework=newer))


def test_from_nothing_answered_every_point_is_the_persons():
    found = compare(scored(Profile()), scored(Profile(skills={"sql": 2})))
    assert_adds_up(found)
    assert found.newly_answered == {"sql": "SQL"}
    assert (found.framework, found.answered_points) == (0, pytest.approx(0, abs=1e-9))
    assert {change.id: change.cause for change in found.person_changes}["sql"] == "rating"


def test_a_role_of_which_nothing_applies_has_no_change_and_no_split():
    first = FRAMEWORK.dimensions[2]
    role = replace(FRAMEWORK, dimensions=(first,), consistency=(), insights=(), digest="facts alone")
    nothing = scored(Profile(not_applicable=tuple(facet.id for facet in role.facets)), role)
    found = compare(nothing, scored(Profile(experience=Experience(years=2)), role), framework=role)
    assert nothing.score is None
    assert (found.change, found.person, found.framework, found.person_changes) == (None, None, None, ())
    assert found.evidence is None
