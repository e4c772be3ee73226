"""Draws are what they claim to be, the same from the same seed, and different from another."""

from random import Random

import numpy as np
import pytest

from readiness.assessment.robust import uniforms


def furthest_from_uniform(drawn: np.ndarray) -> float:
    """Kolmogorov's distance, in units of its size at the 5 % level."""
    ordered, n = np.sort(drawn.ravel()), drawn.size
    steps = np.arange(n + 1) / n
    return max(np.abs(ordered - steps[1:]).max(), np.abs(ordered - steps[:-1]).max()) * np.sqrt(n) / 1.358


@pytest.mark.parametrize("seed", range(5))
def test_uniforms_are_uniform_and_independent(seed):
    drawn = uniforms(seed, 30, 4000)
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert furthest_from_uniform(drawn) < 1.6
    pairs = np.corrcoef(drawn)[np.triu_indices(30, 1)]
    assert 4000 * np.mean(pairs**2) == pytest.approx(1, abs=0.3)
    one_apart = np.corrcoef(drawn[:, 1:].ravel(), drawn[:, :-1].ravel())[0, 1]
    assert abs(one_apart) < 4 / np.sqrt(drawn.size)


def test_what_is_not_uniform_is_noticed():
    assert furthest_from_uniform(uniforms(0, 30, 4000) ** 1.02) > 1.6


def test_numbers_are_the_generators_own():
    generator = Random(3)  # noqa: S311
    assert uniforms(3, 2, 2).ravel().tolist() == [generator.getrandbits(32) / 2**32 for _ in range(4)]


def test_the_seed_says_everything():
    assert (uniforms(7, 3, 5) == uniforms(7, 3, 5)).all()
    assert uniforms(7, 3, 5).shape == (3, 5)
    assert not (uniforms(7, 3, 5) == uniforms(8, 3, 5)).any()
