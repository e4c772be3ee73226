"""No command opens a connection, and none writes but to the data folder and to what was asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli.parser import COMMANDS

WATCH = """
import os, sys
home, folder, log = sys.argv[1], sys.argv[2], []
NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod",
           "os.truncate", "shutil.move", "shutil.rmtree", "sqlite3.connect")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def watch(event, arguments):
    if event in NETWORK:
        log.append(["network", event, repr(arguments)])
    elif event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and isinstance(flags, int) and flags & WRITES:
            log.append(["write", event, os.fsdecode(path)])
    elif event in CHANGES:
        for one in arguments:
            if isinstance(one, (str, bytes)) and one:
                log.append(["write", event, os.fsdecode(one)])

sys.addaudithook(watch)
sys.dont_write_bytecode = True
from readiness.cli import main
try:
    code = main(sys.argv[3:])
except SystemExit as end:
    code = end.code
import json
found = list(log)
print("WATCHED" + json.dumps([code, found]), file=sys.stderr)
"""

CALLS = {
    "score": ["score", "me.json", "--save", "-o", "out.html"],
    "plan": ["plan", "--hours", "5", "--quick", "--save", "-o", "out.ics", "--hours-per-week", "2"],
    "quiz": ["quiz", "--answers", "answers.json", "-o", "out.json", "--report", "out.html"],
    "import": ["import", "resume.json", "-o", "out.json"],
    "export": ["export", "me.json", "-o", "out.json"],
    "cohort": ["cohort", "people.jsonl", "-o", "out.parquet", "--report", "out.html", "--processes", "1"],
    "report": ["report", "report.json", "-o", "out.html"],
    "compare": ["compare", "report.json", "last", "-o", "out.txt"],
    "paths": ["paths", "me.json", "-o", "out.json"],
    "history": ["history", "export", "-o", "out.json"],
    "role": ["role", "new", "nurse", "--into", "out"],
    "schema": ["schema", "profile", "-o", "out.json"],
    "check": ["check"],
    "verify": ["verify", "report.json"],
    "calibrate": ["calibrate", "answered.json", "-o", "out.toml"],
    "completion": ["completion", "bash"],
}
NOT_WATCHED = {"web"}
"""It has a socket, which its own tests watch."""


def test_every_command_is_watched():
    assert CALLS.keys() | NOT_WATCHED == set(COMMANDS)


@pytest.mark.usefixtures("stored", "me", "report")
@pytest.mark.parametrize("command", CALLS)
def test_a_command_writes_where_it_was_asked_to_and_connects_to_nothing(tmp_path, home, command):
    (tmp_path / "answers.json").write_text('{"skills.sql": 2}')
    (tmp_path / "resume.json").write_text('{"basics": {"name": "Ada"}}')
    (tmp_path / "people.jsonl").write_text('{"skills": {"sql": 2}}\n')
    (tmp_path / "answered.json").write_text('{"answers": [{"item": "sql-01", "response": "1"}]}')
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(home), str(tmp_path), *CALLS[command]],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path / "elsewhere"), "TMPDIR": str(tmp_path / "elsewhere")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = next(line for line in done.stderr.splitlines() if line.startswith("WATCHED"))
    code, found = json.loads(said.removeprefix("WATCHED"))
    assert code == 0, done.stderr
    assert [entry for entry in found if entry[0] == "network"] == []
    allowed = (str(home), str(tmp_path / "out"), str(tmp_path / ".out"), "out", os.devnull)
    written = {path.removeprefix("file://").partition("?")[0] for _, _, path in found}
    assert {path for path in written if not path.startswith(allowed) and Path(path) != tmp_path} == set()
    assert not (tmp_path / "elsewhere").exists()


PERSONAL = {
    "quiz": ["quiz", "--answers", "answers.json"],
    "quiz, saved": ["quiz", "--answers", "answers.json", "-o", "out.json", "--report", "out.html"],
    "score": ["score", "me.json", "--save", "-o", "out.json"],
    "plan": ["plan", "--hours-per-week", "2", "--weeks", "5", "--quick", "--save", "-o", "out.ics"],
    "import": ["import", "resume.json", "-o", "out.json"],
    "history": ["history", "export", "-o", "out.json"],
    "history, deleted": ["history", "delete", "1", "--yes"],
    "history, import": ["history", "import", "all.json"],
    "cohort": ["cohort", "people.jsonl", "-o", "out.csv", "--rejects", "out-r.csv", "--report", "out.md"],
    "cohort, parquet": ["cohort", "people.jsonl", "-o", "out.parquet", "--rejects", "out-r.parquet"],
    "cohort, lines": ["cohort", "people.jsonl", "-o", "out.jsonl", "--rejects", "out-r.jsonl"],
    "calibrate": ["calibrate", "answered.json", "-o", "out.toml"],
}
MAKING = """
import os, stat, sys, threading, time
os.umask(0)
home, folder = sys.argv[1], sys.argv[2]
begun, seen, over = set(os.listdir(folder)), {}, threading.Event()

def look():
    for place, folders, names in [*os.walk(folder)]:
        for name in (*folders, *names):
            path = os.path.join(place, name)
            try:
                mode = stat.S_IMODE(os.lstat(path).st_mode)
            except OSError:
                continue
            if os.path.relpath(path, folder).split(os.sep)[0] not in begun or path.startswith(home):
                seen[os.path.relpath(path, folder)] = seen.get(os.path.relpath(path, folder), 0) | mode

def watch():
    while not over.is_set():
        look()
        time.sleep(0.0005)

from readiness.cohort import parts
parts.PART_ROWS = 1
keep = parts.Parts.remove
parts.Parts.remove = lambda self: look()
from readiness.cli import main
watcher = threading.Thread(target=watch)
watcher.start()
try:
    code = main([*sys.argv[3:], *(["--processes", "1"] if sys.argv[3] == "cohort" else [])])
except SystemExit as end:
    code = end.code
over.set()
watcher.join()
look()
import json
print("SEEN" + json.dumps([code, seen]), file=sys.stderr)
"""


@pytest.mark.usefixtures("stored", "me")
@pytest.mark.parametrize("call", PERSONAL)
def test_whatever_is_made_of_a_person_is_closed_to_others_from_its_first_moment(tmp_path, home, call):
    from readiness.cli import main

    (tmp_path / "answers.json").write_text('{"skills.sql": 2}')
    (tmp_path / "resume.json").write_text('{"basics": {"name": "Ada"}}')
    (tmp_path / "people.jsonl").write_text('{"skills": {"sql": 2}}\n{"skills": {"sql": 9}}\n' * 3)
    (tmp_path / "answered.json").write_text('{"answers": [{"item": "sql-01", "response": "1"}]}')
    assert main(["history", "export", "-o", "all.json"]) == 0
    home.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", MAKING, str(home), str(tmp_path), *PERSONAL[call]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = next(line for line in done.stderr.splitlines() if line.startswith("SEEN"))
    code, seen = json.loads(said.removeprefix("SEEN"))
    assert code == 0, done.stderr
    made = {name: mode for name, mode in seen.items() if name != "home"}
    assert {name: oct(mode) for name, mode in made.items() if mode & 0o077} == {}
    touches_history = not call.startswith(("cohort", "import", "calibrate"))
    assert home.stat().st_mode & 0o077 == (0 if touches_history else 0o055)
    if call.startswith("cohort"):
        assert any("parts" in name and name.endswith(".parquet") for name in made)
    assert len(made) > 1
