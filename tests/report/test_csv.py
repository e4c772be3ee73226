"""The table of facets, read back."""

from __future__ import annotations

import csv
import io

import pytest

from readiness.report import render
from readiness.report.csv import COLUMNS, RISKY, safe


def _rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_numbers_are_exactly_the_records(records):
    record = records["checked"]
    rows = _rows(render(record, format="csv"))
    assert [row["facet"] for row in rows] == [leaf.id for leaf in record.leaves]
    for row, leaf in zip(rows, record.leaves, strict=True):
        for name in (
            "weight",
            "effective_weight",
            "attainment",
            "contribution",
            "points_missing",
            "must_have",
        ):
            value = getattr(leaf, name)
            assert row[name] == ("" if value is None else repr(value))
        assert float(row["score"]) == record.score
        assert row["outcome"] == leaf.outcome


def test_several_people_share_one_table(records):
    rows = _rows(render([records["ada"], records["beginner"]], format="csv"))
    assert {row["name"] for row in rows} == {"Ada", "Noor"}
    assert len(rows) == 2 * len(records["ada"].leaves)


def test_score_has_its_interval_and_the_first_steps_stand_beside_it(record):
    for row in _rows(render(record, format="csv")):
        assert set(row) == set(COLUMNS)
        assert float(row["score_low"]) <= float(row["score"]) <= float(row["score_high"])
        shown = [row[f"step_{k}"] for k in (1, 2, 3) if row[f"step_{k}"]]
        assert shown == [step.id for step in record.next_steps]


def test_no_text_cell_is_a_formula(records):
    rows = _rows(render(records["hostile"], format="csv"))
    assert rows[0]["cohort"] == "'=1+1"
    for row in rows:
        assert all(not cell or cell[0] not in RISKY for cell in row.values())


@pytest.mark.parametrize("start", [*sorted(RISKY), " =", "  @"])
def test_risky_text_is_quoted_by_an_apostrophe(start):
    assert safe(f"{start}x").startswith("'")
    assert safe(f"{start}x").isprintable()


def test_negative_numbers_stay_numbers():
    assert safe(-1.5) == -1.5
    assert safe(None) is None
    assert safe("plain") == "plain"
