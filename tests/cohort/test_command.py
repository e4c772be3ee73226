"""`readiness cohort` as a person runs it."""

import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from readiness import AccessError
from readiness.cohort import Reading, find_sources, parts, score_files

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "readiness"]


def call(*arguments, cwd, stdin=None, **more):
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "READINESS_HOME": str(cwd / "home"), **more}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env=environment,
    )


@pytest.mark.usefixtures("class_file")
def test_everybody_is_counted_and_refused_records_are_saved_with_their_place(tmp_path):
    done = call(
        "cohort", "class.jsonl", "-o", "out.csv", "--rejects", "bad.csv", "--report", "r.html", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert b"read 123: scored 120, refused 3" in done.stderr
    with (tmp_path / "bad.csv").open() as file:
        bad = list(csv.DictReader(file))
    assert [(row["file"], row["line"], row["place"]) for row in bad] == [
        ("class.jsonl", "51", "skills.sql"),
        ("class.jsonl", "52", "skills.sql"),
        ("class.jsonl", "53", "the line"),
    ]
    assert "is given twice" in bad[1]["reason"]
    with (tmp_path / "out.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 120
    assert {"'=1+1"} <= {row["name"] for row in rows}
    assert b"<script" not in (tmp_path / "r.html").read_bytes()
    assert not list(tmp_path.glob("*.parts")) + list(tmp_path.glob(".*tmp"))


@pytest.mark.usefixtures("class_file")
def test_strict_and_max_rejects_end_with_3(tmp_path):
    assert call("cohort", "class.jsonl", "--strict", cwd=tmp_path).returncode == 3
    done = call("cohort", "class.jsonl", "--max-rejects", "2", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert b"more than 2 refused" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    assert call("cohort", "class.jsonl", "--max-rejects", "3", cwd=tmp_path).returncode == 0


def test_standard_input_two_processes_and_json_lines(class_file, tmp_path):
    many = class_file.read_bytes() * 12
    one = call("cohort", "-", "-o", "one.jsonl", "--processes", "1", cwd=tmp_path, stdin=many)
    two = call("cohort", "-", "-o", "two.jsonl", "--processes", "2", cwd=tmp_path, stdin=many)
    assert (one.returncode, two.returncode) == (0, 0), two.stderr
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    rows = [json.loads(line) for line in (tmp_path / "two.jsonl").read_text().splitlines()]
    assert len(rows) == 1440
    assert [row["line"] for row in rows] == sorted(row["line"] for row in rows)


@pytest.mark.usefixtures("class_file")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing.csv"], 4, "no such file"),
        (["class.jsonl", "-o", "out.xlsx"], 2, "must end with .parquet, .csv or .jsonl"),
        (["class.jsonl", "-o", "class.jsonl"], 2, "would overwrite"),
        (["class.jsonl", "-o", "a.csv", "--rejects", "a.csv"], 2, "the same file"),
        (["class.jsonl", "--group", "colour"], 3, "none of them is 'colour'"),
        (["class.jsonl", "--level", "alone=7"], 2, "not WORDS=LEVEL"),
        (["class.jsonl", "--column", "a=pyhton-language"], 2, "did you mean"),
        (["class.jsonl", "-o", "no/such/folder.csv"], 4, "could not be saved"),
        (["/dev/zero"], 4, "is a device"),
        ([".", "--processes", "0"], 2, "out of range"),
    ],
)
def test_wrong_calls_say_what_to_change(tmp_path, arguments, code, said):
    done = call("cohort", *arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr.decode().lower() or said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_schema_of_a_row_and_a_table_to_fill_in(tmp_path):
    assert json.loads(call("schema", "cohort", cwd=tmp_path).stdout)["title"] == "readiness cohort"
    table = call("schema", "cohort", "--csv", "-o", "t.csv", cwd=tmp_path)
    assert table.returncode == 0
    assert call("cohort", "t.csv", cwd=tmp_path).returncode == 0
    assert call("schema", "profile", "--csv", cwd=tmp_path).returncode == 2


def test_reports_in_full_of_a_country_are_refused_with_the_command_to_use(tmp_path):
    done = call("score", *["p.json"] * 501, "--format", "csv", cwd=tmp_path)
    assert done.returncode == 2
    assert b"readiness cohort FILE... -o scored.csv" in done.stderr


class EndedError(Exception):
    """What stops a run in the middle."""


def test_a_run_that_was_ended_goes_on_where_it_was(class_file, tmp_path, framework, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 500)
    class_file.write_bytes(class_file.read_bytes() * 24)
    sources = find_sources([str(class_file)])
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    expected = score_files(
        sources, framework, Reading(), output=str(whole), rejects=str(tmp_path / "w.jsonl")
    )

    def stop(progress):
        if progress.n_read > 1200:
            raise EndedError

    with pytest.raises(EndedError):
        score_files(sources, framework, Reading(), output=str(out), progress=stop)
    assert not out.exists()
    assert list((tmp_path / "out.parquet.parts").glob("part-*.parquet"))
    found = score_files(sources, framework, Reading(), output=str(out), rejects=str(tmp_path / "r.jsonl"))
    assert found.n_resumed > 500
    assert found.tally.n_read == expected.tally.n_read
    for name, counts in expected.tally.groups.items():
        for mine, its in zip(counts, found.tally.groups[name], strict=True):
            np.testing.assert_allclose(mine, its, rtol=1e-9)
    assert pq.read_table(out).equals(pq.read_table(whole))
    assert (tmp_path / "r.jsonl").read_bytes() == (tmp_path / "w.jsonl").read_bytes()
    assert not (tmp_path / "out.parquet.parts").exists()


def test_parts_of_another_file_are_not_used(class_file, tmp_path, framework, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 50)
    out = tmp_path / "out.parquet"
    left = tmp_path / "out.parquet.parts"
    left.mkdir()
    (left / "part-00000.parquet").write_bytes(b"not a part")
    found = score_files(find_sources([str(class_file)]), framework, Reading(), output=str(out))
    assert found.n_resumed == 0
    assert pq.read_table(out).num_rows == 120


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_signal_leaves_the_output_absent_or_whole(class_file, tmp_path, name):
    class_file.write_bytes(class_file.read_bytes() * 1000)  # several seconds of work for any machine
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [*COMMAND, "cohort", "class.jsonl", "-o", "out.csv", "--processes", "2"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
    ) as process:  # fmt: skip
        time.sleep(2)
        process.send_signal(getattr(signal, name))
        _, said = process.communicate(timeout=60)
    assert process.returncode in {130, -signal.SIGKILL}, said
    assert not (tmp_path / "out.csv").exists()
    if name != "SIGKILL":
        assert not list(tmp_path.glob(".*tmp"))


def test_a_record_of_many_problems_is_refused_in_few_words(tmp_path):
    (tmp_path / "one.jsonl").write_text(json.dumps({"skills": {f"{'k' * 5000}{n}": "x" for n in range(50)}}))
    done = call("cohort", "one.jsonl", "--rejects", "bad.jsonl", cwd=tmp_path)
    assert done.returncode == 0
    (refused,) = (json.loads(line) for line in (tmp_path / "bad.jsonl").read_text().splitlines())
    assert refused["reason"].endswith(" more")
    assert len(refused["place"]) < 700
    assert len(done.stderr) < 5000


def test_json_lines_hold_what_was_given_and_nothing_that_a_terminal_obeys(tmp_path):
    name = "\u202eé\x9b31m\x7f\U000e0001 日本"
    (tmp_path / "one.jsonl").write_text(json.dumps({"name": name, "skills": {"sql": 2}}))
    assert call("cohort", "one.jsonl", "-o", "out.jsonl", cwd=tmp_path).returncode == 0
    text = (tmp_path / "out.jsonl").read_text()
    assert text.removesuffix("\n").isprintable()
    assert json.loads(text)["name"] == name


@pytest.mark.slow
def test_a_run_ends_at_once_whenever_it_is_interrupted(class_file, tmp_path):
    """Also while a process hands over what it did."""
    class_file.write_bytes(class_file.read_bytes() * 1000)  # several seconds of work for any machine
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    for k in range(6):
        with subprocess.Popen(
            [*COMMAND, "cohort", "class.jsonl", "-o", "out.csv", "--processes", "2"],
            cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
        ) as process:  # fmt: skip
            time.sleep(1.5 + 0.25 * k)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
        assert process.returncode == 130, said


def test_a_process_that_is_killed_ends_the_run_with_a_word_about_it(class_file, tmp_path, framework):
    before = set(multiprocessing.active_children())

    def kill(_):
        for process in set(multiprocessing.active_children()) - before:
            process.kill()

    class_file.write_bytes(class_file.read_bytes() * 48)
    with pytest.raises(AccessError, match="was killed"):
        score_files(
            find_sources([str(class_file)]), framework, Reading(), output=str(tmp_path / "o.csv"),
            n_processes=2, progress=kill,
        )  # fmt: skip
    assert not (tmp_path / "o.csv").exists()


def test_pandas_is_left_out_of_the_program_and_stays_with_who_calls_it(class_file, tmp_path):
    """What pyarrow imports where it is installed takes longer than hundreds of people."""
    pytest.importorskip("pandas")
    said = "from readiness.cohort.pool import leave_pandas_out as out; out(); import pyarrow, sys; "
    said += "pyarrow.array([1]); print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert found.stdout == "False\n"
    from_python = "import sys; from readiness.cli import main; main(['cohort', sys.argv[1]]); import pandas"
    subprocess.run([sys.executable, "-c", from_python, str(class_file)], check=True, cwd=tmp_path)
