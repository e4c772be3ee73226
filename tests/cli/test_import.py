"""`readiness import` and `readiness export` as a person calls them."""

import json
import subprocess
import sys
import zipfile

import pytest

RESUME = {
    "basics": {"name": "Ada Byron"},
    "work": [{"name": "Acme", "position": "Data Analyst", "startDate": "2020-01", "endDate": "2021-12"}],
    "education": [{"studyType": "Bachelor", "area": "Mathematics", "endDate": "2019"}],
    "skills": [
        {"name": "Languages", "level": "Advanced", "keywords": ["Python", "SQL (beginner)"]},
        {"name": "Docker"},
        {"name": "Juggling", "level": "rockstar"},
    ],
    "awards": [{"title": "x"}],
}


@pytest.fixture
def resume(tmp_path):
    file = tmp_path / "resume.json"
    file.write_text(json.dumps(RESUME))
    return file


def test_the_profile_is_saved_and_the_answer_says_what_became_of_everything(readiness, resume, tmp_path):
    done = readiness("import", resume, "-o", "me.json")
    assert done.returncode == 0, done.stderr
    for words in (
        "Read as a JSON Resume.",
        "“Data Analyst”, 2020-01 to 2021-12: machine learning or data work",
        "python-language at level 3, from “Advanced” about Python",
        "deployment: Docker (skills.1)",
        "“rockstar” is no level word that is known; taken as not stated",
        "“Juggling” is no skill that this knows",
        "awards",
        "Left to answer for Machine learning engineer, entry level",
        "readiness quiz --profile me.json",
    ):
        assert words in " ".join(done.stdout.split()), words
    profile = json.loads((tmp_path / "me.json").read_text())
    assert profile["skills"] == {"python-language": 3, "sql": 1}
    assert profile["claims"] == {"python-language": "Advanced", "sql": "beginner"}
    assert readiness("score", "me.json").returncode == 0
    quiz = readiness("quiz", "--profile", "me.json", "--answers", "-", "-o", "after.json", stdin="{}")
    assert quiz.returncode == 0, quiz.stderr
    assert json.loads((tmp_path / "after.json").read_text())["skills"]["sql"] == 1


def test_the_profile_goes_down_a_pipe_and_the_answer_to_standard_error(readiness, resume):
    done = readiness("import", "-", stdin=resume.read_bytes())
    assert json.loads(done.stdout)["name"] == "Ada Byron"
    assert "Read as a JSON Resume" in done.stderr
    assert readiness("score", "-", stdin=done.stdout).returncode == 0


def test_out_and_back_through_the_command_line(readiness, student, tmp_path):
    assert readiness("export", student, "-o", "resume.json").returncode == 0
    assert readiness("import", "resume.json", "-o", "again.json").returncode == 0
    first, again = (json.loads(file.read_text()) for file in (student, tmp_path / "again.json"))
    assert again["skills"] == first["skills"]
    assert again["languages"] == first["languages"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "loop", "sparse", "unreadable", "/dev/zero"])
@pytest.mark.parametrize("suffix", [".json", ".zip"])
def test_an_odd_file_gets_one_clean_answer(complains, odd, kind, suffix):
    complains(4, "import", odd(kind, suffix))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b'{"work": [],}', "line 1, column 12: not JSON: a comma stands before the closing }"),
        (b'{"skills": {"sql": 2}}', "is a profile; `readiness score FILE` takes it"),
        (b'{"foo": 1}', 'is no JSON Resume (keys found: "foo")'),
        (b"%PDF-1.4", "is a PDF"),
        (b"PK\x03\x04 and so on", "cannot be unpacked"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b'{"work": [], "work": []}', "is given twice"),
        (b'{"basics": ' + b"[" * 100_000, "nested more than"),
        (b'{"basics": {"name": "\\ud800"}}', "half of a surrogate pair"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(complains, tmp_path, content, words):
    file = tmp_path / "x.json"
    file.write_bytes(content)
    assert words in complains(3, "import", file)


@pytest.mark.parametrize(
    "command", [("score",), ("quiz", "--answers", "-", "--profile"), ("plan",), ("paths",), ("export",)]
)
def test_every_command_that_takes_a_profile_names_a_resume(complains, resume, command):
    said = complains(3, *command, resume, stdin="{}")
    assert "is a resume, not a profile; `readiness import FILE" in said


def test_a_resume_over_itself_is_refused(complains, resume):
    complains(2, "import", resume, "-o", resume)


def test_control_bytes_of_a_resume_reach_nobody(readiness, tmp_path):
    resume = {
        "basics": {"name": "A\u202eda\x1b[31m"},
        "skills": [{"name": "SQL\x1b[2J", "level": "advanced\x07"}, {"name": "x\x1b]0;y"}],
        "work": [{"position": "Data\x1b[1m Analyst", "startDate": "2019"}],
    }
    (tmp_path / "r.json").write_text(json.dumps(resume))
    done = readiness("import", "r.json", "-o", "me.json")
    assert done.returncode == 0
    assert done.stdout.replace("\n", "").isprintable()
    profile = json.loads((tmp_path / "me.json").read_text())
    assert profile["name"].isprintable()


def test_a_linkedin_archive(readiness, tmp_path):
    with zipfile.ZipFile(tmp_path / "Basic_LinkedInDataExport.zip", "w") as archive:
        archive.writestr("Skills.csv", "Name\nPython\n")
        archive.writestr(
            "Positions.csv", "Company Name,Title,Started On,Finished On\nX,Data Engineer,Jan 2020,Dec 2020\n"
        )
    done = readiness("import", "Basic_LinkedInDataExport.zip", "-o", "me.json")
    assert "Read as a LinkedIn export." in done.stdout
    assert json.loads((tmp_path / "me.json").read_text())["experience"] == {"years": 1.0}


@pytest.mark.usefixtures("resume")
def test_an_import_imports_neither_numpy_nor_pydantic(environment, tmp_path):
    ask = (
        "import sys\nfrom readiness.cli import main\n"
        "main(['import', 'resume.json', '-o', 'me.json'])\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "readiness" in loaded
    assert loaded & {"numpy", "pydantic", "zipfile", "csv", "sqlite3", "rich", "jinja2"} == set()
