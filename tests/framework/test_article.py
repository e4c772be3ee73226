"""Every table of the article stands in weights/ as printed, with basis "document", and the rest says why."""

import tomllib
from pathlib import Path

import pytest

from readiness.assessment.context import provenance
from readiness.assessment.role import role_of
from readiness.framework import (
    CoverageScale,
    OrdinalScale,
    YearsScale,
    load_field_facts,
    load_framework,
    load_level_rules,
)

FRAMEWORK = load_framework()
FACTS = load_field_facts()
SCALES = {facet.id: facet.scale for facet in FRAMEWORK.facets}
WEIGHTS = Path(__file__).parents[2] / "weights"


def test_importances():
    document = {c.title: c.importance.value for c in FRAMEWORK.criteria if c.importance.basis == "document"}
    assert document == {
        "Python Programming": 95,
        "Data Analysis": 90,
        "Machine Learning Algorithms": 85,
        "Statistical Modeling": 80,
    }


def test_degrees():
    scale = SCALES["degree"]
    assert isinstance(scale, OrdinalScale)
    shares = {level.id: (level.share, level.basis) for level in scale.levels if level.share is not None}
    assert shares == {
        "bachelor": (82, "document"),
        "master": (15, "document"),
        "phd": (3, "document"),
    }


def test_years():
    scale = SCALES["years"]
    assert isinstance(scale, YearsScale)
    assert [(s.from_, s.to, s.share, s.basis) for s in scale.spans] == [
        (0, 2, 55, "document"),
        (2, 5, 35, "document"),
        (5, 10, 10, "document"),
    ]


def test_languages():
    """Python counts once, as a skill of its own: what is left are the article's other three."""
    facet = next(facet for facet in FRAMEWORK.facets if facet.id == "programming-languages")
    scale = facet.scale
    assert facet.title == "Further languages"
    assert isinstance(scale, CoverageScale)
    assert {p.title: (p.value, p.basis) for p in scale.parts} == {
        "R": (9, "document"),
        "Java": (5, "document"),
        "C++": (3, "document"),
    }
    assert scale.bar.value == min(part.value for part in scale.parts)


def test_nothing_else_claims_to_come_from_the_article():
    document = [entry for entry in provenance(FRAMEWORK) if entry.basis == "document"]
    assert len(document) == 4 + 3 + 3 + 3
    assert {entry.note for entry in document} == {
        "the importance of each skill",
        "the popularity of programming languages",
        "the shares of entry-level engineers by degree",
        "the shares of entry-level engineers by years of experience",
        "the shares of entry-level engineers by years of experience, 5 and more",
    }


def test_what_public_data_say_names_them():
    survey = [entry for entry in provenance(FRAMEWORK) if entry.basis == "survey"]
    assert {entry.id for entry in survey} >= {"education", "experience", "years.bar", "deep-learning.share"}
    assert all(entry.note.startswith("Kaggle ML & DS surveys 2020 and 2021:") for entry in survey)


WEIGHT = dict(zip((f.id for f in FRAMEWORK.facets), role_of(FRAMEWORK).weights.tolist(), strict=True))
MUST_HAVES = [facet.id for facet in FRAMEWORK.facets if facet.must_have]


def test_no_certificate_and_no_soft_skill_outweighs_a_must_have():
    lightest = min(WEIGHT[name] for name in MUST_HAVES)
    assert max(WEIGHT[name] for name in ("credentials", "communication", "problem-framing")) < lightest


def test_the_must_haves_together_hold_a_third_of_the_points():
    assert sum(WEIGHT[name] for name in MUST_HAVES) >= 1 / 3


def test_salaries():
    assert {s.city: (s.low, s.high, s.basis) for s in FACTS.salaries} == {
        "San Francisco, CA": (100_000, 135_000, "document"),
        "New York City, NY": (95_000, 130_000, "document"),
        "Seattle, WA": (90_000, 120_000, "document"),
        "Boston, MA": (85_000, 115_000, "document"),
        "Austin, TX": (80_000, 110_000, "document"),
    }


def test_companies_keep_the_names_that_the_article_lost_lost():
    assert [(h.company, h.location, h.positions, h.basis) for h in FACTS.hiring] == [
        (None, "Mountain View, CA", 45, "document"),
        ("Microsoft", "Redmond, WA", 32, "document"),
        ("Amazon", "Seattle, WA", 28, "document"),
        ("Apple", "Cupertino, CA", 21, "document"),
        (None, "Menlo Park, CA", 19, "document"),
    ]


def test_certifications_keep_the_issuer_that_the_article_left_blank_blank():
    assert [(c.title, c.issuer, c.basis) for c in FACTS.certifications] == [
        ("Google Cloud Certified - Professional Data Engineer", None, "document"),
        ("Microsoft Certified: Azure AI Engineer Associate", "Microsoft", "document"),
        ("AWS Certified Machine Learning - Specialty", "Amazon", "document"),
    ]


@pytest.mark.parametrize("name", ["Facebook", "Meta Platforms", "Google LLC", "Alphabet", "Google, Mountain"])
def test_no_file_fills_in_a_lost_name(name):
    files = list(WEIGHTS.glob("*.toml"))
    assert len(files) >= 2
    assert [file.name for file in files if name in file.read_text(encoding="utf-8")] == []


def test_careers():
    assert {(c.industry, c.role, c.basis) for c in FACTS.careers} == {
        ("E-commerce", "Recommendation Systems Engineer", "document"),
        ("E-commerce", "Fraud Detection Engineer", "document"),
        ("Finance", "Algorithmic Trading Engineer", "document"),
        ("Finance", "Credit Risk Analyst", "document"),
        ("Healthcare", "Medical Imaging Engineer", "document"),
        ("Healthcare", "Predictive Analytics Specialist", "document"),
    }
    assert [c.role for c in FACTS.later_careers] == [
        "Machine Learning Researcher",
        "Machine Learning Architect",
        "Data Science Manager",
    ]


def test_paths_lean_on_facets_of_the_role():
    facets = {facet.id for facet in FRAMEWORK.facets}
    assert {name for career in FACTS.careers for name in career.leans_on} <= facets


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ("job-satisfaction", {"high": 70, "moderate": 25, "low": 5}),
        ("gender", {"female": 18, "male": 82}),
        ("education", {"Bachelor's": 82, "Master's": 15, "PhD": 3}),
        ("experience", {"0-2": 55, "2-5": 35, "5+": 10}),
        ("languages", {"Python": 83, "R": 9, "Java": 5, "C++": 3}),
    ],
)
def test_shares_of_the_field(shares, expected):
    found = next(s for s in FACTS.shares if s.id == shares)
    assert found.basis == "document"
    assert {part.title: part.value for part in found.parts} == expected
    assert sum(expected.values()) == 100


def test_the_five_misconceptions_are_there_and_every_one_has_a_rule():
    assert [m.number for m in FACTS.misconceptions] == [1, 2, 3, 4, 5]
    assert {rule.misconception for rule in FRAMEWORK.insights} == {1, 2, 3, 4, 5}


def test_no_personal_characteristic_is_part_of_the_role():
    text = (WEIGHTS / "ml-engineer-entry.toml").read_text(encoding="utf-8").lower()
    assert not [word for word in ("gender", "female", "race", "nationality") if word in text.split()]


def numbers_with_basis(value, path=""):
    """Every table of a TOML file that claims a basis."""
    if isinstance(value, dict):
        if "basis" in value:
            yield path, value
        for key, inner in value.items():
            yield from numbers_with_basis(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from numbers_with_basis(inner, f"{path}[{index}]")


FILES = sorted(WEIGHTS.glob("*.toml"))


@pytest.mark.parametrize("file", [f for f in FILES if f.stem != "field-facts"], ids=lambda file: file.stem)
def test_every_number_says_where_it_comes_from(file):
    """An assumption says why in one sentence, and public data are named."""
    tables = list(numbers_with_basis(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert len(tables) > 3
    assert {table["basis"] for _, table in tables} <= {"document", "survey", "assumption"}
    silent = [path for path, table in tables if table["basis"] == "assumption" and not table.get("rationale")]
    unnamed = [path for path, table in tables if table["basis"] == "survey" and not table.get("where")]
    assert silent == unnamed == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_number_is_without_a_basis(file):
    raw = tomllib.loads(file.read_text(encoding="utf-8"))

    def bare(value, path):
        if isinstance(value, dict):
            holds = value.keys() & {"value", "values", "share", "credit"}
            if "basis" not in value and any(isinstance(value[key], (int, float, list)) for key in holds):
                yield path
            for key, inner in value.items():
                yield from bare(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from bare(inner, f"{path}[{index}]")

    known = bool(raw.get("shares"))  # the parts of a whole have the basis of the whole
    assert [path for path in bare(raw, "") if not (known and ".parts[" in path)] == []


def test_levels_are_worth_what_the_table_says():
    found = {row.bar: row.values for row in load_level_rules().worth}
    assert found == {
        1: (0, 1, 1, 1, 1),
        2: (0, 0.3, 1, 1, 1),
        3: (0, 0.1, 0.5, 1, 1),
        4: (0, 0.05, 0.25, 0.6, 1),
    }
    rules = load_level_rules()
    assert rules.counting.above_base.value == 1
    assert (rules.unanswered.low.value, rules.unanswered.high.value) == (0, 1)
    assert (FRAMEWORK.worth, FRAMEWORK.counting, FRAMEWORK.unanswered) == (
        rules.worth, rules.counting, rules.unanswered,
    )  # fmt: skip


@pytest.mark.parametrize("row", load_level_rules().worth, ids=lambda row: f"bar-{row.bar}")
def test_a_level_below_the_bar_is_worth_no_more_than_in_proportion(row):
    for level in range(row.bar):
        assert row.values[level] <= level / row.bar
