"""Every key that code decides is what the code says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.questionnaire import facet_ids, load_bank, load_items, mark
from readiness.questionnaire.lint.checks import RUN

RUNNER = Path(__file__).with_name("run_checks.py")
SECONDS_PER_FACET = 120


@pytest.mark.parametrize("facet", facet_ids())
def test_every_check_prints_what_is_marked_right(facet):
    items = {item.id: item for item in load_items(facet) if item.check is not None}
    outcomes = run([request(item) for item in items.values()])
    assert outcomes.keys() == items.keys()
    wrong = {name: outcome for name, outcome in outcomes.items() if not decides(items[name], outcome)}
    assert not wrong


def test_there_are_checks():
    assert sum(item.check is not None for item in load_bank()) > 100


def test_a_check_that_disagrees_with_its_key_is_found():
    item = next(item for item in load_items("probability") if item.kind == "number" and item.check)
    outcomes = run([{"id": item.id, "source": f"print({item.answer} + 1)", "code": "", "options": []}])
    assert not decides(item, outcomes[item.id])


def test_a_check_that_fails_is_found():
    item = load_items("probability")[0]
    outcomes = run([{"id": item.id, "source": "raise SystemExit", "code": "", "options": []}])
    assert not decides(item, outcomes[item.id])


def request(item):
    runs_code = item.check.strip() == RUN
    return {
        "id": item.id,
        "source": item.code if runs_code else item.check,
        "code": "" if item.code is None else item.code + "\n",
        "options": [option.text for option in item.options] if item.kind == "choice" else [],
    }


def run(requests):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(RUNNER)],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        timeout=SECONDS_PER_FACET,
        check=False,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    return {outcome["id"]: outcome for outcome in json.loads(done.stdout)}


def decides(item, outcome):
    return "printed" in outcome and mark(item, outcome["printed"].strip())
