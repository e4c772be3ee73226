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
    Unreadable,
    answer_form,
    load_bank,
    load_items,
    mark,
    read_response,
)

SHARED = {"id": "sql-01", "level": 1, "skill": "", "stem": "", "explanation": "", "seconds": 30}


def number(answer, tolerance=0, unit=None, **more):
    return NumberItem(**(SHARED | more), answer=answer, tolerance=tolerance, unit=unit)


def sequence(*answer, tolerance=0, unit=None, **more):
    return SequenceItem(**(SHARED | more), answer=answer, tolerance=tolerance, unit=unit)


def text(*accept, exact=False, **more):
    return TextItem(**(SHARED | more), accept=accept, exact=exact)


def choice(key, *options):
    return ChoiceItem(**SHARED, options=tuple(Option(text=o, why="") for o in options), key=key)


RATES = sequence(
    0.67,
    0.8,
    tolerance=0.006,
    stem="What are precision and recall on these rows, in this order? Two decimals each.",
)
REBUILD = sequence(181, 1, unit="s", stem="How many seconds does it take with A, and how many with B?")
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
        (text("Int64", exact=True), " Int64 "),
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
        (number(15), "1,5"),
        (number(0.75), "75"),
        (number(75, unit="%"), "0.75"),
        (number(20, unit="ms"), "20 s"),
        (number(2.0, 0.1), "2.2"),
        (number(0), "1/0"),
        (number(0), "0/0"),
        (number(0), ""),
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
        (text("Int64", exact=True), "'Int64'"),
        (text("Int64", exact=True), "Int64."),
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


@pytest.mark.parametrize(
    ("item", "responses"),
    [
        (
            number(3),
            "3 rows|3 (three rows)|line 3|the 3rd|n=3|n = 3 rows|len(x) = 3|3 because all match|3 of 5|6/2",
        ),
        (number(400), "400 euros|400 €|€400|EUR 400|400.00"),
        (number(6.25, 0.005), "6.25x|6.25 times|6,25x|6 1/4|25/4|2.5^2|2.5²"),
        (
            number(8000, unit="euros"),
            "8.000|8'000|8’000|8 000|8_000|8k|8 k euros|8,000.00|8.000,00 €|8 thousand",
        ),
        (number(185, 0.5, stem="Which price, in thousands of euros?"), "185|185k|€185k|185 thousand euros"),
        (number(200, unit="ms"), "200 ms|200ms|0.2 s|0,2 seconds|200 milliseconds"),
        (number(2.24, 0.006), "sqrt(5)|√5|math.sqrt(5)|5^0.5|5**.5|5^(1/2)"),
        (number(32), "2^5|2**5|2⁵|32 pixels|3.2 x 10^1|3.2e1"),
        (number(4, unit="percentage points"), "±4|+/- 4 pp|plus or minus 4|4 points|4 %"),
        (number(-15, unit="kWh"), "−15|–15 kWh|—15|minus 15|- 15|negative 15|p = -15"),
        (number(0.25, 0.005), "¼|1 in 4|25 out of 100|p = .25|~0.25|≈ 25 %|۰٫۲۵"),
        (
            RATES,
            "precision 0.67, recall 0.80|0,67; 0,8|0,67 0,8|.67 then .8|67 % → 80 %|2/3 and 4/5|0.67/0.80",
        ),
        (
            RATES,
            "precision = 2/3, recall = 4/5|0.67 precision and 0.8 recall|precision: 0.67\nrecall: 0.8",
        ),
        (REBUILD, "A: 181, B: 1|181 with A and 1 with B|A 181 s, B 1 s|181 then 1|181 -> 1"),
        (
            sequence(0.15, 0.7, tolerance=0.006),
            "0.15 to 0.70|between 0.15 and 0.7|0.15–0.70|.15 - .7|0.15 < p < 0.7",
        ),
        (sequence(12, -6), "12, -6|12 −6|w1 = 12, w2 = -6|12; - 6|12 and minus 6"),
        (
            sequence(1, 16, 15, 15),
            "1x16x15x15|1 × 16 × 15 × 15|torch.Size([1, 16, 15, 15])|1 by 16 by 15 by 15",
        ),
        (
            sequence("Nora", "Ivo"),
            "nora then ivo|first Nora, then Ivo|1. Nora 2. Ivo|('Nora',), ('Ivo',)|Nora / Ivo",
        ),
        (sequence("B", "A", "C"), "raw B, scaled A, both C|B, then A, then C|b-a-c|B>A>C|I think B, A, C"),
        (
            text("transform"),
            ".transform(X)|transform()|`.transform(X_test)`|the answer is transform|(transform)",
        ),
        (text("pip install --upgrade x"), "pip install —upgrade x"),
    ],
)
def test_a_right_person_is_right_however_they_write(item, responses):
    assert not [response for response in responses.split("|") if not mark(item, response)]


@pytest.mark.parametrize(
    ("item", "responses"),
    [
        (
            number(3),
            "banana|f|3 or 4|3, 4|not 3|< 3|3!|log(3)|5 - 2|1:3|x-3|half of 3|12abc3|0x3",
        ),
        (number(8000, unit="euros"), "8000 $|8000 minutes|more than 8000|8.00.0"),
        (number(8000, misconceptions=("8",)), "8.000"),
        (
            RATES,
            "0.67|0.67, 0.8, 0.9|recall 0.80, precision 0.67|recall .67, precision .8",
        ),
        (REBUILD, "B: 1, A: 181|B: 181, A: 1"),
        (sequence("B", "A"), "banana|B or A|none|not B"),
        (FOUR, "5|0|e|left|1 or 2|inner"),
        (text("x"), " |"),
    ],
)
def test_what_cannot_be_read_is_asked_again(item, responses):
    form = Unreadable(answer_form(item))
    assert [text for text in responses.split("|") if read_response(item, text) != form] == []


@pytest.mark.parametrize(
    ("item", "right", "wrong"),
    [
        (number(2.0, 0.1, misconceptions=("2.05", "1.95")), "2|2.0|2.06|1.94", "2.05|2,05|2.050|1.95|41/20"),
        (number(0.83, 0.006, misconceptions=("0.834",)), "0.83|83 %|5/6|0.8333", "0.834|83.4 %"),
        (sequence(0.8, 0.4, tolerance=0.05, misconceptions=("0.8, 0.44",)), "0.8, 0.4|.8 .41", "0.80; 0.44"),
        (text("today", "report.today", misconceptions=("pipeline.today",)), "report.today", "pipeline.today"),
        (
            text("transform", misconceptions=("transform(X_train)",)),
            "transform(X_test)",
            ".transform(X_train)x",
        ),
        (text("fit", misconceptions=("fit(X_test)",)), "fit", "fit(X_test)|`fit(X_test)`"),
    ],
)
def test_what_a_known_mistake_leads_to_is_never_right(item, right, wrong):
    assert not [response for response in right.split("|") if not mark(item, response)]
    assert not [response for response in wrong.split("|") if mark(item, response)]


def test_a_number_of_json_is_an_answer_to_a_number_question():
    assert mark(number(3), 3)
    assert mark(number(1.234, 0.0005), 1.234)
    assert not mark(number(1234), 1.234)
    assert mark(FOUR, 2)
    assert not mark(FOUR, 2.5)


def test_nothing_is_forgiven_where_exactness_is_the_point():
    item = text("None", exact=True)
    assert mark(item, "None")
    assert not [
        response
        for response in ("none", "`None`", "None.", "(None)", "NONE", "None ;")
        if mark(item, response)
    ]
    listed = SequenceItem(**SHARED, answer=("Float64", "object"), exact=True)
    assert mark(listed, "Float64, object")
    assert not mark(listed, "float64, object")
