"""Marking forgives spelling and nothing else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.questionnaire import (
    ChoiceItem,
    NumberItem,
    Option,
    SequenceItem,
    TextItem,
    load_bank,
    load_items,
    mark,
)

SHARED = {"id": "sql-01", "level": 1, "skill": "", "stem": "", "explanation": "", "seconds": 30}


def number(answer, tolerance=0, unit=None):
    return NumberItem(**SHARED, answer=answer, tolerance=tolerance, unit=unit)


def sequence(*answer, tolerance=0, unit=None):
    return SequenceItem(**SHARED, answer=answer, tolerance=tolerance, unit=unit)


def text(*accept, exact=False):
    return TextItem(**SHARED, accept=accept, exact=exact)


def choice(key, *options):
    return ChoiceItem(**SHARED, options=tuple(Option(text=o, why="") for o in options), key=key)


FOUR = choice(2, "inner join", "left join", "cross join", "full join")


@pytest.mark.parametrize(
    ("item", "response"),
    [
        (number(1250), "1250"),
        (number(1250), " 1,250 "),
        (number(1250), "1 250"),
        (number(1250), "1250.0"),
        (number(1250), "1.25e3"),
        (number(1250), "+1250."),
        (number(1_250_000), "1,250,000"),
        (number(0.75), "3/4"),
        (number(0.75), "75%"),
        (number(0.75), "75 %"),
        (number(0.75), ".75"),
        (number(0.75), "0,75"),
        (number(0.75), "`0.75`"),
        (number(-0.5), "-1/2"),
        (number(-0.5), "−0.5"),
        (number(12), "１２"),
        (number(0.333, 0.0005), "1/3"),
        (number(75, unit="%"), "75"),
        (number(75, unit="%"), "75%"),
        (number(20, unit="ms"), "20 MS"),
        (number(20, unit="requests per second"), "20 requests  per second"),
        (number(1200, unit="£"), "£1,200"),
        (number(0.75), "75 per cent"),
        (number(4, unit="percentage points"), "4 %"),
        (number(4, unit="percentage points"), "4 percentage  points"),
        (number(5, unit="minutes"), "5 min"),
        (number(12, unit="pounds"), "£12"),
        (number(2.0, 0.1), "2.1"),
        (sequence(3, 4), "(3, 4)"),
        (sequence(3, 4), "3 x 4"),
        (sequence(3, 4), "3×4"),
        (sequence(3, 4), "[3 4]"),
        (sequence(3, 4), "3, 4."),
        (sequence(3), "(3,)"),
        (sequence(0.5, 0.25), "1/2; 25%"),
        (sequence(0.5, 0.25), "50 % 25 %"),
        (sequence(0.5, 0.25), "50 per cent and 25 percent"),
        (sequence(585, 90), "585 and 90"),
        (sequence(585, 90), "585, and 90."),
        (sequence(585, 90), "585 & 90"),
        (sequence(181, 1, unit="s"), "181 s, 1 s"),
        (sequence(181, 1, unit="s"), "181s 1s"),
        (sequence(181, 1, unit="s"), "181 seconds and 1 second."),
        (sequence(181, 1, unit="s"), "181 1"),
        (sequence(1, 25, unit="%"), "1 % 25 %"),
        (sequence(1, 25, unit="%"), "1 percentage point, 25 per cent"),
        (sequence(1, 25, unit="%"), "1, 25"),
        (sequence(32, 2352), "torch.Size([32, 2352])"),
        (sequence(3, 4), "np.array([3, 4])"),
        (sequence(3, 4), "3x4"),
        (sequence(1e5, 2), "1e5 2"),
        (sequence("B", "D", "F"), "BDF"),
        (sequence("B", "D", "F"), "b, d and f"),
        (sequence("B", "A"), "'BA'."),
        (sequence(1.0, 2.0, tolerance=0.01), "[1. 2.]"),
        (sequence("B", "A", "C"), "b a c"),
        (sequence("B", "A", "C"), "['B', 'A', 'C']"),
        (sequence("B", "A", "C"), "B -> A → C"),
        (sequence("left join", "inner join"), "Left Join, inner  join"),
        (sequence("True", "3"), "true 3.0"),
        (text("KeyError"), " keyerror. "),
        (text("KeyError"), "`KeyError`"),
        (text("len(df)", "df.shape[0]"), "DF.shape[ 0 ]"),
        (text("left join"), "LEFT\n JOIN"),
        (text("don't"), "don’t"),
        (text("pip install -e ."), "pip  install -e ."),
        (text("Int64", exact=True), " 'Int64' "),
        (FOUR, "2"),
        (FOUR, " 2 "),
        (FOUR, "left join"),
    ],
)
def test_spelling_is_forgiven(item, response):
    assert mark(item, response)


@pytest.mark.parametrize(
    ("item", "response"),
    [
        (number(1250), "1251"),
        (number(1250), "12,50"),
        (number(1250), "1.250"),
        (number(15), "1,5"),
        (number(0.75), "75"),
        (number(75, unit="%"), "0.75"),
        (number(20, unit="ms"), "20 s"),
        (number(20), "20 ms"),
        (number(2.0, 0.1), "2.2"),
        (number(0), "1/0"),
        (number(0), "0/0"),
        (number(0), ""),
        (number(0), "zero"),
        (number(1), "1e400"),
        (number(1), "nan"),
        (number(1), "inf"),
        (number(1), "1_0"),
        (number(1), "True"),
        (number(20, unit="s"), "20 ms"),
        (number(20, unit="s"), "20 min"),
        (sequence(3, 4), "4, 3"),
        (sequence(3, 4), "3"),
        (sequence(3, 4), "3 4 5"),
        (sequence("B", "A"), "A B"),
        (sequence(3, 4), "34"),
        (sequence(3, 4), "3 s 4 s"),
        (sequence(3, 4), "3 % 4 %"),
        (sequence(181, 1, unit="s"), "181 ms, 1 ms"),
        (sequence(181, 1, unit="s"), "181 1 s 1"),
        (sequence("B", "A"), "AB"),
        (sequence("B", "A"), "BAC"),
        (sequence("up", "on"), "upon"),
        (text("KeyError"), "Key Error"),
        (text("KeyError"), ""),
        (text("git checkout -b x"), "git checkout-b x"),
        (text("pip install -e ."), "pip install -e"),
        (text("Int64", exact=True), "int64"),
        (FOUR, "1"),
        (FOUR, "02"),
        (FOUR, "2.0"),
        (FOUR, "inner join"),
        (FOUR, "5"),
    ],
)
def test_a_wrong_answer_stays_wrong(item, response):
    assert not mark(item, response)


def test_i_do_not_know_is_wrong():
    assert not any(mark(item, None) for item in load_bank())


@pytest.mark.parametrize(
    "response", ["9" * 5000, "1" + "0" * 999, "(" * 999, "1," * 499, "\ud800", "\x00", "²", "½"]
)
def test_any_response_is_marked(response):
    assert {mark(item, response) for item in load_bank()} <= {True, False}


@given(st.text())
def test_any_text_is_marked(response):
    for item in (number(3), sequence(1, 2), sequence("a", "b"), text("x"), FOUR):
        assert mark(item, response) in {True, False}


@given(st.floats(-1e12, 1e12), st.sampled_from(["{}", " {} ", "`{}`", "{}."]))
def test_a_number_is_right_however_python_writes_it(value, frame):
    written = repr(value)
    if "e" not in written:
        assert mark(number(value), frame.format(written))
    assert mark(number(value), written)


@given(st.integers(-(10**9), 10**9))
def test_thousands_commas_change_nothing(value):
    assert mark(number(value), f"{value:,}")
    assert not mark(number(value), f"{value + 1:,}")


@given(st.floats(-1e6, 1e6), st.floats(0.001, 10), st.floats(-3, 3))
def test_tolerance_is_the_largest_error_still_right(answer, tolerance, error):
    value = answer + error * tolerance
    off = abs(value - answer)
    if not math.isclose(off, tolerance, rel_tol=1e-4, abs_tol=1e-6 * max(1, abs(answer))):
        assert mark(number(answer, tolerance), repr(value)) == (off < tolerance)


@given(
    st.lists(st.integers(-999, 999), min_size=1, max_size=6),
    st.sampled_from([", ", " ", ",", ";", "  "]),
    st.sampled_from(["{}", "[{}]", "({})", " {}\n"]),
)
def test_brackets_and_separators_change_nothing(answer, separator, frame):
    assert mark(sequence(*answer), frame.format(separator.join(map(str, answer))))


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20))
def test_case_matters_only_where_the_item_says_so(word):
    assert mark(text(word), word.swapcase())
    assert mark(text(word, exact=True), word.swapcase()) == (word == word.swapcase())


@pytest.mark.parametrize(
    ("response", "right"), [("29, 5%", True), ("29 %, 5 per cent", True), ("29, 4.25%", False)]
)
def test_a_list_without_a_unit_forgives_the_per_cent_sign(response, right):
    item = next(item for item in load_items("communication") if item.id == "communication-11")
    assert mark(item, response) is right
