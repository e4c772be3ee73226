"""Figures below each other add up as they are shown, in every form, for every example and the gallery."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from readiness import assess, read_profile, render
from readiness.report import Options
from readiness.report.blocks import Table
from readiness.report.sections.skills import gaps

from .test_gallery import PEOPLE, profile_of

FILES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))
AT = datetime.fromisoformat("2026-01-05T12:00:00+00:00")
REACHED_OF_MOST = re.compile(r"(\d+)\.(\d) of (\d+)\.(\d)|does not apply")


class Shown(NamedTuple):
    """Tenths of points, as the text has them."""

    reached: int
    most: int


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.hidden += tag in {"style", "title", "desc"}

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "title", "desc"}

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def read_html(page):
    reader = _Text()
    reader.feed(page)
    return " ".join(" ".join(reader.parts).split())


FORMS = {
    "terminal": lambda record: render(record, detail=True, options=Options(width=200)),
    "terminal at 40 columns": lambda record: render(record, detail=True, options=Options(width=40)),
    "markdown": lambda record: render(record, format="markdown").replace("\\", ""),
    "html": lambda record: read_html(render(record, format="html", detail=True)),
}


def people():
    for path in FILES:
        yield path.stem, read_profile(path)
    for person in PEOPLE:
        yield person["id"], profile_of(person)


RECORDS = {name: assess(profile, assessed_at=AT) for name, profile in people()}


@pytest.fixture(params=RECORDS)
def record(request):
    return RECORDS[request.param]


def added(parts):
    parts = list(parts)
    return Shown(sum(part.reached for part in parts), sum(part.most for part in parts))


def by_level(text, record):
    """Shown points of dimensions, criteria and leaves, and of the whole."""
    start = text.index("Where your")
    figures = (match.groups("0") for match in REACHED_OF_MOST.finditer(text, start))
    found = (Shown(int(whole + tenth), int(most + rest)) for whole, tenth, most, rest in figures)
    n_rows = len(record.dimensions) + len(record.criteria) + len(record.leaves)
    *rows, together = islice(found, n_rows + 1)
    rows = iter(rows)
    tree = []
    for dimension in record.dimensions:
        own, criteria = next(rows), []
        for criterion in (node for node in record.criteria if node.dimension == dimension.id):
            mine = next(rows)
            criteria.append((mine, [next(rows) for leaf in record.leaves if leaf.criterion == criterion.id]))
        tree.append((own, criteria))
    return tree, together


@pytest.mark.parametrize("form", FORMS)
def test_contributions_add_up_to_the_score_and_maxima_to_a_hundred(record, form):
    text = FORMS[form](record)
    tree, together = by_level(text, record)
    (headline,) = set(re.findall(r"(\d+\.\d) of 100 points", " ".join(text.split())))
    assert together == Shown(round(10 * float(headline)), 1000)
    assert together.reached == round(10 * record.score)
    assert added(dimension for dimension, _ in tree) == together
    for dimension, criteria in tree:
        assert added(criterion for criterion, _ in criteria) == dimension
        for criterion, leaves in criteria:
            assert added(leaves) == criterion
    assert f"Where your {together.reached / 10:.1f} points are" in text


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_the_shares_of_the_verdicts_are_a_hundred_per_cent(record, form):
    text = FORMS[form](record)
    if record.robustness is None or record.verdict.band == "no-verdict":
        assert "How often each verdict comes out" not in text
        return
    start = text.index("How often each verdict comes out")
    table = text[start : text.index("How often each is the largest gap", start)]
    shares = re.findall(r"(under |over )?(\d+) %", table)
    assert len(shares) == len(record.robustness.bands)
    nearly = {"": 0, "under ": -1, "over ": 1}
    assert sum(int(share) + nearly[word] for word, share in shares) == 100


def test_data_add_up_unrounded(record):
    rows = list(csv.DictReader(io.StringIO(render(record, format="csv"))))
    score = float(rows[0]["score"])
    assert sum(float(row["contribution"] or 0) for row in rows) == pytest.approx(score, abs=1e-9)
    found = json.loads(render(record, format="json"))
    for level in ("leaves", "criteria", "dimensions"):
        assert sum(part["contribution"] for part in found[level]) == pytest.approx(score, abs=1e-9)
    assert sum(leaf["weight"] for leaf in found["leaves"]) == pytest.approx(1, abs=1e-9)


def test_what_steps_gain_adds_up_along_the_plan(record):
    if record.plan is None:
        return
    gained = sum(step.gain_points for step in record.plan.steps)
    assert record.plan.score_before + gained == pytest.approx(record.plan.score_after, abs=1e-6)


def test_what_is_missing_falls_as_it_is_shown(record):
    section = gaps(record)
    table = section.blocks[0] if section else None
    if not isinstance(table, Table):
        return
    at = [column.title for column in table.columns].index("missing")
    blocked = {leaf.title for leaf in record.leaves if leaf.id in record.verdict.blocked_by}
    missing = [(row[0].removesuffix(" (must-have)") not in blocked, -float(row[at])) for row in table.rows]
    assert missing
    assert missing == sorted(missing)
