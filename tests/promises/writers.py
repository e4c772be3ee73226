"""The commands that write, what they write over, and whether what they left is whole."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import sqlite3
import tomllib
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from .forked import apart

if TYPE_CHECKING:
    from pathlib import Path

    from .forked import Ended

__all__ = ["OLD", "WRITERS", "Written", "judge_written", "open_to_others", "prepare"]

OLD = b"what stood here before\n"
_AT = "--at 2026-04-01T12:00:00Z"

WRITERS = (
    f"score {{valid}}/profile.json --save {_AT} -o out.json",
    f"score {{valid}}/profile.json --save {_AT} -o out.html",
    f"score {{valid}}/profile.json --save {_AT}",
    "history import {valid}/history.json",
    "cohort {valid}/people.jsonl --processes 1 -o out.csv --rejects out-r.csv",
    "cohort {valid}/people.jsonl --processes 1 -o out.parquet --report out.html",
    "cohort {valid}/people.csv --processes 1 -o out.jsonl",
    "import {valid}/resume.json -o out.json",
    "import {valid}/linkedin.zip -o out.json",
    "export {valid}/profile.json -o out.json",
    f"plan {{valid}}/profile.json --quick --hours 20 {_AT} -o out.json",
    f"plan {{valid}}/profile.json --quick --hours-per-week 5 --weeks 4 {_AT} -o out.ics",
    f"plan --quick --hours-per-week 5 --weeks 4 {_AT} --save",
    "calibrate {valid}/profile.json -o out.toml",
    "quiz --quick --answers {valid}/quick.json -o out.json --report out.html",
    "history export -o out.json",
    "history show last --format html -o out.html",
    "history delete 1 --yes",
    "report {valid}/report.json -o out.md",
    "paths {valid}/profile.json -o out.json",
)
_FORMS = {
    ".json": json.loads,
    ".jsonl": lambda content: [json.loads(line) for line in content.splitlines()],
    ".csv": lambda content: list(csv.reader(io.StringIO(content.decode("utf-8")))),
    ".toml": lambda content: tomllib.loads(content.decode("utf-8")),
    ".html": lambda content: content.index(b"</html>"),
    ".md": lambda content: content.index(b"# "),
    ".ics": lambda content: content.index(b"END:VCALENDAR"),
}


class Written(NamedTuple):
    """A call, the folder that it runs in, and the files that it is asked to write there."""

    words: list[str]
    folder: Path
    home: Path
    outputs: tuple[str, ...]


def prepare(valid: Path, folder: Path, call: str) -> Written:
    """A folder with a history and with an old file wherever the call writes one."""
    words = shlex.split(call.replace("{valid}", str(valid)))
    outputs = tuple(word for word in words if word.startswith("out"))
    home = folder / "home"
    shutil.copytree(valid / "store", home)
    for name in outputs:
        (folder / name).write_bytes(OLD)
        (folder / name).chmod(0o600)
    return Written(words, folder, home, outputs)


def judge_written(written: Written, ended: Ended | None, *, may_leave: bool = False) -> list[str]:
    """Faults of what is there after a run that ended in whatever way (None: it was killed).

    Outputs are old or new and whole, and new where the run said that it went well; the history can be
    read and lost nothing that it held; no temporary file stays, unless nothing could have removed it.
    """
    found = []
    went_well = ended is not None and ended.code == 0
    for name in written.outputs:
        path = written.folder / name
        if not path.exists():
            found.append("lost")
        elif path.read_bytes() == OLD:
            found += ["not saved"] if went_well else []
        elif not _is_whole(path):
            found.append("half a file")
    expected = {"home", "extra", ".stdout", ".stderr", *written.outputs}
    left = [path for path in written.folder.iterdir() if path.name not in expected]
    left += [path for path in written.home.iterdir() if path.suffix == ".tmp"]
    if left and not may_leave:
        found.append("left behind")
    if open_to_others(written.home) or any(
        path.stat().st_mode & 0o077 for name in written.outputs if (path := written.folder / name).exists()
    ):
        found.append("open to others")
    return found + _of_history(written, went_well=went_well)


def open_to_others(folder: Path) -> list[Path]:
    """The files in a folder that somebody else may read."""
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix == ".parquet":
            apart(lambda: pq.read_table(path).num_rows)
        else:
            _FORMS[path.suffix](path.read_bytes())
    except (ValueError, AssertionError):
        return False
    return True


def _of_history(written: Written, *, went_well: bool) -> list[str]:
    """Whether the history is whole, holds what it held, and what was said to be saved."""
    try:
        with closing(sqlite3.connect(written.home / "history.sqlite3")) as connection:
            (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
            (count,) = connection.execute("SELECT count(*) FROM assessments").fetchone()
            records = [json.loads(row) for (row,) in connection.execute("SELECT record FROM assessments")]
    except (sqlite3.Error, ValueError):
        return ["history damaged"]
    deletes = written.words[:2] == ["history", "delete"]
    adds = "--save" in written.words and written.words[0] == "score"
    before = 3
    found = [] if whole == "ok" and all(record["profile"] for record in records) else ["history damaged"]
    if count < before - deletes:
        found.append("lost")
    if went_well and count != before - deletes + adds + (written.words[0] == "quiz"):
        found.append("not saved")
    return found
