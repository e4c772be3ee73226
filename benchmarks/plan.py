"""How much more the exact plan gains than rules of thumb in the same hours, and how long it takes.

1,000 simulated people rate themselves; each is planned for at 20, 60 and 150 hours by every rule. Run with
``python benchmarks/plan.py``; it prints the tables of docs/planning.md.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from rules_of_thumb import RULES, rule_of_thumb

from readiness import Profile, assess, load_framework
from readiness.assessment.person import person
from readiness.assessment.planning import terms_of, worths
from readiness.assessment.replan import make_plan
from readiness.knapsack.best import best_plan
from readiness.plan.draft import actions_of, start

if TYPE_CHECKING:
    from readiness.framework import Framework
    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Term

HOURS = (20, 60, 150)
SEED = 20
AT = datetime(2026, 1, 1, tzinfo=UTC)


def profiles(framework: Framework, n_people: int) -> list[Profile]:
    """People whose facets hang together: a general level, one for each criterion, and noise."""
    rng = np.random.default_rng(SEED)
    criterion = [k for k, c in enumerate(framework.criteria) for f in c.facets if f.scale.kind == "rating"]
    of_facet = np.unique(criterion, return_inverse=True)[1]
    own = rng.standard_normal((n_people, len(of_facet))) * np.sqrt(0.2)
    shared = rng.standard_normal((n_people, of_facet.max() + 1)) * np.sqrt(0.28)
    general = rng.standard_normal((n_people, 1)) * np.sqrt(0.52)
    ability = general + shared[:, of_facet] + own
    levels = np.clip(np.floor(1.6 + 1.1 * ability), 0, 4).astype(int)
    ids = [f.id for f in framework.rated]
    return [
        Profile(
            skills=dict(zip(ids, row.tolist(), strict=True)),
            languages={"python": 3},
            education={"level": "bachelor", "field": "computer-science"},
            experience={"years": 0.5, "projects": 1},
        )
        for row in levels
    ]


def compared(framework: Framework, people: list[Profile]) -> None:
    """Print the table of gains."""
    cases: list[tuple[tuple[Candidate, ...], dict[str, float], tuple[Term, ...]]] = []
    for profile in people:
        r = assess(profile, framework, assessed_at=AT)
        terms = terms_of(person(profile, framework))
        begin = start(r.framework, r.leaves, r.verdict, r.score or 0.0, r.coverage, worths(framework), terms)
        actions = actions_of(need.leaf for need in begin.needs)
        cases.append((begin.candidates(actions), dict(begin.levels), terms))
    print("| hours | rule | points gained, mean | exact gains more | people who gain more | at most |")
    print("|---:|---|---:|---:|---:|---:|")
    for hours in HOURS:
        exact = np.array([best_plan(*case[:2], hours, terms=case[2]).gain for case in cases])
        print(f"| {hours} | exact | {exact.mean():.2f} | | | |")
        for rule in RULES:
            gain = np.array(
                [rule_of_thumb(*case[:2], hours, terms=case[2], rule=rule).gain for case in cases]
            )
            lost = exact - gain
            assert lost.min() > -1e-5, "a rule of thumb beats the exact plan"  # noqa: S101
            more = f"{100 * (exact.mean() / gain.mean() - 1):.0f} %"
            better = f"{100 * np.mean(lost > 1e-5):.0f} %"
            print(f"| {hours} | {rule} | {gain.mean():.2f} | {more} | {better} | {lost.max():.1f} points |")


def timed(framework: Framework, people: list[Profile]) -> None:
    """Print how long one person's plan takes, warm."""
    print("\n| what | median | 95th percentile | longest |\n|---|---:|---:|---:|")
    records = [assess(profile, framework, assessed_at=AT) for profile in people[:100]]
    for name, asked in (
        ("60 hours", {"hours": 60}),
        ("150 hours", {"hours": 150}),
        ("to ready", {"to_ready": True}),
    ):
        for sure in (False, True):
            taken = []
            for record in records if not sure else records[:20]:
                begun = time.perf_counter()
                make_plan(record, framework=framework, created_at=AT, how_sure=sure, **asked)
                taken.append(1000 * (time.perf_counter() - begun))
            middle, high = np.percentile(taken, [50, 95])
            label = f"{name}, with how sure each step is" if sure else name
            print(f"| {label} | {middle:.1f} ms | {high:.1f} ms | {max(taken):.1f} ms |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=1000)
    n_people = options.parse_args().people
    framework = load_framework()
    people = profiles(framework, n_people)
    compared(framework, people)
    timed(framework, people)


if __name__ == "__main__":
    main()
