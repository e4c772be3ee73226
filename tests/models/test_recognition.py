"""What is recognised quickly is exactly what the validator accepts."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readiness.content import read_text
from readiness.framework import FieldFacts, Framework
from readiness.framework.reading import parse_toml
from readiness.models.recognition import recognised
from readiness.models.validation import validated
from readiness.profile import Profile
from readiness.questionnaire.items import FacetItems
from readiness.questionnaire.models import FacetQuestions
from readiness.questionnaire.reading import parse, split

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))

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


def places(value, path=()):
    """The way to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


def damaged(value, path, junk):
    """A copy with one value replaced, or taken out where the junk is None."""
    if not path:
        return junk
    copy = value.copy()
    if junk is None and len(path) == 1 and isinstance(copy, dict):
        del copy[path[0]]
    else:
        copy[path[0]] = damaged(value[path[0]], path[1:], junk)
    return copy


SHIPPED = [
    (Framework, parse_toml(read_text("weights", "ml-engineer-entry.toml"), "role")),
    (FieldFacts, parse_toml(read_text("weights", "field-facts.toml"), "facts")),
    (FacetQuestions, parse(split(read_text("questions", "facets", "sql.toml"))[0], "head")),
    (FacetItems, parse(split(read_text("questions", "facets", "sql.toml"))[1], "items")),
]
PLACES = [list(places(content)) for _, content in SHIPPED]
junk = st.sampled_from(
    [None, True, 0, 3, -1, 0.5, 2.0, 1e9, "", "x", "rating", "document", [], {}, ["a"], [1], {"a": 1}]
)


@settings(max_examples=400, deadline=None)
@given(data=st.data(), which=st.integers(0, len(SHIPPED) - 1), other=junk)
def test_damaged_content_is_recognised_exactly_where_the_validator_accepts_it(data, which, other):
    model, content = SHIPPED[which]
    content = damaged(content, data.draw(st.sampled_from(PLACES[which])), other)
    accepted, problems = validated(model, content)
    assert recognised(model, content) == accepted
    assert (accepted is None) == bool(problems)
