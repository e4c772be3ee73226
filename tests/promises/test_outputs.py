"""What is saved: readable by its owner alone, to pipes and devices without waiting for ever."""

import json
import os
import stat
import subprocess
import sys
import threading
import time

import pytest

from readiness import saving
from readiness.limits import PIPE_SECONDS

PERSONAL = [
    ["score", "{me}", "-o", "out.json"],
    ["score", "{me}", "--format", "csv", "-o", "out.csv"],
    ["report", "{report}", "-o", "out.html"],
    ["compare", "{report}", "last", "-o", "out.txt"],
    ["plan", "{me}", "--hours", "5", "--quick", "-o", "out.md"],
    ["plan", "--hours", "5", "--quick", "-o", "out.json"],
    ["paths", "{me}", "-o", "out.json"],
    ["export", "{me}", "-o", "out.json"],
    ["import", "{resume}", "-o", "out.json"],
    ["calibrate", "{answered}", "-o", "out.toml"],
    ["history", "show", "-o", "out.html"],
    ["history", "export", "-o", "out.json"],
    ["history", "export", "1", "-o", "out.json"],
    ["quiz", "--answers", "{answers}", "-o", "out.json", "--report", "out.html"],
    ["cohort", "{people}", "-o", "out.csv", "--report", "out.html", "--rejects", "out.jsonl"],
]


@pytest.fixture
def files(tmp_path, me, report):
    texts = {
        "answers": json.dumps({"skills.sql": 2}),
        "resume": '{"basics": {"name": "Ada"}, "skills": [{"name": "SQL", "level": "advanced"}]}',
        "answered": json.dumps({"skills": {"sql": 2}, "answers": [{"item": "sql-01", "response": "1"}]}),
        "people": '{"skills": {"sql": 2}}\n{"skills": {"sql": 9}}\n',
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.jsonl").write_text(text)
    return {"me": me, "report": report, **{name: tmp_path / f"{name}.jsonl" for name in texts}}


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("stored", "umask")
def test_what_is_about_a_person_is_readable_by_them_alone_whatever_the_umask(call, files, tmp_path):
    for words in PERSONAL:
        done = call(*(word.format(**files) for word in words))
        assert done.code == 0, done.err
        made = list(tmp_path.glob("out.*"))
        assert len(made) == sum(word.startswith("out.") for word in words)
        assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
        for path in made:
            path.unlink()


def test_a_file_that_was_there_keeps_the_mode_that_its_owner_gave_it(call, me, tmp_path):
    (tmp_path / "page.html").touch(0o644)
    (tmp_path / "page.html").chmod(0o644)
    assert call("score", me, "-o", "page.html").code == 0
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o644


@pytest.mark.usefixtures("stored")
def test_an_export_of_everything_is_private_even_where_a_file_was_there(call, tmp_path):
    (tmp_path / "all.json").touch()
    (tmp_path / "all.json").chmod(0o644)
    assert call("history", "export", "-o", "all.json").code == 0
    assert stat.S_IMODE((tmp_path / "all.json").stat().st_mode) == 0o600


WAYS = [
    ["score", "{me}", "--format", "json", "-o"],
    ["history", "export", "-o"],
    ["quiz", "--answers", "{answers}", "-o"],
    ["cohort", "{people}", "--report"],
    ["cohort", "{people}", "-o"],
    ["cohort", "{people}", "--rejects"],
]


def name_for(words):
    return {"--report": "out.html", "--rejects": "out.csv"}.get(
        words[-1], "out.csv" if "cohort" in words else "out.json"
    )


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("words", WAYS)
def test_a_pipe_that_nobody_reads_is_not_waited_for_long(call, files, tmp_path, words, monkeypatch):
    monkeypatch.setattr(saving, "PIPE_SECONDS", 0.2)
    assert PIPE_SECONDS <= 5
    os.mkfifo(tmp_path / name_for(words))
    begun = time.monotonic()
    done = call(*(word.format(**files) for word in words), name_for(words))
    assert done.code == 4
    assert "is a pipe that nobody reads" in done.err
    assert time.monotonic() - begun < 20


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("words", WAYS)
def test_a_pipe_with_a_reader_gets_everything(call, files, tmp_path, words):
    pipe = tmp_path / name_for(words)
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    done = call(*(word.format(**files) for word in words), pipe)
    reader.join(10)
    assert done.code == 0, done.err
    assert got[0]


def test_a_pipe_whose_reader_takes_nothing_is_given_up(call, files, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "PIPE_SECONDS", 0.2)
    os.mkfifo(tmp_path / "out.json")
    reader = os.open(tmp_path / "out.json", os.O_RDONLY | os.O_NONBLOCK)
    done = call("score", files["me"], "-o", "out.json")
    os.close(reader)
    assert (done.code, "took nothing" in done.err) == (4, True)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("device", ["/dev/full", "/dev/null"])
def test_a_device_is_written_to_and_stays_one(call, files, tmp_path, words, device):
    (tmp_path / name_for(words)).symlink_to(device)
    done = call(*(word.format(**files) for word in words), name_for(words))
    assert done.code == (0 if device == "/dev/null" else 4), done.err
    assert stat.S_ISCHR(os.stat(device).st_mode)  # noqa: PTH116


def run(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "readiness", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_standard_output_by_its_name_is_standard_output(me, tmp_path, name):
    (tmp_path / "link").symlink_to("/dev/stdout")
    plain = run("score", me, "--format", "json", "--at", "2026-01-05")
    named = run("score", me, "--format", "json", "--at", "2026-01-05", "-o", name)
    assert (named.returncode, named.stdout) == (0, plain.stdout)


def test_a_descriptor_that_is_a_pipe_gets_everything(me):
    ends = os.pipe()
    got = []
    with os.fdopen(ends[0]) as stream:
        reader = threading.Thread(target=lambda: got.append(stream.read()))
        reader.start()
        done = run("score", me, "--format", "json", "-o", f"/dev/fd/{ends[1]}", pass_fds=[ends[1]])
        os.close(ends[1])
        reader.join(10)
    assert (done.returncode, json.loads(got[0])["seed"]) == (0, 0), done.stderr
