r"""What a rating says about ability: a few steps, each read like an item.

How people rate is believed to go in steps. Was it ever practised? Did it go beyond a tutorial? Is it done
alone? Is it designed for others? A rating of level l says that the first l steps were taken and the next was
not. Step k is taken where

    theta + share_k x leniency + noise_k  >=  cut_k,

so that a step is an item with discrimination 1 / sqrt(variance of noise_k) and difficulty cut_k (a sequential
probit model: Tutz 1990, British Journal of Mathematical and Statistical Psychology 43, 39-55). Whether a
skill was ever practised has nothing of the person's leniency, but much of the occasion; the later steps are
claims. A skill that was never practised stands at level 0 whatever the ability: see `take_facts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.normal import distribution

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Floats, Indices


__all__ = [
    "MENTOR", "N_STEPS", "SELF", "VERIFIED", "Ratings", "Steps", "rate_facets", "rating_steps",
    "step_chances",
]  # fmt: skip

SELF, MENTOR, VERIFIED = range(3)
"""Who gave a level, as an index into `Steps`."""
N_STEPS = 4


class Steps(NamedTuple):
    """By source (self, mentor, verified) and step 1 to 4, each of shape (3, 4).

    ``noise``: variance around ability and leniency; ``cut``: where the step is taken, on the scale of
    ability; ``leniency``: the share of the person's leniency that is in it, none in a verified level.
    """

    noise: Floats
    cut: Floats
    leniency: Floats


class Ratings(NamedTuple):
    """Ratings of many people, each of shape (n_people, n_ratings).

    ``facet``: what each speaks of; ``level`` 0 to 4, -1 where nothing was rated; ``source``; ``shared``: over
    how many facets one statement was spread, so that together they say no more than one.
    """

    facet: Indices
    level: Indices
    source: Indices
    shared: Floats


def rate_facets(levels: ArrayLike, source: ArrayLike = SELF, shared: ArrayLike = 1.0) -> Ratings:
    """One rating a facet, of many people.

    Parameters
    ----------
    levels : array_like of float, shape (n_people, n_facets)
        Levels 0 to 4; NaN where nothing was rated.
    source : array_like of int, shape () or (n_people, n_facets)
        Who gave the level: `SELF`, `MENTOR` or `VERIFIED`.
    shared : array_like of float, shape () or (n_people, n_facets)
        How many facets were rated by this one statement.

    Raises
    ------
    ValueError
        If a level is not a whole number from 0 to 4.
    """
    rated = np.atleast_2d(np.asarray(levels, dtype=np.float64))
    whole = np.where(np.isnan(rated), -1.0, rated)
    if np.any((whole < -1) | (rated < 0) | (whole > N_STEPS) | (whole != np.floor(whole))):
        raise ValueError(f"a rating is a whole level from 0 to {N_STEPS}")
    shape = rated.shape
    return Ratings(
        np.broadcast_to(np.arange(shape[1]), shape),
        whole.astype(np.intp),
        np.broadcast_to(np.asarray(source, dtype=np.intp), shape),
        np.broadcast_to(np.asarray(shared, dtype=np.float64), shape),
    )


def rating_steps(thresholds: Floats, *, noise: Floats, cuts: Floats, share: Floats, verified: float) -> Steps:
    """The steps of every source.

    Parameters
    ----------
    thresholds : ndarray, shape (4,)
        Of the levels on ability; verified levels are cut there.
    noise, cuts, share : ndarray, shape (4,)
        Of what is said of a person by herself or by a mentor: how far a mentor's levels are taken as they are
        is another matter (`Known`).
    verified : float
        Variance of a verified level.
    """
    none = np.zeros(N_STEPS)
    return Steps(
        np.stack((noise, noise, np.full(N_STEPS, verified))),
        np.stack((cuts, cuts, thresholds)),
        np.stack((share, share, none)),
    )


def step_chances(ability: ArrayLike, leniency: ArrayLike, steps: Steps, source: int = SELF) -> Floats:
    """Chance of each level 0 to 4 for people of known ability and leniency, on a new last axis."""
    theta = np.asarray(ability, dtype=np.float64)[..., None]
    delta = np.asarray(leniency, dtype=np.float64)[..., None]
    heard = theta + steps.leniency[source] * delta
    taken = distribution((heard - steps.cut[source]) / np.sqrt(steps.noise[source]))
    upto = np.cumprod(taken, axis=-1)
    one, none = np.ones_like(upto[..., :1]), np.zeros_like(upto[..., :1])
    return np.asarray(np.concatenate((one, upto), axis=-1) - np.concatenate((upto, none), axis=-1))
