"""Example people, generated people, and small roles made up on the spot."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.assessment import assess
from readiness.profile import read_profile

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(params=EXAMPLES, ids=[file.stem for file in EXAMPLES])
def example(request):
    return read_profile(request.param)


@pytest.fixture
def example_record(example):
    return assess(example, assessed_at=NOON)
