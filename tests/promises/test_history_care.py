"""What is kept: looked through, backed up, set aside when damaged, and deleted without a trace."""

import contextlib
import json
import os
import sqlite3

import pytest

from readiness.store import Store
from readiness.store.database import open_database
from readiness.store.schema import MIGRATIONS

NAME = "Zyx Nobodyelse"


@pytest.fixture
def full(call, tmp_path, home, me):
    """A history with something in every table; gives its file."""
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"skills.sql": 2, "check.sql-01": "1"}))
    assert call("quiz", "--answers", answers, "--name", NAME).code == 0
    assert call("score", me, "--save").code == 0
    assert call("plan", "--hours", "50", "--quick", "--save").code == 0
    with Store() as store:
        first = store.plans.last().plan["steps"][0]["id"]
        begun = store.sittings.begin(
            started_at="2026-01-05T10:00:00+00:00",
            mode="quick",
            options={"profile": {"name": NAME}},
            framework_id="ml-engineer-entry",
            framework_digest="f",
            questions_digest="q",
            seed=7,
        )
        store.memory.mark_shown(["sql-01"], sitting_id=begun.id, at="2026-01-05T10:00:00+00:00")
    assert call("plan", "--done", first).code == 0
    return home / "history.sqlite3"


def change(file, statement, *values):
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement, values)
        connection.commit()


def columns(file):
    connection = sqlite3.connect(file)
    tables = ("sittings", "events", "assessments", "plans", "done_steps", "shown_items")
    found = [(t, row[1]) for t in tables for row in connection.execute(f"PRAGMA table_info({t})")]
    connection.close()
    return found


def test_a_whole_history_is_said_to_be_whole(call, full):
    done = call("history", "check")
    assert (done.code, done.err) == (0, "")
    assert "2 assessments, 2 sittings and 1 plan can be read" in done.out
    assert str(full.parent) in done.out


DAMAGES = {
    "assessments.1.record.score": (
        "UPDATE assessments SET record = replace(record, '\"score\": ', '\"score\": 9') WHERE id = 1"
    ),
    "assessments.1.record": "UPDATE assessments SET record = '{' WHERE id = 1",
    "assessments.1": "UPDATE assessments SET name = x'00ff' WHERE id = 1",
    "assessments.2": "UPDATE assessments SET assessed_at = 'yesterday' WHERE id = 2",
    "sittings.1": "UPDATE sittings SET options = '[]' WHERE id = 1",
    "events.1": "UPDATE events SET value = '{' WHERE sitting_id = 1 AND seq = 1",
    "plans.1.plan": "UPDATE plans SET plan = replace(plan, '\"effort_hours\": ', '\"effort_hours\": 9')",
    "done_steps.1": "UPDATE done_steps SET done_at = 'soon'",
    "shown_items.2": "UPDATE shown_items SET at = 5",
}


@pytest.mark.parametrize("place", DAMAGES)
def test_what_is_damaged_is_named(refused, full, place):
    change(full, DAMAGES[place])
    said = refused(3, "history", "check")
    assert place in said
    assert str(full) in said


READING = (
    ["history"],
    ["history", "show"],
    ["history", "export"],
    ["compare", "1", "2"],
    ["plan", "--status"],
    ["history", "check"],
    ["history", "delete", "--all", "--yes"],
)


@pytest.mark.parametrize(
    "wrong", [b"\xff\x00", *(pytest.param(value, marks=pytest.mark.slow) for value in (5, "x", "null"))]
)
def test_any_value_in_any_column_is_read_or_refused(call, full, wrong):
    before = full.read_bytes()
    for table, column in columns(full):
        full.write_bytes(before)
        try:
            change(full, f"UPDATE {table} SET {column} = ? WHERE rowid = 1", wrong)  # noqa: S608 — of the test
        except sqlite3.Error:  # a column that takes no such value
            continue
        for words in READING:
            done = call(*words)
            assert done.code in {0, 2, 3, 4}, (table, column, words)
            assert done.code == 0 or done.err.startswith("readiness: "), (table, column, words)
            assert done.err.isprintable() or "\n" in done.err


def test_the_history_is_kept_as_it_was_before_its_tables_change(tmp_path):
    path = tmp_path / "history.sqlite3"
    open_database(path, MIGRATIONS[:1], ours=frozenset()).close()
    change(
        path,
        "INSERT INTO sittings (started_at, mode, options, framework_id, framework_digest, questions_digest,"
        " seed, state) VALUES ('2026-01-05T10:00:00+00:00', 'quick', '{}', 'r', 'f', 'q', '7', 'finished')",
    )
    with Store(tmp_path) as store:
        assert len(store.sittings.all()) == 1
    kept = tmp_path / "history.sqlite3.version-1"
    assert kept.stat().st_mode & 0o777 == 0o600
    connection = sqlite3.connect(kept)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM sittings").fetchone() == (1,)
    connection.close()
    with Store(tmp_path):
        pass
    assert len(list(tmp_path.glob("history.sqlite3.version-*"))) == 1


def test_a_new_history_has_nothing_to_keep(tmp_path):
    with Store(tmp_path):
        pass
    assert not list(tmp_path.glob("history.sqlite3.*"))


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_cut_history_is_set_aside_or_named_and_never_overwritten(call, full, cut):
    whole = full.read_bytes()
    full.write_bytes(whole[: int(len(whole) * cut)])
    left = full.read_bytes()
    done = next(
        d for words in (["history"], ["history", "check"], ["history", "show"]) if (d := call(*words)).code
    )
    assert str(full) in done.err
    assert "readiness history" in done.err or "Run this again" in done.err
    asides = list(full.parent.glob("history.sqlite3.damaged*"))
    assert left in [path.read_bytes() for path in (full, *asides) if path.exists()]


def test_after_a_damaged_file_was_set_aside_one_goes_on(call, full, me):
    full.write_bytes(b"no database at all" * 100)
    done = call("history")
    assert done.code == 4
    assert "history.sqlite3.damaged" in done.err
    assert "history import" in done.err
    assert call("score", me, "--save").code == 0


def test_after_everything_was_deleted_nothing_is_left(call, full):
    home = full.parent
    for name in ("history.sqlite3.version-1", "history.sqlite3.damaged", "page.html"):
        (home / name).write_text(NAME)
    assert call("history", "delete", "--all", "--yes").code == 0
    left = [path for path in home.rglob("*") if path.is_file() and path.stat().st_size]
    assert [path.name for path in left] == ["history.sqlite3"]
    raw = full.read_bytes()
    assert NAME.encode() not in raw
    assert b"sql" not in raw.replace(b"sqlite", b"").replace(b"SQLite", b"")
    with Store() as store:
        assert store.export() == {
            "schema_version": 1,
            **{key: [] for key in ("sittings", "assessments", "plans", "done_steps", "shown_items")},
        }
    assert os.listdir(home / "claims") == []  # noqa: PTH208
