"""The interval of a level: what the interval of an ability means on the scale from 0 to 4."""

import numpy as np

from readiness.measurement.belief import Belief
from readiness.measurement.normal import Floats, distribution, quantile
from readiness.measurement.population import Population


def level_interval(
    belief: Belief, population: Population, *, level: float | None = None
) -> tuple[Floats, Floats]:
    r"""Lower and upper end of the level of each facet, each of shape (n_people, n_facets).

    The level L(theta) = sum_k Phi((theta - t_k) / tau) rises with ability, so that the quantiles of ability
    become the quantiles of the level.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives thresholds, blur and the usual level of an interval.
    level : float, optional
        Chance that the interval holds the level; by default that of the settings.
    """
    mu = belief.mean[:, :-1]
    spread = np.sqrt(np.maximum(np.diagonal(belief.covariance, axis1=1, axis2=2)[:, :-1], 0.0))
    reach = float(quantile(0.5 + 0.5 * (population.settings.interval_level if level is None else level)))
    ends = [
        distribution(
            (mu[:, :, None] + side * reach * spread[:, :, None] - population.thresholds) / population.blur
        )
        for side in (-1.0, 1.0)
    ]
    low, high = (np.asarray(end.sum(axis=2)) for end in ends)
    return low, high
