import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROUNDS = 60


def test_sixty_kills_at_random_moments_lose_no_answer_whose_next_question_was_shown(home):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killing.py")), str(ROUNDS)],
        capture_output=True, text=True, check=False, timeout=120, cwd=Path(__file__).parents[2],
        env={**os.environ, "READINESS_HOME": str(home), "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": "."},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rounds = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]

    assert len(rounds) == ROUNDS
    for before, seen, sent, after, _ in rounds:
        assert before + seen <= after <= before + sent
    questions = [question for *_, question in rounds if question]
    assert questions == sorted(questions)
    assert sum(after - before < sent for before, _, sent, after, _ in rounds) >= 3
