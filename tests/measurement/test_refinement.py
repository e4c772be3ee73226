import numpy as np
import pytest

from readiness.measurement import Answers, rate_facets, replay
from readiness.measurement.refinement import refine
from readiness.measurement.simulate import answer, respondents, true_difficulties

pytestmark = pytest.mark.slow


def collected(example, n_people, n_items, rng):
    who = respondents(example.population, n_people, rng=rng)
    truth = true_difficulties(example.bank, rng=rng)
    item = np.array([rng.choice(example.bank.n_items, n_items, replace=False) for _ in range(n_people)])
    right = np.column_stack(
        [answer(who, example.bank, truth, item[:, turn], rng=rng) for turn in range(n_items)]
    )
    return who, truth, Answers(item, right)


def rmse(found, truth):
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def test_answers_bring_difficulties_nearer_to_the_truth_and_the_doubt_says_how_near(example, rng):
    who, truth, given = collected(example, 1500, 20, rng)
    found = refine(example.population, rate_facets(who.levels), example.bank, given)
    error = rmse(found.b, truth)
    assert error < 0.5 * rmse(example.bank.b, truth)
    assert 0.8 < error / np.sqrt(np.mean(found.s_b**2)) < 1.35


def test_doubt_shrinks_as_answers_grow(example, rng):
    doubts = []
    for n_people in (0, 50, 200, 800):
        who, _, given = collected(example, n_people, 10, rng) if n_people else (None, None, None)
        if who is None:
            doubts.append(example.bank.s_b.mean())
        else:
            doubts.append(refine(example.population, rate_facets(who.levels), example.bank, given).s_b.mean())
    assert doubts == sorted(doubts, reverse=True)


def test_items_that_nobody_answered_keep_what_their_writers_said(example, rng):
    who, _, given = collected(example, 30, 5, rng)
    few = Answers(np.where(given.item < 100, given.item, -1), given.right)
    found = refine(example.population, rate_facets(who.levels), example.bank, few)
    untouched = found.n_answers == 0
    assert untouched[100:].all()
    np.testing.assert_array_equal(found.b[untouched], example.bank.b[untouched])
    np.testing.assert_array_equal(found.s_b[untouched], example.bank.s_b[untouched])
    assert found.n_answers.sum() == (few.item >= 0).sum()


def test_no_answers_refine_nothing(example):
    found = refine(
        example.population,
        rate_facets(np.full((2, example.n_facets), np.nan)),
        example.bank,
        Answers(np.full((2, 3), -1), np.zeros((2, 3), bool)),
    )
    np.testing.assert_array_equal(found.b, example.bank.b)


def test_refined_difficulties_measure_people_better(example, rng):
    who, truth, given = collected(example, 1500, 20, rng)
    found = refine(example.population, rate_facets(who.levels), example.bank, given)
    others, others_given = respondents(example.population, 600, rng=rng), given.item[:600]
    right = np.column_stack(
        [answer(others, example.bank, truth, others_given[:, turn], rng=rng) for turn in range(20)]
    )
    errors = []
    for bank in (example.bank, example.bank._replace(b=found.b, s_b=found.s_b)):
        belief = replay(example.population, rate_facets(others.levels), bank, Answers(others_given, right))
        errors.append(rmse(belief.mean[:, :-1], others.ability))
    assert errors[1] < errors[0]


def test_answers_find_how_well_each_kind_tells_people_apart(example, rng):
    """The kinds share a value each; what is true here is not what is believed."""
    true = example.bank._replace(a=np.where(example.bank.a < 0.8, 0.9, 0.6))
    who, _, given = collected(example._replace(bank=true), 1500, 20, rng)
    found = refine(example.population, rate_facets(who.levels), example.bank, given)
    for believed in np.unique(example.bank.a):
        kind = example.bank.a == believed
        off = np.abs(np.log(found.a[kind] / true.a[kind])).max()
        assert off < 0.15
        assert off < 0.4 * np.abs(np.log(believed / true.a[kind])).max()


def test_few_answers_leave_discrimination_near_to_what_is_believed(example, rng):
    who, _, given = collected(example, 3, 2, rng)
    found = refine(example.population, rate_facets(who.levels), example.bank, given)
    assert np.abs(np.log(found.a / example.bank.a)).max() < 0.2
