"""A line is taken and refused as the strict reader takes and refuses it, and for the same reason."""

import json

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from readiness import Profile, ProfileError, assess_many, load_framework, parse_profile
from readiness.cohort import score_batches
from readiness.cohort.jsonlines import read_lines, table_of_lines

ROLE = load_framework()
NAMES = [*ROLE.rateable, "sqll", "calculus", ""]
odd_levels = st.one_of(
    st.integers(-1, 5),
    st.sampled_from([None, True, "3", 2.0, 2.5, 1e400, 10**30, [], {}, "alone", float("nan")]),
)
profiles = st.fixed_dictionaries(
    {},
    optional={
        "skills": st.dictionaries(st.sampled_from(NAMES), odd_levels, max_size=4) | st.none(),
        "name": st.one_of(st.text(max_size=5), st.just("x" * 201), st.none(), st.just(":"), st.just('"')),
        "source": st.sampled_from(["self", "mentor", "verified", "me", None]),
        "sources": st.dictionaries(
            st.sampled_from(NAMES), st.sampled_from(["self", "mentor", "x"]), max_size=2
        ),
        "not_applicable": st.lists(st.sampled_from(NAMES), max_size=2),
        "languages": st.dictionaries(
            st.sampled_from(["python", "r", "Go", "c#", "klingon"]), odd_levels, max_size=2
        )
        | st.none(),
        "education": st.fixed_dictionaries(
            {},
            optional={
                "level": st.sampled_from(["bachelor", "batchelor", None]),
                "certifications": st.lists(st.sampled_from(["other", "x"]), max_size=2) | st.none(),
                "bootcamps": odd_levels,
            },
        ),
        "experience": st.fixed_dictionaries({}, optional={"years": st.floats(-1, 61) | odd_levels}),
        "answers": st.lists(
            st.fixed_dictionaries(
                {
                    "item": st.sampled_from(["sql-01", "sql-99", "sql"]),
                    "response": st.sampled_from(["1", None]),
                }
            ),
            max_size=2,
        ),
        "schema_version": st.sampled_from([1, 2, True]),
        "skils": st.just({}),
    },
)
spoilers = st.sampled_from(
    [
        lambda text: text,
        lambda text: text[:-1],
        lambda text: text.replace(":", ": ", 1),
        lambda text: text.replace("{", '{"name":"a",', 1) if '"' in text else text,
        lambda text: text + " x",
        lambda text: "\ufeff" + text,
        lambda text: text.replace(":", "\\u003a"),
        lambda text: text.replace('"name"', '"\\u006eame"'),
        lambda _: '{"name": "\\ud800"}',
        lambda text: "[" * 30 + text,
    ]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(profiles, spoilers)
def test_lines_are_taken_and_refused_as_files_are(content, spoil):
    line = spoil(json.dumps(content)).encode("utf-8", "surrogatepass")
    expected = reason = None
    try:
        expected = assess_many([parse_profile(line)]).to_pylist()[0]
    except ProfileError as error:
        reason = "; ".join(p.sentence for p in error.problems)
    found = read_lines([line], ROLE)
    if found.refused:
        assert "; ".join(p.sentence for p in found.refused[1]) == reason
        return
    row = next(score_batches([table_of_lines(found, ROLE)])).to_pylist()[0]
    if reason is None:
        assert row["refused"] is None
        assert {k: row[k] for k in ("name", "verdict", "n_ratings", "step_1")} == {
            k: expected[k] for k in ("name", "verdict", "n_ratings", "step_1")
        }
        assert row["score"] == pytest.approx(expected["score"], abs=1e-9)
    else:
        assert row["score"] is None
        assert all(sentence in row["refused"] for sentence in reason.split("; "))


def test_a_key_given_twice_is_refused_wherever_it_stands():
    lines = [
        b'{"skills": {"sql": 1, "sql": 1}}',
        b'{"name": "a", "name": "a"}',
        b'{"education": {"level": "phd", "level": "phd"}}',
        b'{"name": "a\\u003ab", "name": "b"}',
        b'{"languages": {"r": 1, "r": 2}}',
    ]
    found = read_lines(lines, ROLE)
    assert sorted(found.refused) == [1, 2, 3, 4, 5]
    assert all("is given twice" in problems[0].what for problems in found.refused.values())


def test_colons_and_escapes_in_text_are_no_reason_to_refuse():
    names = ["a:b", 'say "hi"', "\u003a\u0022", "é", "日本", "a\\b", "{::}"]
    lines = [json.dumps({"name": name}).encode() for name in names]
    lines += [json.dumps({"name": name}, ensure_ascii=False).encode() for name in names]
    lines.append(b'{"name": "a\\u003Ab"}')
    found = read_lines(lines, ROLE)
    assert found.refused == {}
    assert [row["name"] for row in table_of_lines(found, ROLE).to_pylist()] == [*names, *names, "a:b"]


def test_blank_lines_are_passed_over_and_numbers_stay_those_of_the_file():
    found = read_lines([b"", b'{"skills":{"sql":2}}\r', b"  ", b"{", b'{"skills":{}}'], ROLE, first=11)
    assert found.numbers == [12, 15]
    assert list(found.refused) == [14]


def test_profiles_made_in_python_and_read_from_lines_are_the_same_type_of_person():
    """Every field of the model has its place in the struct."""
    full = {
        "schema_version": 1, "name": "A", "cohort": "c", "skills": {"sql": 2}, "source": "mentor",
        "sources": {"sql": "self"}, "claims": {"sql": "good"}, "not_applicable": ["deployment"],
        "languages": {"r": 2}, "education": {"level": "phd"}, "experience": {"years": 1},
        "goals": {"city": "austin", "hours_per_week": 5, "weeks": 3},
        "answers": [{"item": "sql-01", "response": "1", "seconds": 3.5}],
    }  # fmt: skip
    assert set(full) == set(Profile.__dataclass_fields__)
    assert read_lines([json.dumps(full).encode()], ROLE).refused == {}


def test_responses_may_be_text_numbers_or_nothing_in_one_file():
    given = [
        [{"item": "sql-01", "response": "1"}, {"item": "sql-02", "response": 2}],
        [{"item": "sql-01", "response": None, "seconds": 3}, {"item": "sql-02", "response": 2.5}],
        [{"item": "sql-01", "response": "1", "shown_days_ago": 2}],
        [{"item": "sql-77", "response": "1"}],
        [],
    ]
    lines = [json.dumps({"skills": {"sql": 2}, "answers": answers}).encode() for answers in given]
    found = read_lines(lines, ROLE)
    assert found.refused == {}
    rows = next(score_batches([table_of_lines(found, ROLE)])).to_pylist()
    expected = assess_many([parse_profile(line) for line in lines]).to_pylist()
    assert [row["n_answers"] for row in rows] == [2, 2, 0, 0, 0]
    assert [row["score"] for row in rows] == pytest.approx([row["score"] for row in expected], abs=1e-9)


def test_a_facet_that_does_not_apply_takes_its_answers_and_its_share_of_a_rating_with_it():
    waivable = [facet.id for facet in ROLE.rated if facet.must_have is None][:2]
    content = {
        "skills": {name: 3 for name in ROLE.rateable if name not in {facet.id for facet in ROLE.rated}},
        "not_applicable": waivable,
        "answers": [{"item": f"{name}-01", "response": "1"} for name in (*waivable, "sql")],
    }
    line = json.dumps(content).encode()
    row = next(score_batches([table_of_lines(read_lines([line], ROLE), ROLE)])).to_pylist()[0]
    one = assess_many([parse_profile(line)]).to_pylist()[0]
    assert row["refused"] is None
    assert {name: row[name] for name in ("score", "low", "high", "chance", "n_answers", "n_ratings")} == {
        name: pytest.approx(one[name], abs=1e-9)
        for name in ("score", "low", "high", "chance", "n_answers", "n_ratings")
    }
