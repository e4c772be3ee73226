"""One saved assessment, and people of many kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.assessment import assess
from readiness.profile import Answer, Profile
from readiness.questionnaire import load_items
from readiness.record import parse_assessment

HERE = Path(__file__).parent
NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)

ADA = Profile(
    name="Ada",
    skills={
        "python-programming": 3,
        "data-analysis": 2,
        "machine-learning-algorithms": 2,
        "statistical-modeling": 1,
        "communication": 3,
        "deployment": 0,
    },
    languages={"python": 3},
    education={"level": "bachelor", "field": "computer-science", "certifications": ()},
    experience={"years": 0.5, "projects": 1},
    goals={"city": "austin"},
)
HOSTILE_NAME = (
    "[bold red]=cmd|' /C calc'!A0[/] \x1b[31mred\x1b[0m \u202egnp.exe\x07 <script>alert(1)</script> "
    "[x](http://evil.example) ![i](javascript:x) `code` www.evil.example a@evil.example | <b>*_~#"
)
PEOPLE = {
    "ada": ADA,
    "checked": replace(
        ADA,
        name="Bo",
        answers=tuple(
            Answer(item=item.id, response="2")
            for facet in ("sql", "probability", "deployment")
            for item in load_items(facet)[:4]
        ),
    ),
    "nobody": Profile(),
    "degree only": Profile(education={"level": "phd"}),
    "little": Profile(name="Li", skills={"python-programming": 3, "data-analysis": 2}),
    "beginner": Profile(
        name="Noor",
        skills={
            "python-programming": 1,
            "data-analysis": 0,
            "machine-learning-algorithms": 0,
            "statistical-modeling": 1,
            "professional-practice": 1,
        },
        languages={"python": 1},
        education={"level": "secondary", "field": "none", "certifications": (), "bootcamps": 0},
        experience={"years": 0.0, "projects": 0},
    ),
    "expert": Profile(
        name="Zoë 漢字 " + "long" * 40,
        skills={
            "python-programming": 4,
            "data-analysis": 4,
            "machine-learning-algorithms": 4,
            "statistical-modeling": 4,
            "professional-practice": 4,
        },
        languages={"python": 4},
        education={"level": "phd", "field": "data-or-ai", "certifications": ("other",)},
        experience={"years": 4.0, "projects": 5},
    ),
    "hostile": replace(ADA, name=HOSTILE_NAME, cohort="=1+1"),
}


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden reports anew")


@pytest.fixture(scope="session")
def saved():
    """The saved assessment that the golden reports are made from."""
    return parse_assessment((HERE / "saved.json").read_bytes(), source="saved.json")


@pytest.fixture(scope="session")
def examples():
    return HERE.parents[1] / "examples"


@pytest.fixture(scope="session")
def records():
    return {name: assess(profile, assessed_at=NOW) for name, profile in PEOPLE.items()}


@pytest.fixture(params=PEOPLE)
def record(request, records):
    return records[request.param]


@pytest.fixture
def golden(request):
    """Compare a text with a stored one, or store it where ``--update-golden`` was given."""

    def check(text, name):
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden", default=False):
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes(), f"{name} differs; look, then use --update-golden"

    return check
