"""People whose numbers can be worked by hand: everything answered, levels verified."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from readiness.assessment import assess
from readiness.framework import load_framework
from readiness.profile import Education, Experience, Profile, read_profile
from readiness.questionnaire import load_items
from readiness.record import Assessment

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))
FRAMEWORK = load_framework()
RATED = [facet.id for facet in FRAMEWORK.rated]
MUST_HAVES = [facet.id for facet in FRAMEWORK.rated if facet.must_have]


HAND = Profile(
    source="verified",
    skills={
        "python-language": 2,
        "software-engineering": 1,
        "ml-libraries": 4,
        "data-wrangling": 3,
        "exploratory-analysis": 0,
        "sql": 2,
        "feature-engineering": 3,
        "supervised-learning": 3,
        "unsupervised-learning": 1,
        "deep-learning": 2,
        "language-models": 3,
        "model-evaluation": 1,
        "deployment": 2,
        "probability": 3,
        "statistical-inference": 2,
        "regression-modeling": 1,
        "linear-algebra-calculus": 1,
        "problem-framing": 3,
        "communication": 4,
    },
    languages={"python": 3, "java": 2},
    education=Education(
        level="some-college", field="other-quantitative", certifications=("other",), bootcamps=0
    ),
    experience=Experience(years=1, projects=2),
)
"""Somebody whose score is worked by hand: every scale, and two skills that others are built on."""


def scored(profile: Profile, framework=None, *, rng=0) -> Assessment:
    return assess(profile, framework, assessed_at=NOON, rng=rng)


def example(name: str) -> Profile:
    return read_profile(EXAMPLES / f"{name}.json")


def with_skill(profile: Profile, **skills: int | None) -> Profile:
    named = {name.replace("_", "-"): level for name, level in skills.items()}
    return replace(profile, skills={**profile.skills, **named})


def without_skill(profile: Profile, *names: str) -> Profile:
    return replace(profile, skills={k: v for k, v in profile.skills.items() if k not in names})


def complete(level: int = 3, *, source="verified", **skills: int) -> Profile:
    """Everything answered: every skill at one level but those named, every fact at its bar."""
    return with_skill(
        Profile(
            source=source,
            skills=dict.fromkeys(RATED, level),
            languages={"python": 3, "r": 2},
            education=Education(
                level="bachelor", field="computer-science", certifications=("other",), bootcamps=0
            ),
            experience=Experience(years=2, projects=3),
        ),
        **skills,
    )


def leaf_of(record: Assessment, name: str):
    return next(leaf for leaf in record.leaves if leaf.id == name)


def right_answer(item) -> str:
    """What has to be typed to be right."""
    if item.kind == "choice":
        return str(item.key)
    if item.kind == "text":
        return item.accept[0]
    answer = item.answer if item.kind == "sequence" else (item.answer,)
    return ", ".join(entry if isinstance(entry, str) else f"{entry:g}" for entry in answer)


def items_of(facet: str, *, level: int | None = None):
    return [item for item in load_items(facet) if level in {None, item.level}]
