"""The weighted sum of 1,000,000 people over 20 leaves, beside a plain product and two libraries.

pip install -e ".[bench]" && python benchmarks/weighted_sum.py
"""

import argparse
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readiness.scoring import weighted_score

ASKED = 1.5
AGREEMENT = 1e-9

Floats = NDArray[np.float64]
Way = Callable[[], Floats]


def ways(matrix: Floats, weight: Floats) -> dict[str, Way]:
    """Each way to add up, giving shares from 0 to 1."""
    found: dict[str, Way] = {
        "numpy M @ w": lambda: matrix @ weight,
        "readiness": lambda: weighted_score(matrix, weight) / 100,
    }
    try:
        from pymcdm.methods import WSM
    except ImportError:
        print("pymcdm is not installed: pip install -e '.[bench]'")
    else:
        found["pymcdm WSM"] = lambda: WSM(normalization_function=_as_it_is)(
            matrix, weight, np.ones(len(weight)), validation=False
        )
    try:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
    except ImportError:
        print("scikit-criteria is not installed: pip install -e '.[bench]'")
    else:
        found["scikit-criteria WeightedSumModel"] = lambda: _scikit(
            skcriteria, WeightedSumModel, matrix, weight
        )
    return found


def _as_it_is(column: Floats, cost: bool = False) -> Floats:  # noqa: ARG001, FBT001, FBT002 — its signature
    return column


def _scikit(skcriteria: Any, model: Any, matrix: Floats, weight: Floats) -> Floats:
    decision = skcriteria.mkdm(matrix, [max] * len(weight), weights=weight)
    score: Floats = model().evaluate(decision).e_.score
    return score


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=15)
    arguments = parser.parse_args()
    rng = np.random.default_rng(1)
    matrix, raw = rng.random((arguments.people, 20)), rng.uniform(10, 100, 20)
    weight = raw / raw.sum()
    compared = ways(matrix, weight)
    expected = matrix @ weight
    taken: dict[str, list[float]] = {name: [] for name in compared}
    for turn in range(arguments.turns):
        for name, way in compared.items():
            if turn > 2 and median(taken[name]) > 1:
                continue  # the slow ones are measured three times
            begin = time.perf_counter()
            result = way()
            taken[name].append(time.perf_counter() - begin)
            difference = float(np.abs(result - expected).max())
            if difference > AGREEMENT:
                print(f"{name} differs by {difference:.1e}")
                return 1
    print(f"{arguments.people:,} x 20, float64; results equal to {AGREEMENT:g}")
    base = taken["numpy M @ w"]
    for name, values in taken.items():
        ratio = median(one / other for one, other in zip(values, base, strict=False))
        print(f"{name:34} median {1000 * median(values):8.1f} ms   {ratio:6.2f} x numpy")
    ours = median(one / other for one, other in zip(taken["readiness"], base, strict=True))
    print(f"readiness over numpy: {ours:.2f} (asked: at most {ASKED})")
    return int(ours > ASKED)


if __name__ == "__main__":
    sys.exit(main())
