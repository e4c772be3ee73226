"""Whatever is given where a profile belongs is named, and so is the command that takes it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness import make_plan
from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.errors import ProfileError, RecordError
from readiness.profile import parse_profile, read_profile
from readiness.profile.documents import describe
from readiness.record import parse_assessment, to_json, to_json_list

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def record():
    return assess(read_profile(ROOT / "examples" / "student.json"), assessed_at=NOW)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_profile_is_a_profile(path):
    if "leaves" not in path.read_text():
        assert describe(json.loads(path.read_text())).kind in {"profile", "resume", "answers"}


def told(text, parse=parse_profile, error=ProfileError):
    with pytest.raises(error) as caught:
        parse(text, source="x.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"basics": {"name": "A"}, "work": []}', "is a resume, not a profile; `readiness import FILE"),
        ('{"skills": [{"name": "SQL"}]}', "is a resume"),
        ('{"education": [{"area": "x"}], "name": "A"}', "is a resume"),
        (
            '{"sittings": [], "assessments": [], "plans": []}',
            "is an export of the history; `readiness history import",
        ),
        ('{"check.sql-01": "x"}', "is answers to the quiz; `readiness quiz --answers"),
        (b"%PDF-1.7 ...", "is a PDF; save the resume as JSON Resume"),
        (b"PK\x03\x04....", "is a zip archive; `readiness import FILE`"),
        ("<!DOCTYPE html><html>", "is a web page"),
        ('{"foo": 1}', 'is no profile (keys found: "foo")'),
    ],
)
def test_what_is_no_profile_is_named(text, words):
    raw = text if isinstance(text, bytes) else text.encode()
    assert words in told(raw)


def test_what_the_program_writes_is_named(record):
    report = to_json(record)
    assert "is a report that was made already; `readiness report`" in told(report)
    assert "is a list of reports" in told(to_json_list([record, record]))
    made = make_plan(
        record,
        hours=20,
        hours_per_week=None,
        weeks=None,
        starts_on=NOW.date(),
        created_at=NOW,
        how_sure=False,
    )
    assert "is a plan, not a profile" in told(to_json(made))
    assert "is a comparison of two reports" in told(to_json(compare(record, record)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"skills": {"sql": 2}}', "is a profile; `readiness score FILE` takes it"),
        ('{"basics": {}, "work": []}', "is a resume"),
        ('{"sittings": [], "assessments": []}', "`readiness history import FILE` takes it back"),
        ('{"foo": 1}', "is no assessment"),
    ],
)
def test_what_is_no_report_is_named_where_one_belongs(text, words):
    assert words in told(text, parse_assessment, RecordError)
