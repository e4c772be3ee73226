"""The assessment keeps the laws of the score, for the example people and for any people."""

import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment import assess, verify
from readiness.assessment.answers import attainments, raw_answers
from readiness.assessment.arrays import tree
from readiness.errors import ProfileError
from readiness.framework import load_framework
from readiness.profile import Answer, Education, Experience, Goals, Profile, read_profile
from readiness.questionnaire import load_items
from readiness.record import Assessment, to_json
from readiness.scoring import aggregate, leaf_weights

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"
FRAMEWORK = load_framework()
RATED = [facet.id for facet in FRAMEWORK.rated]
ITEMS = [item.id for facet in ("sql", "probability", "deployment") for item in load_items(facet)[:4]]
levels = st.integers(0, 4)

profiles = st.builds(
    Profile,
    skills=st.dictionaries(st.sampled_from(RATED), levels, max_size=18),
    languages=st.none() | st.dictionaries(st.sampled_from(["python", "r", "java", "cobol"]), levels),
    education=st.builds(
        Education,
        level=st.sampled_from([None, "none", "secondary", "bootcamp", "bachelor", "master", "phd"]),
        field=st.sampled_from([None, "none", "other", "computer-science"]),
        bootcamps=st.none() | st.integers(0, 2),
        certifications=st.sampled_from([None, (), ("other",), ("other", "other")]),
    ),
    experience=st.builds(
        Experience, years=st.none() | st.floats(0, 12), projects=st.none() | st.integers(0, 3)
    ),
)
answered = st.lists(
    st.builds(Answer, item=st.sampled_from(ITEMS), response=st.sampled_from(["1", "2", "3", "7", None])),
    min_size=1,
    max_size=6,
    unique_by=lambda answer: answer.item,
).map(tuple)


def scored(profile: Profile, framework=None, *, rng=0) -> Assessment:
    return assess(profile, framework, assessed_at=NOON, rng=rng)


def example(name: str) -> Profile:
    return read_profile(EXAMPLES / f"{name}.json")


def with_skill(profile: Profile, **skills: int) -> Profile:
    named = {name.replace("_", "-"): level for name, level in skills.items()}
    return replace(profile, skills={**profile.skills, **named})


def keeps_the_laws(record: Assessment) -> bool:
    """Whether weights, contributions, gaps and bounds fit together to 1e-9."""
    close = {"rel_tol": 0, "abs_tol": 1e-9}
    counted = [leaf for leaf in record.leaves if leaf.attainment is not None]
    assert math.isclose(sum(leaf.weight for leaf in record.leaves), 1, **close)
    assert 0 <= record.coverage <= 1 + 1e-12
    assert -1e-9 <= record.bounds.low <= record.bounds.high <= 100 + 1e-9
    if record.score is None:
        assert not counted
        return True
    assert math.isclose(sum(leaf.effective_weight for leaf in record.leaves), 1, **close)
    assert math.isclose(sum(leaf.contribution for leaf in record.leaves), record.score, **close)
    assert math.isclose(sum(leaf.points_missing for leaf in counted), 100 - record.score, **close)
    for nodes in (record.dimensions, record.criteria):
        assert math.isclose(sum(node.contribution for node in nodes), record.score, **close)
        assert math.isclose(sum(node.weight for node in nodes), 1, **close)
        assert math.isclose(sum(node.points_missing for node in nodes), 100 - record.score, **close)
    for leaf in counted:
        share = 100 * leaf.effective_weight
        assert math.isclose(leaf.contribution, share * leaf.attainment, **close)
        assert math.isclose(leaf.points_missing, share * (1 - leaf.attainment), **close)
    assert record.bounds.low - 1e-9 <= record.score <= record.bounds.high + 1e-9
    assert math.isclose(record.bounds.high - record.bounds.low, 100 * (1 - record.coverage), **close)
    return True


def test_every_example_keeps_the_laws(example_record):
    assert keeps_the_laws(example_record)


@settings(deadline=None)
@given(profiles)
def test_any_person_keeps_the_laws(profile):
    assert keeps_the_laws(scored(profile))


@settings(deadline=None, max_examples=40)
@given(profiles, answered)
def test_any_person_with_check_answers_keeps_the_laws(profile, answers):
    assert keeps_the_laws(scored(replace(profile, answers=answers)))


def test_a_student_is_worked_by_hand():
    """Two criteria of the skills, and the degree: 4 x 95 and 4 x 90 shares of 425, three quarters of 80 %."""
    profile = Profile(
        skills={"python-programming": 3, "data-wrangling": 3, "sql": 1, "exploratory-analysis": 0},
        education=Education(level="some-college"),
    )
    record = scored(profile)
    python, data = 0.7 * 95 / 425 / 4, 0.7 * 90 / 425 / 4
    degree = 0.15 * 0.8 * 0.75
    weight = 3 * python + 3 * data + degree
    earned = 3 * python + data * (1 + 0.5 + 0) + degree * 0.6
    assert record.score == pytest.approx(100 * earned / weight)
    assert record.coverage == pytest.approx(weight)
    assert record.bounds.low == pytest.approx(100 * earned)
    assert record.bounds.high == pytest.approx(100 * (earned + 1 - weight))
    assert record.verdict.band == "no-verdict"


def test_the_scales_of_a_whole_profile_are_worked_by_hand():
    reached = {leaf.id: leaf.attainment for leaf in scored(example("career-changer")).leaves}
    assert reached["python-language"] == 1
    assert reached["ml-libraries"] == pytest.approx(1 / 3)
    assert reached["programming-languages"] == 1
    assert reached["degree"] == reached["field-of-study"] == reached["credentials"] == 1
    assert reached["years"] == reached["projects"] == 1
    statistician = {leaf.id: leaf.attainment for leaf in scored(example("statistician")).leaves}
    assert statistician["programming-languages"] == pytest.approx(9 / 83)
    assert statistician["degree"] == 1
    assert statistician["field-of-study"] == 0.9
    assert statistician["projects"] == statistician["credentials"] == 0


@settings(deadline=None)
@given(profiles, st.data())
def test_getting_better_never_lowers_the_score(profile, draw):
    if not profile.skills:
        return
    name = draw.draw(st.sampled_from(sorted(profile.skills)))
    better = draw.draw(st.integers(profile.skills[name], 4))
    before, after = scored(profile), scored(with_skill(profile, **{name: better}))
    assert after.score >= before.score - 1e-9
    assert after.stated.score >= before.stated.score - 1e-9


@settings(deadline=None, max_examples=40)
@given(profiles, answered, st.sampled_from(ITEMS))
def test_a_right_answer_in_place_of_a_wrong_one_never_lowers_the_score(profile, answers, name):
    item = next(item for item in load_items(name.rpartition("-")[0]) if item.id == name)
    right = str(item.key) if item.kind == "choice" else _spelled(item)
    others = tuple(answer for answer in answers if answer.item != name)
    wrong, correct = (
        scored(replace(profile, answers=(*others, Answer(item=name, response=response))))
        for response in (None, right)
    )
    assert correct.estimate.n_right == wrong.estimate.n_right + 1
    assert correct.score >= wrong.score - 1e-9


def _spelled(item) -> str:
    if item.kind == "text":
        return item.accept[0]
    answer = item.answer if item.kind == "sequence" else (item.answer,)
    return ", ".join(entry if isinstance(entry, str) else f"{entry:g}" for entry in answer)


def test_the_points_of_every_gap_are_exactly_what_closing_it_adds(example):
    profile = replace(example, answers=())
    before = scored(profile)
    bars = {facet.id: int(facet.scale.bar.value) for facet in FRAMEWORK.rated}
    gaps = [leaf for leaf in before.leaves if leaf.id in bars and leaf.points_missing]
    for leaf in gaps:
        after = scored(with_skill(profile, **{leaf.id: bars[leaf.id]}))
        assert after.score - before.score == pytest.approx(leaf.points_missing, abs=1e-9)
        level = profile.skills.get(leaf.id, profile.skills.get(leaf.criterion))
        one_more = scored(with_skill(profile, **{leaf.id: level + 1}))
        assert one_more.score - before.score == pytest.approx(leaf.gain_next_level, abs=1e-9)


def test_the_gain_of_every_next_step_is_what_taking_it_adds(example):
    profile = replace(example, answers=())
    before = scored(profile)
    for step in before.next_steps:
        if step.scale != "rating":
            break
        profile = with_skill(profile, **{step.facet: step.to_level})
        after = scored(profile)
        assert after.score - before.score == pytest.approx(step.gain_points, abs=1e-9)
        before = after
    assert len(before.next_steps) <= 3


@settings(deadline=None, max_examples=40)
@given(profiles, answered, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(profile, answers, random):
    def shuffled(entries):
        entries = list(entries)
        random.shuffle(entries)
        return entries

    one = replace(profile, answers=answers)
    other = replace(
        one,
        skills=dict(shuffled(profile.skills.items())),
        languages=profile.languages and dict(shuffled(profile.languages.items())),
        answers=tuple(shuffled(answers)),
    )
    first, second = (json.loads(to_json(scored(person))) for person in (one, other))
    assert first.pop("profile") != {}
    second.pop("profile")
    assert first == second


def test_the_name_the_cohort_and_the_goals_enter_no_number(example):
    plain = json.loads(to_json(scored(replace(example, name=None, goals=Goals()))))
    named = json.loads(to_json(scored(replace(example, name="Someone else", cohort="b", goals=Goals()))))
    assert plain.pop("profile") != named.pop("profile")
    assert plain == named
    other = scored(replace(example, goals=Goals(city="austin", hours_per_week=3)))
    assert (other.score, other.salary.low, other.salary.high) == (plain["score"], 80_000, 110_000)


@settings(deadline=None, max_examples=30)
@given(st.lists(profiles, min_size=2, max_size=4))
def test_people_together_are_scored_as_each_alone(people):
    raw = raw_answers(people, FRAMEWORK)
    applicable = np.array([[outcome != "not_applicable" for outcome in row] for row in raw.outcome])
    total = aggregate(attainments(raw, FRAMEWORK), leaf_weights(tree(FRAMEWORK)), applicable)
    for row, profile in enumerate(people):
        record = scored(profile)
        score = None if np.isnan(total.score[row]) else total.score[row]
        assert record.score == (score if score is None else pytest.approx(score, abs=1e-12))
        assert record.coverage == pytest.approx(total.coverage[row], abs=1e-12)


def test_what_does_not_apply_leaves_and_what_is_unanswered_lowers_the_coverage():
    analyst = example("data-analyst")
    record = scored(analyst)
    gone = {leaf.id: leaf for leaf in record.leaves if leaf.outcome == "not_applicable"}
    assert set(gone) == {"deep-learning", "deployment"}
    assert all(leaf.weight == leaf.effective_weight == leaf.contribution == 0 for leaf in gone.values())
    assert all(leaf.attainment is None for leaf in gone.values())
    assert record.coverage == pytest.approx(1)
    unanswered = scored(replace(analyst, not_applicable=()))
    assert unanswered.score == pytest.approx(record.score)
    assert unanswered.coverage == pytest.approx(1 - 0.7 * 85 / 425 * 2 / 5)
    assert {leaf.outcome for leaf in unanswered.leaves if leaf.id in gone} == {"not_asked"}


def test_a_criterion_rates_all_its_facets_and_a_facet_named_itself_wins():
    record = scored(Profile(skills={"data-analysis": 1, "sql": 4}))
    answers = {leaf.id: leaf.answer for leaf in record.leaves if leaf.criterion == "data-analysis"}
    assert answers == {"data-wrangling": 1, "exploratory-analysis": 1, "sql": 4, "feature-engineering": 1}


def test_what_was_skipped_is_told_and_counts_like_what_was_left_out():
    others = dict.fromkeys(("python-language", "probability"), 2)
    skipped = scored(Profile(skills={**others, "data-analysis": 2, "sql": None, "feature-engineering": None}))
    told = {leaf.id: (leaf.outcome, leaf.answer) for leaf in skipped.leaves}
    assert told["sql"] == told["feature-engineering"] == ("skipped", None)
    assert told["data-wrangling"] == ("answered", 2)
    assert told["deployment"] == ("not_asked", None)
    assert "Skipped" in next(leaf.reason for leaf in skipped.leaves if leaf.id == "sql")
    left_out = scored(Profile(skills={**others, "data-wrangling": 2, "exploratory-analysis": 2}))
    assert (skipped.score, skipped.coverage) == (left_out.score, left_out.coverage)


def test_nothing_answered_is_no_score_and_no_verdict():
    record = scored(Profile())
    assert record.score is None
    assert (record.coverage, record.bounds.low, record.bounds.high) == (0, 0, 100)
    assert record.verdict.band == "no-verdict"
    assert record.robustness is None
    assert record.estimate is None
    assert verify(record) == ()


def test_everything_not_applicable_is_no_score():
    leaves = tuple(facet.id for facet in FRAMEWORK.facets)
    record = scored(Profile(not_applicable=leaves))
    assert record.score is None
    assert to_json(record)


@pytest.mark.parametrize(("asked", "band"), [(0.0, "ready"), (1e-9, "nearly-ready")])
def test_a_band_is_decided_on_the_unrounded_score(asked, band):
    record = scored(example("student"))
    start = replace(FRAMEWORK.verdict.bands[-1].from_, value=record.score + asked)
    bands = (*FRAMEWORK.verdict.bands[:-1], replace(FRAMEWORK.verdict.bands[-1], from_=start))
    role = replace(FRAMEWORK, verdict=replace(FRAMEWORK.verdict, bands=bands))
    assert scored(example("student"), role).verdict.band == band


@pytest.mark.parametrize(("asked", "verdict"), [(0.0, True), (1e-6, False)])
def test_no_verdict_is_given_below_the_least_coverage(asked, verdict):
    profile = Profile(skills=example("student").skills)
    coverage = scored(profile).coverage
    least = replace(FRAMEWORK.verdict.min_coverage, value=coverage + asked)
    rules = replace(FRAMEWORK.verdict, min_coverage=least)
    role = replace(FRAMEWORK, verdict=rules)
    assert (scored(profile, role).verdict.band != "no-verdict") is verdict


def test_a_must_have_below_its_floor_blocks_the_top_band_and_is_named():
    changer = scored(example("career-changer"))
    assert changer.score >= changer.verdict.threshold
    assert changer.verdict.band == "nearly-ready"
    assert changer.verdict.blocked_by == (
        "supervised-learning",
        "model-evaluation",
        "statistical-inference",
    )
    assert changer.verdict.title == (
        "Ready but for Supervised learning, Model evaluation and Statistical inference"
    )
    mended = with_skill(
        example("career-changer"), supervised_learning=2, model_evaluation=2, statistical_inference=1
    )
    assert scored(mended).verdict.band == "ready"
    assert scored(mended).verdict.blocked_by == ()


def test_an_unanswered_must_have_blocks_the_top_band():
    skills = dict.fromkeys(RATED, 4)
    del skills["model-evaluation"]
    record = scored(Profile(skills=skills, languages={"python": 4}))
    assert record.verdict.blocked_by == ("model-evaluation",)
    assert record.verdict.band == "nearly-ready"


@pytest.mark.parametrize(
    ("name", "insights"),
    [
        ("student", {1, 5}),
        ("career-changer", {4}),
        ("statistician", {1, 2, 5}),
        ("phd-without-programming", {1, 2}),
        ("self-taught", {4, 5}),
        ("experienced-engineer", set()),
        ("mostly-unanswered", set()),
    ],
)
def test_a_misconception_is_told_to_those_whom_it_may_concern(name, insights):
    assert {note.misconception for note in scored(example(name)).insights} == insights


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("flat-ratings", ["one-level-everywhere"]),
        ("statistician", ["r-only"]),
        ("self-taught", ["deep-learning-without-algebra", "models-without-evaluation"]),
        ("student", []),
    ],
)
def test_ratings_that_seldom_go_together_are_asked_about_and_cost_no_point(name, asked):
    record = scored(example(name))
    assert [note.id for note in record.consistency] == asked
    assert record.score == pytest.approx(record.stated.score)


def test_check_answers_bring_an_overclaimer_down_and_agree_with_an_engineer():
    claims, engineer = scored(example("overclaimer")), scored(example("experienced-engineer"))
    assert claims.stated.score - claims.score > 15
    assert claims.leniency.tell
    assert claims.leniency.levels > 1
    assert abs(engineer.stated.score - engineer.score) < 5
    assert engineer.verdict.band == "ready"
    for record in (claims, engineer):
        assert record.estimate.low <= record.estimate.mean <= record.estimate.high
        assert record.estimate.n_answers == len(record.profile.answers)


def test_standing_in_the_field_is_context_beside_the_score():
    standing = {note.id: note for note in scored(example("student")).standing}
    assert standing["years"].share_at_or_below == 0
    bachelor = {note.id: note for note in scored(example("career-changer")).standing}
    assert bachelor["degree"].share_at_or_below == pytest.approx(0.82)
    assert bachelor["years"].share_at_or_below == pytest.approx(0.96)
    phd = {note.id: note for note in scored(example("statistician")).standing}
    assert phd["degree"].share_at_or_below == pytest.approx(1)
    assert phd["years"].share_at_or_below == pytest.approx(0.9)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_draws(example):
    first, again, other = (to_json(scored(example, rng=seed)) for seed in (3, 3, 4))
    assert first == again
    one, two = json.loads(first), json.loads(other)
    assert (one.pop("seed"), two.pop("seed")) == (3, 4)
    for record in (one, two):
        record.pop("robustness")
        if record["estimate"]:
            record["estimate"].pop("p_ready")
    assert one == two


def test_a_generator_gives_a_seed_from_which_the_record_can_be_recomputed(example):
    record = scored(example, rng=np.random.default_rng(99))
    assert record == scored(example, rng=np.random.default_rng(99))
    assert record == scored(example, rng=record.seed)
    assert verify(record) == ()


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (Profile(skills={"python-langauge": 3}), "did you mean python-language?"),
        (Profile(skills={"cooking": 3}), "skills.cooking: no facet of this name in ml-engineer-entry"),
        (Profile(not_applicable=("sqll",)), "did you mean sql?"),
        (Profile(skills={"sql": 1}, not_applicable=("sql",)), '"sql" is rated as well'),
        (Profile(skills={"degree": 3}), "skills.degree: no facet of this name"),
    ],
)
def test_what_the_role_does_not_know_is_an_error_with_its_place(profile, words):
    with pytest.raises(ProfileError) as caught:
        scored(profile)
    assert words in str(caught.value)


def test_the_record_holds_every_number_of_the_framework_with_its_basis():
    record = scored(example("student"))
    assert (record.framework.id, record.framework.version) == (FRAMEWORK.id, FRAMEWORK.version)
    assert record.framework.digest == FRAMEWORK.digest
    assert len(record.leaves) == len(FRAMEWORK.facets)
    assert {entry.basis for entry in record.provenance} == {"document", "assumption"}
    assert all(entry.note for entry in record.provenance)
    assert all(leaf.reason.endswith(".") for leaf in record.leaves)
