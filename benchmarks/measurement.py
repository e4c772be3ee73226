"""What the measurement promises, in simulation: the full versions of the tests, as Markdown tables.

    python benchmarks/measurement.py [--people 2000]

The bank is that of questions/facets where it can be read, else one of the same shape. All figures follow from
the model that the engine believes, but where a table says what was changed; no real person was measured.
"""

import argparse
import time
import tomllib
from collections.abc import Callable  # noqa: TC003 - annotations of locals are read by people
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from readiness.measurement import (
    Answers,
    Belief,
    Items,
    Population,
    Settings,
    after_answer,
    after_ratings,
    chance_ready,
    expected_score,
    items,
    next_item,
    population,
    prior,
    refine,
    replay,
    settings,
    true_score,
)
from readiness.measurement.simulate import Kind, Respondents, rate, respondents, sit, true_difficulties

ROOT = Path(__file__).parents[1]
CRITERIA = {
    "python-programming": "python-language software-engineering ml-libraries",
    "data-analysis": "data-wrangling exploratory-analysis sql feature-engineering",
    "machine-learning-algorithms": (
        "supervised-learning unsupervised-learning deep-learning model-evaluation deployment"
    ),
    "statistical-modeling": "probability statistical-inference regression-modeling linear-algebra-calculus",
    "professional-practice": "problem-framing communication",
}
FACETS = [facet for group in CRITERIA.values() for facet in group.split()]
CRITERION = np.repeat(np.arange(5), [len(group.split()) for group in CRITERIA.values()])
BARS = np.array([3, 2, 3, 3, 3, 2, 2, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2])
IMPORTANCE = np.array([95.0, 90.0, 85.0, 80.0, 75.0])
WEIGHTS = 70 * (IMPORTANCE / IMPORTANCE.sum() / np.bincount(CRITERION))[CRITERION]
LEVELS = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]
LENGTHS = (0, 8, 20, 40)
N_DRAWS = 63
N_BINS = 16

Floats = NDArray[np.float64]


class Setting(NamedTuple):
    """What all tables share: what is believed, of whom, and the bank."""

    believed: Settings
    population: Population
    bank: Items
    bank_name: str
    n_people: int


def read_setting(n_people: int) -> Setting:
    believed = settings(tomllib.loads((ROOT / "weights" / "measurement.toml").read_text(encoding="utf-8")))
    everybody = population(CRITERION, believed)
    rows = [row for facet in range(len(FACETS)) for row in _items_of(facet)]
    name = "the project's bank"
    if not rows or len({row[0] for row in rows}) < len(FACETS):
        name = "a bank of the planned shape"
        rows = [(f, level, j % 5 < 3) for f in range(len(FACETS)) for j, level in enumerate(LEVELS)]
    facet, level, is_open = (np.array(column) for column in zip(*rows, strict=True))
    bank = items(everybody, facet, level, is_open)
    shape = f"{name}: {len(rows)} items, {100 * is_open.mean():.0f} % open"
    return Setting(believed, everybody, bank, shape, n_people)


def _items_of(facet: int) -> list[tuple[int, int, bool]]:
    path = ROOT / "questions" / "facets" / f"{FACETS[facet]}.toml"
    if not path.is_file():
        return []
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [(facet, item["level"], item["kind"] != "choice") for item in table.get("items", [])]


def truth(who: Respondents, setting: Setting) -> Floats:
    return true_score(who.ability, setting.population, WEIGHTS, BARS)


def cut(given: Answers, length: int) -> Answers:
    return Answers(given.item[:, :length], given.right[:, :length])


def held(belief: Belief, true: Floats, setting: Setting, level: float) -> float:
    found = expected_score(belief, setting.population, WEIGHTS, BARS, level=level)
    return float(((true >= found.low) & (true <= found.high)).mean())


def evenness(belief: Belief, who: Respondents, setting: Setting, rng: np.random.Generator) -> list[float]:
    """p-values of simulation-based calibration: score, facets (Bonferroni), leniency."""
    noise = rng.standard_normal((belief.n_people, N_DRAWS, len(FACETS) + 1))
    drawn = belief.mean[:, None, :] + noise @ np.swapaxes(np.linalg.cholesky(belief.covariance), 1, 2)
    known = np.column_stack((who.ability, who.leniency))
    ranks = (drawn < known[:, None, :]).sum(axis=1)
    scores = true_score(drawn[:, :, :-1], setting.population, WEIGHTS, BARS)
    score_ranks = (scores < truth(who, setting)[:, None]).sum(axis=1)
    facets = min(_p_value(ranks[:, facet]) for facet in range(len(FACETS)))
    return [_p_value(score_ranks), min(1.0, len(FACETS) * facets), _p_value(ranks[:, -1])]


def _p_value(ranks: NDArray[np.intp]) -> float:
    counts = np.bincount(ranks * N_BINS // (N_DRAWS + 1), minlength=N_BINS)
    return float(stats.chisquare(counts).pvalue)


def calibration(setting: Setting) -> None:
    rng = np.random.default_rng(1)
    who = respondents(setting.population, setting.n_people, rng=rng)
    sitting = sit(who, setting.population, setting.bank, WEIGHTS, BARS, length=max(LENGTHS), rng=rng)
    single = setting.population.covariance * np.eye(len(FACETS) + 1)
    total = setting.population.rating_noise + setting.population.leniency_variance
    unshared = setting.population.covariance.copy()
    unshared[-1, -1] = 1e-9
    variants: list[tuple[str, Population]] = [
        ("as built", setting.population),
        ("broken: facets independent", setting.population._replace(covariance=single)),
        (
            "broken: leniency as noise",
            setting.population._replace(covariance=unshared, rating_noise=total),
        ),
    ]
    columns = "belief | answers | 80 % holds | 95 % holds | claimed SD | real error"
    print(f"| {columns} | p score | p facets | p leniency |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, believed in variants:
        for length in LENGTHS:
            belief = replay(believed, who.levels, setting.bank, cut(sitting.answers, length))
            found = expected_score(belief, believed, WEIGHTS, BARS)
            true = truth(who, setting)
            error = np.sqrt(np.mean((found.mean - true) ** 2))
            even = evenness(belief, who, setting, np.random.default_rng(2))
            shown = " | ".join(f"{p:.3f}" if p >= 0.001 else "< .001" for p in even)
            print(
                f"| {name} | {length} | {held(belief, true, setting, 0.8):.3f} "
                f"| {held(belief, true, setting, 0.95):.3f} | {np.sqrt(np.mean(found.sd**2)):.1f} "
                f"| {error:.1f} | {shown} |"
            )


def gain(setting: Setting) -> None:
    refined = setting.bank._replace(s_b=np.full(setting.bank.n_items, 0.2))
    print("| bank | people | stated | ratings only | 8 checks | 20 checks | 40 checks | 20 to ratings only "
          "| 20 to stated | checks for 60 % | 80 % holds (20) | half width (0, 8, 20, 40) |")  # fmt: skip
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|")
    for bank_name, bank in (("as written", setting.bank), ("refined", refined)):
        for kind in Kind:
            rng = np.random.default_rng(3)
            who = respondents(setting.population, setting.n_people, kind=kind, rng=rng)
            true = truth(who, setting)
            sitting = sit(who, setting.population, bank, WEIGHTS, BARS, length=max(LENGTHS), rng=rng)
            stated = np.abs(np.minimum(who.levels, BARS) / BARS @ WEIGHTS - true).mean()
            found = {
                length: expected_score(
                    replay(setting.population, who.levels, bank, cut(sitting.answers, length)),
                    setting.population,
                    WEIGHTS,
                    BARS,
                )
                for length in LENGTHS
            }
            error = {length: float(np.abs(found[length].mean - true).mean()) for length in LENGTHS}
            width = [float((found[n].high - found[n].low).mean() / 2) for n in LENGTHS]
            share = float(((true >= found[20].low) & (true <= found[20].high)).mean())
            enough = _checks_until(0.6 * error[0], who, sitting.answers, setting, bank)
            print(
                f"| {bank_name} | {kind.value} | {stated:.1f} | {error[0]:.1f} | {error[8]:.1f} "
                f"| {error[20]:.1f} | {error[40]:.1f} "
                f"| {error[20] / error[0]:.0%} | {error[20] / stated:.0%} "
                f"| {enough} | {share:.3f} | {', '.join(f'{half:.1f}' for half in width)} |",
                flush=True,
            )


def wrong_beliefs(setting: Setting) -> None:
    """Validity .2 believed .4, everybody .8 SD lenient, 15 % of answers careless; 12 answers."""
    true_settings = setting.believed._replace(r_one=0.2, r_aggregate=0.25)
    true_population = population(CRITERION, true_settings)
    rows: list[tuple[str, float, Kind]] = [
        ("validity .2, .8 SD of ability lenient, 15 % careless", 0.8, Kind.CARELESS),
        ("the same with .8 SD of true leniency", 0.8 * true_population.leniency_variance**0.5, Kind.CARELESS),
        ("validity .2, .8 SD of ability lenient, careful answers", 0.8, Kind.MODEL),
    ]
    print("| truth | 80 % holds after 12 | bias |\n|---|---:|---:|")
    for name, lenient, kind in rows:
        rng = np.random.default_rng(4)
        who = respondents(true_population, setting.n_people, kind=kind, rng=rng)
        leniency = np.full(setting.n_people, lenient)
        levels = rate(true_population, who.ability, leniency, rng=rng)
        who = who._replace(leniency=leniency, levels=levels)
        sitting = sit(who, setting.population, setting.bank, WEIGHTS, BARS, length=12, rng=rng)
        belief = replay(setting.population, who.levels, setting.bank, sitting.answers)
        found = expected_score(belief, setting.population, WEIGHTS, BARS)
        true = truth(who, setting)
        print(f"| {name} | {held(belief, true, setting, 0.8):.3f} | {np.mean(found.mean - true):+.1f} |")


def order(setting: Setting) -> None:
    rng = np.random.default_rng(5)
    n_people = min(setting.n_people, 300)
    who = respondents(setting.population, n_people, rng=rng)
    given = sit(who, setting.population, setting.bank, WEIGHTS, BARS, length=20, rng=rng).answers
    print("| belief | largest move of a score by order of answers |\n|---|---:|")
    for name in ("one pass, as during a sitting", "expectation propagation, as reported"):
        shuffled = np.random.default_rng(6)
        scores = []
        for _ in range(8):
            turn = shuffled.permutation(20)
            again = Answers(given.item[:, turn], given.right[:, turn])
            belief = after_ratings(prior(setting.population, n_people), setting.population, who.levels)
            for column in range(20):
                belief = after_answer(belief, setting.bank, again.item[:, column], again.right[:, column])
            if name.startswith("expectation"):
                belief = replay(setting.population, who.levels, setting.bank, again)
            scores.append(expected_score(belief, setting.population, WEIGHTS, BARS).mean)
        print(f"| {name} | {np.ptp(np.array(scores), axis=0).max():.4f} |")


def refinement(setting: Setting) -> None:
    print("| people who answered 20 | answers an item | error in b before | after | claimed after |")
    print("|---:|---:|---:|---:|---:|")
    for n_people in (100, 500, 2000):
        rng = np.random.default_rng(7)
        who = respondents(setting.population, n_people, rng=rng)
        actual = true_difficulties(setting.bank, rng=rng)
        given = sit(
            who, setting.population, setting.bank, WEIGHTS, BARS, length=20, rng=rng, difficulty=actual
        ).answers
        found = refine(setting.population, who.levels, setting.bank, given)
        used = found.n_answers > 0
        before, after = (np.sqrt(np.mean((b - actual)[used] ** 2)) for b in (setting.bank.b, found.b))
        print(
            f"| {n_people} | {found.n_answers[used].mean():.0f} | {before:.2f} | {after:.2f} "
            f"| {np.sqrt(np.mean(found.s_b[used] ** 2)):.2f} |"
        )


def times(setting: Setting) -> None:
    rng = np.random.default_rng(8)
    who = respondents(setting.population, 1, rng=rng)
    sitting = sit(who, setting.population, setting.bank, WEIGHTS, BARS, length=20, rng=rng)
    draws = rng.standard_normal((400, len(FACETS) + 1))
    asked = sitting.answers.item[0].tolist()
    belief = sitting.belief
    rows: list[tuple[str, str, Callable[[], object]]] = [
        ("choose the next item of the bank", "5", lambda: next_item(
            belief, setting.population, setting.bank, WEIGHTS, BARS, asked=asked, rng=rng)),
        ("update by one answer", "0.5", lambda: after_answer(belief, setting.bank, 3, True)),
        ("replay 18 ratings and 20 answers, polished", "10", lambda: replay(
            setting.population, who.levels, setting.bank, sitting.answers)),
        ("expected score with its interval", "", lambda: expected_score(
            belief, setting.population, WEIGHTS, BARS, threshold=50.0)),
        ("chance of the top band, 400 draws", "", lambda: chance_ready(
            belief, setting.population, WEIGHTS, BARS, threshold=50.0, floors=np.zeros(18), draws=draws)),
    ]  # fmt: skip
    print("| one person | ms, median | promised |\n|---|---:|---:|")
    for name, promised, action in rows:
        taken = []
        for _ in range(60):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
        print(f"| {name} | {1000 * np.median(taken):.2f} | {promised} |")


def _checks_until(least: float, who: Respondents, given: Answers, setting: Setting, bank: Items) -> str:
    """How many checks bring the error down to `least`, in one pass, whose mean error is the same."""
    true = truth(who, setting)
    belief = after_ratings(prior(setting.population, len(true)), setting.population, who.levels)
    for turn in range(given.item.shape[1]):
        belief = after_answer(belief, bank, given.item[:, turn], given.right[:, turn])
        found = expected_score(belief, setting.population, WEIGHTS, BARS)
        if np.abs(found.mean - true).mean() <= least:
            return str(turn + 1)
    return f"> {given.item.shape[1]}"


def discrimination(setting: Setting) -> None:
    """How good items must be for 20 checks to bring the error to 60 % of that of ratings alone."""
    print("| discrimination of all items | model | careful | lenient | harsh |\n|---:|---:|---:|---:|---:|")
    for a in (0.45, 0.61, 0.8, 1.0):
        bank = setting.bank._replace(a=np.full(setting.bank.n_items, a))
        shares = []
        for kind in (Kind.MODEL, Kind.CAREFUL, Kind.LENIENT, Kind.HARSH):
            rng = np.random.default_rng(10)
            who = respondents(setting.population, setting.n_people, kind=kind, rng=rng)
            given = sit(who, setting.population, bank, WEIGHTS, BARS, length=20, rng=rng).answers
            error = [
                np.abs(
                    expected_score(
                        replay(setting.population, who.levels, bank, cut(given, length)),
                        setting.population, WEIGHTS, BARS,
                    ).mean - truth(who, setting)
                ).mean()
                for length in (0, 20)
            ]  # fmt: skip
            shares.append(error[1] / error[0])
        print(f"| {a} | {' | '.join(f'{share:.0%}' for share in shares)} |", flush=True)


def recovery_of_answers(setting: Setting) -> None:
    """Share of right answers by turn, to see that a check starts easy."""
    rng = np.random.default_rng(9)
    who = respondents(setting.population, setting.n_people, rng=rng)
    sitting = sit(who, setting.population, setting.bank, WEIGHTS, BARS, length=20, rng=rng)
    share = sitting.answers.right.mean(axis=0)
    print("| turn | 1-4 | 5-8 | 9-20 |\n|---|---:|---:|---:|")
    print(f"| share right | {share[:4].mean():.2f} | {share[4:8].mean():.2f} | {share[8:].mean():.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=2000)
    setting = read_setting(parser.parse_args().people)
    print(f"{setting.n_people} simulated people a row; {setting.bank_name}.\n")
    sections: list[tuple[str, Callable[[Setting], None]]] = [
        ("Calibration and coverage", calibration),
        ("What checks gain: mean absolute error of the score, in points", gain),
        ("Error after 20 checks as a share of that of ratings alone, by discrimination", discrimination),
        ("Where the beliefs are wrong", wrong_beliefs),
        ("Order of answers", order),
        ("Difficulties refined from answers", refinement),
        ("How a check feels", recovery_of_answers),
        ("Times", times),
    ]
    for title, section in sections:
        print(f"### {title}\n", flush=True)
        section(setting)
        print(flush=True)


if __name__ == "__main__":
    main()
