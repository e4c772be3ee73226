"""An export taken back: everything, under new ids, once; and nothing of a file that is no export."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess
from readiness.cli import main
from readiness.errors import RecordError
from readiness.home import HISTORY
from readiness.profile import Profile
from readiness.store import Store
from readiness.store.looking import COLUMNS

WHEN = datetime(2026, 1, 5, 10, tzinfo=UTC)


def fill(folder):
    with Store(folder) as store:
        sitting = store.sittings.begin(
            started_at="2026-01-05T09:00:00+00:00", mode="quick", options={"learn": True}, seed=2**70,
            framework_id="f", framework_digest="d", questions_digest="q",
        )  # fmt: skip
        for value in ("a", "\udc80", None, 3, [1.5, {"x": "ü"}]):
            store.sittings.add(
                sitting.id, "sql", outcome="answered", value=value, seconds=1.5, at=WHEN.isoformat()
            )
        row = store.assessments.save(
            assess(Profile(skills={"sql": 2}), assessed_at=WHEN), sitting_id=sitting.id
        )
        plan = store.plans.save({"steps": ["sql-1"]}, created_at="2026-01-06", assessment_id=row.id)
        store.plans.mark_done("sql-1", done_at="2026-01-07", plan_id=plan.id)
        store.plans.mark_done("sql-0", done_at="2026-01-08")
        with closing(sqlite3.connect(folder / HISTORY)) as connection, connection:
            connection.execute("INSERT INTO shown_items VALUES ('sql-03', '2026-01-05', ?)", (sitting.id,))
        return store.export(), store.assessments.record(row.id)


def without_ids(export):
    text = json.dumps(export, sort_keys=True)
    for name in ("id", "sitting_id", "assessment_id", "plan_id"):
        for number in range(30):
            text = text.replace(f'"{name}": {number}', f'"{name}": 0')
    return text


def test_everything_comes_back_under_ids_of_its_own(tmp_path):
    export, record = fill(tmp_path / "one")
    fill(tmp_path / "other")
    with Store(tmp_path / "other") as store:
        store.assessments.save(assess(Profile(skills={"sql": 3}), assessed_at=WHEN))
    with Store(tmp_path / "new") as store:
        store.assessments.save(assess(Profile(skills={"sql": 4}), assessed_at=WHEN))
        found = store.restore(export)
        assert found == (1, 1, 1, 2, 1, 0)
        again = store.export()
        again["assessments"] = again["assessments"][1:]
        assert without_ids(again) == without_ids(export)
        row = store.assessments.last()
        assert row.id == 2
        assert store.assessments.record(2) == record
        assert store.plans.last().assessment_id == 2
        assert [event.value for event in store.sittings.events(row.sitting_id)][1] == "\udc80"


def test_taken_back_twice_is_there_once(tmp_path):
    export, _ = fill(tmp_path / "one")
    with Store(tmp_path / "one") as store:
        assert store.restore(export) == (0, 0, 0, 0, 0, 6)
        assert store.export() == export


def test_the_command_takes_back_what_the_command_wrote(tmp_path, monkeypatch, capsys):
    fill(tmp_path / "home")
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    assert main(["history", "export", "-o", str(tmp_path / "all.json")]) == 0
    assert main(["history", "export", "1", "-o", str(tmp_path / "one.json")]) == 0
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "elsewhere"))
    assert main(["history", "import", str(tmp_path / "all.json")]) == 0
    assert "taken back: 1 assessments, 1 sittings, 1 plans" in capsys.readouterr().out
    assert main(["history", "import", str(tmp_path / "one.json")]) == 0
    assert "there already" in capsys.readouterr().out
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "third"))
    assert main(["history", "import", str(tmp_path / "one.json")]) == 0
    assert "taken back: assessment 1" in capsys.readouterr().out


def test_every_column_of_every_table_is_known(tmp_path):
    Store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / HISTORY)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        tables -= {"sqlite_sequence", "digests"}
        found = {t: {row[1] for row in connection.execute(f"PRAGMA table_info({t})")} for t in tables}
    known = {name: set(columns) for name, columns in COLUMNS.items()}
    found["sittings"] |= {"events"}
    found["events"] -= {"sitting_id"}
    assert known == found


def test_an_export_of_the_first_version_comes_back(tmp_path):
    export, _ = fill(tmp_path / "one")
    del export["shown_items"]
    for event in export["sittings"][0]["events"]:
        del event["digest"], event["shown_days_ago"]
    with Store(tmp_path / "new") as store:
        assert store.restore(export) == (1, 1, 1, 2, 0, 0)
        assert len(store.sittings.events(1)) == 5


def damage(export, path, value):
    target = export
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return export


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("schema_version",), 2, "schema_version: 2 is another version"),
        (("sittings",), {}, "sittings: is no list"),
        (("sittings", 0), 3, "sittings.0: has not the fields"),
        (("sittings", 0, "state"), "x", 'sittings.0.state: "x" is not what'),
        (("sittings", 0, "events", 0, "seq"), True, "sittings.0.events.0.seq"),
        (("sittings", 0, "events", 1, "seq"), 1, "holds a seq twice"),
        (("assessments", 0, "record"), "x", "assessments.0.record"),
        (("assessments", 0, "sitting_id"), 99, "99 is not among the sittings"),
        (("assessments", 0, "id"), 2**64, "assessments.0.id"),
        (("done_steps", 0, "plan_id"), 99, "99 is not among the plans"),
        (("plans", 0, "extra"), 1, "plans.0: has not the fields"),
    ],
)
def test_what_is_no_export_changes_nothing_and_is_told_where(tmp_path, path, value, words):
    export, _ = fill(tmp_path / "one")
    with Store(tmp_path / "new") as store:
        with pytest.raises(RecordError) as caught:
            store.restore(damage(export, path, value), source="x.json")
        assert words in str(caught.value)
        assert store.export()["sittings"] == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_is_refused_or_harmless(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("export")
    export, _ = fill(folder / "one")
    table = data.draw(st.sampled_from(["sittings", "assessments", "plans", "done_steps"]))
    column = data.draw(st.sampled_from(sorted(export[table][0])))
    with Store(folder / "new") as store:
        try:
            store.restore(damage(export, (table, 0, column), data.draw(VALUES)))
        except RecordError:
            assert store.export()["assessments"] == []
        else:
            store.export()
            store.sittings.all()
            store.plans.done()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"skills": {"sql": 1}}', "is a profile"),
        ('{"foo": 1}', "is no export"),
        ("[]", "is no export"),
        ("{", "not JSON"),
    ],
)
def test_another_file_is_named(tmp_path, monkeypatch, capsys, text, words):
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    (tmp_path / "x.json").write_text(text)
    assert main(["history", "import", str(tmp_path / "x.json")]) == 3
    assert words in capsys.readouterr().err
