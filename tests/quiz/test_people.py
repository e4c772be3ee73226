"""Whose sitting it is, what is offered to whom, and that nobody's results are mixed with another's."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from readiness.assessment import assess
from readiness.cli.history_table import table
from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.profile.model import Answer
from readiness.quiz.modes import MODES
from readiness.quiz.opening import Wish, earlier, prepare, start_sitting
from readiness.store import Store, is_same_person
from readiness.store.past import earlier_of

FRAMEWORK = load_framework()
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Choosing:
    """A face that answers from a list."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.shown = []

    def choose(self, lines, options):
        self.shown.append((list(lines), list(options)))
        return self.replies.pop(0)

    def ask(self, lines, prompt):
        self.shown.append((list(lines), [prompt]))
        return self.replies.pop(0)


def record(name, days=0, level=2):
    profile = Profile(name=name, skills={"sql": level})
    return assess(profile, FRAMEWORK, assessed_at=NOON + timedelta(days=days))


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "home") as opened:
        yield opened


def test_people_are_told_apart_and_nobody_without_a_name_is_anybody():
    assert is_same_person(" Ana  Ruiz", "ana ruiz")
    assert not is_same_person("Ana", "Ben")
    assert not is_same_person(None, None)


def test_since_last_time_never_mixes_people(store):
    for name, days in (("Ana", 0), (None, 1), ("Ben", 2), (None, 3)):
        store.assessments.save(record(name, days))
    for name in ("Ana", "Ben", None):
        row = store.assessments.save(record(name, 9))
        names = [one.profile.name for one in earlier_of(store, record(name, 9), before=row.id)]
        assert names == ([name] if name else [])
        before = store.assessments.previous(row.id)
        assert (before.name if before else None) == name


def test_the_order_is_that_of_the_assessments_and_not_of_their_storing(store):
    late = store.assessments.save(record("Ana", 9))
    early = store.assessments.save(record("ana", 1))
    assert [row.id for row in store.assessments.all()] == [late.id, early.id]
    assert store.assessments.last() == late
    assert store.assessments.previous(late.id) == early
    assert store.assessments.previous(early.id) is None


def test_the_list_is_by_the_clock_of_this_machine(store, monkeypatch):
    store.assessments.save(record("Ana"))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        text = table(store.assessments.all(), [], {})
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert "2026-01-05 21:00" in text


def test_a_name_is_asked_once_and_can_be_left_out(store):
    store.assessments.save(record("Ben"))
    face = Choosing("  Ana   R. ", 0)
    wish = prepare(store, face, Wish())
    assert wish.profile.name == "Ana R."
    assert wish.mode == MODES["standard"]
    assert any("So far: Ben." in line for line in face.shown[0][0])
    assert prepare(store, Choosing(""), Wish(MODES["quick"])).profile.name is None
    assert prepare(store, Choosing(), Wish(MODES["quick"], profile=Profile(name="Cy"))).profile.name == "Cy"


def test_a_name_with_joiners_is_shown_as_it_is(store):
    name = "می\u200cخواهم"
    store.assessments.save(record(name))
    assert name in table(store.assessments.all(), [], {})
    assert "\\u200c" not in table(store.assessments.all(), [], {})


def test_a_profile_with_answers_is_gone_on_with_rechecked_or_begun_again(store):
    brought = Profile(name="Ana", skills={"sql": 2, "probability": 3})
    on, again = (prepare(store, Choosing(reply), Wish(MODES["quick"], profile=brought)) for reply in (0, 2))
    assert on.profile == brought
    assert again.profile == Profile(name="Ana")
    titles = [facet.title for facet in FRAMEWORK.rated]
    recheck = prepare(store, Choosing(1, titles.index("SQL")), Wish(profile=brought))
    assert (recheck.facet, recheck.mode.name) == ("sql", "recheck")
    opened = start_sitting(store, recheck)
    assert [question.id for question in opened.flow.fixed] == ["skills.sql"]


def test_a_role_that_is_asked_for_is_heard_when_a_sitting_is_gone_on_with(store):
    begun = start_sitting(store, Wish(MODES["quick"], profile=Profile(name="Ana")))
    begun.session.answer("master")
    store.sittings.release(begun.keeper.sitting.id)
    face = Choosing(0)
    resumed = earlier(store, face, Wish(role="ml-engineer-entry"))
    assert resumed.session.profile().education.level == "master"
    assert face.shown[0][0][0].startswith("Ana: you began a quick sitting")
    store.sittings.release(begun.keeper.sitting.id)
    assert store.sittings.claim_latest(framework_id="another-role") is None


def test_somebody_else_begins_a_sitting_and_the_other_stays(store):
    begun = start_sitting(store, Wish(MODES["quick"], profile=Profile(name="Ana")))
    begun.session.answer("master")
    store.sittings.release(begun.keeper.sitting.id)
    assert earlier(store, Choosing(2), Wish()) is None
    assert [sitting.state for sitting in store.sittings.all()] == ["unfinished"]


def test_answers_of_an_updated_bank_are_left_out_when_a_sitting_is_gone_on_with(store):
    begun = start_sitting(store, Wish(MODES["standard"], profile=Profile(name="Ana")))
    begun.session.answer("master")
    sitting = begun.keeper.sitting.id
    for name, digest in (("sql-01", "0123456789abcdef"), ("sql-999", None)):
        store.sittings.add(
            sitting, f"check.{name}", outcome="answered", value="3", seconds=4.0, digest=digest,
            at="2026-01-05T10:00:00+00:00",
        )  # fmt: skip
    store.sittings.release(sitting)
    resumed = earlier(store, Choosing(0), Wish())
    assert resumed.notes == (
        "2 answers are left out: their questions have changed or been removed since you began.",
    )
    assert resumed.session.profile().answers == ()
    assert resumed.session.profile().education.level == "master"


def test_what_is_left_out_of_a_brought_profile_is_said(store):
    brought = Profile(name="Ana", answers=(Answer(item="sql-999", response="3"),))
    opened = start_sitting(store, Wish(MODES["standard"], profile=brought))
    assert opened.notes == ("The question sql-999 is not asked (any more); its answer is left out.",)
