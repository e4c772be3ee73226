"""The standing example: the shipped role and its own bank."""

from typing import NamedTuple

import numpy as np
import pytest

from readiness.assessment.arrays import asked, rated_leaves, weights
from readiness.assessment.measured import people
from readiness.framework import load_framework
from readiness.measurement import (
    Asked,
    Belief,
    Items,
    Population,
    Settings,
    observe_ratings,
    rate_facets,
    settle,
)
from readiness.quiz.checks import load_bank_of


class Example(NamedTuple):
    settings: Settings
    population: Population
    bank: Items
    seconds: np.ndarray
    asked: Asked
    points: np.ndarray

    def __repr__(self) -> str:
        """Short, as a failing test prints it."""
        return f"Example of {self.n_facets} facets and {self.bank.n_items} items"

    @property
    def n_facets(self) -> int:
        return self.population.n_facets

    def rated(self, levels) -> Belief:
        """The belief after self-ratings alone."""
        return settle(self.population, observe_ratings(self.population, rate_facets(levels))).belief


@pytest.fixture(scope="session")
def example() -> Example:
    role = load_framework()
    everybody = people(role)
    bank = load_bank_of(role)
    points = 100 * weights(role)[rated_leaves(role)]
    return Example(everybody.settings, everybody, bank.arrays, bank.seconds, asked(role), points)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240501)
