"""Every limit is stated, and tried on both sides: what is at it is read, what is above it is refused."""

import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness import limits
from readiness.assessment import assess
from readiness.cli.score import _refuse_many
from readiness.cohort.tally import Counts, Tally
from readiness.errors import AccessError, ReadinessError
from readiness.files import read_bytes
from readiness.framework import load_framework
from readiness.plan.draft import goal_of
from readiness.profile import Goals, parse_json, parse_profile
from readiness.profile.importers.importing import import_resume, read_import
from readiness.questionnaire import read_questions
from readiness.questionnaire.item_reading import parse_items
from readiness.questionnaire.reading import FilePart
from readiness.record import parse_assessment, to_json
from readiness.store.exported import ExportPart, pieces_in
from readiness.store.looking import Look
from readiness.times import day_in

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
NAMES = limits.__all__
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def shown(name, value):
    if name == "YEARS":
        return f"{value[0]} to {value[1]}"
    if name in {"RATE", "STRANGERS"}:
        return f"{value[0]:g} a second, {value[1]:g} at once"
    if name.endswith("BYTES"):
        return f"{value // 2**20} MiB" if value % 2**20 == 0 else f"{value // 2**10} KiB"
    return f"{value:g} s" if isinstance(value, float) else str(value)


def test_the_page_states_every_limit_and_no_other():
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", DOCUMENT, re.MULTILINE))
    assert {name: shown(name, getattr(limits, name)) for name in NAMES} == {
        k: v.strip() for k, v in rows.items()
    }
    assert len(rows) > 40


@pytest.mark.parametrize("place", ["profile", "cohort", "web", "store", "files.py", "saving.py"])
def test_what_reads_files_states_no_limit_of_its_own(place):
    of_showing = {"MOST_NAMED", "MOST_WORDS", "MOST_EARLIER", "MOST_LINKS", "MOST_SHARED", "LONGEST_LEVEL"}
    inside = ROOT / "readiness" / place
    files = [inside] if inside.is_file() else list(inside.rglob("*.py"))
    stated = re.compile(r"^_?((?:MOST|MAX|LONGEST)_[A-Z_]+)(?:: Final)? = [\d(]", re.MULTILINE)
    assert files
    assert {name for file in files for name in stated.findall(file.read_text("utf-8"))} <= of_showing


def profile(**parts):
    return parse_profile(json.dumps(parts))


def role(folder, n_facets, *, n_criteria=1, draws=100, more=""):
    """A role of so many facets, evenly in its criteria."""
    facet = (
        '[[dimensions.criteria.facets]]\nid = "f{}"\ntitle = "F"\n'
        'scale = {{ kind = "rating", bar = {{ value = 3, basis = "document" }} }}\n'
    )
    number = 'value = {}, basis = "document"'
    lines = ['schema_version = 1\nid = "big"\nversion = "1.0.0"\ntitle = "Big"\n', more]
    lines += ['[source]\ntitle = "x"\nkind = "y"\n[[dimensions]]\nid = "skills"\ntitle = "Skills"\n']
    lines += [f"importance = {{ {number.format(80)} }}\n"]
    for c in range(n_criteria):
        lines += [
            f'[[dimensions.criteria]]\nid = "c{c}"\ntitle = "C"\nimportance = {{ {number.format(80)} }}\n'
        ]
        lines += [facet.format(k) for k in range(c, n_facets, n_criteria)]
    lines += [
        (
            f"[verdict]\nmin_coverage = {{ {number.format(0.6)} }}\nbands = [\n"
            f'{{ id = "low", title = "L", from = {{ {number.format(0)} }}, sentence = "a" }},\n'
            f'{{ id = "high", title = "H", from = {{ {number.format(75)} }}, sentence = "b" }},\n]\n'
            f"[robustness]\ndraws = {{ {number.format(draws)} }}\n"
            f"document_points = {{ {number.format(5)} }}\nassumption_share = {{ {number.format(0.3)} }}\n"
        )
    ]
    path = folder / "big.toml"
    path.write_text("".join(lines), encoding="utf-8")
    return load_framework(path)


def renamed(n):
    return "".join(f'renamed.old{k} = "f0"\n' for k in range(n))


def heirs(folder, n):
    """A role at the end of a row of so many that extend one another."""
    head = 'schema_version = 1\nid = "r{0}"\nversion = "1.0.0"\ntitle = "R"\nextends = "{1}"\n'
    for k in range(n):
        base = f"r{k - 1}.toml" if k else "ml-engineer-entry"
        (folder / f"r{k}.toml").write_text(head.format(k, base))
    return load_framework(folder / f"r{n - 1}.toml")


def items(n):
    """The first check of a file, so many times."""
    whole = (ROOT / "questions" / "facets" / "sql.toml").read_text(encoding="utf-8")
    first = whole[whole.index("[[items]]\n") :].split("\n[[items]]\n")[0]
    own = re.search(r'^id = "(sql-\d+)"', first, re.MULTILINE).group(1)
    text = "\n".join(first.replace(own, f"sql-{k:03}") + "\n" for k in range(n))
    return parse_items(FilePart(text), "sql.toml", "sql")


def questions(folder, n_files, size=10):
    (folder / "facets").mkdir()
    for k in range(n_files):
        (folder / "facets" / f"f{k}.toml").write_text("#" * size)
    return read_questions(folder)


def record(n):
    rated = {facet.id: 2 for facet in load_framework().rated}
    found = json.loads(to_json(assess(profile(skills=rated), assessed_at=NOON)))
    found["careers"][0]["leans_on"] = ["Deep learning"] * n
    return parse_assessment(json.dumps(found))


def file_of(folder, size):
    (folder / "file").write_bytes(b" " * size)
    return read_bytes(folder / "file")


def archive(folder, *, n_files=1, n_rows=1, longest=3):
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("Skills.csv", "Name\n" + f"{'x' * longest}\n" * n_rows)
        for k in range(n_files - 1):
            file.writestr(f"{k}.csv", "")
    return read_import(path, at=date(2026, 1, 5))


def large_archive(folder, size):
    """Nothing so large is an export: only the reason differs."""
    path = folder / "export.zip"
    with path.open("wb") as file:
        file.truncate(size)
    try:
        read_import(path, at=date(2026, 1, 5))
    except AccessError:
        raise
    except ReadinessError:
        return True
    return False


def resume(n):
    return import_resume({"skills": [{"name": "SQL"}] * n}, at=date(2026, 1, 5))


def reported(n):
    _refuse_many(["me.json"] * n)
    return True


def groups(n):
    tally, more = Tally(), Tally()
    more.groups |= {str(k): Counts(*[0] * len(Counts._fields)) for k in range(n)}
    tally.add(more)
    return tally


def plan_of(size):
    """An export of one plan that holds so many bytes."""
    own = {"id": 1, "created_at": "2026-01-05", "plan": "", "assessment_id": None}
    own["plan"] = "x" * (size - len(json.dumps(own)))
    values = {"schema_version": 1, "sittings": [], "assessments": [], "plans": [own], "done_steps": []}
    return list(pieces_in(json.dumps(values).encode(), Nothing(), "x.json"))


class Nothing:
    """A file that was read to its end."""

    def read(self, most):
        assert most
        return b""


def rows(n):
    look = Look("x.json", 1)
    row = {"item": "sql-01", "at": "2026-01-05T10:00:00+00:00", "sitting_id": 1}
    return all(look.is_row(ExportPart("shown_items", k, row)) for k in range(n))


def problems(n):
    """Listed in full up to the limit."""
    try:
        profile(**{f"unknown{k}": 1 for k in range(n)}, skills={})
    except ReadinessError as error:
        if "more; fix these first" in str(error):
            raise
    return True


AT = {
    "MAX_BYTES": file_of,
    "MAX_ARCHIVE_BYTES": large_archive,
    "MOST_ARCHIVE_FILES": lambda f, n: archive(f, n_files=n),
    "MOST_TABLE_ROWS": lambda f, n: archive(f, n_rows=n),
    "LONGEST_CELL": lambda f, n: archive(f, longest=n),
    "MOST_RESUME_ENTRIES": lambda _, n: resume(n),
    "LONGEST_NAME": lambda _, n: profile(name="x" * n),
    "LONGEST_ANSWER": lambda _, n: profile(answers=[{"item": "sql-01", "response": "x" * n}]),
    "LONGEST_SECONDS": lambda _, n: profile(answers=[{"item": "sql-01", "response": "1", "seconds": n}]),
    "MOST_BOOTCAMPS": lambda _, n: profile(education={"bootcamps": n}),
    "MOST_YEARS": lambda _, n: profile(experience={"years": n}),
    "MOST_PROJECTS": lambda _, n: profile(experience={"projects": n}),
    "MOST_PROFILES": lambda _, n: reported(n),
    "MOST_GROUPS": lambda _, n: groups(n),
    "MOST_EXPORT_ROWS": lambda _, n: rows(n),
    "MAX_DEPTH": lambda _, n: parse_json("[" * n + "]" * n, source="x"),
    "MAX_DIGITS": lambda _, n: parse_json("9" * n, source="x"),
    "MAX_TOML_DEPTH": lambda f, n: role(f, 1, more="x" + ".x" * (n - 1) + " = 1\n"),
    "MOST_PROBLEMS": lambda _, n: problems(n),
    "MOST_SKILLS": lambda _, n: profile(skills={f"f{k}": 1 for k in range(n)}),
    "MOST_ANSWERS": lambda _, n: profile(answers=[{"item": f"i{k}", "response": "1"} for k in range(n)]),
    "MOST_LANGUAGES": lambda _, n: profile(languages={f"l{k}": 1 for k in range(n)}),
    "MOST_CERTIFICATIONS": lambda _, n: profile(education={"certifications": ["other"] * n}),
    "MOST_FACETS": role,
    "MOST_DRAWS": lambda f, n: role(f, 2, draws=n),
    "MOST_DRAWN_WEIGHTS": lambda f, n: role(f, 101, n_criteria=n // 100_000, draws=100_000),
    "MOST_RULES": lambda f, n: role(f, 1, more=renamed(n)),
    "MOST_HEIRS": heirs,
    "MOST_ITEMS": lambda _, n: items(n),
    "MOST_QUESTION_FILES": questions,
    "MOST_QUESTION_BYTES": lambda f, n: questions(f, 16, n // 16),
    "MOST_RECORD_ENTRIES": lambda _, n: record(n),
    "MOST_WEEKS": lambda _, n: goal_of(Goals(), hours_per_week=5, weeks=n),
}
ABOVE = {"MOST_DRAWN_WEIGHTS": 10_100_000, "MOST_QUESTION_BYTES": limits.MOST_QUESTION_BYTES + 16}


def is_refused_for_depth(error):
    return "nested" in str(error)


@pytest.mark.parametrize("name", AT)
def test_what_is_at_a_limit_is_read_and_what_is_above_is_refused(name, tmp_path):
    limit = getattr(limits, name)
    for folder in ("at", "above"):
        (tmp_path / folder).mkdir()
    if name == "MAX_TOML_DEPTH":  # nothing so deep is a role: only the reason differs
        with pytest.raises(ReadinessError) as caught:
            AT[name](tmp_path / "at", limit)
        assert not is_refused_for_depth(caught.value)
    else:
        assert AT[name](tmp_path / "at", limit) is not None
    with pytest.raises(ReadinessError) as caught:
        AT[name](tmp_path / "above", ABOVE.get(name, limit + 1))
    if name == "MAX_TOML_DEPTH":
        assert is_refused_for_depth(caught.value)


def test_every_limit_is_tried():
    elsewhere = {"PIPE_SECONDS", "YEARS", "LONGEST_RESUME_TEXT"}  # below, and where pipes are used
    assert set(AT) | elsewhere | set(OF_PAGES) == set(NAMES)


OF_PAGES = (
    "HEAD_BYTES", "MOST_FORM_BYTES", "MOST_UPLOAD_BYTES", "MOST_DRAINED_BYTES", "MOST_FIELDS", "BODY_SECONDS",
    "MOST_CONNECTIONS", "MOST_DRAFTS", "MOST_FLOWS", "RATE", "STRANGERS",
)  # fmt: skip


def test_the_limits_of_the_pages_are_tried_by_their_own_tests():
    text = (ROOT / "tests" / "web" / "test_bounds.py").read_text(encoding="utf-8")
    assert {name for name in OF_PAGES if not re.search(rf"^    .*\b{name}\b", text, re.MULTILINE)} == set()


def test_a_row_of_an_export_has_the_limit_of_a_file():
    assert len(plan_of(limits.MAX_BYTES)) == 6
    with pytest.raises(ReadinessError, match=r"plans\.0: holds more than 4 MiB"):
        plan_of(limits.MAX_BYTES + 1)


@pytest.mark.parametrize("within", [True, False])
def test_of_a_long_text_of_a_resume_the_beginning_is_read(within):
    link = " https://a.example"
    text = "x" * (limits.LONGEST_RESUME_TEXT - len(link) * within) + link
    found = import_resume({"projects": [{"name": "A", "summary": text}]}, at=date(2026, 1, 5))
    assert ("it has no link" not in found.used[0].words) == within


@pytest.mark.parametrize(("end", "step"), [(0, -1), (1, 1)])
def test_days_end_with_their_years(end, step):
    year = limits.YEARS[end]
    assert day_in(f"{year}-06-30") == date(year, 6, 30)
    with pytest.raises(ValueError, match="is not from 1900 to 2099"):
        day_in(f"{year + step}-06-30")


MANY = {
    "unknown keys": lambda n: {f"k{i}": 1 for i in range(n)} | {"skills": {}},
    "unknown keys inside": lambda n: {"education": {f"k{i}": 1 for i in range(n)}},
    "skills": lambda n: {"skills": {f"k{i}": 9 for i in range(n)}},
    "certifications": lambda n: {"education": {"certifications": [1] * n}},
    "answers": lambda n: {"answers": [{}] * n},
    "empty lists": lambda n: {"skills": [[]] * n},
}


@pytest.mark.parametrize("kind", MANY)
def test_a_file_full_of_wrong_places_is_refused_in_a_few_lines(kind):
    text = json.dumps(MANY[kind](200_000))
    with pytest.raises(ReadinessError) as caught:
        parse_profile(text, source="big.json")
    assert len(str(caught.value)) < 5000
    assert len(caught.value.problems) <= limits.MOST_PROBLEMS + 1
    assert "big.json" in str(caught.value)
