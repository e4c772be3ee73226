"""Where reports go: the same bytes for the same meaning, all or nothing, an error code on a bad stream."""

import csv
import io
import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

AT = ("--at", "2026-01-05T12:00")
COMMAND = [sys.executable, "-m", "readiness"]


def escaped(text):
    return json.dumps(json.loads(text), ensure_ascii=True)


def turned_round(text):
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return value

    return json.dumps(turned(json.loads(text)), indent=1)


VARIANTS = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "escapes": lambda text: escaped(text).encode(),
    "one line": lambda text: json.dumps(json.loads(text), ensure_ascii=False).encode(),
    "order of keys": lambda text: turned_round(text).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "terminal", "markdown", "csv", "html"])
def test_the_same_meaning_gives_the_same_report(readiness, examples, tmp_path, form):
    text = (examples / "statistician.json").read_text(encoding="utf-8")
    (tmp_path / "me.json").write_text(text, encoding="utf-8")
    expected = readiness("score", "me.json", *AT, "--format", form)
    assert expected.returncode == 0, expected.stderr
    assert "Léa" in expected.stdout or "L\\u00e9a" in expected.stdout
    for name, variant in VARIANTS.items():
        (tmp_path / "me.json").write_bytes(variant(text))
        done = readiness("score", "me.json", *AT, "--format", form)
        assert done.stdout == expected.stdout, name


def test_a_terminal_without_utf_8_gets_the_same_text(readiness, student):
    plain = readiness("score", student, *AT)
    poor = readiness(
        "score",
        student,
        *AT,
        env={"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert poor.returncode == 0, poor.stderr
    assert poor.stdout == plain.stdout


def test_several_profiles_are_one_json_list_one_table_and_one_page(readiness, examples):
    files = sorted(examples.glob("*.json"))
    assert len(files) >= 10
    names = [json.loads(file.read_text(encoding="utf-8"))["name"] for file in files]
    as_json = readiness("score", *files, *AT, "--format", "json")
    assert [record["profile"]["name"] for record in json.loads(as_json.stdout)] == names
    table = list(csv.DictReader(io.StringIO(readiness("score", *files, *AT, "--format", "csv").stdout)))
    assert list(dict.fromkeys(row["name"] for row in table)) == names
    assert "name" not in {row["name"] for row in table}
    markdown = readiness("score", *files, *AT, "--format", "markdown").stdout
    positions = [markdown.index(name) for name in names]
    assert positions == sorted(positions)
    alone = readiness("score", files[0], *AT, "--format", "json")
    assert json.loads(alone.stdout) == json.loads(as_json.stdout)[0]


def test_nothing_is_printed_unless_every_profile_can_be_scored(readiness, student, tmp_path):
    (tmp_path / "bad.json").write_text('{"skills": {"sql": 9}}')
    (tmp_path / "worse.json").write_text("{")
    done = readiness("score", student, "bad.json", "worse.json", "missing.json", "-o", "out.csv")
    assert done.returncode == 4
    assert done.stdout == ""
    assert not (tmp_path / "out.csv").exists()
    assert all(f"{name}.json" in done.stderr for name in ("bad", "worse", "missing"))


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("40", 0), ("60", 1), ("100", 1)])
def test_a_score_below_the_asked_one_ends_with_1_and_the_report_is_printed(readiness, student, least, code):
    done = readiness("score", student, "--min-score", least, "--format", "json")
    assert done.returncode == code
    assert 40 < json.loads(done.stdout)["score"] < 60
    expected = "'Mira, final-year student' has" if code else ""
    assert expected in done.stderr
    assert bool(done.stderr) == bool(code)


def test_the_asked_score_itself_is_enough(readiness, examples, tmp_path):
    (tmp_path / "me.json").write_text('{"skills": {"sql": 1}}')
    score = json.loads(readiness("score", "me.json", "--format", "json").stdout)["score"]
    assert 0 < score < 70
    assert readiness("score", "me.json", "--min-score", repr(score)).returncode == 0
    assert readiness("score", "me.json", "--min-score", repr(score + 1e-7)).returncode == 1
    both = readiness("score", "me.json", examples / "experienced-engineer.json", "--min-score", "70")
    assert both.returncode == 1
    assert both.stderr.count("below the asked") == 1


@pytest.mark.parametrize(
    ("name", "starts"),
    [("r.json", "{"), ("r.md", "#"), ("r.csv", "name,"), ("r.html", "<!"), ("r.txt", "Readiness report")],
)
def test_the_name_of_the_output_decides_its_form(readiness, student, tmp_path, name, starts):
    done = readiness("score", student, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"saved: {name}\n")
    assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(starts)


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".tmp"))


def test_a_full_disk_keeps_the_previous_report(readiness, complains, student, tmp_path):
    assert readiness("score", student, "-o", "r.json").returncode == 0
    before = (tmp_path / "r.json").read_bytes()

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))

    said = complains(4, "score", student, "-o", "r.json", before=small_files)
    assert said.startswith("readiness: r.json could not be saved: ")
    assert (tmp_path / "r.json").read_bytes() == before
    assert left_over(tmp_path) == []


def test_a_full_device_is_told(complains, student):
    assert "no space left" in complains(4, "score", student, "--format", "json", "-o", "/dev/full")


@pytest.mark.slow
@pytest.mark.parametrize("place", [".", "no/such/folder/r.json", "loop/r.json", "x" * 300])
def test_a_place_that_cannot_be_written_is_told(complains, student, tmp_path, place):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    complains(4, "score", student, "-o", place)
    assert left_over(tmp_path) == []


def test_an_existing_file_keeps_its_mode_and_a_link_its_target(readiness, student, tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "real.json").chmod(0o640)
    (tmp_path / "link.json").symlink_to("real.json")
    assert readiness("score", student, "-o", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["score"]
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o640


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o000, 0o666)])
def test_what_is_about_nobody_has_the_mode_that_the_umask_leaves(readiness, tmp_path, mask, mode):
    assert readiness("schema", "profile", "-o", "s.json", before=lambda: os.umask(mask)).returncode == 0
    assert stat.S_IMODE((tmp_path / "s.json").stat().st_mode) == mode


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "terminal", "markdown", "csv", "html"])
def test_a_full_standard_output_ends_with_4(readiness, student, form):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = readiness("score", student, "--format", form, stdout=full)
    assert done.returncode == 4
    assert done.stderr == "readiness: the output could not be written: no space left on device\n"


def test_a_closed_standard_output_ends_with_4(readiness, student):
    done = readiness("score", student, stdout=None, before=lambda: os.close(1))
    assert done.returncode == 4
    assert done.stderr.startswith("readiness: standard output is closed")


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_that_nobody_can_read_says_so(readiness, word):
    done = readiness(word, stdout=None, before=lambda: os.close(1))
    assert (done.returncode, done.stderr.startswith("readiness: standard output is closed")) == (4, True)


def test_a_closed_standard_error_is_no_traceback_and_keeps_the_code(readiness, tmp_path):
    (tmp_path / "bad.json").write_text("{")
    for arguments, code in ((["score", "bad.json"], 3), (["score", "missing.json"], 4), (["scroe"], 2)):
        done = readiness(*arguments, stderr=None, before=lambda: os.close(2))
        assert (done.returncode, done.stdout) == (code, "")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["role"], ["schema", "assessment"], ["--help"], ["score", "--help"]])
def test_every_command_tells_a_full_standard_output(readiness, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = readiness(*arguments, stdout=full)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["score", "{student}", "--format", "json"], ["role"], ["schema", "assessment"]]
)
def test_a_pipe_that_nobody_reads_is_no_traceback(environment, student, arguments, tmp_path):
    call = [argument.format(student=student) for argument in arguments]
    with subprocess.Popen(
        [*COMMAND, *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path
    ) as running:
        running.stdout.close()
        said = running.stderr.read().decode()
        assert running.wait(timeout=60) == 4
    assert said == ""


def test_nothing_is_written_outside_the_asked_places(readiness, student, tmp_path):
    assert readiness("score", student, "-o", "r.json").returncode == 0
    assert readiness("verify", "r.json").returncode == 0
    assert readiness("report", "r.json", "--format", "html", "-o", "r.html").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.html", "r.json"]


def test_saving_keeps_the_assessment_in_the_home(readiness, student, tmp_path):
    assert readiness("score", student, "--save", "--format", "csv", before=None).returncode == 0
    home = tmp_path / "home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


@pytest.mark.parametrize("command", ["score", "report"])
def test_a_report_is_never_saved_over_what_it_is_made_from(readiness, tmp_path, command):
    profile = tmp_path / "me.json"
    profile.write_text('{"skills": {"sql": 2}}', encoding="utf-8")
    if command == "report":
        assert readiness("score", profile, "--format", "json", "-o", tmp_path / "r.json").returncode == 0
        profile = tmp_path / "r.json"
    before = profile.read_bytes()
    done = readiness(command, profile, "-o", profile)
    assert done.returncode == 2
    assert "would overwrite the file that is read" in done.stderr
    assert profile.read_bytes() == before
