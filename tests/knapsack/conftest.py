"""Small random planning problems, and the plans that trying everything finds."""

from itertools import chain, combinations
from types import SimpleNamespace

import pytest

from readiness.knapsack.candidates import Candidate


def random_case(rng):
    """Candidates with ties, alternatives, circles and unknown facets, and the levels they start from."""
    facets = [f"f{i}" for i in range(rng.integers(1, 5))]
    levels = {f: int(rng.integers(0, 3)) for f in facets}
    steps = []
    for facet in facets:
        for level in range(levels[facet], int(rng.integers(levels[facet] + 1, 5))):
            for way in range(1 + int(rng.random() < 0.15)):
                others = [f for f in [*facets, "unrated"] if f != facet and rng.random() < 0.3]
                steps.append(
                    Candidate(
                        f"{facet}-{level}{'b' * way}",
                        facet,
                        level,
                        level + 1,
                        float(rng.integers(0, 9)) / 4 if rng.random() < 0.8 else float(rng.random() * 3),
                        float(rng.integers(1, 9)),
                        {f: int(rng.integers(1, 4)) for f in others},
                    )
                )
    keep = rng.permutation(len(steps))[:8]
    return [steps[i] for i in sorted(keep)], levels


def can_be_done(steps, levels):
    """Whether the steps can be done one after the other, each level and each prerequisite in its turn."""
    if len({(s.leaf, s.from_level) for s in steps}) < len(steps):
        return False
    at, left = dict(levels), list(steps)
    while left:
        step = next(
            (
                s
                for s in left
                if at[s.leaf] == s.from_level and all(at.get(f, 9) >= k for f, k in s.requires.items())
            ),
            None,
        )
        if step is None:
            return False
        at[step.leaf] += 1
        left.remove(step)
    return True


def in_order(steps, levels):
    """Whether the steps can be done just as they stand."""
    at = dict(levels)
    for step in steps:
        if at[step.leaf] != step.from_level or any(at.get(f, 9) < k for f, k in step.requires.items()):
            return False
        at[step.leaf] += 1
    return True


def every_plan(steps, levels):
    """Every set of steps that can be done."""
    subsets = chain.from_iterable(combinations(range(len(steps)), n) for n in range(len(steps) + 1))
    return [s for s in subsets if can_be_done([steps[i] for i in s], levels)]


def best_by_trying(steps, plans, hours):
    """Gain and hours of the plan of most points, then of fewest hours."""
    fitting = (p for p in plans if sum(steps[i].hours for i in p) <= hours)
    gain, spent = max((_gain(steps, p), -sum(steps[i].hours for i in p)) for p in fitting)
    return gain, -spent


def smallest_by_trying(steps, plans, levels, *, missing, floors):
    """Gain and hours of the plan of fewest hours, then of most points, that reaches everything; else None."""

    def enough(plan):
        at = dict(levels)
        for i in plan:
            at[steps[i].leaf] = max(at[steps[i].leaf], steps[i].to_level)
        return sum(steps[i].gain for i in plan) >= missing - 1e-6 and all(
            at[f] >= k for f, k in floors.items()
        )

    found = [(-sum(steps[i].hours for i in p), _gain(steps, p)) for p in plans if enough(p)]
    return (max(found)[1], -max(found)[0]) if found else None


def _gain(steps, plan):
    return sum(round(steps[i].gain * 1e9) for i in plan) / 1e9


@pytest.fixture(scope="session")
def cases():
    return SimpleNamespace(
        random=random_case,
        can_be_done=can_be_done,
        in_order=in_order,
        every_plan=every_plan,
        best=best_by_trying,
        smallest=smallest_by_trying,
    )
