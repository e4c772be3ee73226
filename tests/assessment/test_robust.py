"""Whether the verdict hangs on the weights: worked by hand where levels are verified."""

from dataclasses import replace

import numpy as np
import pytest

from readiness.assessment.verdict import ORDER

from .people import FRAMEWORK, HAND, complete, example, leaf_of, scored

CRITERIA = [c.id for c in FRAMEWORK.criteria]


def alternatives(record):
    return {found.id: found for found in record.robustness.alternatives}


def test_other_rules_are_worked_by_hand():
    """Nine criteria of three dimensions; with equal ones each of five skills is a fifth of 80 points."""
    record = scored(HAND)
    reached = {node.id: node.attainment for node in record.criteria}
    found = alternatives(record)
    skills = np.mean([reached[name] for name in CRITERIA[:5]])
    education = np.mean([reached["formal-education"], reached["continued-learning"]])
    experience = np.mean([reached["related-work"], reached["portfolio"]])
    equal = 80 * skills + 6 * education + 14 * experience
    assert found["equal-weights"].score == pytest.approx(equal, abs=1e-9)
    for node in record.criteria:
        left = (record.score - node.contribution) / (1 - node.weight)
        assert found[f"without-{node.id}"].score == pytest.approx(left, abs=1e-9)
    leaves = [(leaf.weight, max(leaf.attainment, 0.01)) for leaf in record.leaves]
    geometric = 100 * np.prod([reached**weight for weight, reached in leaves])
    assert found["geometric-mean"].score == pytest.approx(geometric, abs=1e-9)
    assert set(found) == {"equal-weights", "geometric-mean", *(f"without-{name}" for name in CRITERIA)}


def test_a_geometric_mean_is_never_above_the_score(example_record):
    assert alternatives(example_record)["geometric-mean"].score <= example_record.score + 1e-9


def test_somebody_the_same_everywhere_hangs_on_no_weight():
    note = scored(complete()).robustness
    assert (note.verdict_stays, note.hinges_on) == (1, None)
    assert (note.score_low, note.score_high) == pytest.approx((100, 100))
    assert note.bands["ready"] == 1
    assert note.largest_gaps == ()
    assert all(driver.index == driver.verdict_changes == 0 for driver in note.drivers)
    assert all(found.band == "ready" for found in note.alternatives)


def test_the_note_is_about_the_verdict_of_the_record(example_record):
    note, band = example_record.robustness, example_record.verdict.band
    assert list(note.bands) == list(ORDER)
    assert sum(note.bands.values()) == pytest.approx(1)
    assert note.score_low <= note.score_high
    if band != "no-verdict":
        home = "ready" if band == "looks-ready" else band
        assert note.verdict_stays == note.bands[home]
    assert {driver.id for driver in note.drivers} == {*CRITERIA, *(d.id for d in FRAMEWORK.dimensions)}
    assert [driver.index for driver in note.drivers] == sorted((d.index for d in note.drivers), reverse=True)
    assert all(0 <= driver.index <= 1 and 0 <= driver.verdict_changes <= 1 for driver in note.drivers)
    assert sum(gap.share for gap in note.largest_gaps) <= 1 + 1e-9


def test_a_verdict_at_its_edge_hinges_on_the_weight_that_tips_it():
    """All points of a skill are lost in statistics: its importance decides whether 75 of 100 are reached."""
    profile = complete(
        probability=0, regression_modeling=0, statistical_inference=2, linear_algebra_calculus=0
    )
    score = scored(profile).score
    start = replace(FRAMEWORK.verdict.bands[-1].from_, value=score)
    bands = (*FRAMEWORK.verdict.bands[:-1], replace(FRAMEWORK.verdict.bands[-1], from_=start))
    role = replace(FRAMEWORK, verdict=replace(FRAMEWORK.verdict, bands=bands), digest="at its edge")
    record = scored(profile, role)
    assert record.verdict.band == "ready"
    note = record.robustness
    assert 0.2 < note.verdict_stays < 0.8
    assert note.score_low < score < note.score_high
    changes = {driver.id: driver.verdict_changes for driver in note.drivers}
    assert changes["statistical-modeling"] == pytest.approx(4 / 9)
    assert note.hinges_on in {name for name, share in changes.items() if share == max(changes.values())}
    assert changes["related-work"] == changes["portfolio"] == 0
    assert note.drivers[0].index > 0.1


def test_a_must_have_below_its_floor_keeps_every_weighting_from_ready():
    note = scored(complete(4, model_evaluation=1)).robustness
    assert note.bands == {"not-yet": 1, "too-close": 0, "probably-ready": 0, "ready": 0}
    assert {found.band for found in note.alternatives} == {"not-yet"}


def test_the_largest_gap_is_where_most_points_are_missing():
    record = scored(complete(sql=0, python_language=1))
    note = record.robustness
    assert note.largest_gaps[0].id == "python-language"
    assert note.largest_gaps[0].share > 0.9
    assert leaf_of(record, "python-language").points_missing == max(
        leaf.points_missing for leaf in record.leaves
    )


def test_other_draws_say_the_same_but_for_their_error():
    one, two = (scored(example("student"), rng=seed).robustness for seed in (1, 2))
    assert one != two
    assert one.score_low == pytest.approx(two.score_low, abs=0.3)
    assert one.verdict_stays == pytest.approx(two.verdict_stays, abs=0.05)
    assert one.alternatives == two.alternatives
