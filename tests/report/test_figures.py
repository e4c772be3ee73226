"""Numbers as text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.report import figures as f


@given(st.floats(0, 100), st.integers(1, 99))
def test_shown_score_stands_on_its_side_of_the_threshold(value, threshold):
    text = f.score(value, threshold)
    if text.startswith("just under"):
        assert threshold - 1e-4 < value < threshold
    else:
        assert (float(text) >= threshold) == (value >= threshold)


@given(st.floats(0, 1))
def test_only_all_is_shown_as_all_and_only_nothing_as_nothing(value):
    text = f.share(value)
    assert (text == "100 %") == (value >= 1 - 1e-9)
    assert (text == "0 %") == (value <= 1e-9)


def test_no_number_is_a_dash_whatever_asks():
    assert f.points(None) == f.score(None, 75) == f.share(None) == f.NONE
    assert f.clean(math.nan) is None


@pytest.mark.parametrize("text", ["a\x1b[0mb", "a\x9bb", "a\u202eb", "a\x00b", "a\nb"])
def test_plain_text_is_printable(text):
    assert f.plain(text).isprintable()
    assert f.prose(text).isprintable()
