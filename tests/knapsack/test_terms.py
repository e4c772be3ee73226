"""Points that hang on several leaves: the same plans as trying everything finds."""

import numpy as np
import pytest

from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.stages import Aim, staged_plan
from readiness.knapsack.terms import (
    GAIN_UNITS,
    Attained,
    Raised,
    Term,
    after,
    attained_by_level,
    price,
    terms_gain,
)

N_CASES = 600


def rising(rng, n_draws=3):
    return Raised(rng.random(n_draws), np.sort(rng.random(5)))


def counted(rng):
    own = rising(rng)
    return np.maximum(own.now, own.least[:, None])


def random_terms(rng, levels):
    """For each leaf points by its own level and by those of up to three others, candidates or not."""
    names = [*levels, "unrated"]
    found = []
    for leaf in names:
        others = [name for name in names if name != leaf and rng.random() < 0.5][:3]
        attained = Attained(counted(rng), [rising(rng) for _ in others])
        found.append(Term((leaf, *others), float(rng.integers(1, 9)), attained, (0,) * (1 + len(others))))
    return found


def reached(steps, plan):
    at = {}
    for i in plan:
        at[steps[i].leaf] = max(at.get(steps[i].leaf, 0), steps[i].to_level)
    return at


def whole_gain(steps, plan, terms):
    own = sum(round(steps[i].gain * GAIN_UNITS) for i in plan)
    return (own + terms_gain(terms, reached(steps, plan))) / GAIN_UNITS


def test_the_best_plan_is_the_one_that_trying_everything_finds(cases):
    rng = np.random.default_rng(90)
    for _ in range(N_CASES):
        steps, levels = cases.random(rng)
        terms = random_terms(rng, levels)
        hours = float(rng.integers(0, 30))
        fitting = [p for p in cases.every_plan(steps, levels) if sum(steps[i].hours for i in p) <= hours]
        most, least = max((whole_gain(steps, p, terms), -sum(steps[i].hours for i in p)) for p in fitting)
        found = best_plan(steps, levels, hours, terms=terms)
        assert cases.in_order(found.steps, levels)
        assert found.gain == pytest.approx(most, abs=1e-6)
        assert found.hours == pytest.approx(-least)


def test_the_smallest_plan_is_the_one_that_trying_everything_finds(cases):
    rng = np.random.default_rng(91)
    n_reached = 0
    for _ in range(N_CASES):
        steps, levels = cases.random(rng)
        terms = random_terms(rng, levels)
        plans = cases.every_plan(steps, levels)
        missing = float(rng.random() * 12)
        enough = [
            (sum(steps[i].hours for i in p), -whole_gain(steps, p, terms))
            for p in plans
            if whole_gain(steps, p, terms) >= missing - 1e-6
        ]
        found = smallest_plan(steps, levels, score=80 - missing, threshold=80.0, floors={}, terms=terms)
        assert found.reached == bool(enough)
        if enough:
            n_reached += 1
            assert (found.plan.hours, -found.plan.gain) == pytest.approx(min(enough), abs=1e-6)
    assert N_CASES / 4 < n_reached < N_CASES


def test_gains_along_a_plan_add_up_and_are_never_negative(cases):
    rng = np.random.default_rng(92)
    for _ in range(200):
        steps, levels = cases.random(rng)
        terms = random_terms(rng, levels)
        found = best_plan(steps, levels, 40.0, terms=terms)
        priced = price(found.steps, terms)
        assert sum(its.gain for its in priced) == pytest.approx(found.gain, abs=1e-6)
        assert all(its.gain >= 0 and sum(its.lifts.values()) <= its.gain + 1e-9 for its in priced)


def test_leaves_are_attained_together_as_each_alone():
    rng = np.random.default_rng(95)
    own = Raised(rng.random((3, 4)), np.sort(rng.random((3, 5))))
    least = np.sort(rng.random((2, 5)))
    held = Raised(least[:, :1] + rng.random((2, 4)), least)  # nobody stands below the lowest level
    together = attained_by_level(own, held, [[], [0], [0, 1]])
    for k, pairs in enumerate([[], [0], [0, 1]]):
        for at in np.ndindex(*[5] * (1 + len(pairs))):
            by_draw = np.maximum(own.now[k], own.least[k, at[0]])
            for pair, level in zip(pairs, at[1:], strict=True):
                by_draw = np.minimum(by_draw, np.maximum(held.now[pair], held.least[pair, level]))
            assert together[k](at) == pytest.approx(by_draw.mean())


def test_terms_after_some_levels_count_from_there():
    rng = np.random.default_rng(93)
    term = Term(("a", "b"), 10.0, Attained(counted(rng), [rising(rng)]), (0, 0))
    (moved,) = after([term], {"b": 2})
    assert moved.units((0, 1)) == moved.units((0, 2)) == 0
    assert term.units((0, 2)) + moved.units((3, 2)) == pytest.approx(term.units((3, 2)), abs=1)


def test_two_roles_share_a_plan_whose_gains_are_the_mean_of_theirs(cases):
    rng = np.random.default_rng(94)
    for _ in range(60):
        steps, levels = cases.random(rng)
        aims = {
            role: Aim(steps, 40.0, 50.0, {}, random_terms(rng, levels)) for role in ("engineer", "scientist")
        }
        found = staged_plan(aims, levels, hours=25.0)
        whole = (*found.to_ready, *found.beyond)
        for role, aim in aims.items():
            own = sum(its.gain for its in found.priced[role].values())
            places = [[s.id for s in steps].index(s.id) for s in whole]
            assert own == pytest.approx(whole_gain(steps, places, aim.terms), abs=1e-6)
        mean = sum(its.gain for of_role in found.priced.values() for its in of_role.values()) / 2
        assert sum(s.gain for s in whole) == pytest.approx(mean, abs=1e-6)
