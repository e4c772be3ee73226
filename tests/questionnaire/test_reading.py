"""A malformed question file is refused with every problem and its place, and never with anything else."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness import content
from readiness.errors import ContentError
from readiness.models import read_as
from readiness.models.recognition import recognised
from readiness.models.validation import validated
from readiness.questionnaire import FacetQuestions, facet_ids, load_facet, load_items
from readiness.questionnaire.background_reading import Background, parse_background
from readiness.questionnaire.item_reading import parse_items
from readiness.questionnaire.items import FacetItems
from readiness.questionnaire.reading import FilePart, parse, parse_facet, split, tidied

SQL = content.read_text("questions", "facets", "sql.toml")
BACKGROUND = content.read_text("questions", "background.toml")
ITEM = """\
[[items]]
id = "sql-01"
level = 1
kind = "number"
skill = "rows"
stem = "How many rows?"
explanation = "Three."
seconds = 30
answer = 3
"""
CHOICE = """\
[[items]]
id = "sql-01"
level = 1
kind = "choice"
skill = "rows"
stem = "Which rows?"
explanation = "These."
seconds = 30
key = 2
options = [
  { text = "a", why = "a" }, { text = "b", why = "b" },
  { text = "c", why = "c" }, { text = "d", why = "d" },
]
"""


def read(text, name="sql"):
    head, items = split(text)
    facet = parse_facet(head.text, f"questions/facets/{name}.toml", name)
    return facet, parse_items(items, f"questions/facets/{name}.toml", name)


def refusal(text):
    with pytest.raises(ContentError) as caught:
        parse_items(split(text)[1], "sql.toml", "sql")
    return str(caught.value)


def test_the_parts_of_a_file_are_read_as_the_whole_is():
    assert read(SQL) == (load_facet("sql"), load_items("sql"))


@pytest.mark.parametrize("name", facet_ids())
def test_the_validator_reads_every_file_the_same(name):
    head, items = split(content.read_text("questions", "facets", f"{name}.toml"))
    for model, part in ((FacetQuestions, head), (FacetItems, items)):
        raw = parse(part, name)
        accepted, problems = validated(model, raw)
        assert problems == []
        assert recognised(model, raw) == accepted


def test_the_validator_reads_the_background_the_same():
    raw = parse(FilePart(BACKGROUND), "background.toml")
    assert recognised(Background, raw) == validated(Background, raw)[0] is not None


def test_spaces_and_lines_around_a_text_do_not_count_but_those_before_it_do():
    assert tidied({"code": ["\n  a = 1\n\n  b = 2  \n"]}) == {"code": ["  a = 1\n\n  b = 2"]}


def test_a_file_without_items_has_a_head():
    head, items = split(SQL)
    facet, none = read(head.text)
    assert facet == load_facet("sql")
    assert none == ()
    assert items.lines_before == head.text.count("\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("level = 1", "level = 5", "line 3, sql-01.level: 5 is out of range; must be at most 4"),
        ("level = 1", "level = true", "true is not a whole number"),
        ("level = 1", "level = 1.0", "1.0 is not a whole number"),
        ("level = 1", "levle = 1", "line 3, sql-01.levle\n    no field of this name; did you mean level?"),
        ("level = 1\n", "", "line 1, sql-01.level: is missing"),
        (
            'kind = "number"',
            'kind = "numbr"',
            'line 4, sql-01.kind: "numbr" is not one of the possible values; did you mean number?',
        ),
        ('kind = "number"', "kind = 3", "one of: number, sequence, text, choice"),
        ('kind = "number"\n', "", "one of: number, sequence, text, choice"),
        ("answer = 3", "answer = nan", "is not a finite number"),
        ("answer = 3", "answer = inf", "is not a finite number"),
        ("answer = 3", "answer = 1e999", "is not a finite number"),
        ("answer = 3", f"answer = {'9' * 400}", "is not a finite number"),
        ("answer = 3", 'answer = "3"', '"3" is not a number'),
        ("answer = 3", "answer = [3]", "[3] is not a number"),
        ("answer = 3", "answer = 2024-01-01", "datetime.date(2024, 1, 1) is not a number"),
        ('skill = "rows"', 'skill = "  "', "line 5, sql-01.skill: is empty"),
        ('skill = "rows"', "skill = 3", "3 is not text"),
        ('id = "sql-01"', 'id = "sqll-01"', "is not of the form sql-01"),
        ("seconds = 30", "seconds = 30\nkey = 2", "no field of this name"),
        ("seconds = 30", 'seconds = 30\nlanguage = "pyton"', "did you mean python?"),
        ('[[items]]\nid = "sql-01"', "[[items]]\nid = 7", "line 2, items[1].id: 7 is not text"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(old, new, expected):
    assert old in ITEM
    assert expected in refusal(ITEM.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (', { text = "d", why = "d" }', "", "line 10, sql-01.options: has 3 entries; at least 4 needed"),
        ('why = "c"', "why = 3", "sql-01.options[3].why: 3 is not text"),
        ('{ text = "c", why = "c" }', '"c"', 'sql-01.options[3]: "c" is not an object'),
        ("key = 2", "key = 0", "0 is out of range; must be at least 1"),
        ("key = 2", "key = 2\nanswer = 3", "sql-01.answer: no field of this name"),
    ],
)
def test_a_wrong_option_is_named_with_its_place(old, new, expected):
    assert old in CHOICE
    assert expected in refusal(CHOICE.replace(old, new))


def test_every_problem_is_reported_at_once():
    text = refusal(ITEM.replace("level = 1", "level = 9").replace("seconds = 30", "seconds = 0"))
    assert text.startswith("2 problems in sql.toml; nothing was read\n\n")


def test_the_same_id_twice_is_refused():
    assert "line 12, sql-01.id" in refusal(f"\n{ITEM}{ITEM}")


def test_broken_toml_is_named_with_line_and_column_of_the_whole_file():
    head = 'id = "sql"\ntitle = "SQL"\n'
    assert "line 6, column" in refusal(f"{head}{ITEM.replace('kind = ', 'kind ')}")


def test_a_key_written_twice_is_refused():
    assert "fix the TOML there" in refusal(ITEM.replace("level = 1", "level = 1\nlevel = 2"))


@pytest.mark.parametrize("answer", ["[" * 5000, f"{'9' * 5000}", "{a=" * 3000])
def test_what_no_parser_can_hold_is_refused(answer):
    assert refusal(ITEM.replace("answer = 3", f"answer = {answer}"))


def test_a_step_after_the_first_item_is_refused():
    text = refusal(f'{ITEM}[[steps]]\nid = "sql-0"\n')
    assert "stands after the first item; move it before the first [[items]]" in text


def test_a_facet_under_another_files_name_is_refused():
    with pytest.raises(ContentError, match='"sql" is not the name of the file; write id = "sqlite"'):
        read(SQL, "sqlite")


def test_four_anchors_are_refused():
    lines = SQL.split("\n")
    del lines[lines.index("anchors = [") + 1]
    with pytest.raises(ContentError, match="has 4 entries; at least 5 needed"):
        read("\n".join(lines))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('kind = "choice"', 'kind = "choise"', "did you mean choice?"),
        ("minimum = 0\n", "", "give minimum and maximum"),
        ("maximum = 20\n", "maximum = -1\n", "give minimum and maximum"),
        ('id = "goals.weeks"', 'id = "goals.city"', "is the id of an earlier one too"),
        ("[[questions]]", "[[question]]", "did you mean questions?"),
    ],
)
def test_a_wrong_background_question_is_named(old, new, expected):
    assert old in BACKGROUND
    with pytest.raises(ContentError) as caught:
        parse_background(BACKGROUND.replace(old, new, 1), "background.toml")
    assert expected in str(caught.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    lines = SQL.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        junk = data.draw(
            st.sampled_from(["", "[[items]]", "[[steps]]", "'''", "x = 1", "=", "]", "}", "\x00", "\\u001b"])
        )
        lines[at : at + data.draw(st.integers(0, 2))] = [junk]
    with contextlib.suppress(ContentError):
        read("\n".join(lines))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(["id", "level", "kind", "answer", "options", "accept", "key", "code", "stem"]), _VALUES
)
def test_a_value_of_any_type_is_read_or_refused(key, value):
    for kind in ("number", "sequence", "text", "choice"):
        content = {"items": [{"kind": kind, "id": "sql-01", "level": 1, key: value}]}
        found, problems = read_as(FacetItems, content)
        assert found is None
        assert problems
