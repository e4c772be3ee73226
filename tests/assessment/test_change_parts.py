"""What changed in the person and what may be memory is separated as far as two assessments can tell."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.profile import Answer, Experience, Profile

from .people import FRAMEWORK, NOON, RATED, complete, items_of, right_answer

JUNE = NOON.replace(month=6)
SQL = items_of("sql")[:12]
LEVELS = dict.fromkeys(RATED, 2)


def scored(profile, at=JUNE):
    return assess(profile, FRAMEWORK, assessed_at=at)


def answer(item, *, right, shown=None, seconds=20.0):
    response = right_answer(item) if right else None
    return Answer(item=item.id, response=response, seconds=seconds, shown_days_ago=shown)


def parts_of(before, after, *, levels=LEVELS, **more):
    """The comparison of two sittings with these answers, and its parts by kind."""
    old = scored(Profile(skills=LEVELS, answers=tuple(before)), NOON)
    new = scored(Profile(skills=levels, answers=tuple(after), **more))
    found = compare(old, new)
    assert math.fsum(part.points for part in found.parts) == pytest.approx(found.person, abs=1e-9)
    return found, {part.kind: part for part in found.parts}


def test_answers_whose_key_was_seen_shortly_before_are_memory_and_bring_nothing():
    before = [answer(item, right=False) for item in SQL[:3]]
    after = [answer(item, right=True, shown=30.0, seconds=9.0) for item in SQL[:3]]
    found, parts = parts_of(before, after)
    shown = parts["shown"]
    assert (shown.n_answers, shown.n_right, shown.points) == (3, 3, 0.0)
    assert shown.sentence == (
        "3 questions, 3 right, were asked less than 90 days after you had seen the answer: "
        "that may be memory, so nothing of it counts."
    )
    # The wrong answers of last time stand in the older result alone: leaving them out is no doing of hers.
    assert (parts["withdrawn"].n_answers, parts["withdrawn"].n_right) == (3, 0)
    assert parts["withdrawn"].points == pytest.approx(found.person)
    assert parts["said"].points == 0
    assert parts["said"].sentence == "What is said of you is the same as last time."


@pytest.mark.parametrize(
    ("days", "kind"), [(0.0, "shown"), (89.9, "shown"), (90.0, "again"), (400.0, "again")]
)
def test_what_was_seen_ninety_days_before_counts(days, kind):
    _, parts = parts_of([answer(SQL[0], right=False)], [answer(SQL[0], right=True, shown=days, seconds=5.0)])
    assert kind in parts
    assert len({"shown", "again"} & parts.keys()) == 1


def test_the_same_questions_again_may_be_either_and_are_worth_what_they_change():
    before = [answer(item, right=False) for item in SQL[:4]]
    after = [answer(item, right=True, seconds=8.0) for item in SQL[:4]]
    found, parts = parts_of(before, after)
    again = parts["again"]
    assert (again.n_answers, again.n_right_before, again.n_right) == (4, 0, 4)
    assert again.points == pytest.approx(found.person)
    assert again.points > 0
    assert "4 questions of last time were answered once more, 0 right then and 4 now" in again.sentence
    assert parts.keys() == {"said", "again"}


def test_questions_that_were_not_asked_last_time_are_no_memory():
    before = [answer(item, right=False) for item in SQL[:2]]
    found, parts = parts_of(before, [*before, *(answer(item, right=True) for item in SQL[4:7])])
    new = parts["new"]
    assert (new.n_answers, new.n_right, new.n_right_before) == (3, 3, None)
    assert new.points == pytest.approx(found.person)
    assert new.sentence == "3 questions not asked last time, 3 right: what you know now, not memory."
    assert parts.keys() == {"said", "new"}


def test_what_is_said_comes_first_and_is_counted():
    levels = LEVELS | {"sql": 4, "probability": 1, "communication": 3}
    del levels["deployment"]
    found, parts = parts_of([], [], levels=levels, experience=Experience(years=2))
    assert parts["said"].points == pytest.approx(found.person)
    assert parts["said"].sentence == (
        "What is said of you has changed: 2 higher ratings, 1 lower rating, 1 missing rating "
        "and 1 other fact."
    )


def test_one_sitting_after_another_in_full():
    before = [answer(item, right=k % 2 == 0) for k, item in enumerate(SQL[:6])]
    after = [
        before[0],
        answer(SQL[1], right=True, seconds=4.0),
        answer(SQL[2], right=True, shown=10.0, seconds=4.0),
        answer(SQL[8], right=True),
    ]
    _, parts = parts_of(before, after, levels=LEVELS | {"sql": 3})
    numbers = {kind: (part.n_answers, part.n_right, part.n_right_before) for kind, part in parts.items()}
    assert numbers == {
        "said": (0, 0, None),
        "withdrawn": (4, 2, None),
        "new": (1, 1, None),
        "again": (1, 1, 0),
        "shown": (1, 1, None),
    }


people = st.builds(
    Profile,
    skills=st.dictionaries(
        st.sampled_from([name for name in RATED if name != "deep-learning"]), st.integers(0, 4), max_size=8
    ),
    source=st.sampled_from(["self", "mentor", "verified"]),
    not_applicable=st.sampled_from([(), ("deep-learning",)]),
    answers=st.lists(
        st.builds(
            answer,
            st.sampled_from(SQL[:6]),
            right=st.booleans(),
            shown=st.sampled_from([None, None, 3.0, 120.0]),
            seconds=st.sampled_from([None, 5.0, 9.0]),
        ),
        max_size=5,
        unique_by=lambda given: given.item,
    ).map(tuple),
)


@given(before=people, after=people)
@settings(max_examples=40, deadline=None)
def test_the_parts_add_up_for_anybody(before, after):
    found = compare(scored(before, NOON), scored(after))
    points = [part.points for part in found.parts]
    assert math.fsum(points) == pytest.approx(found.person, abs=1e-9)
    assert [part.points for part in found.parts if part.kind == "shown"] in ([], [0.0])
    n_now = sum(part.n_answers for part in found.parts if part.kind in {"new", "again", "shown"})
    assert n_now <= len(after.answers)


def test_without_its_role_at_hand_a_record_is_sorted_but_not_scored():
    mine = replace(FRAMEWORK, id="my-role", digest="mine")
    before, after = (
        assess(Profile(skills=LEVELS, answers=(given,)), mine, assessed_at=at)
        for given, at in (
            (answer(SQL[0], right=False), NOON),
            (answer(SQL[0], right=True, seconds=3.0), JUNE),
        )
    )
    parts = compare(before, after).parts
    assert [(part.kind, part.points) for part in parts] == [("said", None), ("again", None)]
    scored_parts = compare(before, after, framework=mine).parts
    assert all(part.points is not None for part in scored_parts)


def test_a_record_with_a_score_of_its_own_making_has_no_points_by_part():
    old, new = scored(complete(1), NOON), scored(complete(2))
    edited = replace(new, score=99.5)
    assert {part.points for part in compare(old, edited).parts} == {None}
