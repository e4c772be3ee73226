"""The standing example: the shipped role and its own bank."""

from typing import NamedTuple

import numpy as np
import pytest

from readiness.assessment.role import role_of
from readiness.framework import load_framework
from readiness.measurement import (
    Asked,
    Belief,
    Items,
    Population,
    Settings,
    answers,
    rate_facets,
    replay,
)
from readiness.quiz.checks import load_bank_of


def believed(population, given, bank) -> Belief:
    """The belief after ratings alone."""
    none = np.zeros((len(given.level), 0))
    return replay(population, given, bank, answers(none, none))


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
        return believed(self.population, rate_facets(levels), self.bank)


@pytest.fixture(scope="session")
def example() -> Example:
    role = load_framework()
    everybody = role_of(role).population
    bank = load_bank_of(role)
    points = 100 * role_of(role).weights[role_of(role).rated]
    return Example(everybody.settings, everybody, bank.arrays, bank.seconds, role_of(role).asked, points)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240501)
