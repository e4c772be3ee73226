"""`readiness history` and `readiness compare` as a person calls them."""

import json
import random
import re
import sys
from datetime import UTC, datetime

import pexpect
import pytest

from readiness.assessment import assess
from readiness.cli import main
from readiness.profile import Education, Profile
from readiness.record import to_json
from readiness.store import Store

WHEN = [datetime(2026, month, 5, 10, tzinfo=UTC) for month in (1, 6)]
BEFORE = Profile(name="Ada", skills={"python-programming": 2, "data-analysis": 1, "statistical-modeling": 2})
AFTER = Profile(
    name="Ada",
    skills={"python-programming": 2, "data-analysis": 2, "statistical-modeling": 2, "communication": 3},
    education=Education(level="bachelor"),
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def records(home):
    made = [assess(profile, assessed_at=when) for profile, when in zip([BEFORE, AFTER], WHEN, strict=True)]
    with Store(home) as store:
        for record in made:
            store.assessments.save(record)
        sitting = store.sittings.begin(
            started_at=WHEN[1].isoformat(), mode="quick", options={}, seed=7,
            framework_id="f", framework_digest="d", questions_digest="q",
        )  # fmt: skip
        store.sittings.add(sitting.id, "sql", outcome="answered", value="\udc80", seconds=1.0, at="t")
    return made


def call(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_looking_into_an_empty_history_makes_no_file(capsys, home):
    code, out, _ = call(capsys, "history")
    assert (code, "no assessment is stored yet" in out) == (0, True)
    for arguments in (["history", "show"], ["history", "export"], ["history", "delete", "1"], ["compare"]):
        code, out, err = call(capsys, *arguments)
        assert (code, out) == (2, "")
        assert "readiness quiz" in err
    assert not home.exists()


@pytest.mark.usefixtures("records")
def test_the_list_is_newest_first_and_names_what_is_unfinished(capsys):
    code, out, _ = call(capsys, "history")
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines] == ["id", "2", "1", "unfinished:"]
    assert "s1, begun 2026-06-05 10:00, 1 question answered" in lines[3]
    listed = json.loads(call(capsys, "history", "list", "--format", "json")[1])
    assert [row["id"] for row in listed["assessments"]] == [2, 1]


def test_a_stored_report_is_shown_and_exported_as_it_was(capsys, records, tmp_path):
    assert call(capsys, "history", "show", "1", "--format", "json")[1] == to_json(records[0])
    assert call(capsys, "history", "export", "previous")[1] == to_json(records[0])
    assert "Ada" in call(capsys, "history", "show", "--format", "markdown")[1]
    code, out, _ = call(capsys, "history", "export", "-o", str(tmp_path / "all.json"))
    assert (code, out) == (0, "")
    everything = json.loads((tmp_path / "all.json").read_bytes())
    assert [a["record"] for a in everything["assessments"]] == [json.loads(to_json(r)) for r in records]
    assert everything["sittings"][0]["events"][0]["value"] == "\udc80"
    assert (tmp_path / "all.json").stat().st_mode & 0o777 == 0o600
    code, _, err = call(capsys, "history", "show", "\x1b[31m")
    assert (code, "\x1b" in err) == (2, False)


@pytest.mark.usefixtures("records")
def test_deleting_needs_a_word_and_says_what_is_gone(capsys, home):
    assert call(capsys, "history", "delete")[0] == 2
    assert call(capsys, "history", "delete", "1", "--all", "--yes")[0] == 2
    assert call(capsys, "history", "delete", "1", "9", "--yes")[0] == 2
    with Store(home) as store:
        assert len(store.assessments.all()) == 2
    code, out, _ = call(capsys, "history", "delete", "1", "s1", "--yes")
    assert (code, out) == (0, "deleted: assessment 1 of 2026-01-05, sitting 1\n")
    assert call(capsys, "history", "delete", "--all", "--yes")[0] == 0
    assert b"Ada" not in (home / "history.sqlite3").read_bytes()


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("typed", "left"), [("n", 2), ("", 2), ("y", 0)])
def test_a_person_is_asked_before_anything_is_deleted(home, typed, left):
    child = pexpect.spawn(sys.executable, ["-m", "readiness", "history", "delete", "--all"], timeout=20)
    child.expect_exact("for good? [y/N]")
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    with Store(home) as store:
        assert len(store.assessments.all()) == left


@pytest.mark.usefixtures("home")
def test_since_last_time_is_compared_without_arguments(capsys, records, tmp_path):
    code, out, _ = call(capsys, "compare")
    assert code == 0
    assert "SQL" in out
    assert "rated 1, now 2" in out
    assert "Communication" in out
    old = tmp_path / "old.json"
    old.write_text(to_json(records[0]))
    assert call(capsys, "compare", str(old), "last")[1] == out
    assert call(capsys, "compare", "1", "2")[1] == out
    found = json.loads(call(capsys, "compare", "1", "2", "--format", "json")[1])
    assert found["person"] + found["framework"] == pytest.approx(
        records[1].score - records[0].score, abs=1e-9
    )


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("detail", [[], ["--detail"]])
def test_the_points_that_are_shown_add_up_to_the_change_that_is_shown(capsys, detail):
    text = call(capsys, "compare", *detail)[1]
    (change,) = re.findall(r"points: ([+-]\d+\.\d) since", text)
    lines = text.splitlines()
    start = lines.index("Where your points changed") + 1
    rows = re.findall(r"  ([+-]\d+\.\d)  ", "\n".join(lines[start : lines.index("", start)]))
    assert len(rows) > 3
    assert sum(round(10 * float(points)) for points in rows) == round(10 * float(change))


@pytest.mark.usefixtures("records")
def test_a_damaged_history_never_ends_in_a_traceback(capsys, home):
    path = home / "history.sqlite3"
    good = path.read_bytes()
    chance = random.Random(3)  # noqa: S311
    codes = set()
    for n in range(40):
        bad = bytearray(good)
        for _ in range(chance.choice([1, 5, 50, 500])):
            page, near = 4096 * chance.randrange(len(bad) // 4096), chance.choice([120, 4096])
            bad[page + chance.randrange(near)] = chance.randrange(256)
        path.write_bytes(bad[: chance.randrange(len(bad))] if n % 10 == 0 else bad)
        for command in (["list"], ["export"], ["show", "1"], ["delete", "--all", "--yes"]):
            code, _, err = call(capsys, "history", *command)
            assert len(err.splitlines()) <= 1 or code == 3
            codes.add(code)
    assert codes >= {0, 4}
    assert codes <= {0, 2, 3, 4}


def test_a_report_that_is_none_is_refused(capsys, tmp_path):
    (tmp_path / "bad.json").write_text("{}")
    code, out, err = call(capsys, "compare", str(tmp_path / "bad.json"), str(tmp_path / "bad.json"))
    assert (code, out) == (3, "")
    assert "is no assessment" in err
    assert call(capsys, "compare", str(tmp_path / "missing.json"), "-")[0] == 4
