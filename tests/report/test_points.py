"""Points as they are shown add up on every level, maxima and totals included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.report import figures as f
from readiness.report.points import shown_points
from readiness.report.standing import state_of

shares = st.lists(st.floats(0, 100), min_size=1, max_size=30)


def _sum(parts):
    parts = list(parts)
    return sum(part.reached for part in parts), sum(part.most for part in parts)


def test_every_level_adds_up_to_the_one_above(record):
    shown = shown_points(record)
    assert shown.total == (round(10 * record.score), 1000)
    assert _sum(shown.dimensions.values()) == shown.total
    for dimension in record.dimensions:
        inside = [shown.criteria[node.id] for node in record.criteria if node.dimension == dimension.id]
        assert _sum(inside) == shown.dimensions[dimension.id]
    for criterion in record.criteria:
        inside = [shown.leaves[leaf.id] for leaf in record.leaves if leaf.criterion == criterion.id]
        assert _sum(inside) == shown.criteria[criterion.id]


def test_shown_points_are_near_the_records_and_within_what_can_be_had(record):
    shown = shown_points(record)
    for leaf in record.leaves:
        own = shown.leaves[leaf.id]
        assert 0 <= own.reached <= own.most
        assert own.reached / 10 == pytest.approx(leaf.contribution, abs=0.31)
        assert own.most / 10 == pytest.approx(100 * leaf.weight, abs=0.21)
        if leaf.attainment is not None and leaf.attainment >= 1:
            assert own.missing == 0
    for node in record.criteria:
        assert shown.criteria[node.id].reached / 10 == pytest.approx(node.contribution, abs=0.21)


def test_what_a_criterion_can_bring_is_the_same_for_everybody(records):
    most = {
        tuple(points.most for points in shown_points(record).criteria.values())
        for record in records.values()
        if all(state_of(leaf) != "does not apply" for leaf in record.leaves)
    }
    assert len(most) == 1


@given(shares, st.integers(0, 3))
def test_apportioned_figures_add_up_to_the_shown_total(values, digits):
    total = sum(values)
    assert sum(f.apportion(values, total, digits=digits)) == round(total * 10**digits)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30))
def test_apportioned_figures_are_one_unit_off_at_most(values):
    units = f.apportion(values, sum(values))
    assert all(abs(unit / 10 - value) <= 0.1 + 1e-9 for unit, value in zip(units, values, strict=True))


@given(shares.filter(sum), st.data())
def test_no_figure_exceeds_what_it_can_be(values, data):
    most = f.apportion(values, sum(values))
    part = [value * data.draw(st.floats(0, 1)) for value in values]
    units = f.apportion(part, sum(part), most=most)
    assert all(0 <= unit <= limit for unit, limit in zip(units, most, strict=True))


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6))
def test_shares_of_a_whole_add_up_to_a_hundred(parts):
    shown = f.shares([part / sum(parts) for part in parts])
    figures = [
        {"under 1 %": 0, "over 99 %": 100}.get(text, int(text.split()[0]) if text[0].isdigit() else 0)
        for text in shown
    ]
    assert sum(figures) == 100


def test_nothing_to_apportion_is_nothing():
    assert f.apportion([], 3) == []
