"""How much of a bar an answer reaches: the article's figures by hand, and laws for every scale."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.framework import scales

NAN = float("nan")
SPANS = [0, 2, 5, 10], [55, 35, 10]
POPULARITY = [83, 9, 5, 3]
levels = st.sampled_from([0, 1, 2, 3, 4])
numbers = st.floats(0, 60)


def test_degrees_are_worth_the_share_of_entrants_at_or_below():
    shares, below = [NAN, 82, 15, 3], [0.6, NAN, NAN, NAN]
    assert scales.ordinal_share.ordinal_credits(shares, below, bar=1).tolist() == [0.6, 1, 1, 1]
    phd = scales.ordinal_share.ordinal_credits(shares, below, bar=3)
    assert phd.tolist() == pytest.approx([0.6, 0.82, 0.97, 1])


def test_a_bar_among_the_assumed_credits_is_reached_by_that_level():
    credit = scales.ordinal_share.ordinal_credits([NAN, NAN, 82], [0.3, 0.6, NAN], bar=1)
    assert credit.tolist() == [0.5, 1, 1]


@pytest.mark.parametrize(
    ("years", "share"), [(0, 0), (1, 0.275), (2, 0.55), (3.5, 0.725), (5, 0.9), (7.5, 0.95), (10, 1), (40, 1)]
)
def test_years_stand_on_the_articles_table(years, share):
    assert scales.years.share_at_or_below([years], *SPANS)[0] == pytest.approx(share)
    assert scales.years.years([years], *SPANS, bar=5)[0] == pytest.approx(min(1, share / 0.9))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([4, 0, 0, 0], 1),
        ([1, 0, 0, 0], 0),
        ([0, 2, 2, 2], 17 / 83),
        ([2, 2, 2, 2], 1),
        ([NAN, 4, NAN, NAN], 9 / 83),
    ],
)
def test_languages_add_up_their_popularity_over_the_bar(known, expected):
    assert scales.coverage.coverage([known], POPULARITY, known_at=2, bar=83)[0] == pytest.approx(expected)


@pytest.mark.parametrize(("n", "expected"), [(0, 0), (1, 0.5), (2, 1), (9, 1)])
def test_a_count_reaches_its_share_of_the_bar(n, expected):
    assert scales.count.count([n], 2)[0] == expected


@pytest.mark.parametrize(
    "reached",
    [
        scales.ordinal_share.ordinal_share([NAN], [0.0, 1.0]),
        scales.years.years([NAN], *SPANS, bar=1),
        scales.coverage.coverage([[NAN] * 4], POPULARITY, known_at=2, bar=83),
        scales.count.count([NAN], 2),
    ],
)
def test_what_was_not_answered_has_no_attainment(reached):
    assert np.isnan(reached).all()


@given(numbers, numbers, st.floats(0.1, 10))
def test_more_years_never_reach_less(one, other, bar):
    low, high = scales.years.years([min(one, other), max(one, other)], *SPANS, bar=bar)
    assert 0 <= low <= high <= 1


@given(st.lists(levels, min_size=4, max_size=4), st.integers(0, 3))
def test_learning_a_language_never_reaches_less(known, which):
    more = [4 if k == which else level for k, level in enumerate(known)]
    low, high = scales.coverage.coverage([known, more], POPULARITY, known_at=2, bar=83)
    assert 0 <= low <= high <= 1


@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=6), st.data())
def test_a_higher_degree_never_reaches_less(shares, draw):
    bar = draw.draw(st.integers(0, len(shares) - 1))
    credit = scales.ordinal_share.ordinal_credits(shares, [NAN] * len(shares), bar=bar)
    assert credit[bar] == 1
    assert all(a <= b for a, b in itertools.pairwise(credit))
    assert math.isclose(credit[0], shares[0] / sum(shares[: bar + 1]))
