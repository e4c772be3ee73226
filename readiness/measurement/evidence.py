r"""What one answer says about the ability that it observes.

Every kind of evidence is a likelihood of one number, t = h.x, believed to be N(m, v) before it is seen. With
Z the marginal probability of what was seen, two derivatives are all that an update needs:

    alpha = d log Z / dm,    beta = d alpha / dm,
    m' = m + alpha v,        v' = v + beta v^2   (the exact mean and variance after the evidence).

Sources: Maybeck (1982), Stochastic Models, Estimation and Control, vol. 2, on assumed-density filtering;
Minka (2001), Expectation propagation for approximate Bayesian inference, UAI 17; Lord (1980), Applications of
Item Response Theory, for the normal ogive.
"""

import math
from typing import NamedTuple

import numpy as np

from readiness.arrays import ArrayLike, Floats
from readiness.measurement.normal import density, density_over_chance, distribution

# Density and tail are still normal floating-point numbers at 37.
_NEAR = 37.0
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)


class Evidence(NamedTuple):
    """First and second derivative of the log probability of what was seen, in the predicted mean."""

    alpha: Floats
    beta: Floats


class Parameters(NamedTuple):
    """What is believed of items.

    ``a`` discrimination; ``b`` difficulty; ``c`` chance of a lucky guess; ``s_b`` standard deviation of the
    doubt in ``b``; ``d`` chance of a slip by somebody who knows.
    """

    a: Floats
    b: Floats
    c: Floats
    s_b: Floats
    d: Floats


class Prediction(NamedTuple):
    """Probability of a right answer before it is given, and its slope in the predicted ability."""

    chance: Floats
    slope: Floats


def predict_answer(m: ArrayLike, v: ArrayLike, item: Parameters) -> Prediction:
    r"""Chance that an item is answered right, over what is unknown of the person and of the item.

    Parameters
    ----------
    m, v : array_like of float
        Mean and variance of the ability that the item asks for.
    item : Parameters
        Of the item that is asked.

    Returns
    -------
    Prediction
        ``chance`` = c + k Phi(u), ``slope`` = k phi(u) s, with k = 1 - c - d,
        s = a / sqrt(1 + a^2 (v + s_b^2)) and u = s (m - b).

    Examples
    --------
    >>> item = Parameters(np.array(0.61), np.array(0.0), np.array(0.02), np.array(0.6), np.array(0.0))
    >>> predict_answer(0.0, 1.0, item).chance.round(3).tolist()
    0.51
    """
    s, u = _standardised(m, v, item)
    knows = 1.0 - item.c - item.d
    return Prediction(item.c + knows * distribution(u), knows * density(u) * s)


def answer_evidence(m: ArrayLike, v: ArrayLike, item: Parameters, right: ArrayLike) -> Evidence:
    r"""Derivatives for one answer: right, or wrong (which "I don't know" is, too).

    Parameters
    ----------
    m, v, item
        As for `predict_answer`.
    right : array_like of bool
        Whether the answer was right.

    Returns
    -------
    Evidence
        With k = 1 - c - d. Right: Z = c + k Phi(u), alpha = k phi(u) s / Z. Wrong: Z = d + k Phi(-u),
        alpha = -k phi(u) s / Z. Both: beta = -alpha (u s + alpha).
        All zero where ``a`` is zero: such an item says nothing.

    Examples
    --------
    >>> item = Parameters(np.array(0.61), np.array(0.0), *np.zeros((3, 1)))
    >>> answer_evidence(0.0, 1.0, item, [True, False]).alpha.round(3).tolist()
    [0.416, -0.416]
    """
    return weigh(np.asarray(m, dtype=np.float64), np.asarray(v, dtype=np.float64), hear(item, right))


class Heard(NamedTuple):
    """Answers as they are weighed.

    ``b``: difficulty; ``noise``: variance around the ability that was asked for, 1 / a^2 + s_b^2, infinite
    for an item that does not discriminate; ``sign``: 1 where the answer was right, else -1; ``by_chance``:
    odds that it says nothing, a lucky guess or a slip.
    """

    b: Floats
    noise: Floats
    sign: Floats
    by_chance: Floats


def hear(item: Parameters, right: ArrayLike) -> Heard:
    """Answers to items, right or wrong."""
    was_right = np.asarray(right, dtype=bool)
    square = np.asarray(item.a, dtype=np.float64) ** 2
    noise = np.divide(1.0, square, out=np.full(square.shape, np.inf), where=square > 0)
    return Heard(
        np.asarray(item.b),
        np.asarray(noise + item.s_b**2),
        np.where(was_right, 1.0, -1.0),
        np.where(was_right, item.c, item.d) / (1.0 - item.c - item.d),
    )


def weigh(m: Floats, v: Floats, heard: Heard) -> Evidence:
    """Derivatives for answers, as `answer_evidence` states them."""
    s = 1.0 / np.sqrt(heard.noise + v)
    u = s * (m - heard.b)
    z = heard.sign * u
    ratio = density_over_chance(z)
    alpha = heard.sign * s * ratio
    if np.any(heard.by_chance):
        bounded = np.maximum(np.minimum(z, _NEAR), -_NEAR)
        alpha /= 1.0 + heard.by_chance * ratio * (_ROOT_TWO_PI * np.exp(0.5 * bounded * bounded))
    return Evidence(alpha, -alpha * (u * s + alpha))


def _standardised(m: ArrayLike, v: ArrayLike, item: Parameters) -> tuple[Floats, Floats]:
    s = item.a / np.sqrt(1.0 + item.a**2 * (np.asarray(v, dtype=np.float64) + item.s_b**2))
    return s, s * (np.asarray(m, dtype=np.float64) - item.b)
