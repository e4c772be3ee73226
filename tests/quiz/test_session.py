import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from readiness.assessment import assess
from readiness.errors import AccessError
from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.profile.model import Answer
from readiness.questionnaire import digest_item, find_item, load_bank, mark
from readiness.quiz.answers import Given, UnclearError
from readiness.quiz.flow import Flow
from readiness.quiz.modes import MODES, RECHECK
from readiness.quiz.profiles import without_facet
from readiness.quiz.questions import KEEP
from readiness.quiz.remembering import Remembered
from readiness.quiz.screens import Asking, Explaining, Reviewing
from readiness.quiz.session import Session
from readiness.quiz.wording import GO_ON

FRAMEWORK = load_framework()
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def flow(mode="standard", start=None, seed=7, **more):
    return Flow(FRAMEWORK, MODES[mode], start or Profile(), seed=seed, **more)


def some_answer(question, chance):
    """An answer of a person who is neither perfect nor consistent."""
    if question.section == "consistency":
        return KEEP
    if question.section == "stop":
        return GO_ON
    if question.kind == "multiple":
        return [choice.value for choice in question.choices if chance.random() < 0.3]
    if question.kind == "number":
        return 1 if question.integer else 1.5
    if question.kind == "typed":
        return str(chance.randrange(4))
    return chance.choice(question.choices).value


def reply(session, chance):
    question = session.screen.question
    turn = chance.random()
    if turn < 0.1 and question.can_be_skipped:
        session.skip()
    elif turn < 0.3 and question.can_be_unknown:
        session.dont_know()
    else:
        try:
            session.answer(some_answer(question, chance))
        except UnclearError:
            session.dont_know()


def run(session, seed, steps=None):
    chance = random.Random(seed)  # noqa: S311
    while steps != 0 and isinstance(session.screen, Asking):
        reply(session, chance)
        steps = None if steps is None else steps - 1
    return session


def with_log(mode="standard", **more):
    log = []
    return Session(flow(mode), record=log.append, **more), log


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_ends_in_a_review_and_a_profile_that_can_be_scored(mode):
    session = run(Session(flow(mode)), 3)

    assert isinstance(session.screen, Reviewing)
    assert len(session.checks()) <= session.flow.length
    assert session.flow.person({}) is not None
    assert session.profile().skills


def test_a_sitting_asks_background_then_ratings_then_checks():
    session = run(Session(flow()), 3)

    sections = [question.section for question in session.path]
    order = ["background", "skills", "consistency", "checks"]
    first = [sections.index(section) for section in order if section in sections]
    assert first == sorted(first)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_resumed_sitting_shows_what_the_uninterrupted_one_shows(seed):
    whole, log = with_log()
    chance = random.Random(seed)  # noqa: S311
    while isinstance(whole.screen, Asking):
        resumed = Session(flow(), list(log))
        assert resumed.screen == whole.screen
        reply(whole, chance)
    assert Session(flow(), log).profile() == whole.profile()


@pytest.mark.parametrize("steps", [1, 5, 20, 31, 34, 40])
def test_back_and_forward_restore_the_screen(steps):
    session, log = with_log()
    run(session, 1, steps)
    seen = []
    for _ in range(min(steps, 5)):
        seen.append(session.screen)
        session.back()
    for screen in reversed(seen):
        session.forward()
        assert session.screen == screen
    assert len(log) == len({one.question for one in log})


def test_the_same_answer_again_stores_nothing():
    session, log = with_log()
    run(session, 1, 4)
    n = len(log)
    session.back()
    held = session.screen.earlier
    session.skip() if held.outcome == "skipped" else session.answer(held.value)

    assert len(log) == n


def test_back_at_the_first_question_stays_there():
    session = Session(flow())
    session.back()

    assert session.screen.question.id == "education.level"
    assert not session.screen.can_go_back


def test_a_changed_answer_replaces_the_old_one_and_the_rest_stays():
    session, _ = with_log("quick")
    run(session, 1, 10)
    before = session.profile()
    for _ in range(9):
        session.back()
    assert session.screen.question.id == "education.field"
    session.answer("other")

    assert session.profile().education.field == "other"
    assert session.profile().languages == before.languages
    assert session.screen.question.id == "education.bootcamps"


def test_an_answer_that_could_not_be_stored_was_not_given():
    def refuse(_):
        raise AccessError("the disk is full")

    session = Session(flow(), record=refuse)
    with pytest.raises(AccessError):
        session.answer("master")

    assert session.screen.question.id == "education.level"
    assert session.profile().education.level is None


def test_a_wrong_answer_is_refused_and_nothing_moves():
    session, log = with_log()
    for value in ("batchelor", 3, None, True, ["bachelor"]):
        with pytest.raises(UnclearError):
            session.answer(value)
    assert not log


def test_skipped_is_not_zero():
    session = Session(flow("ratings-only"))
    while isinstance(session.screen, Asking):
        session.skip()
    profile = session.profile()

    assert set(profile.skills.values()) == {None}
    assert replace(profile, skills={}) == Profile()
    record = assess(profile, assessed_at=NOON)
    rated = {facet.id for facet in load_framework().rated}
    assert {leaf.outcome for leaf in record.leaves if leaf.id in rated} == {"skipped"}


def test_a_skipped_language_that_matters_leaves_the_languages_open():
    session = Session(flow("quick"))
    while isinstance(session.screen, Asking):
        if session.screen.question.id in {"languages.java", "languages.c++"}:
            session.answer(0)
        else:
            session.skip()
    assert session.profile().languages is None


def test_a_change_from_the_review_returns_to_the_review():
    session = run(Session(flow("quick")), 5)
    session.change("skills.data-analysis")
    assert session.screen.question.id == "skills.data-analysis"
    session.answer(4)
    while isinstance(session.screen, Asking):
        session.answer(KEEP)

    assert isinstance(session.screen, Reviewing)
    assert session.profile().skills["data-analysis"] == 4


def test_a_second_look_is_asked_once_and_lets_ratings_be_changed():
    log = []
    session = Session(flow("ratings-only"), record=log.append)
    while session.screen.question.section != "consistency":
        question = session.screen.question
        session.answer(2) if question.section == "skills" else session.skip()
    asked = session.screen.question
    assert asked.id == "consistency.one-level-everywhere"

    session.answer("skills.sql")
    assert session.screen.question.id == "skills.sql"
    assert Session(flow("ratings-only"), log).screen == session.screen
    session.answer(4)
    assert session.screen.question.id == asked.id
    assert session.screen.earlier is None
    session.answer(KEEP)

    assert isinstance(session.screen, Reviewing)
    assert session.profile().skills["sql"] == 4


def stopping(answers):
    """A session at the offer to stop."""
    session = Session(flow("deep"), record=answers.append)
    while session.screen.question.section != "stop":
        question = session.screen.question
        if question.section == "skills":
            session.answer(0)
        elif question.section == "consistency":
            session.answer(KEEP)
        elif question.section == "checks":
            session.dont_know()
        else:
            session.skip()
    return session


def test_the_offer_to_stop_says_what_going_on_would_buy_and_is_made_once():
    session = stopping([])
    assert "Your score is known within about" in session.screen.question.prompt
    n = len(session.checks())
    assert n >= 8
    session.answer(GO_ON)
    run(session, 2)

    assert len(session.checks()) > n
    assert sum(question.section == "stop" for question in session.path) == 1


def test_stopping_ends_the_checks_and_can_be_taken_back():
    log = []
    session = stopping(log)
    session.answer("stop")
    assert isinstance(session.screen, Reviewing)
    session.change("stop")
    session.answer(GO_ON)

    assert session.screen.question.section == "checks"
    assert Session(flow("deep"), log).screen == session.screen


def test_checks_can_be_ended_at_any_of_them():
    session = run(Session(flow()), 1, 34)
    assert session.screen.question.section == "checks"
    session.stop_checks()

    assert isinstance(session.screen, Reviewing)


def test_learning_explains_each_check_and_closes_it():
    log = []
    session = Session(flow(), record=log.append, learn=True)
    run(session, 1, 32)
    while not isinstance(session.screen, Explaining):
        reply(session, random.Random(2))  # noqa: S311
    explained = session.screen.marked
    assert mark(explained.item, None) is False
    session.go_on()
    pending = session.screen.question
    session.back()
    assert session.screen.question.section != "checks"
    session.forward()

    assert session.screen.question == pending
    assert f"check.{explained.item.id}" in [one.question for one in log]


@pytest.mark.slow
def test_no_check_comes_twice_and_the_draw_depends_on_the_seed_alone():
    def items(seed):
        session = Session(flow(seed=seed))
        run(session, 4)
        return [marked.item.id for marked in session.checks()]

    first = items(1)
    assert len(first) == len(set(first))
    assert items(1) == first
    assert any(items(seed) != first for seed in (2, 3))


def test_only_allowed_checks_are_asked():
    session = Session(flow(allowed=frozenset({"sql-03", "sql-04"})))
    run(session, 9)

    assert {q.name for q in session.path if q.section == "checks"} == {"sql-03", "sql-04"}


def test_a_profile_is_not_asked_again():
    start = Profile(
        name="Ada",
        skills={"data-analysis": 2, "sql": 4},
        not_applicable=("deployment",),
        languages={"r": 3, "julia": 2},
        answers=(Answer(item="sql-03", response=None),),
    )
    session = Session(flow("standard", start))
    asked = []
    while isinstance(session.screen, Asking):
        asked.append(session.screen.question.id)
        reply(session, random.Random(len(asked)))  # noqa: S311

    absent = {"skills.sql", "skills.data-wrangling", "skills.deployment", "languages.r", "check.sql-03"}
    assert not absent & set(asked)
    assert "languages.java" in asked
    profile = session.profile()
    assert profile.name == "Ada"
    assert profile.skills["sql"] == 4
    assert profile.not_applicable == ("deployment",)
    assert profile.languages is None or profile.languages["julia"] == 2
    assert profile.answers[0].item == "sql-03"
    assert len(profile.answers) <= 20


def test_one_skill_of_a_rated_criterion_can_be_taken_out():
    session = run(Session(flow("ratings-only", Profile(skills={"data-analysis": 2}))), 1)
    session.change("skills.sql")
    session.skip()
    skills = session.profile().skills

    assert skills["sql"] is None
    assert "data-analysis" not in skills
    assert skills["data-wrangling"] == 2


def test_what_was_skipped_before_is_asked_again():
    session = Session(
        flow("ratings-only", Profile(skills={"data-analysis": 2, "sql": None, "probability": 1}))
    )
    asked = []
    while isinstance(session.screen, Asking):
        asked.append(session.screen.question.id)
        session.skip()
    assert "skills.sql" in asked
    assert not {"skills.data-wrangling", "skills.probability"} & set(asked)
    assert session.profile().skills["data-wrangling"] == 2


def test_answers_that_questions_no_longer_have_are_told_apart():
    known = flow()

    assert known.knows(Given("skills.sql", "answered", 3))
    assert not known.knows(Given("skills.sql", "answered", 9))
    assert not known.knows(Given("skills.cooking", "answered", 3))
    assert not known.knows(Given("check.sql-99", "answered", "3"))
    assert known.knows(Given("check.sql-03", "dont_know"))
    assert not known.knows(Given("consistency.gone", "answered", KEEP))


def test_words_of_the_quiz_are_the_answer_to_no_check():
    from readiness.quiz.plain import LETTERS, WORDS

    words = {*WORDS, *LETTERS, *LETTERS.values(), "quit"}
    assert not [(item.id, word) for item in load_bank() for word in words if mark(item, word)]


def test_how_sure_the_score_is_comes_with_the_checks_and_never_says_how_high():
    session = Session(flow())
    while session.screen.question.section != "checks":
        assert session.screen.sureness is None
        reply(session, random.Random(len(session.path)))  # noqa: S311
    before = session.screen.sureness
    assert 0 < before < 50
    run(session, 1, 3)
    assert 0 < session.screen.sureness < before


def test_changing_an_answer_reveals_nothing():
    """Right or wrong, known or not: what is on the screen afterwards is the same."""
    session = Session(flow())
    run(session, 1, 36)
    checked = [q.id for q in session.path if q.section == "checks"][:2]
    seen = set()
    for value in ("right", None):
        session.change(checked[0])
        item = session.flow.item(checked[0].partition(".")[2])
        if value is None:
            session.dont_know()
        else:
            session.answer(right_answer(item))
        screen = session.screen
        seen.add((session.sureness, getattr(screen, "sureness", None)))
    assert len(seen) == 1


def right_answer(item):
    """The key as one would type it."""
    if item.kind == "choice":
        return str(item.key)
    if item.kind == "number":
        return f"{item.answer:.10g}"
    if item.kind == "sequence":
        return ", ".join(entry if isinstance(entry, str) else f"{entry:.10g}" for entry in item.answer)
    return item.accept[0]


def test_what_cannot_be_read_is_asked_again_with_its_form():
    session = Session(flow(allowed=frozenset({"sql-01"})))
    while session.screen.question.section != "checks":
        question = session.screen.question
        session.answer(KEEP) if question.section == "consistency" else session.skip()
    question = session.screen.question
    assert question.form == "one number, such as 12, 0.25 or 3/4"
    with pytest.raises(UnclearError, match="nothing was scored"):
        session.answer("banana")
    assert session.screen.question == question
    assert not session.checks()


def test_an_answer_remembers_the_digest_of_its_item():
    session, log = with_log()
    run(session, 3)
    given = [one for one in log if one.question.startswith("check.")]
    assert given
    assert all(one.digest == digest_item(find_item(one.question.partition(".")[2])) for one in given)
    assert {answer.digest for answer in session.profile().answers} == {
        one.digest for one in given if one.outcome != "skipped"
    }


def test_an_answer_to_a_changed_item_is_not_known_any_more():
    known = flow()
    assert known.knows(Given("check.sql-01", "answered", "3", 5.0, digest_item(find_item("sql-01"))))
    assert not known.knows(Given("check.sql-01", "answered", "3", 5.0, "0123456789abcdef"))
    assert not known.knows(Given("check.sql-01", "dont_know", None, 5.0, "0123456789abcdef"))
    assert not known.knows(Given("check.sql-01", "answered", "banana"))


def test_a_second_sitting_prefers_items_that_were_not_seen():
    first = run(Session(flow()), 4)
    seen = frozenset(marked.item.id for marked in first.checks())
    again = run(Session(flow(memory=Remembered(seen=seen))), 4)
    assert seen
    assert not seen & {marked.item.id for marked in again.checks()}


def test_an_item_whose_answer_was_shown_is_not_asked_for_ninety_days():
    facet = [item.id for item in load_bank() if item.facet == "sql"]
    shown = dict.fromkeys(facet[1:], 10.0) | {facet[0]: 100.0}
    allowed = frozenset(facet)
    session = Session(flow(allowed=allowed, memory=Remembered(frozenset(facet), shown)))
    run(session, 4)
    assert {q.name for q in session.path if q.section == "checks"} == {facet[0]}
    assert [answer.shown_days_ago for answer in session.profile().answers] in ([100.0], [])


def test_one_skill_is_rechecked_alone():
    start = Profile(name="Ada", skills={"data-analysis": 2}, answers=(Answer(item="sql-03", response=None),))
    left = without_facet(start, "sql", FRAMEWORK)
    assert left.answers == ()
    session = Session(Flow(FRAMEWORK, RECHECK, left, seed=7, facet="sql"))
    run(session, 2)
    assert {q.id for q in session.path if q.section == "skills"} == {"skills.sql"}
    assert {q.name.rpartition("-")[0] for q in session.path if q.section == "checks"} == {"sql"}
    assert session.profile().skills["data-wrangling"] == 2
    assert session.profile().name == "Ada"


@pytest.mark.parametrize("mode", ["standard", "quick"])
@pytest.mark.parametrize("python", [3, 2, 0])
def test_a_language_that_is_rated_as_a_skill_is_not_missed_in_the_list(mode, python):
    """Python is asked once, as a skill: nobody said that it is at 1 or less in a list of languages."""
    session = Session(Flow(FRAMEWORK, MODES[mode], Profile(), seed=1))
    levels = itertools.cycle([python, 2, 3, 1])
    looks = []
    while isinstance(session.screen, Asking) and session.screen.question.section not in {"checks", "stop"}:
        question = session.screen.question
        if question.section == "consistency":
            looks.append(question.name)
            session.answer(question.choices[0].value)
        elif question.kind == "level":
            session.answer(next(levels) if question.section == "skills" else 1)
        else:
            session.skip()
    assert "python-rated-but-not-known" not in looks
    profile = session.profile()
    assert profile.languages == {"python": python, "r": 1, "java": 1, "c++": 1}
    record = assess(profile, FRAMEWORK, assessed_at=datetime(2026, 1, 5, tzinfo=UTC))
    assert "python-rated-but-not-known" not in {note.id for note in record.consistency}
