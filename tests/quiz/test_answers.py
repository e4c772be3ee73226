import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.framework import load_framework
from readiness.questionnaire import load_bank
from readiness.quiz.answers import Given, UnclearError, accept, parse, shown
from readiness.quiz.questions import background_questions, check_question, rating_questions

BACKGROUND = {question.id: question for question in background_questions(load_framework())}
RATING = rating_questions(load_framework(), by_criterion=False)[0]
CHECK = check_question(next(item for item in load_bank() if item.id == "sql-03"), "SQL")


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        ("education.level", "5", "bachelor"),
        ("education.bootcamps", " 2 ", 2),
        ("education.bootcamps", "2.0", 2),
        ("experience.years", "1,5", 1.5),
        ("experience.years", ".5", 0.5),
        ("education.certifications", "0", []),
        ("education.certifications", "2, 4", ["azure-ai-engineer-associate", "other"]),
        ("education.certifications", "4 4", ["other"]),
        ("languages.java", "0", 0),
    ],
)
def test_what_is_typed_becomes_what_a_profile_holds(question, typed, value):
    found = parse(BACKGROUND[question], typed)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("typed", ["", "-1", "21", "1.5", "1_0", "٣", "1e1", "nan", "inf", "9" * 5000, "two"])
def test_a_number_out_of_place_is_told_what_would_be_one(typed):
    with pytest.raises(UnclearError, match="whole number from 0 to 20"):
        parse(BACKGROUND["education.bootcamps"], typed)


@pytest.mark.parametrize("typed", ["", "5", "-1", "01", "x", "１"])
def test_a_level_is_one_of_five(typed):
    with pytest.raises(UnclearError, match="number from 0 to 4"):
        parse(RATING, typed)


def test_a_typed_answer_has_bounds():
    assert accept(CHECK, "x" * 500) == "x" * 500
    for wrong in ("x" * 501, "", "  ", "half \ud83d"):
        with pytest.raises(UnclearError):
            accept(CHECK, wrong)


@given(st.text(max_size=600))
def test_whatever_is_typed_is_an_answer_or_unclear(typed):
    for question in (*BACKGROUND.values(), RATING, CHECK):
        with contextlib.suppress(UnclearError):
            value = parse(question, typed)
            assert shown(question, Given(question.id, "answered", value)).isprintable()


def test_answers_are_shown_in_words():
    def told(question, value, outcome="answered"):
        return shown(BACKGROUND[question], Given(question, outcome, value))

    assert told("education.level", "bachelor") == "Bachelor's degree"
    assert told("education.certifications", []) == "none"
    assert told("experience.years", 1.5) == "1.5"
    assert told("goals.hours_per_week", 8.0) == "8"
    assert told("education.level", None, "skipped") == "skipped"
    assert shown(CHECK, None) == "not answered"
    assert shown(CHECK, Given(CHECK.id, "dont_know")) == "I don't know"
    assert shown(CHECK, Given(CHECK.id, "answered", "a\x1b[31m")) == "a\\x1b[31m"
