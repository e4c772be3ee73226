"""Numbers as text."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.report import figures as f

shares = st.lists(st.floats(0, 100), min_size=1, max_size=30)


@given(shares, st.integers(0, 3))
def test_apportioned_figures_add_up_to_the_shown_total(values, digits):
    total = math.fsum(values)
    shown = f.apportion(values, total, digits=digits)
    assert sum(map(Decimal, shown)) == Decimal(f"{round(round(total * 10**digits)) / 10**digits:.{digits}f}")


@given(shares)
def test_apportioned_figures_are_one_unit_off_at_most(values):
    shown = f.apportion(values, math.fsum(values))
    assert all(abs(float(text) - value) <= 0.1 + 1e-9 for text, value in zip(shown, values, strict=True))


@given(st.floats(0, 100), st.lists(st.integers(1, 99), max_size=4))
def test_shown_score_stands_in_the_band_of_the_score(value, starts):
    text = f.score(value, starts)
    if text.startswith("just under"):
        start = int(text.rpartition(" ")[2])
        assert value < start < value + 1e-4
    else:
        assert [float(text) >= s for s in starts] == [value >= s for s in starts]


@given(st.floats(0, 1))
def test_only_all_is_shown_as_all_and_only_nothing_as_nothing(value):
    text = f.share(value)
    assert (text == "100 %") == (value >= 1 - 1e-9)
    assert (text == "0 %") == (value <= 1e-9)


def test_no_number_is_a_dash_whatever_asks():
    assert f.points(None) == f.score(None) == f.share(None) == f.NONE
    assert f.clean(math.nan) is None


@pytest.mark.parametrize("text", ["a\x1b[0mb", "a\x9bb", "a\u202eb", "a\x00b", "a\nb"])
def test_plain_text_is_printable(text):
    assert f.plain(text).isprintable()
    assert f.prose(text).isprintable()
