"""A change of score is split into the person's doing and the yardstick's, and the parts add up."""

import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.errors import UsageError
from readiness.framework import load_framework
from readiness.profile import Answer, Education, Experience, Profile
from readiness.questionnaire import load_items
from readiness.record import Assessment, parse_assessment, to_json

JANUARY = datetime(2026, 1, 5, 10, tzinfo=UTC)
JUNE = datetime(2026, 6, 5, 10, tzinfo=UTC)
FRAMEWORK = load_framework()
RATED = [facet.id for facet in FRAMEWORK.rated]
ITEMS = [item.id for facet in ("sql", "probability") for item in load_items(facet)[:4]]

profiles = st.builds(
    Profile,
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
    if found.person is None:
        assert found.framework is None
        return
    assert found.person + found.framework == pytest.approx(found.change, abs=1e-9)
    parts = math.fsum(m.points for m in found.moves) + found.answered_points
    assert parts == pytest.approx(found.person, abs=1e-9)
    assert math.fsum(s.points for s in found.shifts) == pytest.approx(found.framework, abs=1e-9)
    sizes = [abs(m.points) for m in found.moves]
    assert sizes == sorted(sizes, reverse=True)


@given(before=profiles, after=profiles, importance=st.sampled_from([95.0, 10.0]))
@settings(max_examples=30, deadline=None)
def test_the_parts_add_up_to_the_whole_change(before, after, importance):
    newer = other_framework(importance, without="sql")
    old, new = scored(before), scored(after, newer, JUNE)
    found = compare(old, new, framework=newer)
    assert_adds_up(found)
    if None not in {old.score, new.score}:
        assert found.change == new.score - old.score
    assert compare(old, new, framework=newer) == found


@given(before=profiles, after=profiles)
@settings(max_examples=20, deadline=None)
def test_there_and_back_is_no_change(before, after):
    old, new = scored(before), scored(after)
    there, back = compare(old, new), compare(new, old)
    assert_adds_up(there)
    if there.change is not None:
        assert there.framework == 0
        assert there.change == -back.change
        assert {m.id: m.points for m in there.moves} == pytest.approx({m.id: -m.points for m in back.moves})
        assert there.answered_points == pytest.approx(-back.answered_points, abs=1e-9)


def test_one_level_more_is_the_gain_that_the_first_report_promised():
    skills = dict.fromkeys(RATED, 1)
    old = scored(Profile(skills=skills))
    new = scored(Profile(skills={**skills, "sql": 2}), at=JUNE)
    found = compare(old, new)
    (move,) = found.moves
    promised = next(leaf.gain_next_level for leaf in old.leaves if leaf.id == "sql")
    assert (move.id, move.cause, move.old_answer, move.new_answer) == ("sql", "rating", 1, 2)
    assert move.points == pytest.approx(promised, abs=1e-9)
    assert found.person == pytest.approx(promised, abs=1e-9)
    assert (found.framework, found.reference, found.shifts) == (0.0, "same", ())
    assert found.answered_points == pytest.approx(0, abs=1e-9)


def test_a_new_framework_alone_is_not_the_persons_doing():
    profile = Profile(skills={**dict.fromkeys(RATED, 1), "python-language": 3})
    newer = other_framework(20.0)
    found = compare(scored(profile), scored(profile, newer, JUNE), framework=newer)
    assert found.reference == "new"
    assert found.person == 0
    assert found.moves == ()
    assert found.framework == found.change < 0
    assert found.shifts[0].id == "python-language"
    assert found.shifts[0].old_weight > found.shifts[0].new_weight


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
    assert found.unknown == ("coding",)
    assert found.person is None  # nothing of the old profile is left to score
    assert found.change is not None
    found = compare(
        scored(Profile(skills={"coding": 2, "sql": 2, "probability": 1}), renamed), new, framework=newer
    )
    assert_adds_up(found)
    gone = next(shift for shift in found.shifts if shift.id == "sql")
    assert gone.new_weight is None
    assert gone.points < 0


def test_what_was_answered_for_the_first_time_is_told_apart_from_what_moved():
    old = scored(Profile(skills={"sql": 2, "probability": 1}))
    new = scored(Profile(skills={"sql": 2, "probability": 2, "communication": 4}), at=JUNE)
    found = compare(old, new)
    assert [m.id for m in found.moves] == ["probability"]
    assert found.newly_answered == {"communication": "Communication"}
    assert found.answered_points != 0
    assert compare(new, old).no_longer_answered == {"communication": "Communication"}


def test_checks_move_their_own_facet_and_what_they_shed_light_on():
    skills = dict.fromkeys(RATED, 2)
    asked = [item for item in load_items("sql") if item.kind == "choice"][:4]
    one = tuple(Answer(item=item.id, response=None) for item in asked[:1])
    more = tuple(Answer(item=item.id, response=None) for item in asked)
    found = compare(scored(Profile(skills=skills, answers=one)), scored(Profile(skills=skills, answers=more)))
    assert_adds_up(found)
    causes = {move.id: move.cause for move in found.moves}
    assert causes.pop("sql") == "checks"
    assert set(causes.values()) == {"inferred"}
    assert found.evidence.low < found.evidence.change < found.evidence.high


def test_a_small_change_is_not_larger_than_the_interval_and_a_great_one_is():
    few = {**dict.fromkeys(RATED, 0), "communication": 1}
    many = {**dict.fromkeys(RATED, 4), "communication": 3}
    low, high = scored(Profile(skills=few)), scored(Profile(skills=many))
    nearly = scored(Profile(skills={**few, "sql": 1}))
    assert compare(low, high).evidence.larger
    assert not compare(low, nearly).evidence.larger
    assert compare(low, scored(Profile(experience=Experience(years=1.0)))).evidence is None


def test_the_verdict_goes_up_and_down():
    complete = {"languages": {"python": 4}, "education": Education(level="master", field="data-or-ai")}
    low = scored(Profile(skills=dict.fromkeys(RATED, 1), **complete))
    high = scored(Profile(skills=dict.fromkeys(RATED, 4), **complete))
    blocked = scored(Profile(skills={**dict.fromkeys(RATED, 4), "python-language": 1}, **complete))
    nothing = scored(Profile(skills={"sql": 1}))
    assert compare(low, high).verdict == "up"
    assert compare(high, low).verdict == "down"
    assert compare(low, low).verdict == "same"
    assert compare(blocked, high).verdict == "up"
    assert compare(low, nothing).verdict == "undecided"
    assert compare(nothing, nothing).verdict == "same"


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


def test_nothing_answered_gives_no_change_and_no_split():
    found = compare(scored(Profile()), scored(Profile(skills={"sql": 2})))
    assert (found.change, found.person, found.framework, found.moves) == (None, None, None, ())
    assert found.newly_answered == {"sql": "SQL"}
