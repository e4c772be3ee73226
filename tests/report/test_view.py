"""What the view orders, rounds and words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from readiness.assessment import assess
from readiness.framework import load_framework
from readiness.profile import Profile
from readiness.record import to_json
from readiness.report.view import view

from .conftest import NOW

ONE_DECIMAL = 0.05 + 1e-9


def _sum(rows):
    return sum((Decimal(row.contribution) for row in rows if row.contribution != "–"), Decimal(0))


def test_shown_contributions_add_up_on_every_level(record):
    seen = view(record)
    if seen.headline.score_value is None:
        assert seen.total == "–"
        return
    assert _sum(seen.dimensions) == _sum(seen.criteria) == _sum(seen.leaves) == Decimal(seen.total)
    for dimension in seen.dimensions:
        own = [c for c in seen.criteria if c.dimension == dimension.id]
        assert _sum(own) == (Decimal(0) if dimension.contribution == "–" else Decimal(dimension.contribution))


def test_every_drawn_value_is_the_records(record):
    seen = view(record)
    assert [leaf.id for leaf in seen.leaves] == [leaf.id for leaf in record.leaves]
    for row, leaf in zip(seen.leaves, record.leaves, strict=True):
        assert row.weight_value == leaf.weight
        assert row.attainment_value == leaf.attainment
        assert row.missing_value == leaf.points_missing
        assert row.measured_level == (leaf.measured.level if leaf.measured else None)
        if leaf.attainment is not None:
            assert row.contribution_value == leaf.contribution
            assert abs(float(row.contribution) - leaf.contribution) <= 0.3
            assert abs(float(row.missing) - leaf.points_missing) <= ONE_DECIMAL
    for step, source in zip(seen.steps.steps, record.next_steps, strict=True):
        assert step.gain_value == source.gain_points
        assert step.hours_value == source.effort_hours
    assert seen.headline.score_value == record.score


def test_score_is_shown_in_whole_points(records):
    head = view(records["ada"]).headline
    assert head.score == str(round(records["ada"].score))
    assert head.interval.low_text == str(round(records["ada"].estimate.low))


def test_score_just_below_the_top_band_is_not_rounded_into_it(records):
    record = replace(records["ada"], score=74.96)
    assert view(record).headline.score == "74.96"


def test_gaps_put_must_haves_first_and_then_most_points(records):
    seen = view(records["beginner"])
    keys = [(not leaf.blocks, -round(leaf.missing_value, 9)) for leaf in seen.gaps]
    assert keys == sorted(keys)
    assert seen.gaps[0].blocks


def test_every_facet_is_in_one_group(record):
    seen = view(record)
    grouped = [leaf.id for group in seen.groups for leaf in group.leaves]
    assert sorted(grouped) == sorted(leaf.id for leaf in record.leaves)


def test_nothing_answered_reads_as_no_score_yet(records):
    seen = view(records["nobody"])
    assert seen.headline.score == "–"
    assert "nothing was answered" in seen.headline.score_sentence
    assert seen.headline.interval is None
    assert "readiness quiz" in seen.steps.note
    assert "nan" not in str(seen).lower().replace("nance", "")


def test_without_a_verdict_the_score_says_what_it_is_of(records):
    head = view(records["little"]).headline
    assert head.band_id == "no-verdict"
    assert "that was answered" in head.score_sentence
    assert head.bounds
    assert view(records["little"]).sureness.robustness is None


def test_degree_alone_has_no_interval(records):
    head = view(records["degree only"]).headline
    assert head.interval is None
    assert "No skill was rated" in head.basis


def test_who_rated_little_is_told_that_the_rest_was_not_rated():
    rated = dict.fromkeys((facet.id for facet in load_framework().rated), 4)
    cases = {
        "16 skills were not rated": {"communication": 4, "problem-framing": 4},
        "1 skill was not rated": {**rated, "sql": None},
        "there is no step left": rated,
    }
    for told, skills in cases.items():
        assert told in view(assess(Profile(skills=skills), assessed_at=NOW)).steps.note


def test_role_without_skills_has_no_learning_steps(records):
    record = records["degree only"]
    leaves = tuple(leaf for leaf in record.leaves if leaf.dimension != "skills")
    criteria = tuple(node for node in record.criteria if node.dimension != "skills")
    dimensions = tuple(node for node in record.dimensions if node.id != "skills")
    bare = replace(record, leaves=leaves, criteria=criteria, dimensions=dimensions)
    seen = view(bare)
    assert "no rated skill" in seen.steps.note
    assert _sum(seen.leaves) == Decimal(seen.total)


def test_measured_report_tells_both_numbers(records):
    seen = view(records["checked"])
    assert "Your ratings alone" in seen.headline.basis
    assert any("measured" in leaf.stands for leaf in seen.leaves)


def test_every_assumption_is_marked_and_has_a_reason(records):
    seen = view(records["ada"])
    assumed = [s for s in seen.sources if s.assumed]
    assert assumed
    assert all(s.note and s.basis == "assumption" for s in assumed)
    assert str(len(assumed)) in seen.sources_note


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://a b", "https://a\x1b", "//x"]
)
def test_only_web_addresses_become_links(records, url):
    record = records["ada"]
    step = record.next_steps[0]
    resource = replace(step.resources[0], url=url)
    changed = replace(step, resources=(resource,))
    seen = view(replace(record, next_steps=(changed,)))
    assert seen.steps.steps[0].resources[0].url == ""


def test_view_of_the_same_record_is_the_same(saved):
    assert view(saved) == view(saved)
    assert to_json(saved) == to_json(saved)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def test_no_text_of_the_view_holds_a_control_character(records):
    texts = list(_texts(view(records["hostile"])))
    assert len(texts) > 100
    assert all(text.isprintable() for text in texts)
