r"""A joint Gaussian belief about all facets and a person's leniency, and how one observation moves it.

State x = (theta_1 .. theta_F, delta) ~ N(mu, Sigma), one row a person. An observation speaks of one number,
theta_f + share x delta = h.x: an answer of ability alone, a step of a rating of leniency as well. With the
derivatives alpha and beta of its log probability (see `evidence`) it moves the belief by one rank:

    mu    <- mu + alpha (Sigma h),    Sigma <- Sigma + beta (Sigma h)(Sigma h)'

That a skill was never practised says of ability no more than a claim does, as occasions differ; of the level
of the skill itself it says all. So it is heard twice: with the other ratings, and at the end by `take_facts`.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from readiness.arrays import AnyArray, ArrayLike, Flags, Floats, Indices
from readiness.measurement.evidence import Heard, answer_evidence, hear, weigh
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import N_STEPS, VERIFIED, Ratings


class Belief(NamedTuple):
    """``mean`` (n_people, F+1) and ``covariance`` (n_people, F+1, F+1); the last entry is leniency."""

    mean: Floats
    covariance: Floats

    @property
    def n_people(self) -> int:
        """How many people the belief is about."""
        return len(self.mean)


class Observations(NamedTuple):
    """Answers and steps of ratings in one shape, each field (n_people, n_observations).

    ``facet`` and ``share`` of leniency say what each speaks of; ``part`` of one statement that it is, as its
    likelihood to this power; ``counts`` is False where there is none; the others are those of `Heard`: a step
    that was taken is a right answer.
    """

    facet: Indices
    share: Floats
    part: Floats
    b: Floats
    noise: Floats
    sign: Floats
    by_chance: Floats
    counts: Flags


def prior(population: Population, n_people: int = 1) -> Belief:
    """The belief before any evidence, once for each person."""
    size = population.mean.size
    mean = np.tile(population.mean, (n_people, 1))
    return Belief(mean, np.broadcast_to(population.covariance, (n_people, size, size)).copy())


def observe_ratings(population: Population, given: Ratings) -> Observations:
    """Every step that ratings speak of: those that were taken, and the first that was not."""
    steps, level = population.steps, given.level[:, :, None]
    step = np.arange(N_STEPS)
    shape = (*given.level.shape, N_STEPS)
    return Observations(
        _flat(np.broadcast_to(given.facet[:, :, None], shape)),
        _flat(steps.leniency.take(given.source, axis=0)),
        _flat(np.broadcast_to(1.0 / given.shared[:, :, None], shape)),
        _flat(steps.cut.take(given.source, axis=0)),
        _flat(steps.noise.take(given.source, axis=0)),
        _flat(np.where(step < level, 1.0, -1.0)),
        np.zeros((len(level), shape[1] * N_STEPS)),
        _flat((level >= 0) & (step <= level)),
    )


def take_facts(
    population: Population, given: Ratings, belief: Belief, precision: Floats, shift: Floats
) -> Belief:
    """The belief where every level of 0 is a fact about its own facet, and about no other.

    What a 0 said with the other ratings is taken out of the belief about its facet, and that the facet stands
    below the first level is put in its place. All other facets keep what they are believed to be, and how
    they go together. Inference that keeps one part from flowing back is called cut (Plummer 2015, Statistics
    and Computing 25, 37-43).

    Parameters
    ----------
    population : Population
        Gives the first threshold, and how sure a 0 is.
    given : Ratings
        At most one of each facet.
    belief : Belief
        After these ratings and whatever else was observed.
    precision, shift : ndarray, shape (n_people, n_observations)
        The site of every observation, those of the ratings first.
    """
    person, which = np.nonzero((given.level == 0) & (given.source != VERIFIED))
    facet, first = given.facet[person, which], which * N_STEPS
    v = belief.covariance[person, facet, facet]
    left = 1.0 - precision[person, first] * v
    proper = left > _LEAST_LEFT
    person, which, facet, first = (field[proper] for field in (person, which, facet, first))
    v, left = v[proper], left[proper]
    m, own = (belief.mean[person, facet] - v * shift[person, first]) / left, v / left
    each = np.ones_like(m)
    doubt = population.settings.fact_noise * given.shared[person, which]
    said = weigh(m, own, Heard(population.thresholds[0] * each, doubt, -each, 0.0 * each))
    mean, scale = belief.mean.copy(), np.ones_like(belief.mean)
    mean[person, facet] = m + said.alpha * own
    scale[person, facet] = np.sqrt(own * (1.0 + said.beta * own) / v)
    return Belief(mean, belief.covariance * scale[:, :, None] * scale[:, None, :])


_LEAST_LEFT = 1e-9


def observe_answers(items: Items, item: Indices, right: Flags) -> Observations:
    """Answers as observations; an item of -1 is none."""
    none, whole = np.zeros(item.shape), np.ones(item.shape)
    return Observations(items.facet[item], none, whole, *hear(items.parameters(item), right), item >= 0)


def join_observations(first: Observations, second: Observations) -> Observations:
    """Both, of the same people."""
    if not second.counts.shape[1]:
        return first
    return Observations(*(np.concatenate(pair, axis=1) for pair in zip(first, second, strict=True)))


def map_observations(seen: Observations, change: Callable[[AnyArray], AnyArray]) -> Observations:
    """The observations with every field changed alike."""
    return Observations(*map(change, seen))


def after_answer(belief: Belief, items: Items, item: ArrayLike, right: ArrayLike) -> Belief:
    """The belief after one answer each.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    items : Items
        The bank.
    item : array_like of int, shape (n_people,) or a number
        Index of the item that was answered; -1 where nobody answered, which changes nothing.
    right : array_like of bool, shape (n_people,) or a boolean
        Whether the answer was right; "I don't know" is not.

    Returns
    -------
    Belief
        Of the same people.
    """
    row = np.arange(belief.n_people)
    index = np.asarray(item, dtype=np.intp) + np.zeros_like(row)
    facet = items.facet[index]
    moved = belief.covariance[row, :, facet]
    seen = answer_evidence(belief.mean[row, facet], moved[row, facet], items.parameters(index), right)
    answered = index >= 0
    shift = (seen.alpha * answered)[:, None] * moved
    step = (seen.beta * answered)[:, None] * moved
    return Belief(belief.mean + shift, belief.covariance + step[:, :, None] * moved[:, None, :])


def _flat(array: AnyArray) -> AnyArray:
    return np.ascontiguousarray(array).reshape(len(array), -1)
