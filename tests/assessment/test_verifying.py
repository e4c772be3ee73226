"""A record is recomputed from itself, and no number of it can be changed unnoticed."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.assessment.verifying import verify
from readiness.errors import RecordError
from readiness.framework import load_framework
from readiness.profile import read_profile
from readiness.record import parse_assessment, to_json

from .people import EXAMPLES, NOON

RECORDS = {
    name: json.loads(to_json(assess(read_profile(EXAMPLES / f"{name}.json"), assessed_at=NOON)))
    for name in ("self-taught", "bootcamp-graduate", "data-analyst")
}


def places(value, path=()):
    """The path of every plain value of a record that is computed, not brought or chosen."""
    if path in {("profile",), ("assessed_at",), ("schema_version",)}:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))
    else:
        yield path, value


def numbers_in(record):
    """The path and value of every computed number."""
    return [
        (path, value)
        for path, value in places(record)
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    ]


def set_in(record, path, value):
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return record


def tampered(record, path, value):
    return set_in(json.loads(json.dumps(record)), path, value)


def another(value):
    """A number beside this one that may stand there as well."""
    if isinstance(value, int):
        return value + 1 if value < 4 else value - 1
    return value + 2e-6 if value < 0.5 else value * (1 - 3e-6)


def read(changed):
    return parse_assessment(json.dumps(changed), consistent=False)


def noticed(changed) -> bool:
    try:
        return bool(verify(read(changed)))
    except RecordError:
        return True


def test_the_record_of_every_example_holds(example_record):
    assert verify(example_record) == ()


def test_a_record_read_back_holds_and_says_the_same(example_record):
    again = parse_assessment(to_json(example_record))
    assert again == example_record
    assert to_json(again) == to_json(example_record)
    assert verify(again) == ()


def test_one_line_or_many_lines_are_the_same_record(example_record):
    assert parse_assessment(to_json(example_record, indent=None)) == example_record


def test_every_changed_number_is_named(example_record):
    changed = json.loads(to_json(example_record))
    numbers = [(path, value) for path, value in numbers_in(changed) if path != ("seed",)]
    assert len(numbers) > 200
    for path, value in numbers:
        changed = set_in(changed, path, another(value))
    differences = verify(read(changed))
    assert len(differences) == len(numbers)
    assert len({difference.where for difference in differences}) == len(numbers)


def test_another_seed_is_noticed():
    assert noticed(tampered(RECORDS["self-taught"], ("seed",), 1))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_changed_number_of_a_measured_record_is_noticed(draw):
    path, value = draw.draw(st.sampled_from(numbers_in(RECORDS["bootcamp-graduate"])))
    other = draw.draw(
        st.floats(-1000, 1000).filter(lambda x: not math.isclose(x, value, rel_tol=1e-6, abs_tol=1e-6))
    )
    assert noticed(tampered(RECORDS["bootcamp-graduate"], path, other))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_changed_word_is_noticed(draw):
    words = [(path, value) for path, value in places(RECORDS["self-taught"]) if isinstance(value, str)]
    path, value = draw.draw(st.sampled_from(words))
    assert noticed(tampered(RECORDS["self-taught"], path, value + "x"))


@pytest.mark.parametrize("part", ["leaves", "criteria", "dimensions", "next_steps", "insights", "provenance"])
def test_an_entry_that_was_taken_out_or_moved_is_noticed(part):
    record = RECORDS["self-taught"]
    assert noticed({**record, part: record[part][1:]})
    if len(record[part]) > 1:
        assert noticed({**record, part: record[part][::-1]})


def test_a_rating_raised_in_the_record_is_noticed_wherever_it_counts():
    changed = tampered(RECORDS["data-analyst"], ("profile", "skills", "model-evaluation"), 4)
    found = {difference.where for difference in verify(read(changed))}
    assert {"score", "verdict.band", "leaves[model-evaluation].answer"} <= found


def test_a_difference_names_its_place_and_both_values():
    changed = tampered(RECORDS["self-taught"], ("score",), 99.0)
    (difference,) = verify(read(changed))
    assert difference.where == "score"
    score = RECORDS["self-taught"]["score"]
    assert str(difference) == f"score: the record says 99.0, recomputed it is {score}"


def test_an_unknown_framework_is_a_difference():
    changed = read(tampered(RECORDS["self-taught"], ("framework", "id"), "elsewhere"))
    assert [difference.where for difference in verify(changed)] == ["framework.id"]


@pytest.mark.parametrize("when", ["yesterday", "9999-12-31T00:00:00Z", "0001-01-01"])
def test_a_wrong_time_is_refused(when):
    with pytest.raises(RecordError, match="assessed_at"):
        read(tampered(RECORDS["self-taught"], ("assessed_at",), when))


def test_a_record_made_with_another_role_is_told_from_the_digest():
    role = load_framework(EXAMPLES / "own-role.toml")
    record = assess(read_profile(EXAMPLES / "data-analyst.json"), role, assessed_at=NOON)
    assert verify(record, role) == ()
    other = replace(role, digest="0" * 64)
    assert [difference.where for difference in verify(record, other)] == [
        "framework.digest",
        "plan.roles[0].framework.digest",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "is no assessment"),
        ("[]", "is no assessment"),
        ('{"score": 1, "leaves": [], "framework": {}}', "is missing"),
        (json.dumps({**RECORDS["self-taught"], "extra": 1}), "extra"),
        (json.dumps({**RECORDS["self-taught"], "score": "76"}), "score"),
        (json.dumps({**RECORDS["self-taught"], "schema_version": 3}), "schema_version"),
        (json.dumps({**RECORDS["self-taught"], "schema_version": 1}), "made by an older version"),
        (json.dumps({**RECORDS["self-taught"], "schema_version": True}), "schema_version"),
        (json.dumps(RECORDS["self-taught"])[:-30], "not JSON"),
        (json.dumps({**RECORDS["self-taught"], "score": math.nan}), "score: NaN is not a finite number"),
    ],
)
def test_what_is_no_record_is_refused_with_a_reason(text, words):
    with pytest.raises(RecordError) as caught:
        parse_assessment(text)
    assert words in str(caught.value)
