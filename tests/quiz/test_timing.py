"""A sitting takes the minutes that it says."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest

from readiness.cli import main
from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.questionnaire import find_item
from readiness.quiz.answers import Given, UnclearError
from readiness.quiz.flow import Flow
from readiness.quiz.modes import MODES, RECHECK, minutes
from readiness.quiz.opening import takes
from readiness.quiz.questions import KEEP, background_questions, rating_questions
from readiness.quiz.remembering import Remembered, remember
from readiness.quiz.screens import Asking
from readiness.quiz.session import Session
from readiness.quiz.timing import counted_seconds, expected_seconds, pace_of
from readiness.quiz.wording import GO_ON
from readiness.store import Store

FRAMEWORK = load_framework()


def reading_seconds(question, rng):
    """What a reader of 240 words a minute needs for a screen; a check takes about its own time."""
    spread = float(np.exp(rng.normal(0.0, 0.35)))
    if question.section == "checks":
        return find_item(question.name).seconds * spread
    words = " ".join([question.prompt, *(choice.text for choice in question.choices)]).split()
    return len(words) / 4.0 + 3.0 * spread


def sit(mode, seed):
    """A simulated sitting at a pace of one's own: its minutes, its checks, its flow and its answers."""
    rng = np.random.default_rng(seed)
    pace = float(np.exp(rng.normal(0.0, 0.15)))
    chance = random.Random(seed)  # noqa: S311
    level = int(rng.integers(0, 4))
    given = {}
    session = Session(
        Flow(FRAMEWORK, mode, Profile(), seed=seed), record=lambda one: given.update({one.question: one})
    )
    seconds = 0.0
    while isinstance(session.screen, Asking):
        question = session.screen.question
        took = pace * reading_seconds(question, rng)
        seconds += took
        if question.section == "consistency":
            session.answer(KEEP, seconds=took)
        elif question.section == "stop":
            session.answer(GO_ON, seconds=took)
        elif question.kind == "level":
            session.answer(max(0, min(4, level + chance.choice((-1, 0, 0, 1)))), seconds=took)
        elif question.section == "checks":
            try:
                session.answer(chance.choice(("1", "2", "3, 1", "x")), seconds=took)
            except UnclearError:
                session.dont_know(seconds=took)
        else:
            session.skip(seconds=took)
    return seconds / 60, len(session.checks()), session.flow, given


@pytest.mark.slow
def test_nine_of_ten_standard_sittings_take_fifteen_to_twenty_minutes():
    sittings = [sit(MODES["standard"], seed) for seed in range(30)]
    within = [15 <= took <= 20 for took, *_ in sittings]
    assert sum(within) >= 27, sorted(round(took, 1) for took, *_ in sittings)
    assert all(n_checks >= 8 for _, n_checks, *_ in sittings)


@pytest.mark.parametrize("name", ["quick", "deep"])
def test_the_other_lengths_take_what_they_say(name):
    mode = MODES[name]
    for seed in range(4):
        took, *_ = sit(mode, seed)
        assert 0.7 * mode.least <= took <= 1.2 * mode.most


def test_what_the_first_screen_says_is_what_the_mode_says():
    for name in ("quick", "standard", "deep"):
        flow = Flow(FRAMEWORK, MODES[name], Profile(), seed=1)
        assert takes(flow) == (MODES[name].least, MODES[name].most)


def test_the_help_and_the_screens_say_the_same_minutes(capsys):
    with pytest.raises(SystemExit):
        main(["quiz", "--help"])
    text = capsys.readouterr().out
    for name in ("quick", "standard", "deep"):
        mode = MODES[name]
        assert f"--{name:<8}  about {mode.least} to {mode.most} minutes" in text


def test_a_slow_reader_is_told_more_minutes():
    slow = Flow(FRAMEWORK, MODES["quick"], Profile(), seed=1, memory=Remembered(pace=2.0, has_pace=True))
    assert takes(slow)[1] > MODES["quick"].most


def test_options_that_were_read_before_are_not_read_again():
    first, second = rating_questions(FRAMEWORK, by_criterion=True)[:2]
    seen = [choice.text for choice in first.choices]
    assert expected_seconds(second, seen=seen) < expected_seconds(second)


def test_what_a_screen_adds_is_bounded_on_both_sides():
    assert counted_seconds(Given("skills.sql", "answered", 2, None), 20.0) == 20.0
    assert counted_seconds(Given("skills.sql", "answered", 2, 0.2), 20.0) == 10.0
    assert counted_seconds(Given("skills.sql", "answered", 2, 25.0), 20.0) == 25.0
    assert counted_seconds(Given("skills.sql", "answered", 2, 3600.0), 20.0) == 90.0


def test_a_pace_needs_ten_screens():
    questions = rating_questions(FRAMEWORK, by_criterion=False)
    expected = {question.id: expected_seconds(question) for question in questions}
    times = [(question.id, 2.0 * expected[question.id]) for question in questions]
    assert pace_of(times[:9], expected) is None
    assert pace_of(times[:10], expected) == pytest.approx(2.0)


def test_somebody_fast_gets_more_checks_and_no_endless_row_of_them():
    session = Session(Flow(FRAMEWORK, MODES["standard"], Profile(skills={"sql": 2}), seed=3))
    while isinstance(session.screen, Asking):
        question = session.screen.question
        if question.section == "checks":
            session.dont_know(seconds=1.0)
        elif question.section in {"stop", "consistency"}:
            session.answer(GO_ON if question.section == "stop" else KEEP, seconds=1.0)
        else:
            session.skip(seconds=1.0)
    assert 15 <= len(session.checks()) <= 30


def test_the_store_knows_the_pace_and_the_minutes_of_past_sittings(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(
            started_at="2026-01-05T10:00:00+00:00", mode="quick", seed=7,
            options={"profile": {"name": "Ana"}},
            framework_id="ml-engineer-entry", framework_digest="f", questions_digest="q",
        )  # fmt: skip
        for question in (*background_questions(FRAMEWORK), *rating_questions(FRAMEWORK, by_criterion=False))[
            :12
        ]:
            store.sittings.add(
                sitting.id, question.id, outcome="skipped", value=None,
                seconds=1.5 * expected_seconds(question), at="2026-01-05T10:00:04+00:00",
            )  # fmt: skip
        assert remember(store, "ana", FRAMEWORK).pace == pytest.approx(1.5)
        assert remember(store, "Ben", FRAMEWORK).pace == 1.0
        assert not remember(store, None, FRAMEWORK).has_pace
        assert store.memory.took()[sitting.id] > 60


def test_days_since_an_answer_was_shown_are_counted(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(
            started_at="2026-01-05T10:00:00+00:00", mode="quick", seed=7,
            options={"profile": {"name": "Ana"}},
            framework_id="ml-engineer-entry", framework_digest="f", questions_digest="q",
        )  # fmt: skip
        now = datetime.now(tz=UTC).isoformat()
        store.memory.mark_shown(["sql-01", "sql-02"], sitting_id=sitting.id, at=now)
        memory = remember(store, "ANA", FRAMEWORK)
        assert memory.recently_shown == {"sql-01", "sql-02"}
        assert max(memory.shown_days_ago.values()) < 1
        assert remember(store, "Ben", FRAMEWORK).recently_shown == frozenset()


def test_a_recheck_of_one_skill_takes_about_five_minutes():
    session = Session(Flow(FRAMEWORK, RECHECK, Profile(), seed=3, facet="sql"))
    while isinstance(session.screen, Asking):
        if session.screen.question.section == "checks":
            session.dont_know()
        else:
            session.answer(2)
    assert 3 <= len(session.checks()) <= 8
    assert minutes((), 5) == (4, 6)


def test_what_the_stop_screen_promises_holds():
    """The interval that more checks are said to leave is the one that they leave on average."""
    promised, found = [], []
    for seed in range(8):
        *_, flow, answers = sit(MODES["standard"], seed)
        names = [name for name in answers if name.startswith("check.")]
        early = {name: one for name, one in answers.items() if name not in names[4:]}
        promised.append(flow.sureness(early, n_more=len(names) - 4))
        expected = flow.person(answers).expected
        found.append(float(expected.high[0] - expected.low[0]) / 2)
    assert np.mean(found) == pytest.approx(np.mean(promised), rel=0.2)
