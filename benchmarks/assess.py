"""`assess()` in a warm process: everything in the record, for example people with and without check answers.

python benchmarks/assess.py
"""

import argparse
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from readiness import Profile, assess, read_profile
from readiness.profile import Answer
from readiness.questionnaire import load_bank

EXAMPLES = Path(__file__).parents[1] / "examples"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ASKED = {0: 5.0, 20: 8.0}


def milliseconds(profile: Profile, turns: int) -> list[float]:
    for _ in range(5):
        assess(profile, assessed_at=NOON)
    taken = []
    for _ in range(turns):
        begin = time.perf_counter()
        assess(profile, assessed_at=NOON)
        taken.append(1000 * (time.perf_counter() - begin))
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=200)
    arguments = parser.parse_args()
    answers = tuple(Answer(item=item.id, response="1") for item in load_bank()[::12][:20])
    slow = 0
    for n_answers, asked in ASKED.items():
        for name in ("student", "career-changer", "mostly-unanswered", "by-criterion"):
            profile = read_profile(EXAMPLES / f"{name}.json")
            profile = replace(profile, answers=answers[:n_answers])
            taken = milliseconds(profile, arguments.turns)
            ninth = quantiles(taken, n=10)[-1]
            print(
                f"{name:20} {n_answers:3} answers: median {median(taken):5.2f} ms, nine of ten within "
                f"{ninth:5.2f} ms (asked: at most {asked:g})"
            )
            slow += median(taken) > asked
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
