"""A sitting over HTTP: kept answer by answer, nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import sys

import pexpect
import pytest

from readiness.store import Store

from .conftest import ROOT, Client, Served


def answers(home, sitting=1):
    """Every answer in the store, changes of mind included."""
    with Store(home) as store:
        return [(e.question, e.outcome, e.value) for e in store.sittings.events(sitting)]


def sittings(home):
    with Store(home) as store:
        return store.sittings.all()


def test_a_quick_sitting_ends_in_a_result_that_the_history_holds(client, home):
    result = client.finish(client.begin("quick"))
    assert result.address == "/assessments/1"
    with Store(home) as store:
        (row,) = store.assessments.all()
        record = json.loads(store.assessments.record(row.id))
    assert row.sitting_id == 1
    assert sittings(home)[0].state == "finished"
    assert record["verdict"]["title"] in result.text
    for step in record["next_steps"][:1]:
        assert step["facet_title"] in result.text


def test_nothing_is_stored_before_the_first_answer_and_then_each_before_the_next_page(client, home):
    page = client.begin("quick")
    assert sittings(home) == []
    for n in range(1, 5):
        page = client.reply(page)
        assert len(answers(home)) == n


def test_a_double_click_on_begin_prepares_one_sitting(client, home):
    start = client.get("/start")
    one, other = (client.send(start, mode="quick") for _ in range(2))
    assert one.address == other.address
    client.reply(one)
    client.reply(other)
    assert len(sittings(home)) == 1


def test_a_double_click_on_next_answers_once_and_both_lead_to_the_same_page(client, home):
    first = client.begin("quick")
    one, other = (client.send(first, answer="3", move="answer") for _ in range(2))
    assert one.address == other.address
    again = client.send(one, answer="2", move="answer")
    client.send(one, answer="2", move="answer")
    assert [name for name, _, _ in answers(home)] == ["education.level", "education.field"]
    assert again.status == 200


def test_a_double_click_on_the_result_makes_one(client, home):
    page = client.begin("quick")
    while "/review" not in page.address:
        page = client.reply(page)
    one, other = (client.send(page) for _ in range(2))
    assert one.address == other.address == "/assessments/1"
    with Store(home) as store:
        assert len(store.assessments.all()) == 1


def test_the_same_question_in_two_windows_keeps_the_first_answer_and_asks(client, home):
    here = client.begin("quick")
    client.send(here, answer="3", move="answer")
    conflict = client.send(here, answer="5", move="answer")
    assert conflict.status == 409
    assert "answered in another window" in conflict.text
    assert len(answers(home)) == 1
    changed = client.send(conflict, answer="5", move="answer")
    assert changed.status == 200
    assert len(answers(home)) == 2


def test_an_old_page_of_another_question_counts_and_later_answers_stay(client, home):
    first = client.begin("quick")
    second = client.send(first, answer="3", move="answer")
    third = client.send(second, move="skip")
    client.send(third, answer="1", move="answer")
    old = client.get("/sitting/1/question/education.level")
    client.send(third, answer="1", move="answer")
    client.send(old, answer="6", move="answer")
    held = {name: value for name, _, value in answers(home)}
    assert held["education.bootcamps"] == 1
    assert len(answers(home)) == 4


def test_a_check_that_other_answers_made_vanish_says_so(client, home):
    page = client.begin("standard")
    while "/question/check." not in page.address:
        page = client.reply(page)
    n = len(answers(home))
    gone = client.ask(
        "POST", "/sitting/1/question/check.sql-99", [*page.forms[0]["hidden"].items(), ("move", "idk")]
    )
    assert gone.status == 409
    assert "moved on" in gone.text
    assert len(answers(home)) == n


def test_the_back_button_and_another_answer_change_it_and_walk_on(client, home):
    first = client.begin("quick")
    second = client.send(first, answer="3", move="answer")
    third = client.send(second, answer="1", move="answer")
    back = client.get("/sitting/1/question/education.level")
    assert 'value="3" checked' in back.text
    after = client.send(back, answer="4", move="answer")
    assert after.address == "/sitting/1/question/education.field"
    assert client.send(after, answer="1", move="answer").address == third.address
    assert [value for name, _, value in answers(home) if name == "education.level"] == [
        "bootcamp",
        "some-college",
    ]


def test_two_sittings_at_once_stay_apart(client, home):
    one, other = client.begin("quick"), client.begin("ratings-only")
    one, other = client.send(one, answer="2", move="answer"), client.send(other, answer="5", move="answer")
    one = client.send(one, answer="1", move="answer")
    assert len(answers(home, 1)) == 2
    assert len(answers(home, 2)) == 1
    assert {s.mode for s in sittings(home)} == {"quick", "ratings-only"}


def test_what_is_no_answer_is_asked_again_with_what_was_typed(client, home):
    page = client.begin("quick")
    while "experience.years" not in page.address:
        page = client.reply(page)
    n = len(answers(home))
    wrong = client.send(page, answer='<b>"many"', move="answer")
    assert wrong.status == 422
    assert "Please type" in wrong.text
    assert "&lt;b&gt;&#34;many&#34;" in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert client.send(wrong, answer="", move="answer").status == 422
    assert len(answers(home)) == n
    assert client.send(wrong, answer="2.5", move="answer").status == 200
    assert answers(home)[-1] == ("experience.years", "answered", 2.5)


def test_no_choice_is_no_answer_and_skipping_is_one(client, home):
    page = client.begin("quick")
    assert client.send(page, move="answer").status == 422
    assert sittings(home) == []
    client.send(page, move="skip")
    assert answers(home) == [("education.level", "skipped", None)]


def test_several_choices_and_none(client, home):
    page = client.begin("quick")
    while "certifications" not in page.address:
        page = client.reply(page)
    client.send(page, answer=["1", "3"], move="answer")
    again = client.get("/sitting/1/question/education.certifications")
    assert again.text.count(" checked") == 2
    client.send(again, answer=["0"], move="answer")
    assert answers(home)[-1][2] == []


def test_checks_can_be_not_known_skipped_ended_and_explained(client, home):
    page = client.begin("standard", learn="yes")
    while "/question/check." not in page.address:
        page = client.reply(page)
    explained = client.send(page, move="idk")
    assert "/explanation/" in explained.address
    assert "You said: I don&#39;t know." in explained.text
    twice = client.send(page, move="idk")
    assert twice.address == explained.address
    assert client.get(page.address).address != page.address, "an explained check cannot be answered again"
    page = client.get("/sitting/1")
    page = client.send(page, move="skip")
    assert "/question/check." in page.address
    ended = client.send(page, move="end")
    assert ended.address == "/sitting/1/review"
    assert [outcome for name, outcome, _ in answers(home) if name.startswith("check.")] == [
        "dont_know",
        "skipped",
    ]


def test_a_second_look_leads_to_the_rating_and_back(client, home):
    page = client.begin("ratings-only")
    while "/question/consistency." not in page.address:
        assert "/review" not in page.address, "these ratings should be doubted"
        page = client.reply(page, "1" if "skills.model-evaluation" in page.address else "3")
    look = page.address
    value = next(v for name, v, _ in page.forms[0]["fields"] if name == "answer" and v != "0")
    rating = client.send(page, answer=value, move="answer")
    assert "/question/skills." in rating.address
    assert "?detour=yes" in rating.address
    assert client.send(page, answer=value, move="answer").address == rating.address
    after = client.send(rating, answer="2", move="answer")
    assert after.address == look
    kept = client.send(after, answer="0", move="answer")
    assert kept.address != look
    assert client.send(after, answer="0", move="answer").address == kept.address
    assert answers(home)[-1][1:] == ("answered", "keep")


def test_answers_change_from_the_review_and_lead_back_to_it(client):
    page = client.begin("quick")
    while "/review" not in page.address:
        page = client.reply(page)
    change = client.get("/sitting/1/question/experience.projects?detour=yes")
    assert client.send(change, answer="4", move="answer").address == "/sitting/1/review"


def test_the_store_of_an_ended_server_is_gone_on_with(served, client, home):
    page = client.begin("quick")
    for _ in range(3):
        page = client.reply(page)
    assert served.end()[0] == 0
    before = answers(home)
    again = Served(home)
    try:
        other = Client(again)
        start = other.enter()
        assert "answered 3 questions" in start.text
        assert other.get("/sitting/1").address == page.address
    finally:
        again.end()
    assert answers(home) == before


@pytest.fixture
def terminal(home):
    """`readiness quiz --plain` on a terminal."""
    started = []

    def start():
        child = pexpect.spawn(
            sys.executable,
            ["-m", "readiness", "quiz", "--plain"],
            cwd=str(ROOT),
            env={**os.environ, "READINESS_HOME": str(home), "TERM": "dumb"},
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 100),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def test_a_sitting_goes_on_in_the_terminal_and_back_in_the_browser(client, home, terminal):
    page = client.begin("quick")
    for _ in range(2):
        page = client.reply(page)
    quiz = terminal()
    quiz.expect("answered 2 questions")
    quiz.sendline("1")
    quiz.expect("Question 3 of")
    quiz.sendline("2")
    quiz.expect("Question 4 of")
    refused = client.send(page, answer="1", move="answer")
    assert refused.status == 409
    assert "open in another window" in refused.text
    quiz.sendline("quit")
    quiz.expect(pexpect.EOF)
    assert answers(home)[-1] == ("education.bootcamps", "answered", 2)
    here = client.get("/sitting/1")
    assert here.address == "/sitting/1/question/education.certifications"
    client.reply(here)
    quiz = terminal()
    quiz.expect("answered 4 questions")
    quiz.sendline("quit")
    quiz.expect(pexpect.EOF)


def test_one_skill_is_rechecked_and_everything_else_stays(client, home):
    result = client.finish(client.begin("quick", name="Ada"))
    again = client.get(f"{result.address}/recheck")
    one, other = (client.send(again, skill="sql") for _ in range(2))
    assert one.address == other.address
    assert "/question/skills.sql" in one.address
    page, n_checks = client.send(one, answer="1", move="answer"), 0
    while "/review" not in page.address:
        if "/check." in page.address:
            assert "/check.sql-" in page.address
            n_checks += 1
            page = client.send(page, move="idk")
        else:
            page = client.reply(page)
    assert n_checks >= 3
    second = client.send(page)
    with Store(home) as store:
        before, after = (json.loads(store.assessments.record(number))["profile"] for number in (1, 2))
    assert second.address == "/assessments/2"
    assert after["skills"]["sql"] == 1
    assert after["name"] == before["name"] == "Ada"
    assert after["education"] == before["education"]
    assert {answer["item"][:4] for answer in after["answers"]} == {"sql-"}


def test_looking_at_explanations_is_remembered_once(client, home):
    page = client.begin("standard")
    while "/question/check." not in page.address:
        page = client.reply(page)
    for _ in range(2):
        page = client.send(page, move="idk")
    result = client.send(client.send(page, move="end"))
    for _ in range(2):
        client.get(f"{result.address}/checks")
    with Store(home) as store:
        assert len(store.memory.shown_at(None)) == 2
        assert len(store.export()["shown_items"]) == 2
