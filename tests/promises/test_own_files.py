"""What the program writes it reads again, whoever it is about."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness import assess, parse_assessment, parse_profile, to_json

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def lowered(profile):
    return {**profile, "skills": {name: max(0, level - 1) for name, level in profile["skills"].items()}}


def planned(profile):
    return {**profile, "goals": {"hours_per_week": 3, "weeks": 8}}


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize("change", [lowered, planned], ids=["lowered", "planned"])
def test_every_report_is_read_again(path, change):
    profile = change(json.loads(path.read_text()))
    record = assess(parse_profile(json.dumps(profile).encode()), assessed_at=AT)
    assert parse_assessment(to_json(record).encode()) == record
