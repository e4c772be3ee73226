"""A seeded sample of the full run, by the command that makes it, and whether its judges notice anything."""

import csv
import io
import json
import random
import subprocess
import sys

import pytest

from .forked import Ended
from .judging import judge_end, judge_refusal, judge_text
from .mutants import CANARY, CONTROLS, FORMULAS, MARKUP, Mutant, mutate_bytes, mutate_text, mutate_tree
from .notation import as_json
from .valid import ROOT

SAMPLE = {"inputs": 150, "paths": 12, "cohorts": 8, "hostile": 150, "endings": 16}
SEED = 7


@pytest.mark.slow
def test_no_promise_is_broken_in_a_sample(tmp_path):
    figures = tmp_path / "figures.json"
    parts = [f"{name}={n}" for name, n in SAMPLE.items()]
    words = [sys.executable, "-m", "tests.promises", *parts, "--seed", str(SEED), "--save", str(figures)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(figures.read_text())["parts"]
    assert {name: part["n"] for name, part in found.items()} == SAMPLE
    assert all(len(part["exit_codes"]) > 1 for part in found.values()), "some are refused, some are not"
    n_refused, n_named = (sum(part[key] for part in found.values()) for key in ("refused", "named"))
    assert n_refused > SAMPLE["inputs"] / 3
    assert n_named >= 0.99 * n_refused


def ended(code=0, out="", err=""):
    return Ended(code, out, err, 0.1, 10**6)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (ended(1, err="Traceback (most recent call last)\n"), {"traceback"}),
        (ended(3), {"silence"}),
        (ended(-11, err="x"), {"crash"}),
        (ended(7, err="x"), {"undocumented exit"}),
        (ended(3, err="x\x1b[31m"), {"control byte"}),
        (ended(0)._replace(waited=True), {"hang"}),
        (ended(0)._replace(seconds=11.0), {"hang"}),
        (ended(0)._replace(n_bytes=2**31), {"memory"}),
        (ended(3, err="readiness: x.json: a: b"), set()),
    ],
)
def test_a_broken_promise_is_noticed(how, said):
    assert set(judge_end(how)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("readiness: x.json: skills.sql: 9 is out of range\nnothing was scored", []),
        ("readiness: line 3: no", ["file not named"]),
        ("readiness: x.json: wrong", ["place not named"]),
        ("readiness: x.json: line 3, column 2: wrong", []),
        ("x.json: a: b\n" * 200, ["many lines"]),
    ],
)
def test_a_refusal_that_says_too_little_or_too_much_is_noticed(text, said):
    assert judge_refusal(ended(3, err=text), Mutant("", b"", ("skills", "sql")), ["x.json"]) == said


@pytest.mark.parametrize("payload", MARKUP[:2])
def test_markup_that_was_not_escaped_is_noticed(payload):
    import html

    assert judge_text(f"<p>{payload}</p>", "html") == ["markup"]
    assert judge_text(f"text {payload}", "markdown") == ["markup"]
    assert judge_text(f"<p>{html.escape(payload)}</p>", "html") == []


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_formula_in_a_cell_is_noticed(payload):
    out = io.StringIO()
    csv.writer(out).writerow(["a", payload, "-3"])
    faulty = "a" not in payload[:1]  # the last payload tries to end its cell
    assert ("formula" in judge_text(out.getvalue(), "csv")) == faulty
    assert "formula" not in judge_text(f'a,"\'{CANARY}",-3\n', "csv")


@pytest.mark.parametrize("payload", CONTROLS)
def test_a_control_byte_is_noticed(payload):
    assert judge_text(payload, "terminal") == ["control byte"]


@pytest.mark.slow
def test_mutants_are_those_of_their_seed_and_seldom_the_file_itself():
    tree = {"skills": {"sql": 3, "python": 2}, "list": [1, 2, {"a": "b"}], "at": "2026-01-01"}
    text = as_json(tree)
    for change in (
        lambda chance: mutate_tree(tree, chance, as_json),
        lambda chance: mutate_text(text, chance),
        lambda chance: mutate_bytes(text.encode(), chance),
    ):
        made = [change(random.Random(seed)) for seed in range(200)]  # noqa: S311
        assert made == [change(random.Random(seed)) for seed in range(200)]  # noqa: S311
        assert len({mutant.content for mutant in made}) > 100
        assert sum(mutant.content == text.encode() for mutant in made) < 20
    assert tree["skills"] == {"sql": 3, "python": 2}
