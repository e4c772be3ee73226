"""The standing example: eighteen facets in five criteria, and a bank shaped as the real one."""

import tomllib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from readiness.measurement import Items, Population, Settings, items, population, settings

KNOBS = Path(__file__).parents[2] / "weights" / "measurement.toml"
CRITERION = np.repeat(np.arange(5), [3, 4, 5, 4, 2])
BARS = np.array([3, 2, 3, 3, 3, 2, 2, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2])
IMPORTANCE = np.array([95.0, 90.0, 85.0, 80.0, 75.0])
WEIGHTS = 70 * (IMPORTANCE / IMPORTANCE.sum() / np.bincount(CRITERION))[CRITERION]
LEVELS = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]


class Example(NamedTuple):
    settings: Settings
    population: Population
    bank: Items
    weights: np.ndarray
    bars: np.ndarray


@pytest.fixture(scope="session")
def example() -> Example:
    believed = settings(tomllib.loads(KNOBS.read_text(encoding="utf-8")))
    everybody = population(CRITERION, believed)
    is_open = np.tile(np.arange(14) % 5 < 3, 18)
    bank = items(everybody, np.repeat(np.arange(18), 14), np.tile(LEVELS, 18), is_open)
    return Example(believed, everybody, bank, WEIGHTS, BARS)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240501)
