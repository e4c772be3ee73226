"""Calibration (Talts et al. 2018), coverage, and what checks gain: quick versions of
benchmarks/measurement.py."""

import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from readiness.measurement import (
    Answers,
    Belief,
    Facts,
    answers,
    expected_score,
    own_chances,
    rate_facets,
    replay,
    true_score,
    widening,
)
from readiness.measurement.simulate import Kind, rate_criteria, respondents, sit
from readiness.measurement.worth import level_interval, true_levels

pytestmark = pytest.mark.slow

N_PEOPLE = 600
N_DRAWS = 63
N_BINS = 16
FACTS = 10.0
"""Points of education and experience that everybody simulated has."""


def expect(example, belief, levels, level=None):
    """In portions, so that the draws of many people stay in memory."""
    wider = widening(levels, example.population)
    found = []
    for start in range(0, belief.n_people, 200):
        part = Belief(belief.mean[start : start + 200], belief.covariance[start : start + 200])
        n = part.n_people
        facts = Facts(np.full(n, FACTS), np.zeros((n, 0)), np.zeros(0), np.zeros(0))
        found.append(
            expected_score(
                part,
                example.population,
                example.asked,
                example.points,
                facts=facts,
                widening=wider[start : start + 200],
                level=level,
            )
        )
    return {
        name: np.concatenate([getattr(e, name) for e in found]) for name in ("mean", "low", "high", "chance")
    }


def truth_of(example, who):
    return true_score(who.ability, example.population, example.asked, example.points, fixed_points=FACTS)


@pytest.fixture(scope="module")
def sat(example):
    """People and the answers of twenty minutes, by kind."""

    def one(kind):
        generator = np.random.default_rng(8)
        who = respondents(example.population, N_PEOPLE, kind=kind, rng=generator)
        sitting = sit(
            who, example.population, example.bank, example.asked, example.points,
            seconds=example.seconds, minutes=20, rng=generator, fixed_points=FACTS,
        )  # fmt: skip
        return who, sitting.answers

    return {kind: one(kind) for kind in (Kind.MODEL, Kind.LENIENT)}


def cut(given: Answers, length: int) -> Answers:
    return Answers(given.item[:, :length], given.right[:, :length])


@pytest.fixture(scope="module")
def independent(example):
    """The broken variant: facets believed to be unrelated, with the same noise of ratings."""
    alone = example.population.covariance * np.eye(example.n_facets + 1)
    return example._replace(population=example.population._replace(covariance=alone))


def believe(example, who, given):
    return replay(example.population, rate_facets(who.levels), example.bank, given)


def uniformity(example, believed, sat, length=40):
    """Chance that ranks as uneven as these come from a calibrated belief, by quantity."""
    who, given = sat
    belief = believe(believed, who, cut(given, length))
    generator = np.random.default_rng(9)
    root = np.linalg.cholesky(belief.covariance)
    normals = generator.standard_normal((N_PEOPLE, N_DRAWS, example.n_facets + 1))
    drawn = belief.mean[:, None, :] + normals @ np.swapaxes(root, 1, 2)
    score = partial(true_score, population=example.population, asked=example.asked, points=example.points)

    def p_value(ranks):
        counts = np.bincount(ranks * N_BINS // (N_DRAWS + 1), minlength=N_BINS)
        return stats.chisquare(counts).pvalue

    truth = np.column_stack((who.ability, who.leniency))
    ranks = (drawn < truth[:, None, :]).sum(axis=1)
    scores = np.stack([score(drawn[:, k, :-1]) for k in range(N_DRAWS)], axis=1)
    return {
        "score": p_value((scores < score(who.ability)[:, None]).sum(axis=1)),
        "facets": min(1.0, example.n_facets * min(p_value(ranks[:, f]) for f in range(example.n_facets))),
        "leniency": p_value(ranks[:, -1]),
    }


@pytest.mark.parametrize("length", [0, 40])
def test_true_values_rank_evenly_among_draws_from_the_belief(example, sat, length):
    p_values = uniformity(example, example, sat[Kind.MODEL], length)
    assert min(p_values.values()) > 0.005, p_values


def test_a_belief_with_independent_facets_is_caught(example, independent, sat):
    assert uniformity(example, independent, sat[Kind.MODEL])["score"] < 1e-6


def coverage(example, believed, sat, length, level):
    who, given = sat
    found = expect(believed, believe(believed, who, cut(given, length)), who.levels, level)
    truth = truth_of(example, who)
    return float(((truth >= found["low"]) & (truth <= found["high"])).mean())


@pytest.mark.parametrize("length", [0, 8, 40])
def test_the_interval_holds_the_score_as_often_as_it_says(example, sat, length):
    # Four standard errors of a share among 600; the full run has more people and narrower bounds.
    assert coverage(example, example, sat[Kind.MODEL], length, 0.80) == pytest.approx(0.80, abs=0.065)
    assert coverage(example, example, sat[Kind.MODEL], length, 0.95) == pytest.approx(0.95, abs=0.036)


@pytest.mark.parametrize("hidden", [1 / 3, 2 / 3])
def test_the_interval_holds_with_ratings_hidden(example, sat, hidden):
    who, given = sat[Kind.MODEL]
    levels = who.levels.copy()
    levels[np.random.default_rng(3).random(levels.shape) < hidden] = np.nan
    part = who._replace(levels=levels), given
    assert coverage(example, example, part, 0, 0.80) == pytest.approx(0.80, abs=0.065)


def test_the_interval_of_independent_facets_holds_it_far_too_seldom(example, independent, sat):
    assert coverage(example, independent, sat[Kind.MODEL], 40, 0.80) < 0.65


def test_the_interval_holds_where_each_criterion_was_rated_once(example, sat):
    """A broken variant that hears each skill of a criterion as rated by itself holds the score too seldom."""
    who = rate_criteria(example.population, sat[Kind.MODEL][0], rng=np.random.default_rng(4))
    criterion = example.population.criterion_of_facet
    shared = np.equal.outer(criterion, criterion).sum(axis=0) * np.ones((N_PEOPLE, 1))
    none = np.zeros((N_PEOPLE, 0))
    truth, held, bias = truth_of(example, who), [], []
    for parts in (shared, 1.0):
        given = rate_facets(who.levels, shared=parts)
        found = expect(
            example, replay(example.population, given, example.bank, answers(none, none)), who.levels
        )
        held.append(((truth >= found["low"]) & (truth <= found["high"])).mean())
        bias.append((found["mean"] - truth).mean())
    assert held[0] == pytest.approx(0.80, abs=0.065)
    assert abs(bias[0]) < 2.5
    assert held[1] < 0.65


def test_single_facets_hold_their_intervals_too(example, sat):
    who, given = sat[Kind.MODEL]
    low, high = level_interval(believe(example, who, given), example.population)
    level = true_levels(who.ability, example.population)
    held = ((level >= low) & (level <= high)).mean(axis=0)
    assert held.min() > 0.77 - 2.5 * np.sqrt(0.77 * 0.23 / N_PEOPLE)
    assert held.mean() > 0.775


@pytest.mark.parametrize("kind", [Kind.MODEL, Kind.LENIENT])
def test_twenty_minutes_bring_the_error_below_five_points(example, sat, kind):
    who, given = sat[kind]
    found = expect(example, believe(example, who, given), who.levels)
    assert np.abs(found["mean"] - truth_of(example, who)).mean() < 5.0
    assert (found["high"] - found["low"]).mean() / 2 < 7.8


def test_the_verdict_is_calibrated(example, sat):
    who, given = sat[Kind.MODEL]
    found = expect(example, believe(example, who, given), who.levels)
    own = own_chances(example.population, example.asked, rate_facets(who.levels), example.bank, given).min(
        axis=1
    )
    chance = np.minimum(found["chance"], own)
    must = ~np.isnan(example.asked.floors)
    floor = example.population.thresholds[example.asked.floors[must].astype(int) - 1]
    ready = (truth_of(example, who) >= example.asked.threshold) & (who.ability[:, must] >= floor).all(axis=1)
    assert ready[chance >= 0.8].mean() >= 0.78
    assert ready[chance < 0.2].mean() <= 0.22
    assert (chance >= 0.8).sum() >= 10


def test_the_interval_survives_beliefs_that_are_wrong(example, rng):
    """Claims far noisier than believed, everybody lenient by .8 SD of ability, 15 % of answers careless."""
    noise = np.array(example.settings.rating_noise) * [1, 8, 8, 8]
    believed = example.population
    steps = believed.steps._replace(noise=np.stack((noise, noise, believed.steps.noise[2])))
    true = believed._replace(steps=steps)
    who = respondents(true, N_PEOPLE, kind=Kind.CARELESS, leniency=0.8, rng=rng)
    claims = who.levels >= 1
    assert np.corrcoef(who.levels[claims], who.ability[claims])[0, 1] < 0.27  # .51 is believed
    sitting = sit(
        who, believed, example.bank, example.asked, example.points,
        seconds=example.seconds, minutes=7, rng=rng, fixed_points=FACTS,
    )  # fmt: skip
    sat = who, sitting.answers  # twelve answers or so
    assert coverage(example, example, sat, 40, 0.80) >= 0.70
    however_odd = example.settings._replace(misfit_slope=0.0)
    as_sure = example._replace(population=believed._replace(settings=however_odd))
    assert coverage(example, as_sure, sat, 40, 0.80) < 0.70


def test_the_simulation_of_the_page_runs_and_says_what_it_shows(capsys):
    page = (Path(__file__).parents[2] / "docs" / "measurement.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(block, "docs/measurement.md", "exec"), {})  # noqa: S102 — our own page
    error, holds = (float(line.rpartition(" ")[2]) for line in capsys.readouterr().out.splitlines())
    assert 3 < error < 7
    assert 0.65 < holds < 0.95
