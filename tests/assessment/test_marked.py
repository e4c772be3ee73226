"""Answers outlive their questions: what is unchanged counts, the rest is left out with a note."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from readiness.assessment import assess
from readiness.assessment.calibration import calibrate
from readiness.assessment.marked import describe_left_out, mark_answers
from readiness.assessment.verifying import verify
from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.profile.model import Answer
from readiness.questionnaire import digest_item, find_item, load_bank
from readiness.report import render

FRAMEWORK = load_framework()
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
CHOICE = next(item for item in load_bank() if item.kind == "choice")
NUMBER = next(item for item in load_bank() if item.kind == "number")


def answer(item, response, **more):
    return Answer(item=item.id, response=response, digest=digest_item(item), **more)


def right_answer(item):
    return str(item.key) if item.kind == "choice" else item.answer


def marked(*answers):
    return mark_answers(Profile(answers=answers), FRAMEWORK)


@pytest.fixture
def bank_changed(monkeypatch):
    """Puts an item in the place of the shipped one of its id, or removes it."""

    def change(item, other):
        def find(name):
            return other if name == item.id else find_item(name)

        monkeypatch.setattr("readiness.assessment.marked.find_item", find)

    return change


def test_an_unchanged_item_counts():
    found = marked(answer(CHOICE, str(CHOICE.key)), answer(NUMBER, NUMBER.answer))
    assert [one.right for one in found.counted] == [True, True]
    assert found.left_out == ()


def test_options_in_another_order_are_another_question(bank_changed):
    """The wrong option of yesterday must not become the right one of today."""
    wrong = CHOICE.key % 4 + 1
    swapped = list(CHOICE.options)
    swapped[wrong - 1], swapped[CHOICE.key - 1] = CHOICE.options[CHOICE.key - 1], CHOICE.options[wrong - 1]
    given = answer(CHOICE, str(wrong))
    bank_changed(CHOICE, replace(CHOICE, options=tuple(swapped), key=wrong))
    found = marked(given)
    assert found.counted == ()
    assert describe_left_out(found.left_out) == (
        f"The question {CHOICE.id} has changed since it was answered; its answer is left out.",
    )


@pytest.mark.parametrize(
    "change", [{"stem": "Another question?"}, {"code": "print(1)"}, {"answer": 123456.0}]
)
def test_another_stem_code_or_answer_is_another_question(bank_changed, change):
    given = answer(NUMBER, NUMBER.answer)
    bank_changed(NUMBER, replace(NUMBER, **change))
    assert [one.reason for one in marked(given).left_out] == ["changed"]


@pytest.mark.parametrize(
    "change", [{"explanation": "Said better."}, {"seconds": 599}, {"tolerance": 0.25}, {"level": 4}]
)
def test_what_is_said_afterwards_and_how_hard_it_is_may_change(bank_changed, change):
    given = answer(NUMBER, NUMBER.answer)
    bank_changed(NUMBER, replace(NUMBER, **change))
    assert len(marked(given).counted) == 1


def test_a_removed_item_is_left_out_and_the_rest_counts(bank_changed):
    profile = Profile(
        skills={"sql": 2}, answers=(answer(NUMBER, NUMBER.answer), answer(CHOICE, str(CHOICE.key)))
    )
    bank_changed(NUMBER, None)
    record = assess(profile, FRAMEWORK, assessed_at=NOON)
    assert record.estimate.n_answers == 1
    assert verify(record) == ()
    assert [one.item for one in calibrate([profile], FRAMEWORK).items] == [CHOICE.id]
    found = mark_answers(profile, FRAMEWORK)
    assert describe_left_out(found.left_out) == (
        f"The question {NUMBER.id} is not asked (any more); its answer is left out.",
    )


def test_what_cannot_be_read_is_left_out_and_not_wrong():
    found = marked(answer(NUMBER, "banana"), answer(CHOICE, "7"))
    assert found.counted == ()
    assert [one.reason for one in found.left_out] == ["unreadable", "unreadable"]
    assert any('"banana"' in note and "one number" in note for note in describe_left_out(found.left_out))
    silent = assess(Profile(skills={"sql": 2}), FRAMEWORK, assessed_at=NOON)
    odd = assess(Profile(skills={"sql": 2}, answers=(answer(NUMBER, "banana"),)), FRAMEWORK, assessed_at=NOON)
    assert odd.score == silent.score


@pytest.mark.parametrize(
    ("days", "counts"), [(None, True), (0, False), (89.9, False), (90, True), (400, True)]
)
def test_an_answer_that_was_shown_counts_again_after_ninety_days(days, counts):
    found = marked(answer(NUMBER, NUMBER.answer, shown_days_ago=days))
    assert bool(found.counted) is counts
    assert bool(found.left_out) is not counts
    assert not counts or describe_left_out(found.left_out) == ()


def test_an_answer_without_a_digest_is_marked_by_the_question_of_its_id():
    found = marked(Answer(item=NUMBER.id, response=NUMBER.answer))
    assert [one.right for one in found.counted] == [True]


def test_every_item_has_a_digest_of_its_own():
    digests = [digest_item(item) for item in load_bank()]
    assert len(set(digests)) == len(digests)


def test_many_left_out_are_named_in_one_sentence():
    gone = tuple(Answer(item=f"sql-{number}", response="1") for number in range(80, 99))
    (note,) = describe_left_out(marked(*gone).left_out)
    assert note.startswith("19 questions are not asked (any more) (sql-80, sql-81")
    assert "and 14 more" in note
    assert json.dumps(note)


def test_the_record_says_which_answers_do_not_count_and_every_report_shows_it():
    profile = Profile(skills={"sql": 2}, answers=(Answer(item="sql-9999", response="3"),))
    record = assess(profile, assessed_at=NOON)
    (sentence,) = record.questions.left_out
    assert "sql-9999" in sentence
    for form in ("terminal", "markdown", "html"):
        shown = " ".join(render(record, format=form, detail=True).split())
        assert "sql-9999" in shown, form
