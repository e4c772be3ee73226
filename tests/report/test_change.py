"""What moved since last time, in words and figures that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.report.change import change, tenths

from .page import NOW


@pytest.mark.parametrize(
    ("before", "after"), [("beginner", "ada"), ("ada", "expert"), ("expert", "beginner")]
)
def test_shown_moves_add_up_to_the_shown_change(records, before, after):
    told = change(compare(records[before], records[after]))
    shown = round(records[after].score, 1) - round(records[before].score, 1)
    assert sum(float(points) for *_, points in told.moves) == pytest.approx(shown)
    assert "All of it by what you answered" in told.note


def test_a_yardstick_that_is_not_the_newer_ones_is_told(records):
    gone = replace(records["ada"].framework, digest="0" * 64)
    told = change(compare(records["beginner"], replace(records["ada"], framework=gone)))
    assert told.note == "Measured with today's framework: the one of the newer report is not at hand."
    assert [label.split(":")[0] for label, _ in told.split] == [
        "by what you answered",
        "by a new framework, questions or program",
    ]


def test_nothing_moved_is_told_so(records):
    told = change(compare(records["ada"], records["ada"]))
    assert told.moves == ()
    assert "+0.0 since 1 January 2026" in told.sentence


def test_scores_that_are_missing_are_not_compared(records):
    told = change(compare(records["nobody"], records["ada"]))
    assert told.sentence == "Too little was answered in one of the two to compare the scores."
    assert any("for the first time" in note for note in told.notes)


def test_small_moves_stand_together(records):
    profile = records["checked"].profile
    more = replace(profile, skills={**profile.skills, "communication": 2})
    told = change(compare(records["checked"], assess(more, assessed_at=NOW)))
    assert len(told.moves) < 15
    assert all(title for title, _, _ in told.moves)


def test_tenths_of_nothing_are_nothing():
    assert tenths([], 3) == []
