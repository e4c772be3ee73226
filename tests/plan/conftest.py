from datetime import UTC, date, datetime

import pytest

from readiness import Profile, assess, load_framework

NOW = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def framework():
    return load_framework()


@pytest.fixture(scope="session")
def now():
    return NOW


@pytest.fixture(scope="session")
def monday():
    return date(2026, 1, 5)


@pytest.fixture(scope="session")
def somebody(framework):
    """A record of somebody with these levels of the rated facets, in their order, repeated."""

    def record(*levels, role=None, **more):
        role = role or framework
        skills = {f.id: levels[k % len(levels)] for k, f in enumerate(role.rated)}
        given = {
            "languages": {"python": 3},
            "education": {"level": "bachelor", "field": "computer-science"},
            "experience": {"years": 1, "projects": 3},
            "source": "verified",
            **more,
        }
        return assess(Profile(skills=skills, **given), role, assessed_at=NOW)

    return record
