"""What changed since last time, in words and figures that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.profile import Answer
from readiness.questionnaire import load_items
from readiness.report import render
from readiness.report.blocks import Bullets, Heading, Para, Table
from readiness.report.sections.comparison import change_sentence, changes

from .page import NOW


def _rows(found, most=None):
    return [row for block in changes(found, most=most) if isinstance(block, Table) for row in block.rows]


def _text(found):
    return " ".join(block.text for block in changes(found, most=None) if isinstance(block, Para))


@pytest.mark.parametrize(
    ("before", "after"), [("beginner", "ada"), ("ada", "expert"), ("expert", "beginner"), ("nobody", "ada")]
)
@pytest.mark.parametrize("most", [None, 1, 3])
def test_shown_moves_add_up_to_the_shown_change(records, before, after, most):
    found = compare(records[before], records[after])
    shown = round(records[after].score, 1) - round(records[before].score, 1)
    rows = _rows(found, most)
    assert sum(float(points) for _, points, _ in rows) == pytest.approx(shown)
    assert most is None or len(rows) <= most + 1
    assert "All of it by what you answered" in _text(found)


def test_both_scores_stand_with_their_intervals(records):
    old, new = records["beginner"], records["ada"]
    text = change_sentence(compare(old, new))
    for record in (old, new):
        assert f"{record.score:.1f} ({record.estimate.low:.1f} to {record.estimate.high:.1f})" in text


def test_a_yardstick_that_is_not_the_newer_ones_is_named(records):
    gone = replace(records["ada"].framework, digest="0" * 64)
    blocks = changes(compare(records["beginner"], replace(records["ada"], framework=gone)), most=None)
    assert "Measured with today's framework" in blocks[0].text
    split = next(block for block in blocks if isinstance(block, Bullets))
    assert [text.partition(" ")[2].partition(":")[0] for text in split.texts] == [
        "by what you answered",
        "by a new framework, questions or program",
    ]


def test_no_change_is_said_so(records):
    found = compare(records["ada"], records["ada"])
    assert _rows(found) == []
    assert "+0.0 since 1 January 2026" in change_sentence(found)


def test_small_moves_stand_together(records):
    profile = records["checked"].profile
    more = replace(profile, skills={**profile.skills, "communication": 2})
    rows = _rows(compare(records["checked"], assess(more, assessed_at=NOW)))
    assert len(rows) < 15
    assert all(title for title, _, _ in rows)


def test_what_may_be_memory_is_said_in_words_with_points_that_add_up(records):
    items = load_items("sql")[:4]
    before, after = (
        tuple(
            Answer(item=item.id, response=response, **more) for item, more in zip(items, seen, strict=False)
        )
        for response, seen in (
            (None, [{}] * 3),
            ("1", [{}, {"shown_days_ago": 20.0}, {"shown_days_ago": 95.0}, {}]),
        )
    )
    levels = records["ada"].profile
    old, new = (assess(replace(levels, answers=answers), assessed_at=NOW) for answers in (before, after))
    found = compare(old, new)
    blocks = changes(found, most=3)
    texts = next(block for block in blocks if isinstance(block, Bullets)).texts
    assert len(texts) == len(found.parts) == 5
    assert any("you may have learned it, or remember the question" in text for text in texts)
    assert any("less than 90 days after you had seen the answer" in text for text in texts)
    shown = round(new.score, 1) - round(old.score, 1)
    assert sum(float(text.partition(":")[0]) for text in texts) == pytest.approx(shown)
    assert Heading("You, or your memory", 3) in blocks
    for form in ("terminal", "markdown", "html"):
        text = render(new, format=form, comparison=found)
        assert all("memory" in text and part.sentence[:20] in text for part in found.parts), form
