"""What is recognised quickly is exactly what the validator accepts."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readiness.profile import Profile
from readiness.quick import recognised
from readiness.validation import validated

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))

words = st.sampled_from(
    ["sql", "python", "none", "bachelor", "batchelor", "boston", "other", "", "X" * 201, "sql\n", "ä", "1"]
)
numbers = st.one_of(st.integers(-1, 6), st.sampled_from([0.5, 4.0, -0.5, 100.0, 100.5, 61, 10**30]))
anything = st.one_of(st.none(), st.booleans(), numbers, words, st.lists(words, max_size=2))
maps = st.dictionaries(words, st.one_of(numbers, anything), max_size=3)


def objects(**fields):
    own = {name: st.one_of(strategy, strategy, anything) for name, strategy in fields.items()}
    return st.fixed_dictionaries({}, optional={**own, "odd": anything})


answers = st.lists(objects(item=words, response=st.one_of(st.none(), words), seconds=numbers), max_size=2)
profiles = objects(
    schema_version=st.just(1),
    name=words,
    skills=maps,
    not_applicable=st.lists(words, max_size=2),
    languages=maps,
    education=objects(
        level=words, field=words, certifications=st.lists(words, max_size=2), bootcamps=numbers
    ),
    experience=objects(years=numbers, projects=numbers),
    goals=objects(city=words, hours_per_week=numbers, weeks=numbers),
    answers=answers,
)


@given(content=profiles)
@example(content={"skills": {"sql\n": 2}})
@example(content={"experience": {"years": 10**400}})
@example(content={"schema_version": True})
@example(content={"schema_version": 1.0})
@example(content={"goals": {"hours_per_week": 0}})
def test_recognised_is_what_is_accepted_and_the_same(content):
    found = recognised(Profile, content)
    accepted, _ = validated(Profile, content)
    assert repr(found) == repr(accepted)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_recognised(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    assert repr(recognised(Profile, content)) == repr(validated(Profile, content)[0])
    assert recognised(Profile, content) is not None
