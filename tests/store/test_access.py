"""Whatever is wrong with the disk is said in one sentence, and whatever the umask, nobody else can read."""

import contextlib
import json
import os
import random
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from readiness.errors import AccessError, UsageError
from readiness.home import HISTORY
from readiness.store import Store, database

AT = "2026-01-05T10:00:00+00:00"
BEGIN = {
    "started_at": AT, "mode": "quick", "options": {}, "framework_id": "ml-engineer-entry",
    "framework_digest": "f", "questions_digest": "q", "seed": 7,
}  # fmt: skip


def add(store, sitting, value=2):
    store.sittings.add(sitting, "sql", outcome="answered", value=value, seconds=1.0, at=AT)


@contextlib.contextmanager
def in_the_middle(home):
    """Somebody else's transaction that is neither done nor undone."""
    connection = sqlite3.connect(home / "history.sqlite3", isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO done_steps VALUES ('a', 'b', NULL)")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()


@pytest.mark.parametrize("mask", [0, 0o022, 0o777])
def test_folders_are_0700_and_files_0600_whatever_the_umask(tmp_path, mask):
    home = tmp_path / "not" / "yet" / "there"
    before = os.umask(mask)
    try:
        with Store(home) as store:
            sitting = store.sittings.begin(**BEGIN)
            seen = set()
            with in_the_middle(home):  # with the journal as it is in mid-transaction
                seen = modes(tmp_path / "not")
            add(store, sitting.id)
            seen |= modes(tmp_path / "not")
            assert any("journal" in name for name, _ in seen)
            assert any("lock" in name for name, _ in seen)
    finally:
        os.umask(before)
    assert {mode for _, mode in seen} == {"drwx------", "-rw-------"}


def modes(folder):
    paths = [folder, *folder.rglob("*")]
    return {(path.name, stat.filemode(path.stat().st_mode)) for path in paths}


def test_a_file_that_others_could_read_is_closed(tmp_path):
    Store(tmp_path).close()
    (tmp_path / "history.sqlite3").chmod(0o644)
    tmp_path.chmod(0o755)
    Store(tmp_path).close()
    assert stat.S_IMODE((tmp_path / "history.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_folder_used_for_other_things_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.tex").touch()
    Store(tmp_path).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_nothing_is_written_outside_the_folder(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(elsewhere))
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    before = elsewhere.stat().st_mtime_ns
    with Store(tmp_path / "home") as store:
        add(store, store.sittings.begin(**BEGIN).id, "x" * 100_000)
    with Store(tmp_path / "home") as store:
        store.delete_all()
    assert elsewhere.stat().st_mtime_ns == before
    assert {p.name for p in (tmp_path / "home").iterdir()} <= {
        "history.sqlite3",
        "history.sqlite3-journal",
        "claims",
    }


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / "history.sqlite3").mkdir()
    with pytest.raises(AccessError, match="is a folder"):
        Store(tmp_path)


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "home").write_text("mine")
    for home in (tmp_path / "home", tmp_path / "home" / "below"):
        with pytest.raises(AccessError, match="READINESS_HOME"):
            Store(home)
    assert (tmp_path / "home").read_text() == "mine"


@pytest.mark.parametrize("target", ["/dev/full", "/dev/zero", "fifo", "loop", "missing/target"])
def test_what_is_no_file_is_refused_at_once(tmp_path, target):
    path = tmp_path / "history.sqlite3"
    if target == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(path if target == "loop" else target)
    with pytest.raises(AccessError) as caught:
        Store(tmp_path)
    assert "history.sqlite3" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_under_proc_cannot_be_made():
    with pytest.raises(AccessError, match="could not be made"):
        Store(Path("/proc/readiness"))


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough" * 40, b"\x00" * 5000, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_database_is_set_aside_as_it_is(tmp_path, content):
    path = tmp_path / "history.sqlite3"
    for aside in ("history.sqlite3.damaged", "history.sqlite3.damaged-1"):
        path.write_bytes(content)
        with pytest.raises(AccessError, match=f"kept as .*{aside}"):
            Store(tmp_path)
        assert (tmp_path / aside).read_bytes() == content
    with Store(tmp_path) as store:
        assert store.assessments.all() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_damaged_file_that_cannot_be_set_aside_stays(tmp_path):
    (tmp_path / "history.sqlite3").write_bytes(b"nothing" * 100)
    tmp_path.chmod(0o500)
    with pytest.raises(AccessError, match="move it away yourself"):
        Store(tmp_path)
    tmp_path.chmod(0o700)
    assert (tmp_path / "history.sqlite3").read_bytes() == b"nothing" * 100


def test_a_damaged_file_never_ends_in_another_error(tmp_path):
    with Store(tmp_path / "good") as store:
        for _ in range(4):
            sitting = store.sittings.begin(**BEGIN)
            for n in range(30):
                add(store, sitting.id, f"answer {n}")
            store.sittings.end(sitting.id, state="finished", at=AT)
        store.plans.mark_done("a", done_at=AT)
    good = (tmp_path / "good" / "history.sqlite3").read_bytes()
    chance = random.Random(5)  # noqa: S311
    told = []
    for n in range(60):
        home = tmp_path / str(n)
        home.mkdir()
        bad = bytearray(good)
        for _ in range(chance.choice([1, 20, 400])):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        if n % 5 == 0:
            del bad[chance.randrange(len(bad)) :]
        (home / "history.sqlite3").write_bytes(bad)
        try:
            with Store(home) as store:
                json.dumps(store.export())
                store.assessments.all()
                add(store, store.sittings.begin(**BEGIN).id)
                store.delete_all()
        except (AccessError, UsageError) as error:
            told.append(str(error))
    assert len(told) > 10
    assert not any("\n" in sentence for sentence in told)


def test_a_full_disk_loses_nothing_and_says_so(tmp_path):
    """A limit on the size of a file stands for a disk on which nothing more fits."""
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        add(store, sitting.id, "first")
    child = run_child(FILL, tmp_path)
    assert child.returncode == 4, child.stderr
    kept = int(child.stdout.splitlines()[-1])
    assert "nothing of this was saved" in child.stderr
    with Store(tmp_path) as store:
        events = store.sittings.events(sitting.id)
        assert len(events) == kept > 1
        add(store, store.sittings.claim(sitting.id).id, "and on")


FILL = """
import resource, sys
from pathlib import Path
from readiness.store import Store
from readiness.errors import AccessError
resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
store = Store(Path(sys.argv[1]))
sitting = store.sittings.claim_latest()
try:
    while True:
        store.sittings.add(sitting.id, "q", outcome="answered", value="x" * 900, seconds=None, at="t")
except AccessError as error:
    print(len(store.sittings.events(sitting.id)))
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def test_no_room_from_the_start_is_said_too(tmp_path):
    child = run_child(
        "import resource, sys\nfrom pathlib import Path\nfrom readiness.store import Store\n"
        "from readiness.errors import AccessError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try:\n    Store(Path(sys.argv[1]))\nexcept AccessError as error:\n    sys.exit(error.exit_code)\n",
        tmp_path,
    )
    assert child.returncode == 4, child.stderr
    Store(tmp_path).close()


@pytest.fixture
def open_folder():
    """A folder that another user may walk into, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_read_only_history_can_be_read_and_says_that_it_may_not_be_written(open_folder):
    """Root may write everything, so the child gives that right up first."""
    home = open_folder / "home"
    with Store(home) as store:
        add(store, store.sittings.begin(**BEGIN).id)
    for path in home.rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    home.chmod(0o555)
    child = run_child(READ_ONLY, home)
    assert child.stdout.splitlines() == ["1", "4"], child.stderr
    assert "READINESS_HOME" in child.stderr


READ_ONLY = """
import os, sys
from pathlib import Path
from readiness.store import Store
from readiness.errors import AccessError
import sqlite3, json, platformdirs
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
store = Store(Path(sys.argv[1]))
print(len(store.sittings.all()))
try:
    store.plans.mark_done("a", done_at="t")
except AccessError as error:
    print(error.exit_code)
    print(error, file=sys.stderr)
"""


def test_a_history_that_vanishes_under_a_quiz_is_noticed(tmp_path):
    with Store(tmp_path) as store:
        sitting = store.sittings.begin(**BEGIN)
        (tmp_path / "history.sqlite3").unlink()
        with pytest.raises(AccessError, match="moved or deleted"):
            add(store, sitting.id)


def test_a_history_that_stays_locked_is_said_to_be_in_use(tmp_path, monkeypatch):
    monkeypatch.setattr("readiness.store.database.BUSY_SECONDS", 0.1)
    with Store(tmp_path) as one, Store(tmp_path) as other:
        assert one.plans.mark_done("b", done_at=AT)
        with in_the_middle(tmp_path), pytest.raises(AccessError, match="in use"):
            other.plans.mark_done("a", done_at=AT)
        assert other.plans.mark_done("a", done_at=AT)


def run_child(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_limits_of_this_process_are_untouched():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_deleting_from_a_large_history_holds_little_of_it_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_VACUUMED_BYTES", 100_000)
    with Store(tmp_path) as store:
        for n in range(4):
            store.plans.save({"text": "x" * 50_000}, created_at=f"2026-01-0{n + 1}")
        size = (tmp_path / HISTORY).stat().st_size
        sitting = store.sittings.begin(
            started_at="2026-01-05T10:00:00+00:00", mode="quick", options={}, seed=7,
            framework_id="f", framework_digest="f", questions_digest="q",
        )  # fmt: skip
        store.delete_sitting(sitting.id)
        assert (tmp_path / HISTORY).stat().st_size >= size
        store.delete_all()
    assert (tmp_path / HISTORY).stat().st_size < size
