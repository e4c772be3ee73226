"""Laws of the belief: evidence moves it the right way, whatever came before."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.measurement import answers, expected_score, rate_facets, replay

ROUNDING = 1e-7
LEVELS = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=19, max_size=19)
ANSWERS = st.lists(
    st.tuples(st.integers(0, 10_000), st.booleans()), max_size=20, unique_by=lambda pair: pair[0]
)


def score(example, levels, pairs):
    rated = np.array([[np.nan if level is None else float(level) for level in levels]])
    chosen = {item % example.bank.n_items: right for item, right in pairs}
    given_ = (
        answers(list(chosen), list(chosen.values()))
        if chosen
        else answers(np.zeros((1, 0)), np.zeros((1, 0)))
    )
    belief = replay(example.population, rate_facets(rated), example.bank, given_)
    return belief, expected_score(belief, example.population, example.asked, example.points)


@settings(max_examples=60, deadline=None)
@given(levels=LEVELS, pairs=ANSWERS, item=st.integers(10_001, 20_000))
def test_a_right_answer_never_lowers_the_score_and_a_wrong_one_never_raises_it(example, levels, pairs, item):
    pairs = [pair for pair in pairs if pair[0] % example.bank.n_items != item % example.bank.n_items]
    _, before = score(example, levels, pairs)
    _, right = score(example, levels, [*pairs, (item, True)])
    _, wrong = score(example, levels, [*pairs, (item, False)])
    assert wrong.mean[0] - ROUNDING <= before.mean[0] <= right.mean[0] + ROUNDING
    assert wrong.chance[0] - 0.005 <= before.chance[0] <= right.chance[0] + 0.005


@settings(max_examples=60, deadline=None)
@given(
    levels=st.lists(st.integers(0, 4), min_size=19, max_size=19),
    item=st.integers(0, 20_000),
    right=st.booleans(),
)
def test_the_first_answer_moves_the_score_by_at_most_ten_points(example, levels, item, right):
    _, before = score(example, levels, [])
    _, after = score(example, levels, [(item, right)])
    assert abs(after.mean[0] - before.mean[0]) <= 10


@settings(max_examples=60, deadline=None)
@given(levels=LEVELS, pairs=ANSWERS, facet=st.integers(0, 18))
def test_a_higher_rating_never_lowers_the_score(example, levels, pairs, facet):
    found = []
    for level in range(5):
        levels = [*levels[:facet], level, *levels[facet + 1 :]]
        found.append(score(example, levels, pairs)[1].mean[0])
    bar = int(example.asked.bars[facet])
    assert np.all(np.diff(found)[:bar] >= -0.02)
    assert np.all(np.diff(found)[bar:] >= -0.3)


@settings(max_examples=40, deadline=None)
@given(levels=LEVELS, pairs=ANSWERS)
def test_no_history_breaks_the_belief(example, levels, pairs):
    belief, found = score(example, levels, pairs)
    assert np.isfinite(belief.mean).all()
    assert np.linalg.eigvalsh(belief.covariance[0]).min() > 0
    assert 0 <= found.low[0] <= found.mean[0] <= found.high[0] <= example.points.sum() + 1e-9


def test_an_item_that_does_not_discriminate_changes_nothing(example):
    blind = example.bank._replace(a=np.zeros(example.bank.n_items))
    levels = rate_facets(np.full((1, example.n_facets), 2))
    without = replay(example.population, levels, blind, answers(np.zeros((1, 0)), np.zeros((1, 0))))
    after = replay(example.population, levels, blind, answers([3, 50], [True, False]))
    assert np.abs(after.mean - without.mean).max() < 1e-12


def test_nothing_rated_above_zero_scores_next_to_nothing_and_the_bar_everywhere_most(example):
    total = example.points.sum()
    assert score(example, [0] * 19, [])[1].mean[0] <= 0.05 * total
    at_the_bar = [int(bar) for bar in example.asked.bars]
    assert score(example, at_the_bar, [])[1].mean[0] >= 0.80 * total


def test_with_the_noise_of_claims_everywhere_nothing_would_score_more(example):
    """The broken variant: a 0 that says next to nothing, of its own skill either."""
    everybody = example.population
    loose = example._replace(
        population=everybody._replace(
            steps=everybody.steps._replace(noise=np.full_like(everybody.steps.noise, 60.0)),
            settings=everybody.settings._replace(fact_noise=60.0),
        )
    )
    assert score(loose, [0] * 19, [])[1].mean[0] > 0.05 * example.points.sum()


def test_hiding_ratings_widens_the_range_on_average(example, rng):
    whole, hidden = [], []
    for _ in range(60):
        levels = list(np.clip(rng.integers(0, 5) + rng.integers(-1, 2, 19), 0, 4))
        keep = rng.random(19) > 1 / 3
        part = [level if kept else None for level, kept in zip(levels, keep, strict=True)]
        whole.append(score(example, levels, [])[1])
        hidden.append(score(example, part, [])[1])
    wide, narrow = (np.array([float(e.high[0] - e.low[0]) for e in found]) for found in (hidden, whole))
    assert wide.mean() > 1.1 * narrow.mean()
    assert (wide / np.maximum(narrow, 0.5)).min() > 0.9
