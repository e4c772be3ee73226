r"""Draws from a belief: abilities, and what each is worth in a role.

Levels come from a table of abilities 1/256 standard deviations apart, right to .002: exact ones would take a
second for a million. Draws are (n_people, n_facets, n_draws), so that all draws of one facet lie together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.draws import count_draws, normal_draws
from readiness.measurement.normal import distribution
from readiness.measurement.worth import Asked, Known, attainment_of_levels

if TYPE_CHECKING:
    from readiness.arrays import Floats, Indices
    from readiness.measurement.belief import Belief
    from readiness.measurement.population import Population

__all__ = ["NO_DOUBT", "Drawn", "Scratch", "at_least", "draw", "draw_people", "levels_drawn", "scratch"]


class Drawn(NamedTuple):
    """Draws of many people, (n_people, n_facets, n_draws).

    ``attainment``, and ``place`` of ability in the table.
    """

    attainment: Floats
    place: Floats

    def covariance_with(self, numbers: Floats) -> Floats:
        """Covariance of the abilities, (n_people, n_facets), with a number a draw, (n_people, n_draws)."""
        centred = numbers - numbers.mean(axis=1, keepdims=True)
        along = np.matmul(centred[:, None], self.place.transpose(0, 2, 1))[:, 0]
        return np.asarray(along / (_STEPS_PER_SD * numbers.shape[1]))

    def floors_met(self, population: Population, asked: Asked, known: Known) -> Floats:
        """Chance that every must-have stands at its floor or above, by draw, (n_people, n_draws)."""
        must = np.flatnonzero(~np.isnan(asked.floors))
        floors, places = asked.floors[must], self.place[:, must]
        lowest = _STEPS_PER_SD * (population.thresholds[floors.astype(np.intp) - 1] + _TABLE_END)
        met = at_least(places, lowest[:, None], places.std(axis=2))
        trust = known.trust[:, must, None]
        if trust.any():
            met += trust * ((known.level[:, must, None] >= floors[:, None]) - met)
        return np.asarray(np.multiply.reduce(met, axis=1))


def at_least(numbers: Floats, threshold: float | Floats, sd: Floats) -> Floats:
    """Whether each number reaches the threshold, as a ramp around it where there is doubt.

    `numbers` (..., n_draws) have the standard deviations `sd`, (...).
    """
    width = np.maximum(_RAMP * sd, _TINY)[..., None]
    ramp = np.clip(0.5 + (numbers - threshold) / (2.0 * width), 0.0, 1.0)
    if not (sd < NO_DOUBT).any():
        return np.asarray(ramp)
    exact = (numbers >= threshold - NO_DOUBT).astype(np.float64)
    return np.where((sd < NO_DOUBT)[..., None], exact, ramp)


_RAMP = 0.25
_TINY = 1e-12
NO_DOUBT = 1e-9


class Scratch(NamedTuple):
    """Room for draws, used again and again.

    Asking the system for it each time takes longer than the draws. Of one facet the draws of all lie
    together, for what is looked up by facet.
    """

    attainment: Floats
    place: Floats
    rounded: Floats


def scratch(n_people: int, n_facets: int) -> Scratch:
    """Room for the draws of so many people."""
    rooms = (np.empty((n_facets, n_people, count_draws(n_facets))) for _ in Scratch._fields)
    return Scratch(*(room.transpose(1, 0, 2) for room in rooms))


def draw(belief: Belief, population: Population, asked: Asked, known: Known, room: Scratch) -> Drawn:
    """Draws from the belief about each person; levels that are known are taken as far as they are trusted.

    They lie in `room`, which is for just so many people, until something else is drawn there.
    """
    place = _fill_places(belief, population.order, room)
    found = _look_up(place, population, asked, room)
    trusted = np.flatnonzero(known.trust.any(axis=1))
    if trusted.size:
        found[trusted] = _blended(place[trusted], population, asked, known, trusted)
    return Drawn(found, place)


def _blended(place: Floats, population: Population, asked: Asked, known: Known, people: Indices) -> Floats:
    """Attainments where levels that were drawn and levels that are known are taken together."""
    levels = _levels(place, population, Known(*(field[people] for field in known)))
    found = np.empty_like(place)
    for facet, worth in enumerate(asked.worth):
        counted = levels[:, facet]
        for base in asked.built_on[asked.built_on[:, 0] == facet, 1].tolist():
            counted = np.minimum(counted, levels[:, base] + asked.above)
        alone = asked._replace(worth=worth[None], built_on=np.zeros((0, 2), dtype=np.intp))
        found[:, facet] = attainment_of_levels(counted[:, :, None], alone)[:, :, 0]
    return found


def _levels(place: Floats, population: Population, known: Known) -> Floats:
    """Levels by place in the table, with those that are known as far as they are trusted."""
    at = np.clip(np.rint(place), 0, _N_STEPS - 1).astype(np.intp)
    levels = _level_table(population.thresholds.tobytes(), population.blur).take(at)
    for facet in np.flatnonzero(known.trust.any(axis=0)).tolist():
        trust, level = (field[:, facet, None] for field in (known.trust, known.level))
        levels[:, facet] += trust * (level - levels[:, facet])
    return levels


def draw_people(belief: Belief, population: Population, asked: Asked, known: Known) -> Drawn:
    """As `draw`, in a room of their own: these draws stay."""
    return draw(belief, population, asked, known, scratch(belief.n_people, belief.mean.shape[1] - 1))


def levels_drawn(drawn: Drawn, population: Population, known: Known) -> Floats:
    """The levels that scores are averaged over, (n_people, n_facets, n_draws)."""
    return _levels(drawn.place, population, known)


_TABLE_END = 5  # where levels are 0, or all but 4
_STEPS_PER_SD = 256
_N_STEPS = 2 * _TABLE_END * _STEPS_PER_SD + 1


def _fill_places(belief: Belief, order: Indices, room: Scratch) -> Floats:
    """Where abilities that are drawn stand in the table, unrounded; the mean goes with a draw of 1."""
    n_people, size = belief.mean.shape
    root, ordered = np.empty((2, size - 1, n_people, size))
    _fill_root(belief.covariance[:, order[:, None], order], ordered[:, :, 1:])
    root[order] = ordered
    root[:, :, 0] = belief.mean[:, :-1].T
    root[:, :, 0] += _TABLE_END
    root *= _STEPS_PER_SD
    n_draws = room.place.shape[2]
    places = room.place.transpose(1, 0, 2).reshape(-1, n_draws)  # of all facets in one piece
    np.matmul(root.reshape(-1, size), _normals(size - 1, n_draws), out=places)
    return room.place


@lru_cache(maxsize=8)
def _normals(n_dimensions: int, n_draws: int) -> Floats:
    """Normal draws below a row of ones, (1 + n_dimensions, n_draws)."""
    return np.vstack((np.ones(n_draws), normal_draws(n_dimensions, n_draws).T))


def _fill_root(covariance: Floats, root: Floats) -> None:
    """A root of each covariance, (F, n_people, F), whose first column is what moves all facets together.

    With c = C 1 / sqrt(1' C 1), what is left, C - c c', is the covariance about the sum of all facets. Its
    own root is triangular, with nothing in the last column: so there are as many columns as facets. Most of a
    score's doubt lies in the first column, in whatever order the facets come.
    """
    size = covariance.shape[1]
    if not size:
        return
    common = covariance.sum(axis=2)
    common /= np.sqrt(np.maximum(common.sum(axis=1, keepdims=True), _LIFT))
    left = common[:, :, None] * common[:, None, :]
    np.subtract(covariance, left, out=left)
    left[:, np.arange(size), np.arange(size)] += _LIFT
    root[:, :, 0] = common.T
    root[:, :, 1:] = np.linalg.cholesky(left).transpose(1, 0, 2)[:, :, :-1]


_LIFT = 1e-10


@lru_cache(maxsize=8)
def _level_table(thresholds: bytes, blur: float) -> Floats:
    grid = np.linspace(-_TABLE_END, _TABLE_END, _N_STEPS)
    return np.asarray(distribution((grid[:, None] - np.frombuffer(thresholds)) / blur).sum(axis=1))


class _Worths(NamedTuple):
    """Attainment by place in the table.

    ``own`` of a facet's own level, ``lent`` as far as the facet that it is built on lets it count; a row for
    each kind of facet.
    """

    own: Floats
    lent: Floats
    kind: Indices


@lru_cache(maxsize=8)
def _worths(thresholds: bytes, blur: float, worth: bytes, above: float) -> _Worths:
    levels = _level_table(thresholds, blur)
    kinds, kind = np.unique(np.frombuffer(worth).reshape(-1, 5), axis=0, return_inverse=True)
    nothing = np.zeros((0, 2), dtype=np.intp)
    n = len(kinds)
    role = Asked(kinds, nothing, np.zeros(n, dtype=np.intp), np.full(n, np.nan), 0.0)
    own, lent = (
        np.ascontiguousarray(attainment_of_levels(np.tile(at[:, None], (1, n)), role).T)
        for at in (levels, levels + above)
    )
    return _Worths(own, lent, kind.ravel())


def _look_up(place: Floats, population: Population, asked: Asked, room: Scratch) -> Floats:
    """Attainments by place in the table.

    What a level is worth never falls with it, so that the least of two levels is worth the least of two
    worths.
    """
    worths = _worths(population.thresholds.tobytes(), population.blur, asked.worth.tobytes(), asked.above)
    np.add(place, _ROUND, out=room.rounded)  # a float of this size holds whole numbers only
    at = room.rounded.view(np.int64)
    at -= _ROUND_BITS
    found = room.attainment
    for facet, kind in enumerate(worths.kind.tolist()):
        worths.own[kind].take(at[:, facet], mode="clip", out=found[:, facet])
    held: dict[tuple[int, int], Floats] = {}
    for facet, base in asked.built_on.tolist():
        key = base, int(worths.kind[facet])
        if key not in held:
            held[key] = worths.lent[key[1]].take(at[:, base], mode="clip")
        np.minimum(found[:, facet], held[key], out=found[:, facet])
    return found


_ROUND = 1.5 * 2.0**52
_ROUND_BITS = np.float64(_ROUND).view(np.int64)
