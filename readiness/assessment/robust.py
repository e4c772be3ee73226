"""Whether the verdict hangs on the weights, as a note of the record."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.role import role_of
from readiness.assessment.verdict import ORDER, Chances, bands_of, chances
from readiness.measurement.normal import distribution
from readiness.scoring import N_NODES, largest_gap

if TYPE_CHECKING:
    from readiness.arrays import Floats, Indices
    from readiness.assessment.person import Person
    from readiness.assessment.role import Weightings
    from readiness.framework import Framework

__all__ = ["robustness_note", "uniforms"]

LEAST_SHARE = 0.01
"""Gaps that are the largest in fewer draws than this are left out of the note."""
_LEAST_ATTAINMENT = 0.01  # a geometric mean of a 0 is 0; this keeps one gap from hiding all else


class _Tried(NamedTuple):
    """Score and verdict under many weightings, each (n_weightings,); verdicts as positions in `ORDER`."""

    score: Floats
    band: Indices

    def after(self, first: int) -> _Tried:
        """Without those before the first."""
        return _Tried(self.score[first:], self.band[first:])

    def parted(self, n_rows: int, n_columns: int) -> tuple[_Tried, _Tried]:
        """The first ones in rows, and the rest."""
        end = n_rows * n_columns
        shape = n_rows, n_columns
        return _Tried(self.score[:end].reshape(shape), self.band[:end].reshape(shape)), self.after(end)


def robustness_note(who: Person, seed: int) -> r.RobustnessNote:
    """How score, verdict and gaps behave under moved weights, must-haves included."""
    framework, applies = who.framework, ~np.isnan(who.reached)
    weightings = role_of(framework).weightings(seed, uniforms, applies)
    spread_ = _spread_of(who)
    tried = _try_weights(who, spread_, weightings)
    n_moved = weightings.moved.weight.shape[1]
    score, band = tried.score[1 : 1 + n_moved], tried.band[1 : 1 + n_moved]
    home, stays_at = int(tried.band[0]), np.bincount(band, minlength=len(ORDER)) / n_moved
    alone, others = tried.after(1 + n_moved).parted(weightings.n_factors, N_NODES)
    variance = float(score.var())
    of_factor = np.where(np.ptp(alone.score, axis=1) > _ROUNDING, alone.score.var(axis=1), 0.0)
    share = np.minimum(of_factor / variance, 1.0) if variance > 0 else np.zeros(len(of_factor))
    drivers = _drivers(framework, share, (alone.band != home).mean(axis=1))
    hinges = max(drivers, key=lambda d: d.verdict_changes, default=None)
    hinges = hinges if hinges is not None and hinges.verdict_changes > 0 else None
    low, high = _quantiles(score, 0.05, 0.95)
    stays = float(stays_at[home])
    gaps = largest_gap(weightings.moved, np.where(applies, 1.0 - who.reached, 0.0))
    return r.RobustnessNote(
        draws=n_moved,
        verdict_stays=stays,
        score_low=float(low),
        score_high=float(high),
        bands=dict(zip(ORDER, stays_at.tolist(), strict=True)),
        largest_gaps=tuple(
            r.LargestGap(id=framework.facets[k].id, share=float(gaps[k]))
            for k in np.argsort(-gaps, kind="stable").tolist()
            if gaps[k] >= LEAST_SHARE
        ),
        drivers=drivers,
        hinges_on=hinges.id if hinges else None,
        alternatives=_alternatives(who, spread_, others),
        sentence=wording.robustness(stays, hinges.title if hinges else None),
    )


_ROUNDING = 1e-9


def _quantiles(values: Floats, *shares: float) -> Floats:
    """As `numpy.quantile`, which imports numpy.ma: 10 ms of the 130 that a score takes from the shell."""
    ends = len(values) - 1
    return np.interp([share * ends for share in shares], np.arange(len(values)), np.sort(values))


class _Spread(NamedTuple):
    """Mean and covariance of the attainments of all leaves, and the ends between which open facts lie."""

    mean: Floats
    covariance: Floats
    low: Floats
    high: Floats
    attainment: Floats


def _spread_of(who: Person) -> _Spread:
    facts, rated = who.facts_open, who.drawn.attainment[0].T
    mean = np.nan_to_num(who.reached)
    leaves = role_of(who.framework).facts
    is_open = facts.open[0] > 0
    low, high = mean.copy(), mean.copy()
    low[leaves], high[leaves] = (np.where(is_open, end, mean[leaves]) for end in (facts.low, facts.high))
    covariance = np.diag((high - low) ** 2 / 12.0)  # of anything between two ends, each as likely
    off = who.widening * (rated - rated.mean(axis=0))
    covariance[np.ix_(who.rated, who.rated)] = off.T @ off / len(off)
    return _Spread(mean, covariance, low, high, rated)


def _try_weights(who: Person, spread_: _Spread, weightings: Weightings) -> _Tried:
    """Score and verdict under each weighting.

    The chance to be ready moves from what it is by what moves the chance to reach the threshold, taken as
    that of a normal distribution with the score's mean and variance under each weighting. The first
    weighting is the role's own.
    """
    points, threshold = weightings.points, role_of(who.framework).asked.threshold
    variance = np.einsum("ij,ij->i", points @ spread_.covariance, points)
    sd = np.sqrt(np.maximum(variance, _ROUNDING))
    own = float(who.evidence.own[0].min(initial=1.0))
    scores = [points @ spread_.mean]
    if who.facts_open.open.any():
        scores += [points @ spread_.low, points @ spread_.high]
    reaches = distribution((np.array(scores) - threshold) / sd)
    moved = reaches - reaches[:, :1]
    chance = np.minimum(np.clip(np.array(chances(who))[:, None] + moved, 0.0, 1.0), own)
    return _Tried(np.where(weightings.is_empty, np.nan, scores[0]), bands_of(who, Chances(*chance)))


def _drivers(framework: Framework, index: Floats, changes: Floats) -> tuple[r.Driver, ...]:
    factors = [(d.id, d.title) for d in framework.dimensions] + [(c.id, c.title) for c in framework.criteria]
    drivers = [
        r.Driver(id=name, title=title, index=float(i), verdict_changes=float(c))
        for (name, title), i, c in zip(factors, index, changes, strict=True)
    ]
    return tuple(sorted(drivers, key=lambda d: (-d.index, d.id)))


def _alternatives(who: Person, spread_: _Spread, tried: _Tried) -> tuple[r.Alternative, ...]:
    """Score and verdict under other rules: equal weights, the geometric mean, each criterion left out."""
    titles = [("equal-weights", "Every criterion equally important")]
    titles += [(f"without-{c.id}", f"Without {c.title}") for c in who.framework.criteria]
    rows = [
        r.Alternative(id=name, title=title, score=float(score), band=ORDER[int(band)])
        for (name, title), score, band in zip(titles, *tried, strict=True)
        if not np.isnan(score)
    ]
    logs = np.log(np.maximum(spread_.attainment, _LEAST_ATTAINMENT)) @ who.weight[who.rated]
    leaves = role_of(who.framework).facts
    fixed_ = np.log(np.maximum(np.nan_to_num(who.reached[leaves]), _LEAST_ATTAINMENT)) @ who.weight[leaves]
    score = min(100.0 * float(np.exp(logs + fixed_).mean()), float(who.expected.mean[0]))
    band = int(_band_at(who, score))
    title = "Geometric mean: strengths make up less for gaps"
    rows.insert(1, r.Alternative(id="geometric-mean", title=title, score=score, band=ORDER[band]))
    return tuple(rows)


def _band_at(who: Person, score: float) -> int:
    """The verdict if the score were another one, as sure as this one is."""
    sd = max(float(who.expected.sd[0]), _ROUNDING)
    mean, threshold = float(who.expected.mean[0]), role_of(who.framework).asked.threshold
    moves = float(np.diff(distribution((np.array([mean, score]) - threshold) / sd))[0])
    own = float(who.evidence.own[0].min(initial=1.0))
    found = Chances(*(min(max(at + moves, 0.0), own) for at in chances(who)))
    return int(bands_of(who, found)[0])


def uniforms(seed: int, n_rows: int, n_columns: int) -> Floats:
    """Independent numbers, uniform on 0 to 1 without the 1 in steps of 2**-32, shape (n_rows, n_columns).

    The generator is the standard library's (Matsumoto and Nishimura 1998, the Mersenne Twister), which gives
    the same numbers for the same seed on every machine. `numpy.random` takes 15 ms to import, a fifth of all
    of numpy; everything drawn here takes 2 ms.

    >>> bool((uniforms(0, 2, 3) == uniforms(0, 2, 3)).all())
    True
    """
    drawn = np.frombuffer(Random(seed).randbytes(4 * n_rows * n_columns), dtype="<u4")  # noqa: S311 — no secret
    found: Floats = drawn * 2.0**-32
    return found.reshape(n_rows, n_columns)
