"""One facet, the same simulated answers: this engine beside catsim, catpie and mirt.

    pip install -e ".[bench]" && python benchmarks/engines.py

Responses follow the logistic three-parameter model, which is theirs and not ours. Every engine is given the
same items in the same order and estimates ability after each of 20 answers, as a check in progress does.
"""

import argparse
import time
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.measurement import Items, after_answer, answers, population, prior, replay, settings

KNOBS = Path(__file__).parents[1] / "weights" / "measurement.toml"
N_BANK = 250
N_ANSWERS = 20
LOGISTIC = 1.702

Floats = NDArray[np.float64]


def simulated(
    n_people: int, rng: np.random.Generator
) -> tuple[Floats, Floats, NDArray[np.intp], NDArray[np.bool_]]:
    """Abilities, item parameters (a, b, c, d) on the logistic scale, items asked, and answers."""
    ability = rng.standard_normal(n_people)
    guess = np.where(rng.random(N_BANK) < 0.6, 0.02, 0.10)
    bank = np.column_stack((np.full(N_BANK, 1.05), rng.standard_normal(N_BANK), guess, np.ones(N_BANK)))
    item = np.array([rng.choice(N_BANK, N_ANSWERS, replace=False) for _ in range(n_people)])
    a, b, c = bank[item, 0], bank[item, 1], bank[item, 2]
    chance = c + (1 - c) / (1 + np.exp(-a * (ability[:, None] - b)))
    return ability, bank, item, rng.random(item.shape) < chance


class OneFacet:
    """Our engine, set up once for a bank as every adaptive test sets up its bank."""

    def __init__(self, bank: Floats) -> None:
        self.population = population([0], settings(tomllib.loads(KNOBS.read_text(encoding="utf-8"))))
        facet = np.zeros(N_BANK, dtype=np.intp)
        self.items = Items(facet, bank[:, 0] / LOGISTIC, bank[:, 1], bank[:, 2], np.zeros(N_BANK))

    def during(self, _: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
        """One pass, as during the check."""
        belief = prior(self.population, len(item))
        for turn in range(item.shape[1]):
            belief = after_answer(belief, self.items, item[:, turn], right[:, turn])
        return belief.mean[:, 0]

    def polished(self, _: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
        """As reported after the check: expectation propagation."""
        unrated = np.full((len(item), 1), np.nan)
        return replay(self.population, unrated, self.items, answers(item, right)).mean[:, 0]


def grid(bank: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
    """Expected ability on a grid of 161 points with their own model: as good as can be had."""
    theta = np.linspace(-5, 5, 161)
    log_weight = np.tile(-0.5 * theta**2, (len(item), 1))
    for turn in range(item.shape[1]):
        a, b, c = (bank[item[:, turn], k, None] for k in range(3))
        knows = c + (1 - c) / (1 + np.exp(-a * (theta - b)))
        log_weight += np.log(np.where(right[:, turn, None], knows, 1 - knows))
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return np.asarray((weight @ theta) / weight.sum(axis=1))


def catsim_ml(bank: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
    """catsim: maximum likelihood by bounded search, Dodd's rule while all answers are alike."""
    from catsim import ItemBank
    from catsim.estimation import NumericalSearchEstimator

    items = ItemBank(bank)
    found = []
    for asked, given in zip(item.tolist(), right.tolist(), strict=True):
        estimator, theta = NumericalSearchEstimator(), 0.0
        for turn in range(1, N_ANSWERS + 1):
            theta = estimator.estimate(
                item_bank=items,
                administered_items=asked[:turn],
                response_vector=given[:turn],
                est_theta=theta,
            )
        found.append(theta)
    return np.array(found)


def catpie_eap(bank: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
    """catpie: expected ability on catR's grid of 33 points."""
    from catpie import thetaEst

    rows = [tuple(row) for row in bank.tolist()]
    found = []
    for asked, given in zip(item.tolist(), right.astype(int).tolist(), strict=True):
        for turn in range(1, N_ANSWERS + 1):
            theta = thetaEst([rows[j] for j in asked[:turn]], given[:turn], method="EAP")
        found.append(theta)
    return np.array(found)


def mirt_eap(bank: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]) -> Floats:
    """mirt: its adaptive engine with expected ability on 21 points, told which item comes next."""
    from mirt.cat import CATEngine, ItemSelectionStrategy
    from mirt.models.dichotomous import ThreeParameterLogistic

    class InOrder(ItemSelectionStrategy):
        def __init__(self, order: list[int]) -> None:
            self.order = order

        def select_item(self, model: Any, theta: float, available_items: Any, *asked: Any) -> int:  # noqa: ARG002
            return self.order[len(asked[0] or [])]

        def get_item_criteria(self, model: Any, theta: float, available_items: Any, *asked: Any) -> Any:  # noqa: ARG002
            return dict.fromkeys(available_items, 0.0)

    model = ThreeParameterLogistic(n_items=N_BANK)
    model.set_parameters(discrimination=bank[:, 0], difficulty=bank[:, 1], guessing=bank[:, 2])
    model._is_fitted = True  # noqa: SLF001 - parameters are known, there is nothing to fit
    found = []
    for asked, given in zip(item.tolist(), right.astype(int).tolist(), strict=True):
        engine = CATEngine(
            model, item_selection=InOrder([*asked, asked[-1]]), se_threshold=1e-6, max_items=N_ANSWERS
        )
        for response in given:
            state = engine.administer_item(response)
        found.append(state.theta)
    return np.array(found)


def cpu_seconds(run: Callable[[], Floats]) -> tuple[Floats, float]:
    start = time.process_time()
    found = run()
    return found, time.process_time() - start


def one_at_a_time(
    engine: Callable[..., Floats], bank: Floats, item: NDArray[np.intp], right: NDArray[np.bool_]
) -> Floats:
    return np.concatenate([engine(bank, item[i : i + 1], right[i : i + 1]) for i in range(len(item))])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=500)
    arguments = parser.parse_args()
    ability, bank, item, right = simulated(arguments.people, np.random.default_rng(1))
    ours = OneFacet(bank)
    rows: list[tuple[str, Callable[[], Floats]]] = [
        ("this engine, all people at once", lambda: ours.during(bank, item, right)),
        ("this engine, all at once, polished", lambda: ours.polished(bank, item, right)),
        ("this engine, one person at a time", lambda: one_at_a_time(ours.during, bank, item, right)),
        ("grid of 161 points, their model, all at once", lambda: grid(bank, item, right)),
        (f"catsim {version('catsim')}", lambda: catsim_ml(bank, item, right)),
        (f"catpie {version('catpie')}", lambda: catpie_eap(bank, item, right)),
        (f"mirt {version('mirt')}", lambda: mirt_eap(bank, item, right)),
    ]
    print(f"| engine ({arguments.people} people, {N_ANSWERS} answers) | RMSE | CPU ms a person |")
    print("|---|---:|---:|")
    for name, run in rows:
        found, seconds = cpu_seconds(run)
        rmse = np.sqrt(np.mean((np.clip(found, -5, 5) - ability) ** 2))
        print(f"| {name} | {rmse:.4f} | {1000 * seconds / len(ability):.3f} |", flush=True)


if __name__ == "__main__":
    main()
