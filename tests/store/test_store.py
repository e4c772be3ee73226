"""What is put into the store comes out again, and out of it when it is deleted."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.errors import AccessError, UsageError
from readiness.profile import Profile
from readiness.record import Assessment, to_json
from readiness.store import Store, data_folder
from readiness.store.database import open_database
from readiness.store.schema import APPLICATION_ID, MIGRATIONS

AT = "2026-01-05T10:00:00+00:00"
DAY = AT[:10]
BEGIN = {
    "started_at": AT,
    "mode": "standard",
    "options": {"checks": 20, "learn": False},
    "framework_id": "ml-engineer-entry",
    "framework_digest": "f",
    "questions_digest": "q",
    "seed": 2**63 + 1,
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
answers = st.fixed_dictionaries(
    {
        "question": st.sampled_from(["sql", "probability", "sql-03"]),
        "outcome": st.sampled_from(["answered", "skipped", "dont_know"]),
        "value": json_values | st.characters(categories=["Cs"]),
        "seconds": st.none() | st.floats(0, 1e6),
    }
)


def add(store: Store, sitting: int, question: str = "sql", value: object = 2) -> None:
    store.sittings.add(sitting, question, outcome="answered", value=value, seconds=1.0, at=AT)


def record(name: str | None = "Ada", score: float = 61.5, at: str = AT) -> Assessment:
    """As much of a record as the store looks at."""
    return Assessment(
        assessed_at=at,
        profile=Profile(name=name),
        score=score,
        verdict=_Named(band="close"),
        framework=_Named(id="ml-engineer-entry", version="1.0.0", digest="d"),
        **{
            field: None
            for field in Assessment.__dataclass_fields__
            if field not in {"assessed_at", "profile", "score", "verdict", "framework"}
        },
    )


class _Named(Profile):
    """Stands for a part of the record."""

    def __init__(self, **values: str) -> None:
        super().__init__()
        self.__dict__.update(values)


@given(given_answers=st.lists(answers, max_size=8))
@settings(max_examples=25, deadline=None)
def test_answers_come_back_as_they_were_given(tmp_path_factory, given_answers):
    folder = tmp_path_factory.mktemp("home")
    with Store(folder) as store:
        sitting = store.sittings.begin(**BEGIN)
        for answer in given_answers:
            store.sittings.add(sitting.id, **answer, at=AT)
    with Store(folder) as store:
        events = store.sittings.events(sitting.id)
        assert [e.seq for e in events] == list(range(1, len(given_answers) + 1))
        assert [
            {"question": e.question, "outcome": e.outcome, "value": e.value, "seconds": e.seconds}
            for e in events
        ] == given_answers
        latest = {a["question"]: a["value"] for a in given_answers}
        assert {q: e.value for q, e in store.sittings.answers(sitting.id).items()} == latest


def test_a_sitting_keeps_what_it_began_with(tmp_path):
    with Store(tmp_path) as store:
        begun = store.sittings.begin(**BEGIN)
    with Store(tmp_path) as store:
        kept = store.sittings.get(begun.id)
    assert kept == begun
    assert kept._asdict() == {**BEGIN, "id": 1, "state": "unfinished", "ended_at": None}


def test_two_quizzes_at_once_get_two_sittings(tmp_path):
    with Store(tmp_path) as one, Store(tmp_path) as other:
        first = one.sittings.begin(**BEGIN)
        assert other.sittings.claim_latest() is None
        second = other.sittings.begin(**BEGIN)
        assert first.id != second.id
        with pytest.raises(UsageError, match="another window"):
            other.sittings.claim(first.id)


def test_a_sitting_left_is_gone_on_with_newest_first(tmp_path):
    with Store(tmp_path) as store:
        store.sittings.begin(**BEGIN)
        newest = store.sittings.begin(**BEGIN)
    with Store(tmp_path) as store:
        assert store.sittings.claim_latest() == newest
        add(store, newest.id)


def test_an_ended_sitting_takes_no_more_answers(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        store.sittings.end(sitting.id, state="abandoned", at=AT)
        assert store.sittings.unfinished() == []
        assert store.sittings.get(sitting.id).state == "abandoned"
        with pytest.raises(UsageError, match="abandoned"):
            store.sittings.claim(sitting.id)
        with pytest.raises(RuntimeError, match="not claimed"):
            add(store, sitting.id)


def test_a_record_is_kept_byte_for_byte(tmp_path):
    saved = record(name='Ada "the first"\x00\x1b[31m')
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        row = store.assessments.save(saved, sitting_id=sitting.id)
        assert store.assessments.record(row.id) == to_json(saved)
        assert store.sittings.get(sitting.id).state == "finished"
        assert store.assessments.all() == [row]
        assert row.score == 61.5
        assert json.dumps(
            store.export()["assessments"][0]["record"], ensure_ascii=False, indent=2
        ) + "\n" == to_json(saved)


def test_the_previous_assessment_is_the_same_persons(tmp_path):
    with Store(tmp_path) as store:
        assert store.assessments.last() is None
        ada = store.assessments.save(record("Ada"))
        store.assessments.save(record("Bob"))
        again = store.assessments.save(record("Ada"))
        assert store.assessments.last() == again
        assert store.assessments.previous(again.id) == ada
        assert store.assessments.previous(ada.id) is None


def test_plans_and_done_steps_are_kept(tmp_path):
    with Store(tmp_path) as store:
        assessment = store.assessments.save(record())
        plan = store.plans.save(
            {"steps": ["sql-2"], "hours": 7.5}, created_at=AT, assessment_id=assessment.id
        )
        assert store.plans.last() == plan
        assert store.plans.mark_done("sql-2", done_at=DAY, plan_id=plan.id)
        assert not store.plans.mark_done("sql-2", done_at="later", plan_id=plan.id)
        assert store.plans.mark_done("sql-2", done_at=DAY)
        assert [(d.step, d.done_at, d.plan_id) for d in store.plans.done()] == [
            ("sql-2", DAY, plan.id),
            ("sql-2", DAY, None),
        ]
        assert store.plans.unmark("sql-2")
        assert not store.plans.unmark("sql-2")
        with pytest.raises(UsageError, match="no plan 9"):
            store.plans.mark_done("sql-2", done_at=DAY, plan_id=9)
        with pytest.raises(UsageError, match="no assessment 9"):
            store.plans.save({}, created_at=AT, assessment_id=9)


def test_the_export_holds_everything(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        add(store, sitting.id, value={"typed": "12"})
        row = store.assessments.save(record(), sitting_id=sitting.id)
        plan = store.plans.save({"steps": []}, created_at=AT, assessment_id=row.id)
        store.plans.mark_done("sql-2", done_at=AT, plan_id=plan.id)
        exported = store.export()
    assert json.loads(json.dumps(exported)) == exported
    assert exported["sittings"][0]["events"][0]["value"] == {"typed": "12"}
    assert exported["sittings"][0]["seed"] == BEGIN["seed"]
    assert exported["assessments"][0]["record"]["profile"]["name"] == "Ada"
    assert exported["plans"][0]["plan"] == {"steps": []}
    assert exported["done_steps"][0]["step"] == "sql-2"


def test_deleting_one_leaves_no_trace_of_it_and_everything_of_the_others(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        add(store, sitting.id, value="secret-answer")
        gone = store.assessments.save(record("Secret Person"), sitting_id=sitting.id)
        store.plans.save({"for": "secret-plan"}, created_at=AT, assessment_id=gone.id)
        kept = store.assessments.save(record("Kept Person"))
        store.delete_assessment(gone.id)
        assert store.assessments.all() == [kept]
        assert store.sittings.all() == []
        assert store.plans.all() == []
        with pytest.raises(UsageError, match="no assessment"):
            store.delete_assessment(gone.id)
    content = everything_in(tmp_path)
    assert b"Kept Person" in content
    assert b"ecret" not in content


def test_deleting_everything_leaves_no_trace_and_a_store_that_works(tmp_path):
    with Store(tmp_path) as store:
        for n in range(20):
            sitting = store.sittings.begin(**BEGIN)
            add(store, sitting.id, value=f"secret-{n}" * 50)
            store.assessments.save(record("Secret Person"), sitting_id=sitting.id)
        store.plans.mark_done("secret-step", done_at=AT)
        store.delete_all()
        assert b"ecret" not in everything_in(tmp_path)
        assert store.export() == {
            "schema_version": 1, "sittings": [], "assessments": [], "plans": [], "done_steps": [],
            "shown_items": [],
        }  # fmt: skip
        add(store, store.sittings.begin(**BEGIN).id)


def test_nothing_is_deleted_under_a_running_quiz(tmp_path):
    with Store(tmp_path) as quiz, Store(tmp_path) as other:
        sitting = quiz.sittings.begin(**BEGIN)
        other.assessments.save(record())
        for delete in (other.delete_all, lambda: other.delete_sitting(sitting.id)):
            with pytest.raises(UsageError, match="leave it first"):
                delete()
        assert len(other.assessments.all()) == 1
        add(quiz, sitting.id)
    with Store(tmp_path) as store:
        store.delete_sitting(sitting.id)
        assert store.sittings.all() == []


def test_a_failing_block_leaves_nothing_half_written(tmp_path):
    database = open_database(tmp_path / "h.sqlite3", ours=frozenset())

    def interrupted() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO done_steps VALUES ('a', 'b', NULL)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM done_steps").fetchone() == (0,)
    database.close()


def test_an_older_file_is_brought_up_to_date_and_a_newer_one_is_left_alone(tmp_path):
    with Store(tmp_path) as store:
        add(store, store.sittings.begin(**BEGIN).id)
    path = tmp_path / "history.sqlite3"
    newer = (*MIGRATIONS, ("ALTER TABLE sittings ADD COLUMN mood TEXT", "CREATE TABLE moods (id INTEGER)"))
    broken = (*MIGRATIONS, ("CREATE TABLE moods (id INTEGER)", "CREATE NONSENSE"))
    with pytest.raises(AccessError):
        open_database(path, broken, ours=frozenset())
    database = open_database(path, newer, ours=frozenset())  # nothing of the broken one stayed
    with database.reading() as connection:
        assert connection.execute("SELECT mode, mood FROM sittings").fetchall() == [("standard", None)]
    database.close()
    with pytest.raises(AccessError, match="newer readiness"):
        Store(tmp_path)


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "history.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(AccessError, match="another program"):
        Store(tmp_path)
    assert path.read_bytes() == before
    assert APPLICATION_ID.to_bytes(4, "big") not in before


def test_the_folder_is_chosen_by_the_variable_or_the_platform(monkeypatch, tmp_path):
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "chosen"))
    assert data_folder() == tmp_path / "chosen"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READINESS_HOME", "here")
    assert data_folder() == tmp_path / "here"
    monkeypatch.setenv("READINESS_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert data_folder().name == "readiness"
    assert not Store.exists()
    assert not (tmp_path / "xdg").exists()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
