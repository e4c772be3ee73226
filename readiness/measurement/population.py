r"""What is believed of applicants, their ratings and the items before anybody answered.

Ability in a facet is standard normal among applicants. Facets hang together through common factors: ability
is the sum of a person's factors, weighted by the facet's loadings, and a part of its own. Leniency,
independent of ability, is added to every level that somebody claims for herself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.evidence import Parameters
from readiness.measurement.normal import quantile
from readiness.measurement.readings import Steps, rating_steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.arrays import ArrayLike, Floats, Indices


__all__ = ["Items", "Population", "Settings", "items", "population", "settings"]


class Settings(NamedTuple):
    """The believed numbers that all else follows from; ``weights/measurement.toml`` gives each its reason."""

    rating_noise: tuple[float, ...]
    rating_cuts: tuple[float, ...]
    rating_leniency: tuple[float, ...]
    fact_noise: float
    mentor_trust: float
    verified_noise: float
    leniency: float
    unlisted_general: float
    unlisted_criterion: float
    share_at_or_below: tuple[float, ...]
    blur: float
    discrimination_choice: float
    discrimination_open: float
    discrimination_doubt: float
    doubt: float
    doubt_between_readings: float
    guess_open: float
    guess_choice: float
    slip: float
    interval_level: float
    misfit_between_criteria: float
    misfit_from: float
    misfit_slope: float
    misfit_most: float
    tell_leniency: float
    tell_zero: float
    likely_gap: float
    likely_met: float
    ready_from: float
    probably_from: float
    close_from: float
    easy_items: int
    easy_success: float
    draw_among: int
    screen_seconds: float
    least_answers: int
    must_have_answers: int
    settled_below: float
    settled_above: float
    enough_precision: float
    loadings: Mapping[str, Mapping[str, float]]


_LISTS = ("rating_noise", "rating_cuts", "rating_leniency", "share_at_or_below")
_COUNTS = ("easy_items", "draw_among", "least_answers", "must_have_answers")


def settings(table: Mapping[str, object]) -> Settings:
    """Settings from the parsed content of ``measurement.toml``.

    Parameters
    ----------
    table : mapping
        One entry a setting, either ``{"value": ..., "basis": ..., ...}`` or the bare value, and a list
        ``loadings`` with a row for each facet. Other keys (``id``, ``version``, ``minutes``) are left alone.

    Raises
    ------
    ValueError
        If settings are missing; the message names all of them.
    """
    missing = [name for name in Settings._fields if name not in table]
    if missing:
        raise ValueError(f"measurement settings are missing: {', '.join(missing)}")
    values = {name: _value(table[name]) for name in Settings._fields if name != "loadings"}
    lists = {name: tuple(np.asarray(values.pop(name), dtype=np.float64).tolist()) for name in _LISTS}
    numbers = {name: float(np.asarray(value, dtype=np.float64)) for name, value in values.items()}
    counts = {name: int(numbers.pop(name)) for name in _COUNTS}
    rows: list[Mapping[str, Mapping[str, float]]] = table["loadings"]  # type: ignore[assignment]
    loadings = {str(row["facet"]): row["on"] for row in rows}
    return Settings(loadings=loadings, **lists, **numbers, **counts)  # type: ignore[arg-type]


class Population(NamedTuple):
    """Prior of all facets and leniency (the last entry), and the scales that levels and ratings are read on.

    ``mean`` (F+1,), ``covariance`` (F+1, F+1); ``thresholds`` (4,) of the levels on ability; ``steps``, what
    a rating says; ``blur`` of levels around their thresholds; ``criterion_of_facet`` (F,); ``settings``
    that all of it came from; ``loadings`` (F, n_factors) behind the covariance of the facets; ``order``
    (F,), the facets by their ids: draws follow it, so that the order of a file changes nothing.
    """

    mean: Floats
    covariance: Floats
    thresholds: Floats
    steps: Steps
    blur: float
    criterion_of_facet: Indices
    settings: Settings
    loadings: Floats
    order: Indices

    @property
    def n_facets(self) -> int:
        """How many facets are measured; leniency is not one of them."""
        return self.criterion_of_facet.size

    @property
    def leniency_variance(self) -> float:
        """Variance of leniency among applicants, in squared standard deviations of ability."""
        return float(self.covariance[-1, -1])


def population(facets: Sequence[str], criterion_of_facet: ArrayLike, settings: Settings) -> Population:
    """Belief about a person of whom nothing is known but that they apply.

    Parameters
    ----------
    facets : sequence of str
        Ids of the facets; those that ``settings.loadings`` does not list load on the general factor and on
        one of their criterion.
    criterion_of_facet : array_like of int, shape (n_facets,)
        Which criterion each facet belongs to; only equality matters.
    settings : Settings
        The believed numbers.

    Returns
    -------
    Population
        Thresholds are t_k = quantile(share at or below level k - 1).

    Raises
    ------
    ValueError
        If the shares do not increase, or the loadings of a facet explain more than all of it.
    """
    criterion = np.asarray(criterion_of_facet, dtype=np.intp)
    shares = np.asarray(settings.share_at_or_below, dtype=np.float64)
    if np.any(np.diff(shares) <= 0) or shares[0] <= 0 or shares[-1] >= 1:
        raise ValueError("shares at or below each level must increase, between 0 and 1")
    covariance = np.zeros((criterion.size + 1, criterion.size + 1))
    loadings = _loadings(facets, criterion, settings)
    covariance[:-1, :-1] = loadings @ loadings.T
    np.fill_diagonal(covariance, 1.0)
    covariance[-1, -1] = settings.leniency
    thresholds = quantile(shares)
    return Population(
        mean=np.zeros(criterion.size + 1),
        covariance=covariance,
        thresholds=thresholds,
        steps=rating_steps(
            thresholds,
            noise=np.array(settings.rating_noise),
            cuts=np.array(settings.rating_cuts),
            share=np.array(settings.rating_leniency),
            verified=settings.verified_noise,
        ),
        blur=settings.blur,
        criterion_of_facet=criterion,
        settings=settings,
        loadings=loadings,
        order=np.array(sorted(range(criterion.size), key=facets.__getitem__), dtype=np.intp),
    )


def _loadings(facets: Sequence[str], criterion: Indices, settings: Settings) -> Floats:
    rows = [
        settings.loadings.get(name)
        or {"general": settings.unlisted_general, f"criterion {owner}": settings.unlisted_criterion}
        for name, owner in zip(facets, criterion.tolist(), strict=True)
    ]
    factors = {name: k for k, name in enumerate(dict.fromkeys(f for row in rows for f in row))}
    loading = np.zeros((len(rows), len(factors)))
    for k, row in enumerate(rows):
        loading[k, [factors[name] for name in row]] = list(row.values())
    explained = (loading**2).sum(axis=1)
    if np.any(explained >= 1):
        raise ValueError(f"the loadings of {facets[int(explained.argmax())]} explain more than all of it")
    return loading


class Items(NamedTuple):
    """A bank as arrays (n_items,): facet, discrimination, difficulty, guess, doubt in difficulty, slip."""

    facet: Indices
    a: Floats
    b: Floats
    c: Floats
    s_b: Floats
    d: Floats

    @property
    def n_items(self) -> int:
        """How many items the bank holds."""
        return self.facet.size

    def parameters(self, index: Indices) -> Parameters:
        """Parameters of some items, in the order of their indices."""
        return Parameters(self.a[index], self.b[index], self.c[index], self.s_b[index], self.d[index])


def items(
    population: Population,
    facet: ArrayLike,
    level: ArrayLike,
    is_open: ArrayLike,
    *,
    disagreement: ArrayLike = 0.0,
    refined_b: ArrayLike | None = None,
    refined_s_b: ArrayLike | None = None,
    discriminations: tuple[float, float] | None = None,
) -> Items:
    r"""A bank whose difficulties come from its readers' levels, or from collected answers if there are any.

    Parameters
    ----------
    population : Population
        Gives thresholds, discriminations, doubt and guessing.
    facet : array_like of int, shape (n_items,)
        Index of the facet that each item asks about.
    level : array_like of float, shape (n_items,)
        The level, 1 to 4, that an item separates: usually right at this level, usually wrong below it. The
        mean where several readers judged it.
    is_open : array_like of bool, shape (n_items,)
        Whether the answer is typed; otherwise one of four options or "I don't know" is chosen.
    disagreement : array_like of float, shape () or (n_items,)
        By how many levels the readers of an item differ.
    refined_b, refined_s_b : array_like of float, shape (n_items,), optional
        Difficulty and doubt from `refine`; NaN where there is none.
    discriminations : (float, float), optional
        Of choices and of typed answers, from `refine`; by default those of the settings.

    Returns
    -------
    Items
        b = t_level / (1 + s^2), s_b = s / sqrt(1 + s^2), with s the readers' error, which grows with what
        they differ by: a level is one observation, with error s, of a difficulty that is standard normal over
        the bank.
    """
    which = np.asarray(level, dtype=np.float64)
    if np.any((which < 1) | (which > population.thresholds.size)):
        raise ValueError(f"an item separates a level from 1 to {population.thresholds.size}")
    believed = population.settings
    doubt = believed.doubt + believed.doubt_between_readings * np.asarray(disagreement, dtype=np.float64)
    shrink = np.broadcast_to(1.0 + doubt**2, which.shape)
    steps = np.arange(1, population.thresholds.size + 1)
    b = np.interp(which, steps, population.thresholds) / shrink
    s_b = np.sqrt(1.0 - 1.0 / shrink)
    if refined_b is not None and refined_s_b is not None:
        known = np.isfinite(np.asarray(refined_b, dtype=np.float64))
        b = np.where(known, refined_b, b)
        s_b = np.where(known, refined_s_b, s_b)
    typed = np.asarray(is_open, dtype=bool)
    of_choices, of_typed = discriminations or (
        believed.discrimination_choice,
        believed.discrimination_open,
    )
    return Items(
        facet=np.asarray(facet, dtype=np.intp),
        a=np.where(typed, of_typed, of_choices),
        b=b,
        c=np.where(typed, believed.guess_open, believed.guess_choice),
        s_b=s_b,
        d=np.full(b.shape, believed.slip),
    )


def _value(entry: object) -> object:
    return entry["value"] if hasattr(entry, "keys") else entry  # type: ignore[index]
