"""A profile that nobody has checked: strict where silence would lie; the same meaning, the same profile."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.errors import AccessError, ProfileError
from readiness.limits import MAX_BYTES, MAX_DEPTH, MOST_ANSWERS, MOST_SKILLS
from readiness.models.fields import fields_of
from readiness.profile import Profile, parse_json, parse_profile, read_profile

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
STUDENT = (Path(__file__).parents[2] / "examples" / "student.json").read_text(encoding="utf-8")


def refused(text: str | bytes) -> str:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, source="me.json")
    said = str(caught.value)
    assert said.startswith(("me.json: ", f"{sum(p.n for p in caught.value.problems)} problems in me.json"))
    assert said.isprintable() or said.replace("\n", "").isprintable()
    return said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "me.json: is empty; write a profile"),
        (" \n\t ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("null", "holds null"),
        ("[]", "holds a list"),
        ("3", "holds a number"),
        ('"x"', "holds text"),
        ("true", "holds true or false"),
        ('{"foo": 1}', 'is no profile (keys found: "foo")'),
        ("{'skills': {}}", "line 1, column 2: not JSON"),
        ('{"skills": {},}', "not JSON"),
        ('{"skills": {}} {}', "line 1, column 16: not JSON: extra data"),
        ('{"skills":\n {"sql": 2', "line 2"),
        ('{"skills": {"sql": 2}, "skills": {}}', "skills: is given twice; keep one of the two"),
        ('{"skills": {"sql": 2, "s\\u0071l": 3}}', "skills.sql: is given twice"),
        ('{"experience": {"years": NaN}}', "experience.years: NaN is not a finite number"),
        ('{"experience": {"years": Infinity}}', "Infinity is not a finite number"),
        ('{"experience": {"years": -Infinity}}', "-Infinity is not a finite number"),
        ('{"experience": {"years": 1e400}}', "experience.years: 1e400 is not a finite number"),
        ('{"experience": {"years": -1e400}}', "-1e400 is not a finite number"),
        ('{"experience": {"years": 1' + "0" * 350 + "}}", "experience.years"),
        ('{"experience": {"projects": 1' + "0" * 30 + "}}", "experience.projects"),
        ('{"experience": {"projects": ' + "9" * 5_000 + "}}", "is not a finite number"),
        ('{"name": "\\ud800"}', "name: "),
        ('{"name": "a\\udc00b"}', "half of a surrogate pair"),
        ('{"\\ud800": 1, "name": "x"}', "half of a surrogate pair"),
        ('{"name": ""}', "name"),
        ('{"skills": {"sql": 7}}', "skills.sql: 7 is out of range; must be at most 4"),
        ('{"skills": {"sql": -1}}', "must be at least 0"),
        ('{"skills": {"sql": "4"}}', "write 4 without quotes"),
        ('{"skills": {"sql": true}}', "true is not a whole number"),
        ('{"skills": {"sql": 2.5}}', "2.5 is not a whole number"),
        ('{"skills": [2]}', "skills"),
        ('{"skills": null}', "skills"),
        ('{"experience": {"years": true}}', "true is not a number"),
        ('{"experience": {"years": "3"}}', "write 3 without quotes"),
        ('{"experience": {"projects": 1.5}}', "1.5 is not a whole number"),
        ('{"experience": {"yaers": 1}}', "experience.yaers: no field of this name; did you mean years?"),
        ('{"skilz": {"sql": 1}, "name": "x"}', "skilz: no field of this name; did you mean skills?"),
        ('{"education": {"level": "batchelor"}}', "did you mean bachelor?"),
        ('{"education": {"level": 3}}', "one of: none, secondary"),
        ('{"goals": {"hours_per_week": 0}}', "must be more than 0"),
        ('{"goals": {"hours_per_week": 101}}', "must be at most 100"),
        ('{"schema_version": 2}', "schema_version"),
        ('{"answers": [{"item": "sql-01"}]}', "answers.0 (sql-01).response: is missing"),
        ('{"answers": [{"item": "sql-01", "response": true}]}', "true is neither text nor a number"),
        (
            '{"answers": [{"item": "sql-01", "response": null}, {"item": "sql-01", "response": "3"}]}',
            '"sql-01" is answered twice',
        ),
        ('{"not_applicable": "sql"}', "not_applicable"),
        (STUDENT.encode("utf-16"), "save it as UTF-8"),
        (STUDENT.encode("utf-16-le"), "save it as UTF-8"),
        (STUDENT.encode("utf-32"), "save it as UTF-8"),
        ('{"name": "Léa"}'.encode("latin-1"), "line 1, column 12: byte 0xe9 is not UTF-8"),
        (b'{"name":\n "\xff"}', "line 2, column 3: byte 0xff is not UTF-8"),
        (STUDENT[:200], "not JSON"),
        ("\x00\x01\x02\x03", "line 1, column 1"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "not"),
        ("[" * 100_000, f"line 1: is nested more than {MAX_DEPTH} deep"),
        ('{"a":' * 100_000, f"is nested more than {MAX_DEPTH} deep"),
        ('{"name": "' + "x" * 201 + '"}', "at most 200"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_the_fix(text, words):
    assert words in refused(text)


def test_every_problem_of_a_profile_is_told_at_once():
    said = refused('{"skills": {"sql": 7, "probability": "2"}, "education": {"level": "batchelor"}}')
    assert said.splitlines()[0] == "3 problems in me.json; nothing was scored"
    assert all(place in said for place in ("skills.sql", "skills.probability", "education.level"))


def test_a_hundred_problems_are_counted_and_not_listed():
    said = refused(json.dumps({"skills": {f"facet-{n}": 7 for n in range(100)}}))
    assert "and 80 more" in said
    assert len(said.splitlines()) < 60


def test_a_key_that_a_terminal_would_obey_is_shown_as_an_escape():
    assert "\\x1b" in refused('{"name": "x", "\\u001b[31m\\u202e": 1}')


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_the_same_meaning_is_the_same_profile(file):
    text = file.read_text(encoding="utf-8")
    profile = parse_profile(text)
    content = json.loads(text)
    for variant in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n"),
        json.dumps(content, ensure_ascii=True),
        json.dumps(content, indent=7),
        json.dumps({key: content[key] for key in reversed(content)}),
        json.dumps(content, sort_keys=True),
    ):
        assert parse_profile(variant) == profile
    assert read_profile(file) == profile


def test_the_examples_are_there():
    assert len(EXAMPLES) >= 10
    profiles = [read_profile(file) for file in EXAMPLES]
    assert all(profile.name and profile.goals.hours_per_week for profile in profiles)
    assert sum(bool(profile.answers) for profile in profiles) >= 3
    assert len({profile.name for profile in profiles}) == len(profiles)


any_text = st.text(st.characters(codec="utf-8"))
finite = st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | finite | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)


def is_read_or_refused(raw: bytes | str) -> bool:
    """Whether a text is a profile, or its error names a place and prints nothing that a terminal obeys."""
    try:
        parse_profile(raw)
    except ProfileError as error:
        return bool(error.problems) and str(error).replace("\n", "").isprintable()
    return True


@given(plain)
def test_json_that_says_one_thing_is_read_as_the_standard_library_reads_it(value):
    text = json.dumps(value)
    assert parse_json(text, source="x") == json.loads(text)
    assert parse_json(json.dumps(value, ensure_ascii=False).encode(), source="x") == json.loads(text)


@settings(max_examples=300)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_profile_or_a_located_problem(raw):
    assert is_read_or_refused(raw)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from([field.key for field in fields_of(Profile)]) | st.text(max_size=5), plain, max_size=4
    )
)
def test_any_object_is_a_profile_or_a_located_problem(content):
    assert is_read_or_refused(json.dumps(content))


@given(st.data())
def test_a_flipped_character_never_ends_in_anything_but_a_profile_or_a_problem(draw):
    at = draw.draw(st.integers(0, len(STUDENT) - 1))
    other = draw.draw(st.characters(codec="utf-8"))
    assert is_read_or_refused(STUDENT[:at] + other + STUDENT[at + 1 :])


def nested(depth: int) -> str:
    return '{"name":' * depth + "1" + "}" * depth


def test_depth_is_bounded_on_both_sides_of_the_limit():
    assert "nested" not in refused(nested(MAX_DEPTH))
    assert "nested" in refused(nested(MAX_DEPTH + 1))


def test_brackets_in_text_are_no_depth():
    assert parse_profile(json.dumps({"name": '[{"\\' * 40})).name is not None


def test_the_number_of_skills_is_bounded_on_both_sides_of_the_limit():
    most = {f"facet-{n}": 1 for n in range(MOST_SKILLS)}
    assert len(parse_profile(json.dumps({"skills": most})).skills) == MOST_SKILLS
    assert f"at most {MOST_SKILLS}" in refused(json.dumps({"skills": {**most, "more": 1}}))


def test_the_number_of_answers_is_bounded_on_both_sides_of_the_limit():
    most = [{"item": f"sql-{n}", "response": None} for n in range(MOST_ANSWERS)]
    assert len(parse_profile(json.dumps({"answers": most})).answers) == MOST_ANSWERS
    more = [*most, {"item": "more", "response": None}]
    assert f"at most {MOST_ANSWERS}" in refused(json.dumps({"answers": more}))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"name": "x" * 200}, "name"),
        ({"answers": [{"item": "sql-01", "response": "x" * 500}]}, "answers.0 (sql-01).response"),
        ({"skills": {"x" * 64: 1}}, "skills"),
        ({"languages": {"x" * 32: 1}}, "languages"),
        ({"languages": {f"l{n}": 1 for n in range(100)}}, "languages"),
        ({"experience": {"years": 60}}, "experience.years"),
        ({"goals": {"weeks": 260}}, "goals.weeks"),
    ],
)
def test_lengths_and_numbers_are_bounded_on_both_sides_of_the_limit(content, place):
    parse_profile(json.dumps(content))
    text = json.dumps(content)
    for old, new in (
        ("x" * 32, "x" * 33),
        ('"l0"', '"more": 1, "l0"'),
        (": 60", ": 60.1"),
        (": 260", ": 261"),
    ):
        text = text.replace(old, new)
    assert place in refused(text)


def test_a_file_is_bounded_on_both_sides_of_the_limit(tmp_path):
    file = tmp_path / "me.json"
    file.write_text('{"name": "x"}' + " " * (MAX_BYTES - 13))
    assert read_profile(file).name == "x"
    file.write_text('{"name": "x"}' + " " * (MAX_BYTES - 12))
    with pytest.raises(AccessError, match="more than 4 MiB"):
        read_profile(file)


def test_an_integer_longer_than_python_reads_is_no_crash():
    assert sys.get_int_max_str_digits() < 5_000
    assert "finite" in refused('{"skills": {"sql": ' + "1" * 5_000 + "}}")


@pytest.mark.parametrize("word", ["not_applicable", "three", ""])
def test_a_word_where_a_level_belongs_is_told_to_be_a_number(word):
    with pytest.raises(ProfileError) as refused:
        parse_profile(json.dumps({"skills": {"sql": word}}))
    (problem,) = refused.value.problems
    assert problem.where == "skills.sql"
    assert problem.fix == "write a number"
