r"""What is believed of applicants, their ratings and the items before anybody answered.

Ability in a facet is standard normal among applicants. Two facets correlate by ``within`` inside a criterion
and by ``within * across`` between criteria. A person's leniency, independent of ability, is added to every
rating.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.measurement.evidence import Parameters
from readiness.measurement.normal import Floats, quantile

Integers = NDArray[np.intp]


class Settings(NamedTuple):
    """The believed numbers that all else follows from; ``weights/measurement.toml`` gives each its reason."""

    r_one: float
    r_aggregate: float
    within: float
    across: float
    share_at_or_below: tuple[float, ...]
    blur: float
    discrimination: float
    doubt: float
    guess_open: float
    guess_choice: float
    interval_level: float
    tell_leniency: float
    likely_gap: float
    likely_met: float
    easy_items: int
    easy_success: float
    draw_among: int
    least_answers: int
    settled_below: float
    settled_above: float
    enough_precision: float


def settings(table: Mapping[str, object]) -> Settings:
    """Settings from the parsed content of ``measurement.toml``.

    Parameters
    ----------
    table : mapping
        One entry a setting, either ``{"value": ..., "basis": ..., ...}`` or the bare value. Other keys
        (``id``, ``version``, ``lengths``) are left alone.

    Raises
    ------
    ValueError
        If settings are missing; the message names all of them.
    """
    missing = [name for name in Settings._fields if name not in table]
    if missing:
        raise ValueError(f"measurement settings are missing: {', '.join(missing)}")
    values = {name: _value(table[name]) for name in Settings._fields}
    shares = np.asarray(values.pop("share_at_or_below"), dtype=np.float64)
    numbers = {name: float(np.asarray(value, dtype=np.float64)) for name, value in values.items()}
    counts = {name: int(numbers.pop(name)) for name in ("easy_items", "draw_among", "least_answers")}
    return Settings(share_at_or_below=tuple(shares.tolist()), **numbers, **counts)  # type: ignore[arg-type]


class Population(NamedTuple):
    """Prior of all facets and leniency (the last entry), and the scales that levels and ratings are read on.

    ``mean`` (F+1,), ``covariance`` (F+1, F+1); ``thresholds`` (4,) on ability; ``cuts`` (6,) on ratings, the
    outer two infinite; ``rating_noise`` variance of one rating; ``blur`` of levels around their thresholds;
    ``criterion_of_facet`` (F,); ``settings`` that all of it came from.
    """

    mean: Floats
    covariance: Floats
    thresholds: Floats
    cuts: Floats
    rating_noise: float
    blur: float
    criterion_of_facet: Integers
    settings: Settings

    @property
    def n_facets(self) -> int:
        """How many facets are measured; leniency is not one of them."""
        return self.criterion_of_facet.size

    @property
    def leniency_variance(self) -> float:
        """Variance of leniency among applicants, in squared standard deviations of ability."""
        return float(self.covariance[-1, -1])


def population(criterion_of_facet: ArrayLike, settings: Settings) -> Population:
    r"""Belief about a person of whom nothing is known but that they apply.

    Parameters
    ----------
    criterion_of_facet : array_like of int, shape (n_facets,)
        Which criterion each facet belongs to; only equality matters.
    settings : Settings
        The believed numbers.

    Returns
    -------
    Population
        With t_k = quantile(share at or below level k - 1), the rating noise and the variance of leniency
        solve

            noise + leniency      = 1 / r_one^2 - 1 noise / F + leniency  = vbar (1 / r_aggregate^2 - 1),
            vbar the mean entry of the facets' covariance,

        where ``r_one`` is the correlation of one rating with the ability it is about, and ``r_aggregate``
        that of the mean rating with the mean ability; with facets so few that this would need a negative
        variance, leniency is 0 and ``r_one`` alone is met. Cuts are t_k sqrt(1 + noise + leniency): ratings
        are spread over the levels as the levels are themselves.

    Raises
    ------
    ValueError
        If no positive rating noise fits the two validities, or the shares do not increase.

    Notes
    -----
    Validity of self-assessment: Mabe & West (1982), Journal of Applied Psychology 67, 280-296.
    """
    criterion = np.asarray(criterion_of_facet, dtype=np.intp)
    shares = np.asarray(settings.share_at_or_below, dtype=np.float64)
    if np.any(np.diff(shares) <= 0) or shares[0] <= 0 or shares[-1] >= 1:
        raise ValueError("shares at or below each level must increase, between 0 and 1")
    same = criterion[:, None] == criterion[None, :]
    facets = np.where(same, settings.within, settings.within * settings.across)
    np.fill_diagonal(facets, 1.0)
    noise, leniency = _rating_variances(facets, settings)
    covariance = np.zeros((criterion.size + 1, criterion.size + 1))
    covariance[:-1, :-1] = facets
    covariance[-1, -1] = leniency
    thresholds = quantile(shares)
    cuts = np.concatenate(([-np.inf], thresholds * np.sqrt(1.0 + noise + leniency), [np.inf]))
    return Population(
        mean=np.zeros(criterion.size + 1),
        covariance=covariance,
        thresholds=thresholds,
        cuts=cuts,
        rating_noise=noise,
        blur=settings.blur,
        criterion_of_facet=criterion,
        settings=settings,
    )


class Items(NamedTuple):
    """A bank as arrays (n_items,): facet, discrimination, difficulty, lucky guess, doubt in difficulty."""

    facet: Integers
    a: Floats
    b: Floats
    c: Floats
    s_b: Floats

    @property
    def n_items(self) -> int:
        """How many items the bank holds."""
        return self.facet.size

    def parameters(self, index: Integers) -> Parameters:
        """Parameters of some items, in the order of their indices."""
        return Parameters(self.a[index], self.b[index], self.c[index], self.s_b[index])


def items(
    population: Population,
    facet: ArrayLike,
    level: ArrayLike,
    is_open: ArrayLike,
    *,
    refined_b: ArrayLike | None = None,
    refined_s_b: ArrayLike | None = None,
) -> Items:
    r"""A bank whose difficulties come from its writers' levels, or from collected answers if there are any.

    Parameters
    ----------
    population : Population
        Gives thresholds, common discrimination, doubt and guessing.
    facet : array_like of int, shape (n_items,)
        Index of the facet that each item asks about.
    level : array_like of int, shape (n_items,)
        The level, 1 to 4, that an item separates: usually right at this level, usually wrong below it.
    is_open : array_like of bool, shape (n_items,)
        Whether the answer is typed; otherwise one of four options or "I don't know" is chosen.
    refined_b, refined_s_b : array_like of float, shape (n_items,), optional
        Difficulty and doubt from `refine`; NaN where there is none.

    Returns
    -------
    Items
        b = t_level / (1 + s^2), s_b = s / sqrt(1 + s^2), s the writers' doubt: a writer's level is one
        observation, with error s, of a difficulty that is standard normal over the bank.
    """
    which = np.asarray(level, dtype=np.intp)
    if np.any((which < 1) | (which > population.thresholds.size)):
        raise ValueError(f"an item separates a level from 1 to {population.thresholds.size}")
    believed = population.settings
    shrink = 1.0 + believed.doubt**2
    b = population.thresholds[which - 1] / shrink
    s_b = np.full(b.shape, believed.doubt / np.sqrt(shrink))
    if refined_b is not None and refined_s_b is not None:
        known = np.isfinite(np.asarray(refined_b, dtype=np.float64))
        b = np.where(known, refined_b, b)
        s_b = np.where(known, refined_s_b, s_b)
    return Items(
        facet=np.asarray(facet, dtype=np.intp),
        a=np.full(b.shape, believed.discrimination),
        b=b,
        c=np.where(np.asarray(is_open, dtype=bool), believed.guess_open, believed.guess_choice),
        s_b=s_b,
    )


def _value(entry: object) -> object:
    return entry["value"] if isinstance(entry, Mapping) else entry


def _rating_variances(facets: Floats, settings: Settings) -> tuple[float, float]:
    single = 1.0 / settings.r_one**2 - 1.0
    if len(facets) <= 1:
        # One facet or none says nothing of what is shared: everything counts as noise of the rating.
        return single, 0.0
    shared = float(facets.mean()) * (1.0 / settings.r_aggregate**2 - 1.0)
    noise = (single - shared) / (1.0 - 1.0 / len(facets))
    if noise <= 0:
        raise ValueError(
            f"no rating noise fits r_one {settings.r_one} and r_aggregate {settings.r_aggregate}: "
            f"noise {noise:.2f}"
        )
    if noise >= single:
        # A handful of facets that share little: their mean cannot be as valid as asked, one rating can.
        return single, 0.0
    return noise, single - noise
