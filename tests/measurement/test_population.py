import tomllib
from pathlib import Path

import numpy as np
import pytest

from readiness.measurement import items, population, settings

KNOBS = Path(__file__).parents[2] / "weights" / "measurement.toml"
SEEN = {
    ("exploratory-analysis", "supervised-learning"): 0.78,
    ("supervised-learning", "deep-learning"): 0.36,
    ("exploratory-analysis", "deep-learning"): 0.43,
    ("python-language", "ml-libraries"): 0.67,
    ("python-language", "deep-learning"): 0.57,
    ("python-language", "supervised-learning"): 0.33,
    ("sql", "exploratory-analysis"): 0.34,
}
"""Correlations that public data show (Kaggle ML & DS surveys 2020 and 2021)."""


@pytest.fixture(scope="module")
def table():
    return tomllib.loads(KNOBS.read_text(encoding="utf-8"))


def correlation(table, *pair):
    return population(pair, [0, 1], settings(table)).covariance[0, 1]


@pytest.mark.parametrize(("pair", "seen"), SEEN.items())
def test_facets_hang_together_as_public_data_show(table, pair, seen):
    assert correlation(table, *pair) == pytest.approx(seen, abs=0.14)


def test_sql_stands_apart(table):
    rows = {row["facet"]: row for row in table["loadings"]}
    others = [correlation(table, "sql", name) for name in rows if name != "sql"]
    usual = [
        correlation(table, "exploratory-analysis", name) for name in rows if name != "exploratory-analysis"
    ]
    assert np.mean(others) < np.mean(usual) - 0.1


def test_every_belief_says_whose_word_it_is(table):
    entries = [e for e in table.values() if isinstance(e, dict)] + table["loadings"]
    assert len(entries) > 40
    for entry in entries:
        assert entry["basis"] in {"survey", "assumption"}
        assert len(entry["where" if entry["basis"] == "survey" else "rationale"]) > 20


def test_every_shipped_facet_has_loadings(table):
    from readiness.framework import load_framework

    assert {f.id for f in load_framework().rated} <= {row["facet"] for row in table["loadings"]}


def test_the_covariance_is_that_of_a_distribution(example):
    assert np.linalg.eigvalsh(example.population.covariance).min() > 0.05
    assert np.diag(example.population.covariance)[:-1] == pytest.approx(1.0)


def most_against(population):
    """The largest partial correlation below 0, over all pairs of facets given all others; 0 where none is."""
    precision = np.linalg.inv(population.covariance[:-1, :-1])
    partial = -precision / np.sqrt(np.outer(*[np.diag(precision)] * 2))
    np.fill_diagonal(partial, 0.0)
    return -partial.min()


def test_no_facet_speaks_against_another(table):
    rows = table["loadings"]
    names = [row["facet"] for row in rows]
    assert most_against(population(names, [0] * len(names), settings(table))) == pytest.approx(0, abs=1e-12)
    unlisted = [*names[:6], "ward-care", "triage", "records"]
    mixed = population(unlisted, [0] * 6 + [1, 1, 2], settings(table))
    assert most_against(mixed) == pytest.approx(0, abs=1e-12)
    crossed = settings(table).loadings | {
        "ml-libraries": {"general": 0.75, "classical": 0.3, "networks": 0.4}
    }
    broken = settings(table)._replace(loadings=crossed)
    assert most_against(population(names, [0] * len(names), broken)) > 0.02


def test_facets_that_are_not_listed_share_most_within_their_criterion(table):
    found = population(["ward-care", "triage", "records"], [0, 0, 1], settings(table)).covariance
    assert 0.3 < found[0, 2] < found[0, 1] < 0.7


def test_loadings_that_explain_more_than_all_are_refused(table):
    wrong = settings(table)._replace(loadings={"a": {"general": 0.9, "more": 0.6}})
    with pytest.raises(ValueError, match="explain more than all"):
        population(["a"], [0], wrong)


def test_missing_settings_are_named_together(table):
    with pytest.raises(ValueError, match="blur, doubt"):
        settings({k: v for k, v in table.items() if k not in {"blur", "doubt"}})


def test_shares_must_increase(table):
    with pytest.raises(ValueError, match="must increase"):
        population(["a"], [0], settings(table)._replace(share_at_or_below=(0.3, 0.2, 0.7, 0.9)))


def test_an_item_of_a_higher_level_is_harder_and_an_open_one_says_more(example):
    found = items(example.population, [0, 0, 0, 0, 0], [1, 2, 3, 4, 4], [True, True, True, True, False])
    assert np.all(np.diff(found.b[:4]) > 0)
    assert found.a[3] > found.a[4]
    assert found.c[3] < found.c[4]


def test_readers_who_differ_leave_more_doubt_and_pull_the_difficulty_to_the_middle(example):
    agreed, differ = (items(example.population, [0], [4], [True], disagreement=[d]) for d in (0, 2))
    assert differ.s_b[0] > agreed.s_b[0]
    assert abs(differ.b[0]) < abs(agreed.b[0])


def test_a_level_between_two_is_a_difficulty_between_two(example):
    found = items(example.population, [0, 0, 0], [2, 2.5, 3], [True, True, True])
    assert found.b[0] < found.b[1] < found.b[2]


def test_refined_difficulties_replace_only_what_they_know(example):
    found = items(
        example.population, [0, 0], [1, 1], [True, True], refined_b=[0.7, np.nan], refined_s_b=[0.1, np.nan]
    )
    assert found.b[0] == 0.7
    assert found.s_b[0] == 0.1
    assert found.b[1] == items(example.population, [0], [1], [True]).b[0]


@pytest.mark.parametrize("level", [0, 5])
def test_an_item_of_no_level_is_refused(example, level):
    with pytest.raises(ValueError, match="from 1 to 4"):
        items(example.population, [0], [level], [True])
