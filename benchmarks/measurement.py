"""What the measurement is worth, in simulation: the tables of docs/measurement.md.

Run `python benchmarks/measurement.py [N_PEOPLE]`; the page holds what 2000 people gave. Simulated people
follow the model but for what a table says was changed: the figures say what follows from the assumptions.
"""

from __future__ import annotations

import sys
import time
from typing import NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.role import role_of
from readiness.framework import load_framework
from readiness.measurement.refinement import refine
from readiness.measurement.selection import next_item
from readiness.measurement.simulate import (
    Kind,
    Respondents,
    rate_criteria,
    respondents,
    sit,
    true_difficulties,
)
from readiness.measurement.simulate import answer as simulate_answer
from readiness.measurement.worth import level_interval
from readiness.quiz.checks import load_bank_of

FACTS = 10.0
"""Points of education and experience that everybody simulated has, known without doubt."""
PORTION = 200
MINUTES = (0, 5, 10, 20)


class Setting(NamedTuple):
    """The shipped role, its bank, and what is believed."""

    population: m.Population
    role: m.Asked
    points: np.ndarray
    items: m.Items
    seconds: np.ndarray


class Told(NamedTuple):
    """What was true and what was said of simulated people."""

    truth: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    low95: np.ndarray
    high95: np.ndarray
    chance: np.ndarray
    ready: np.ndarray
    facets_held: np.ndarray
    n_answers: float

    @property
    def holds(self) -> float:
        """Share of people whose score the 80 % interval holds."""
        return float(((self.truth >= self.low) & (self.truth <= self.high)).mean())

    @property
    def holds_95(self) -> float:
        """The same of the 95 % interval."""
        return float(((self.truth >= self.low95) & (self.truth <= self.high95)).mean())

    @property
    def error(self) -> float:
        """Mean absolute error, points."""
        return float(np.abs(self.truth - self.mean).mean())

    @property
    def half_width(self) -> float:
        """Half of the 80 % interval, points."""
        return float((self.high - self.low).mean() / 2)


def setting() -> Setting:
    """The shipped role."""
    role = load_framework()
    bank = load_bank_of(role)
    return Setting(
        role_of(role).population,
        role_of(role).asked,
        100 * role_of(role).weights[role_of(role).rated],
        bank.arrays,
        bank.seconds,
    )


def expected(
    at: Setting, belief: m.Belief, widening: np.ndarray, level: float | None = None
) -> dict[str, np.ndarray]:
    """Scores of many people, in portions."""
    found = []
    for start in range(0, belief.n_people, PORTION):
        part = m.Belief(belief.mean[start : start + PORTION], belief.covariance[start : start + PORTION])
        n = part.n_people
        facts = m.Facts(np.full(n, FACTS), np.zeros((n, 0)), np.zeros(0), np.zeros(0))
        wider = widening[start : start + PORTION]
        found.append(
            m.expected_score(
                part, at.population, at.role, at.points, facts=facts, widening=wider, level=level
            )
        )
    return {
        name: np.concatenate([getattr(e, name) for e in found]) for name in ("mean", "low", "high", "chance")
    }


def tell(
    at: Setting,
    who: Respondents,
    minutes: float,
    *,
    by_second: bool = True,
    believed: Setting | None = None,
    shared: np.ndarray | float = 1.0,
) -> Told:
    """A sitting of so many minutes, and what is said after it; ``shared``: facets rated by one statement."""
    believes = believed or at
    rng = np.random.default_rng(7)
    n = len(who.ability)
    given = m.answers(np.full((n, 0), -1), np.zeros((n, 0), dtype=bool))
    if minutes:
        given = sit(
            who, believes.population, believes.items, believes.role, believes.points,
            seconds=believes.seconds, minutes=minutes, rng=rng, by_second=by_second, fixed_points=FACTS,
        ).answers  # fmt: skip
    rated = m.rate_facets(who.levels, shared=shared)
    belief = m.replay(believes.population, rated, believes.items, given)
    wider = m.widening(who.levels, believes.population)
    score, wide = (expected(believes, belief, wider, level) for level in (None, 0.95))
    own = m.own_chances(believes.population, believes.role, rated, believes.items, given).min(axis=1)
    truth = m.true_score(who.ability, at.population, at.role, at.points, fixed_points=FACTS)
    must = ~np.isnan(at.role.floors)
    floor = at.population.thresholds[at.role.floors[must].astype(int) - 1]
    low, high = level_interval(belief, believes.population)
    level = m.true_levels(who.ability, at.population)
    return Told(
        truth, score["mean"], score["low"], score["high"], wide["low"], wide["high"],
        np.minimum(score["chance"], own),
        (truth >= at.role.threshold) & (who.ability[:, must] >= floor).all(axis=1),
        ((level >= low) & (level <= high)).mean(axis=0),
        float((given.item >= 0).sum(axis=1).mean()),
    )  # fmt: skip


def table(title: str, head: str, rows: list[str]) -> None:
    """One table in Markdown."""
    columns = head.split("|")
    print(f"\n### {title}\n\n| {' | '.join(c.strip() for c in columns)} |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print(f"| {row} |", flush=True)


def coverage(at: Setting, n: int) -> None:
    """Intervals by minutes and by what is hidden, beside the broken variant."""
    rows = []
    who = respondents(at.population, n, rng=np.random.default_rng(1))
    alone = at.population._replace(covariance=at.population.covariance * np.eye(at.population.mean.size))
    for name, believed in (("as built", at), ("broken: facets independent", at._replace(population=alone))):
        for minutes in MINUTES:
            t = tell(at, who, minutes, believed=believed)
            rows.append(
                f"{name} | {minutes} | {t.n_answers:.0f} | {t.holds:.3f} | {t.holds_95:.3f} | "
                f"{t.error:.1f} | "
                f"{t.half_width:.1f} | {t.facets_held.min():.2f}"
            )
    for share in (1 / 3, 2 / 3):
        levels = who.levels.copy()
        levels[np.random.default_rng(2).random(levels.shape) < share] = np.nan
        t = tell(at, who._replace(levels=levels), 0)
        rows.append(
            f"{share:.0%} of the ratings hidden | 0 | 0 | {t.holds:.3f} | {t.holds_95:.3f} | {t.error:.1f} | "
            f"{t.half_width:.1f} | {t.facets_held.min():.2f}"
        )
    broad = rate_criteria(at.population, who, rng=np.random.default_rng(2))
    criterion = at.population.criterion_of_facet
    for name, shared in (
        ("each criterion rated once", np.equal.outer(criterion, criterion).sum(axis=0) * np.ones((n, 1))),
        ("broken: as if each skill had been", 1.0),
    ):
        t = tell(at, broad, 0, shared=shared)
        rows.append(
            f"{name} | 0 | 0 | {t.holds:.3f} | {t.holds_95:.3f} | {t.error:.1f} | "
            f"{t.half_width:.1f} | {t.facets_held.min():.2f}"
        )
    head = "belief | minutes | answers | 80 % holds | 95 % holds | error | half width | facet held least"
    table("Coverage", head, rows)


def gains(at: Setting, n: int) -> None:
    """What twenty minutes of checks gain, by kind of person, and beside selection by item."""
    rows = []
    flat = at._replace(items=at.items._replace(a=np.full(at.items.a.shape, 0.61)))
    for kind in (
        Kind.MODEL,
        Kind.CAREFUL,
        Kind.LENIENT,
        Kind.HARSH,
        Kind.CARELESS,
        Kind.GUESSING,
        Kind.UNEVEN,
    ):
        who = respondents(at.population, n, kind=kind, rng=np.random.default_rng(3))
        none, checked, by_item = (
            tell(at, who, t, by_second=s) for t, s in ((0, True), (20, True), (20, False))
        )
        same = tell(flat, who, 20)
        rows.append(
            f"{kind} | {none.error:.1f} | {checked.error:.2f} | {checked.half_width:.1f} | "
            f"{checked.holds:.3f} | "
            f"{checked.n_answers:.0f} | {checked.error / by_item.error:.2f} | {same.error:.2f} | "
            f"{same.half_width:.1f}"
        )
    head = (
        "people | error, ratings alone | after 20 min | half width | 80 % holds | answers | "
        "to selection by item | all items .61 | half width"
    )
    table("What checks gain: mean absolute error of the score, in points", head, rows)


def verdicts(at: Setting, n: int) -> None:
    """Of people told a verdict, how many are ready."""
    who = respondents(at.population, 4 * n, rng=np.random.default_rng(4))
    rows = []
    for minutes in (0, 20):
        t = tell(at, who, minutes)
        for name, low, high in (
            ("ready", 0.8, 1.1), ("probably ready", 0.5, 0.8), ("too close", 0.2, 0.5), ("not yet", -1, 0.2)
        ):  # fmt: skip
            told = (t.chance >= low) & (t.chance < high)
            share = f"{t.ready[told].mean():.2f}" if told.any() else "-"
            rows.append(f"{minutes} | {name} | {told.sum()} | {share}")
    table("The verdict", "minutes | called | people | of them ready", rows)


def wrong_beliefs(at: Setting, n: int) -> None:
    """Noisier ratings than believed, everybody lenient, careless answers."""
    rows = []
    for factor, lenient, kind in ((1, 0.8, Kind.MODEL), (8, 0.8, Kind.MODEL), (8, 0.8, Kind.CARELESS)):
        noise = at.population.steps.noise.copy()
        noise[0] *= [1, factor, factor, factor]
        true = at.population._replace(steps=at.population.steps._replace(noise=noise))
        rng = np.random.default_rng(5)
        who = respondents(true, n, kind=kind, leniency=lenient, rng=rng)
        claims = who.levels >= 1
        validity = np.corrcoef(who.levels[claims], who.ability[claims])[0, 1]
        for minutes in (7, 20):
            t = tell(at, who, minutes)
            rows.append(
                f"claims {factor} times as noisy, all {lenient} SD lenient, {kind} | {validity:.2f} | "
                f"{minutes} | "
                f"{t.n_answers:.0f} | {t.holds:.3f} | {(t.mean - t.truth).mean():+.1f}"
            )
    table(
        "Where beliefs are wrong",
        "truth | validity of a claim | minutes | answers | 80 % holds | bias",
        rows,
    )


def refined(at: Setting, n: int) -> None:
    """Difficulties learned from collected answers."""
    rows = []
    for n_people in (100, 500, n):
        rng = np.random.default_rng(6)
        who = respondents(at.population, n_people, rng=rng)
        truth = true_difficulties(at.items, rng=rng)
        item = np.array([rng.choice(at.items.n_items, 20, replace=False) for _ in range(n_people)])
        right = np.column_stack(
            [simulate_answer(who, at.items, truth, item[:, k], rng=rng) for k in range(20)]
        )
        found = refine(at.population, m.rate_facets(who.levels), at.items, m.answers(item, right))
        before, after = (np.sqrt(np.mean((b - truth) ** 2)) for b in (at.items.b, found.b))
        claimed = np.sqrt(np.mean(found.s_b**2))
        rows.append(
            f"{n_people} | {n_people * 20 / at.items.n_items:.0f} | {before:.2f} | {after:.2f} | "
            f"{claimed:.2f}"
        )
    head = "people who answered 20 | answers an item | error in b before | after | claimed after"
    table("Difficulties refined from answers", head, rows)


def times(at: Setting) -> None:
    """Milliseconds for one person, medians."""
    rng = np.random.default_rng(8)
    levels = rng.integers(0, 5, (1, at.population.n_facets))
    rated = m.rate_facets(levels)
    given = m.answers(rng.choice(at.items.n_items, 20, replace=False), rng.random(20) < 0.5)
    belief = m.replay(at.population, rated, at.items, given)
    actions = {
        "replay ratings": lambda: m.settle(at.population, m.observe_ratings(at.population, rated)),
        "replay ratings and 20 answers": lambda: m.replay(at.population, rated, at.items, given),
        "expected score, interval and chance": lambda: m.expected_score(
            belief, at.population, at.role, at.points
        ),
        "next item": lambda: next_item(
            belief, at.population, at.items, at.role, at.points, seconds=at.seconds, asked=[1, 2], uniform=0.5
        ),
    }
    rows = []
    for name, action in actions.items():
        taken = []
        for _ in range(30):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
        rows.append(f"{name} | {1e3 * float(np.median(taken)):.2f}")
    table("Times", "one person | ms, median", rows)


def main() -> None:
    """Every table."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    at = setting()
    mean = at.seconds.mean()
    print(f"{n} simulated people a row; {at.items.n_items} items of {mean:.0f} s, screens included.")
    coverage(at, n)
    gains(at, n)
    verdicts(at, n)
    wrong_beliefs(at, n)
    refined(at, n)
    times(at)


if __name__ == "__main__":
    main()
