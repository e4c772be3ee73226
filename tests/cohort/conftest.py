"""People at random: levels, sources, facts and answers, each there or not."""

import json

import numpy as np
import pytest

from readiness import Answer, Education, Experience, Profile, load_framework
from readiness.profile.model import Degree, FieldOfStudy
from readiness.questionnaire import load_items

SOURCES = ["self", "mentor", "verified"]

collect_ignore = ["run_spark.py"]  # needs Java, and is run by itself


@pytest.fixture(scope="session")
def framework():
    return load_framework()


def one_of(rng, options, none=0.3):
    return None if rng.random() < none else str(rng.choice(list(options)))


def count(rng, most, none=0.3):
    return None if rng.random() < none else int(rng.integers(0, most + 1))


def random_profile(rng, framework, *, answers=0.15):
    rated = [facet.id for facet in framework.rated]
    criteria = [name for name in framework.rateable if name not in rated]
    missing = rng.choice([0.1, 0.5, 0.9])
    skills = {name: int(rng.integers(0, 5)) for name in rated if rng.random() > missing}
    skills |= {name: int(rng.integers(0, 5)) for name in criteria if rng.random() < 0.3}
    skills |= {name: None for name in rated if rng.random() < 0.04}
    left_out = [f.id for f in framework.facets if rng.random() < 0.03 and skills.get(f.id) is None]
    named = [name for name in (*rated, *criteria) if rng.random() < 0.15]
    return Profile(
        name=one_of(rng, ["Ada", "Bo", "Cléo", "=1+1", "a:b"]),
        cohort=one_of(rng, ["spring", "autumn"]),
        skills=skills,
        not_applicable=tuple(left_out),
        source=str(rng.choice(SOURCES, p=[0.7, 0.15, 0.15])),
        sources={name: str(rng.choice(SOURCES)) for name in named},
        languages=None
        if rng.random() < 0.3
        else {"python": count(rng, 4, 0), "r": count(rng, 4, 0), "kotlin": 1},
        education=Education(
            level=one_of(rng, Degree.__args__),
            field=one_of(rng, FieldOfStudy.__args__),
            certifications=None if rng.random() < 0.5 else ("other",) * int(rng.integers(0, 3)),
            bootcamps=count(rng, 3),
        ),
        experience=Experience(
            years=None if rng.random() < 0.3 else float(rng.integers(0, 9)) / 2, projects=count(rng, 3)
        ),
        answers=random_answers(rng, rated) if rng.random() < answers else (),
    )


def random_answers(rng, rated, most=20):
    names = [item for facet in rng.choice(rated, size=4, replace=False) for item in load_items(str(facet))]
    chosen = rng.choice(len(names), size=min(int(rng.integers(1, most)), len(names)), replace=False)
    return tuple(
        Answer(
            item=names[k].id,
            response=str(rng.integers(1, 5))
            if names[k].kind == "choice"
            else (None if rng.random() < 0.5 else "3"),
        )
        for k in chosen.tolist()
    )


@pytest.fixture(scope="session")
def people(framework):
    rng = np.random.default_rng(16)
    return [random_profile(rng, framework) for _ in range(120)]


def as_content(profile):
    """What a file of this profile holds: nothing that was left out."""
    from readiness.models.fields import plain

    found = {k: v for k, v in plain(profile).items() if v not in (None, {}, ()) and k != "schema_version"}
    for group in ("education", "experience", "goals"):
        if group in found:
            found[group] = {k: v for k, v in found[group].items() if v is not None}
    return found


@pytest.fixture(scope="session")
def lines(people):
    return [json.dumps(as_content(profile)).encode() for profile in people]


@pytest.fixture
def class_file(tmp_path, lines):
    """A file of 120 people and three lines that are none."""
    bad = [b'{"skills": {"sql": 7}}', b'{"skills": {"sql": 1, "sql": 2}}', b'{"skils": {}}']
    path = tmp_path / "class.jsonl"
    path.write_bytes(b"\n".join([*lines[:50], *bad, *lines[50:]]) + b"\n")
    return path
