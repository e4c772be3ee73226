"""Whether a must-have is met, on the evidence of its own facet alone: answers elsewhere do not lift it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from readiness.measurement.belief import (
    Observations,
    join_observations,
    map_observations,
    observe_answers,
    observe_ratings,
    take_facts,
)
from readiness.measurement.normal import distribution
from readiness.measurement.readings import Ratings
from readiness.measurement.replay import settle

if TYPE_CHECKING:
    from readiness.arrays import Floats
    from readiness.measurement.population import Items, Population
    from readiness.measurement.replay import Answers
    from readiness.measurement.worth import Asked

__all__ = ["own_chances"]


def own_chances(
    population: Population, asked: Asked, given: Ratings, items: Items, answered: Answers
) -> Floats:
    """Chance that each must-have stands at its floor or above, by its own ratings, answers and leniency.

    Parameters
    ----------
    population : Population
        The prior; of it only one facet and leniency are used at a time.
    asked : Asked
        Gives the floors.
    given : Ratings
        One rating a facet, in the order of the facets, as `rate_facets` makes them.
    items : Items
        The bank.
    answered : Answers
        Of the same people.

    Returns
    -------
    ndarray, shape (n_people, n_facets)
        1 where there is no floor.
    """
    must = np.flatnonzero(~np.isnan(asked.floors))
    n_people = len(given.level)
    found = np.ones((n_people, len(asked.floors)))
    if not must.size:
        return found
    own = Ratings(*(np.ascontiguousarray(field[:, must]).reshape(-1, 1) for field in given))  # type: ignore[arg-type]
    one, own = _one_facet(population), own._replace(facet=np.zeros_like(own.facet))
    about = _repeated(observe_answers(items, answered.item, answered.right), must.size)
    about = about._replace(counts=about.counts & (about.facet == np.tile(must, n_people)[:, None]))
    alone = join_observations(observe_ratings(one, own), about._replace(facet=np.zeros_like(about.facet)))
    told = settle(one, alone)
    belief = take_facts(one, own, told.belief, *told.sites)
    threshold = np.tile(population.thresholds[asked.floors[must].astype(np.intp) - 1], n_people)
    doubt = np.sqrt(np.maximum(belief.covariance[:, 0, 0], _TINY))
    found[:, must] = distribution((belief.mean[:, 0] - threshold) / doubt).reshape(n_people, must.size)
    return found


_TINY = 1e-12


def _one_facet(population: Population) -> Population:
    """The same people, seen in one facet and their leniency."""
    return population._replace(
        mean=np.zeros(2),
        covariance=np.diag([1.0, population.leniency_variance]),
        criterion_of_facet=np.zeros(1, dtype=np.intp),
    )


def _repeated(seen: Observations, times: int) -> Observations:
    return map_observations(seen, lambda field: np.repeat(field, times, axis=0))
