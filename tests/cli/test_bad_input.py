"""Any file gets one clean answer: an exit code and a message that says what to do, in time."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

UNREADABLE = [
    ("missing", "no such file"),
    ("folder", "is a folder; name a file in it"),
    ("fifo", "sent nothing for 5 seconds"),
    ("loop", "too many levels of symbolic links"),
    ("dangling", "no such file"),
    ("sparse", "more than 4 MiB"),
    ("100 MB", "more than 4 MiB"),
    ("unreadable", "permission denied"),
    ("/proc/self/mem", "could not be read"),
    ("/dev/zero", "is a device"),
    ("/dev/full", "is a device"),
    ("/dev/urandom", "is a device"),
]
CONTENT = [
    ("empty", b"", "is empty"),
    ("null device", None, "is a device"),
    ("no json", b"hello", "line 1, column 1: not JSON"),
    ("truncated", b'{"skills": {"sql": 2', "not JSON"),
    ("number", b"3", "holds a number"),
    ("typo", b'{"skills": {"python-langauge": 2}}', "did you mean python-language?"),
    ("criterion typo", b'{"skills": {"data-analisys": 2}}', "did you mean data-analysis?"),
    ("level of 7", b'{"skills": {"sql": 7}}', "skills.sql: 7 is out of range; must be at most 4"),
    ("quoted", b'{"skills": {"sql": "4"}}', "write 4 without quotes"),
    ("true", b'{"skills": {"sql": true}}', "skills.sql: true is not a whole number"),
    ("nan", b'{"experience": {"years": NaN}}', "experience.years: NaN is not a finite number"),
    ("infinity", b'{"experience": {"years": -Infinity}}', "not a finite number"),
    ("1e400", b'{"experience": {"years": 1e400}}', "not a finite number"),
    ("twice", b'{"skills": {"sql": 1, "sql": 2}}', "skills.sql: is given twice"),
    ("surrogate", b'{"name": "\\ud83d"}', "half of a surrogate pair"),
    ("utf-16", '{"name": "x"}'.encode("utf-16"), "save it as UTF-8"),
    ("latin-1", '{"name": "Zoë"}'.encode("latin-1"), "line 1, column 13: byte 0xeb is not UTF-8"),
    ("deep", b"[" * 100_000 + b"]" * 100_000, "is nested more than 20 deep"),
    ("deep objects", b'{"a":' * 100_000, "is nested more than 20 deep"),
    ("long number", b'{"skills": {"sql": ' + b"9" * 1_000_000 + b"}}", "not a finite number"),
    ("long key", b'{"name": "x", "' + b"k" * 1_000_000 + b'": 1}', "no field of this name"),
    ("long text", b'{"name": "' + b"x" * 1_000_000 + b'"}', "at most 200"),
    ("binary", bytes(range(256)), "binary"),
    ("many brackets", b'{"name": "' + b"\\\\[{" * 500_000 + b'"}', "at most 200"),
    ("open quote", b'{"name": "' + b'\\"' * 1_000_000, "not JSON"),
    ("item twice", b'{"answers": [' + b'{"item": "sql-01", "response": "1"},' * 2 + b"{}]}", "answers"),
    ("escape", b'{"name": "x", "\\u001b[31mred\\u202e": 1}', "\\x1b[31mred\\u202e"),
    ("newline", b'{"name": "x", "a\\nTraceback": 1}', "a\\nTraceback"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "words"), UNREADABLE, ids=[kind for kind, _ in UNREADABLE])
def test_what_cannot_be_read_is_told_and_ends_with_4(complains, odd, kind, words):
    file = odd(kind)
    assert words in complains(4, "score", file)


@pytest.mark.parametrize(("name", "content", "words"), CONTENT, ids=[name for name, *_ in CONTENT])
def test_what_is_wrong_in_a_profile_is_told_and_ends_with_3(complains, tmp_path, name, content, words):
    file = tmp_path / "me.json"
    if content is None:
        assert words in complains(4, "score", "/dev/null")
        return
    file.write_bytes(content)
    said = complains(3, "score", file) if name != "item twice" else None
    if said:
        assert words in said
        assert "me.json" in said


def test_several_problems_are_told_together(readiness, tmp_path):
    (tmp_path / "me.json").write_text('{"skills": {"sql": 7, "probability": -1}, "nmae": "x"}')
    done = readiness("score", "me.json")
    assert done.returncode == 3
    assert done.stderr.startswith("readiness: 3 problems in me.json; nothing was scored\n\n")
    assert "nmae\n    no field of this name; did you mean name?" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["missing", "folder", "loop", "sparse", "/dev/zero", "/proc/self/mem"])
@pytest.mark.parametrize(
    "call", [["verify"], ["report"], ["compare"], ["role"], ["check"], ["score", "--framework"]], ids=" ".join
)
def test_every_command_tells_what_it_cannot_read(complains, student, odd, call, kind):
    file = odd(kind, ".toml" if call[0] in {"role", "check", "score"} else ".json")
    before = [student] if call[0] == "score" else []
    after = [file] if call[0] == "compare" else []
    complains(4, call[0], *before, *call[1:], file, *after)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe{\x00", b"[" * 100_000, b'{"score": NaN}'])
@pytest.mark.parametrize("command", ["verify", "report"])
def test_what_is_no_report_is_told_and_ends_with_3(complains, tmp_path, command, content):
    (tmp_path / "r.json").write_bytes(content)
    assert "r.json" in complains(3, command, "r.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x = ",
        b"\xff\xfex",
        b"x = " + b"[" * 100_000,
        b".".join([b"a"] * 990) + b" = 1",
        b'title = "only this"',
        b"x = nan",
        b"x = 2024-01-01",
        b'"\\u001b[31m" = 1',
    ],
)
def test_what_is_no_role_is_told_and_ends_with_3(readiness, student, tmp_path, content):
    (tmp_path / "r.toml").write_bytes(content)
    for call in (["score", student, "--framework", "r.toml"], ["role", "./r.toml"], ["check", "r.toml"]):
        done = readiness(*call)
        assert done.returncode == 3, done.stderr
        assert "Traceback (most recent" not in done.stderr
        assert (done.stdout + done.stderr).replace("\n", "").isprintable()
        assert "r.toml" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"[[items]]\nid = 3\n",
        b"[[items]]\nid = 'sql-01'\n" + b".".join([b"a"] * 990) + b" = 1\n",
        b"title = 'x'\n\nanchors = 3\n",
        b"\nanchors = [" + b"[" * 100_000,
        b"\nanchors = nan\n\n[[items]]\n",
    ],
)
def test_what_are_no_questions_is_told_and_ends_with_3(readiness, tmp_path, content):
    (tmp_path / "sql.toml").write_bytes(content)
    done = readiness("check", "sql.toml")
    assert done.returncode == 3, done.stderr
    assert "Traceback (most recent" not in done.stderr
    assert "sql.toml" in done.stdout


def test_a_socket_is_not_read(complains, tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        with contextlib.chdir(tmp_path):
            listening.bind("s.json")
        assert "could not be read" in complains(4, "score", "s.json")


@pytest.mark.parametrize("name", ["a\x1b[31m.json", "a\nb.json", os.fsdecode(b"\xff.json"), "\u202ea.json"])
def test_an_odd_file_name_is_shown_visibly(complains, name):
    assert "no such file" in complains(4, "score", name)


@pytest.mark.parametrize("name", ["", "a\x7f/b", "x" * 300, "x/" * 3000])
def test_a_name_that_no_file_can_have_is_told(complains, name):
    complains(4, "score", name)


def test_a_file_named_like_an_option_can_be_scored(readiness, tmp_path, student):
    (tmp_path / "-me.json").write_bytes(student.read_bytes())
    assert readiness("score", "./-me.json", "--format", "csv").returncode == 0
    assert readiness("score", "--format", "csv", "--", "-me.json").returncode == 0


@pytest.mark.slow
def test_standing_on_a_pipe_works_and_a_silent_one_is_told(readiness, complains, tmp_path, student):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(["/bin/sh", "-c", f"sleep 0.5; cat '{student}' > '{fifo}'"]):
        assert readiness("score", fifo, "--format", "csv").returncode == 0
    read, write = os.pipe()
    try:
        assert "standard input sent nothing" in complains(4, "score", "-", stdin=read)
    finally:
        os.close(read)
        os.close(write)


@pytest.mark.slow
def test_standard_input_is_read_once_and_bounded(readiness, complains, student):
    text = student.read_bytes()
    assert readiness("score", "-", "--format", "csv", stdin=text).returncode == 0
    assert "give - once" in complains(2, "score", "-", "-", stdin=text)
    assert "standard input: is empty" in complains(3, "score", "-", stdin=b"")
    assert "standard input: skills.sql" in complains(3, "score", "-", stdin=b'{"skills": {"sql": 9}}')
    with open("/dev/zero", "rb") as zeros:  # noqa: PTH123
        assert "more than 4 MiB" in complains(4, "score", "-", stdin=zeros)


def test_closed_standard_input_is_told(complains):
    assert "standard input is closed" in complains(4, "score", "-", before=lambda: os.close(0), stdin=None)


def _heeding_interrupts():
    """Whatever is run in the background, such as these tests may be, begins deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupting_a_wait_ends_with_130(environment, tmp_path):
    read, write = os.pipe()
    command = [sys.executable, "-m", "readiness", "score", "-"]
    with subprocess.Popen(
        command, stdin=read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path,
        preexec_fn=_heeding_interrupts,  # noqa: PLW1509 — nothing else runs here
    ) as running:  # fmt: skip
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    os.close(read)
    os.close(write)
    assert running.returncode == 130
    assert said.decode() == "readiness: interrupted\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scroe", "x"], "did you mean score?"),
        (["score"], "required: FILE"),
        (["score", "x", "--format", "jsn"], "did you mean json?"),
        (["score", "x", "--min-score", "101"], "use 0 to 100"),
        (["score", "x", "--min-score", "nan"], "use 0 to 100"),
        (["score", "x", "--min-score", "ten"], "'ten' is not a number"),
        (["score", "x", "--seed", "-1"], "seed"),
        (["score", "x", "--seed", "9" * 5_000], "seed"),
        (["score", "x", "--seed", "١"], "seed"),
        (["score", "x", "--at", "yesterday"], "write it like 2026-01-31T09:00"),
        (["score", "x", "--framework", "ml-enginer-entry"], "did you mean ml-engineer-entry?"),
        (["role", "nothing-like-it"], "ml-engineer-entry"),
        (["schema", "profil"], "did you mean profile?"),
        (["completion", "dos"], "bash"),
    ],
)
def test_a_wrong_call_says_what_was_probably_meant(complains, arguments, words):
    assert words in complains(2, *arguments)


@pytest.mark.parametrize("command", ["score", "plan", "paths"])
def test_a_profile_that_does_not_fit_the_role_is_named_by_its_file(complains, tmp_path, command):
    (tmp_path / "me.json").write_text('{"name": "Ada", "skills": {"cooking": 2}}')
    said = complains(3, command, "me.json")
    assert said.startswith("readiness: me.json: skills.cooking: ")
