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
