"""The assessment keeps the laws of the score, for the example people and for any people."""

import json
import math
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.answers import attainments, raw_answers
from readiness.assessment.role import role_of
from readiness.assessment.verifying import verify
from readiness.errors import ProfileError
from readiness.framework.scales import Sourced
from readiness.profile import Answer, Education, Experience, Goals, Profile
from readiness.questionnaire import load_items
from readiness.record import Assessment, to_json
from readiness.scoring import aggregate, leaf_weights

from .people import (
    FRAMEWORK,
    HAND,
    MUST_HAVES,
    RATED,
    complete,
    example,
    items_of,
    leaf_of,
    right_answer,
    scored,
    with_skill,
    without_skill,
)

ITEMS = [item.id for facet in ("sql", "probability", "deployment") for item in load_items(facet)[:4]]
levels = st.integers(0, 4)


def sources_of(profile: Profile) -> st.SearchStrategy[Profile]:
    """The profile as somebody gave it, with some of what was not rated put aside."""
    left = [name for name in RATED if name not in profile.skills]
    aside = st.lists(st.sampled_from(left), max_size=4, unique=True).map(tuple) if left else st.just(())
    return st.builds(
        lambda source, names: replace(profile, source=source, not_applicable=names),
        st.sampled_from(["self", "mentor", "verified"]),
        aside,
    )


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
).flatmap(sources_of)
answered = st.lists(
    st.builds(Answer, item=st.sampled_from(ITEMS), response=st.sampled_from(["1", "2", "3", "7", None])),
    min_size=1,
    max_size=6,
    unique_by=lambda answer: answer.item,
).map(tuple)


def keeps_the_laws(record: Assessment) -> bool:
    """Whether weights, contributions, gaps, bounds and interval fit together to 1e-9."""
    close = {"rel_tol": 0, "abs_tol": 1e-9}
    counted = [leaf for leaf in record.leaves if leaf.attainment is not None]
    assert record.score is not None
    assert math.isclose(sum(leaf.weight for leaf in record.leaves), 1, **close)
    assert math.isclose(sum(leaf.contribution for leaf in record.leaves), record.score, **close)
    assert math.isclose(sum(leaf.points_missing for leaf in counted), 100 - record.score, **close)
    for nodes in (record.dimensions, record.criteria):
        assert math.isclose(sum(node.contribution for node in nodes), record.score, **close)
        assert math.isclose(sum(node.weight for node in nodes), 1, **close)
        assert math.isclose(sum(node.points_missing for node in nodes), 100 - record.score, **close)
    for leaf in record.leaves:
        assert leaf.weight == leaf.effective_weight
        assert (leaf.attainment is None) == (leaf.outcome == "not_applicable")
        assert leaf.outcome == "answered" or leaf.stated_attainment is None
        if leaf.attainment is not None:
            share = 100 * leaf.weight
            assert math.isclose(leaf.contribution, share * leaf.attainment, **close)
            assert math.isclose(leaf.points_missing, share * (1 - leaf.attainment), **close)
    known = [leaf for leaf in counted if leaf.outcome == "answered"]
    assert math.isclose(record.coverage, sum(leaf.weight for leaf in known), **close)
    assert math.isclose(record.bounds.low, sum(leaf.contribution for leaf in known), **close)
    assert math.isclose(record.bounds.high - record.bounds.low, 100 * (1 - record.coverage), **close)
    assert record.bounds.low - 1e-9 <= record.score <= record.bounds.high + 1e-9
    assert record.estimate.mean == record.score
    assert -1e-9 <= record.estimate.low <= record.score <= record.estimate.high <= 100 + 1e-9
    assert record.estimate.p_ready == record.verdict.chance
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


def test_with_verified_levels_the_score_is_the_plain_weighted_sum_worked_by_hand():
    """Shares of each criterion times attainment; 2 of 3 levels are worth .5, 1 of 3 .1, 1 of 2 .3.

    Evaluation stands at 1, so that what is built on it counts at 2 and no more: .5.
    """
    python = (2.5 * 0.5 + 0.2 * 1 + 1 * 0.1 + 1 * 0.5) / 4.7
    data = (2 * 1 + 1 * 0 + 0.75 * 0.5 + 1 * 0.5) / 4.75
    learning = (2.5 * 0.5 + 0.5 * 0.3 + 1 * 0.5 + 0.5 * 1 + 2.5 * 0.1 + 0.75 * 0.5) / 7.75
    statistics = (1 * 1 + 2 * 0.5 + 1 * 0.1 + 0.75 * 0.3) / 4.75
    practice = (1 * 1 + 1 * 1) / 2
    skills = (95 * python + 90 * data + 85 * learning + 80 * statistics + 50 * practice) / 400
    education = (90 * (3 * 0.6 + 1 * 0.7) / 4 + 10 * 1) / 100
    experience = (50 * 0.5 + 50 * 2 / 3) / 100
    by_hand = 80 * skills + 6 * education + 14 * experience
    record = scored(HAND)
    assert record.score == pytest.approx(by_hand, abs=1e-9)
    assert record.stated.score == pytest.approx(by_hand, abs=1e-9)
    assert (record.coverage, record.stated.coverage) == pytest.approx((1, 1))
    assert (record.bounds.low, record.bounds.high) == pytest.approx((by_hand, by_hand))
    assert (record.estimate.low, record.estimate.high) == pytest.approx((by_hand, by_hand))
    assert record.estimate.sd == 0
    assert record.verdict.blocked_by == ("model-evaluation",)
    assert record.verdict.chance == 0


def test_the_scales_of_a_whole_profile_are_worked_by_hand():
    reached = {leaf.id: leaf.stated_attainment for leaf in scored(example("career-changer")).leaves}
    assert reached["python-language"] == 1
    assert reached["ml-libraries"] == pytest.approx(0.1)
    assert reached["data-wrangling"] == pytest.approx(0.5)
    assert reached["linear-algebra-calculus"] == pytest.approx(0.3)
    assert reached["programming-languages"] == 1
    assert reached["degree"] == reached["field-of-study"] == reached["credentials"] == 1
    assert (reached["years"], reached["projects"]) == (0, 1)
    assert reached["language-models"] is None
    statistician = {leaf.id: leaf.attainment for leaf in scored(example("statistician")).leaves}
    assert statistician["programming-languages"] == 1
    assert statistician["degree"] == 1
    assert statistician["field-of-study"] == 0.9
    assert statistician["projects"] == statistician["credentials"] == 0


@pytest.mark.parametrize(
    ("change", "leaf", "expected"),
    [
        ({"experience": Experience(years=0.5, projects=3)}, "years", 0.25),
        ({"experience": Experience(years=2, projects=1)}, "projects", 1 / 3),
        ({"experience": Experience(years=2, projects=9)}, "projects", 1),
        ({"languages": {"python": 4}}, "programming-languages", 0),
        ({"languages": {"c++": 2, "r": 1}}, "programming-languages", 1),
        ({"education": Education(level="bootcamp")}, "degree", 0.5),
        ({"education": Education(level="phd")}, "degree", 1),
        ({"education": Education(field="engineering-or-physics")}, "field-of-study", 0.85),
        ({"education": Education(certifications=(), bootcamps=1)}, "credentials", 1),
    ],
)
def test_the_scales_of_facts(change, leaf, expected):
    record = scored(replace(complete(), **change))
    assert leaf_of(record, leaf).attainment == pytest.approx(expected)
    assert leaf_of(record, leaf).stated_attainment == pytest.approx(expected)


@pytest.mark.parametrize(
    ("facet", "worth"), [("sql", [0, 0.1, 0.5, 1, 1]), ("linear-algebra-calculus", [0, 0.3, 1, 1, 1])]
)
def test_a_level_is_worth_what_the_table_for_its_bar_says(facet, worth):
    records = [scored(complete(**{facet.replace("-", "_"): level})) for level in range(5)]
    assert [leaf_of(record, facet).attainment for record in records] == pytest.approx(worth)
    lost = 100 * leaf_of(records[0], facet).weight
    assert [100 - record.score for record in records] == pytest.approx([lost * (1 - w) for w in worth])


@pytest.mark.parametrize("base", ["python-language", "model-evaluation"])
def test_what_is_built_on_another_skill_counts_at_most_one_level_above_it(base):
    records = [scored(complete(4, **{base.replace("-", "_"): level})) for level in range(5)]
    libraries, sql = (
        [leaf_of(record, name).attainment for record in records] for name in ("ml-libraries", "sql")
    )
    assert libraries == pytest.approx([0.1, 0.5, 1, 1, 1])
    assert sql == pytest.approx([1] * 5)
    assert [leaf_of(record, "ml-libraries").stated_attainment for record in records] == pytest.approx(
        libraries
    )


@pytest.mark.parametrize("given_", [complete(), complete(source="self"), example("student")])
def test_a_fact_that_is_not_given_lies_evenly_between_nothing_and_its_bar(given_):
    """Years are 7 of 100 points: half of them count, with the spread of anything between 0 and 7."""
    known = scored(given_)
    silent = scored(replace(given_, experience=replace(given_.experience, years=None)))
    years = leaf_of(silent, "years")
    assert (years.outcome, years.attainment, years.stated_attainment) == ("not_asked", 0.5, None)
    assert years.contribution == pytest.approx(3.5)
    change = 3.5 - leaf_of(known, "years").contribution
    assert silent.score - known.score == pytest.approx(change, abs=1e-9)
    spread = known.estimate.sd**2 + 7**2 / 12
    assert silent.estimate.sd**2 == pytest.approx(spread, rel=0.02)
    assert silent.coverage == pytest.approx(known.coverage - 0.07)


def test_a_skill_that_is_not_rated_is_predicted_from_the_others():
    predicted = [leaf_of(scored(without_skill(complete(k, source="self"), "sql")), "sql") for k in range(5)]
    reached = [leaf.attainment for leaf in predicted]
    assert reached == sorted(reached)
    assert reached[0] < 0.2
    assert reached[4] > 0.8
    assert all(leaf.outcome == "not_asked" and leaf.measured.low < leaf.measured.high for leaf in predicted)
    assert all(leaf.stated_attainment is None and leaf.source is None for leaf in predicted)


def test_more_trust_brings_the_score_to_what_is_stated_and_narrows_the_range():
    records = [scored(replace(example("career-changer"), source=s)) for s in ("self", "mentor", "verified")]
    off = [abs(record.score - record.stated.score) for record in records]
    widths = [record.estimate.high - record.estimate.low for record in records]
    assert off == sorted(off, reverse=True)
    assert widths == sorted(widths, reverse=True)
    assert off[2] < 0.5
    assert len({record.stated.score for record in records}) == 1


def test_a_level_has_a_source_of_its_own_or_that_of_its_criterion():
    profile = replace(
        complete(2, source="self"), sources={"sql": "verified", "statistical-modeling": "mentor"}
    )
    skills = {name: level for name, level in profile.skills.items() if name not in {"probability", "sql"}}
    record = scored(replace(profile, skills={**skills, "statistical-modeling": 3, "sql": 2}))
    assert leaf_of(record, "sql").source == "verified"
    assert leaf_of(record, "sql").attainment == pytest.approx(0.5, abs=1e-12)
    assert leaf_of(record, "probability").source == "mentor"
    assert leaf_of(record, "data-wrangling").source == "self"
    assert leaf_of(record, "degree").source is None


def test_answers_about_a_verified_level_change_nothing():
    wrong = tuple(Answer(item=item.id, response=None) for item in items_of("sql")[:3])
    profile = replace(example("student"), sources={"sql": "verified"}, answers=())
    plain, checked = scored(profile), scored(replace(profile, answers=wrong))
    assert (checked.score, checked.estimate.n_answers) == (plain.score, 0)
    doubted = scored(replace(profile, sources={}, answers=wrong))
    assert doubted.score < scored(replace(profile, sources={})).score


@settings(deadline=None, max_examples=50)
@given(profiles, st.data())
def test_getting_better_never_lowers_the_score(profile, draw):
    """Beyond the bar a level more may speak of leniency, and cost three tenths of a point at most."""
    if not profile.skills:
        return
    name = draw.draw(st.sampled_from(sorted(profile.skills)))
    better = draw.draw(st.integers(profile.skills[name], 4))
    before, after = scored(profile), scored(replace(profile, skills={**profile.skills, name: better}))
    slack = 0.3 if better > leaf_of(before, name).bar else 0.02
    assert after.score >= before.score - slack
    assert after.stated.score >= before.stated.score - 1e-9


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(RATED), levels, min_size=1), st.data())
def test_a_verified_level_that_rises_never_lowers_anything(skills, draw):
    name = draw.draw(st.sampled_from(sorted(skills)))
    better = draw.draw(st.integers(skills[name], 4))
    before, after = (
        scored(Profile(skills=given, source="verified")) for given in (skills, {**skills, name: better})
    )
    assert after.score >= before.score - 1e-9
    reached = {leaf.id: leaf.attainment for leaf in before.leaves}
    assert all(leaf.attainment >= reached[leaf.id] - 0.01 for leaf in after.leaves)


@settings(deadline=None, max_examples=40)
@given(profiles, answered, st.sampled_from(ITEMS))
def test_a_right_answer_in_place_of_a_wrong_one_never_lowers_the_score(profile, answers, name):
    facet = name.rpartition("-")[0]
    item = next(item for item in load_items(facet) if item.id == name)
    others = tuple(answer for answer in answers if answer.item != name)
    wrong, without, right = (
        scored(replace(profile, answers=(*others, *more)))
        for more in (
            (Answer(item=name, response=None),),
            (),
            (Answer(item=name, response=right_answer(item)),),
        )
    )
    counts = facet not in profile.not_applicable and not (
        profile.source == "verified" and facet in profile.skills
    )
    assert right.estimate.n_right == wrong.estimate.n_right + counts
    assert right.estimate.n_answers == without.estimate.n_answers + counts
    assert wrong.score - 1e-6 <= without.score <= right.score + 1e-6
    assert wrong.verdict.chance - 0.005 <= without.verdict.chance <= right.verdict.chance + 0.005


@pytest.mark.parametrize("level", range(5))
def test_the_next_level_of_a_verified_skill_adds_what_its_gain_says(level):
    before = scored(complete(level))
    for leaf in before.leaves:
        if leaf.measured is None:
            assert leaf.gain_next_level is None
            continue
        after = scored(complete(level, **{leaf.id.replace("-", "_"): min(level + 1, 4)}))
        own = leaf_of(after, leaf.id)
        assert own.contribution - leaf.contribution == pytest.approx(leaf.gain_next_level, abs=1e-9)
        assert after.score - before.score >= leaf.gain_next_level - 1e-9


def test_the_gain_of_every_next_step_is_what_taking_it_adds():
    profile = complete(2)
    before = scored(profile)
    assert len(before.next_steps) == 3
    for step in before.next_steps:
        profile = with_skill(profile, **{step.facet: step.to_level})
        after = scored(profile)
        own = leaf_of(after, step.facet).contribution - leaf_of(before, step.facet).contribution
        assert own == pytest.approx(step.gain_points, abs=1e-9)
        assert after.score - before.score >= own - 1e-9
        before = after


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
    total = aggregate(attainments(raw, FRAMEWORK), leaf_weights(role_of(FRAMEWORK).tree), applicable)
    for row, profile in enumerate(people):
        record = scored(profile)
        score = None if np.isnan(total.score[row]) else total.score[row]
        assert record.stated.score == (score if score is None else pytest.approx(score, abs=1e-12))
        assert record.stated.coverage == pytest.approx(total.coverage[row], abs=1e-12)


def test_what_does_not_apply_leaves_and_what_is_unanswered_lowers_the_coverage():
    """Of the 17 points of its criterion language models hold .5 of 7.75, deep learning 1, deployment .75."""
    analyst = example("data-analyst")
    record = scored(analyst)
    gone = {leaf.id: leaf for leaf in record.leaves if leaf.outcome == "not_applicable"}
    assert set(gone) == {"deep-learning", "deployment"}
    assert all(leaf.weight == leaf.effective_weight == leaf.contribution == 0 for leaf in gone.values())
    assert all(leaf.attainment is leaf.measured is leaf.points_missing is None for leaf in gone.values())
    share = 0.8 * 85 / 400 / 7.75
    assert record.coverage == pytest.approx(1 - 0.5 * share / (1 - 1.75 * share))
    unanswered = scored(replace(analyst, not_applicable=()))
    assert unanswered.coverage == pytest.approx(1 - 2.25 * share)
    assert {leaf.outcome for leaf in unanswered.leaves if leaf.id in gone} == {"not_asked"}
    assert unanswered.stated.score == pytest.approx(record.stated.score)
    assert unanswered.estimate.sd > record.estimate.sd


def test_a_must_have_stays_where_it_is_named_as_not_applicable():
    rest = without_skill(complete(), "python-language")
    named, silent = (scored(replace(rest, not_applicable=names)) for names in (("python-language",), ()))
    leaf = leaf_of(named, "python-language")
    assert (leaf.outcome, leaf.stated_attainment) == ("not_asked", None)
    assert leaf.weight == leaf_of(scored(complete()), "python-language").weight > 0
    assert (named.score, named.coverage, named.verdict) == (silent.score, silent.coverage, silent.verdict)


def test_a_criterion_rates_all_its_facets_and_a_facet_named_itself_wins():
    record = scored(Profile(skills={"data-analysis": 1, "sql": 4}))
    answers = {leaf.id: leaf.answer for leaf in record.leaves if leaf.criterion == "data-analysis"}
    assert answers == {"data-wrangling": 1, "exploratory-analysis": 1, "sql": 4, "feature-engineering": 1}


def test_a_rating_of_a_criterion_is_one_statement_about_all_its_facets():
    names = ["data-wrangling", "exploratory-analysis", "sql", "feature-engineering"]
    once = scored(Profile(skills={"data-analysis": 2}))
    each = scored(Profile(skills=dict.fromkeys(names, 2)))
    assert once.stated.score == each.stated.score
    assert once.coverage == each.coverage
    assert once.estimate.sd > each.estimate.sd


def test_what_was_skipped_is_named_and_counts_like_what_was_left_out():
    others = {"python-language": 2, "probability": 2, "data-wrangling": 2}
    skipped = scored(Profile(skills={**others, "sql": None, "feature-engineering": None}))
    left_out = scored(Profile(skills=others))
    named = {leaf.id: (leaf.outcome, leaf.answer) for leaf in skipped.leaves}
    assert named["sql"] == named["feature-engineering"] == ("skipped", None)
    assert named["data-wrangling"] == ("answered", 2)
    assert named["deployment"] == ("not_asked", None)
    assert "Skipped" in leaf_of(skipped, "sql").reason
    assert (skipped.score, skipped.coverage) == (left_out.score, left_out.coverage)
    assert skipped.verdict == left_out.verdict


def test_nothing_answered_is_what_is_usual_with_the_widest_range_and_no_verdict():
    record = scored(Profile())
    assert keeps_the_laws(record)
    assert (record.coverage, record.bounds.low, record.bounds.high) == (0, 0, 100)
    assert (record.stated.score, record.stated.coverage) == (None, 0)
    assert (record.estimate.n_ratings, record.estimate.n_answers, record.estimate.evidence_share) == (0, 0, 0)
    assert record.estimate.high - record.estimate.low > 40
    assert record.verdict.band == "no-verdict"
    assert record.leniency is None
    assert record.plan is None
    assert record.next_steps == ()
    assert verify(record) == ()


def test_with_everything_named_as_not_applicable_the_must_haves_are_left():
    record = scored(Profile(not_applicable=tuple(facet.id for facet in FRAMEWORK.facets)))
    assert [leaf.id for leaf in record.leaves if leaf.outcome != "not_applicable"] == MUST_HAVES
    assert keeps_the_laws(record)
    assert record.verdict.band == "no-verdict"
    assert verify(record) == ()


@pytest.mark.parametrize(
    ("asked", "stage", "band"), [(0.0, "Ready to apply", "ready"), (1e-6, "Nearly ready", "not-yet")]
)
def test_stage_and_verdict_are_decided_on_the_unrounded_score(asked, stage, band):
    profile = complete(sql=2, communication=2)
    record = scored(profile)
    start = replace(FRAMEWORK.verdict.bands[-1].from_, value=record.score + asked)
    bands = (*FRAMEWORK.verdict.bands[:-1], replace(FRAMEWORK.verdict.bands[-1], from_=start))
    role = replace(FRAMEWORK, verdict=replace(FRAMEWORK.verdict, bands=bands), digest=f"from {asked}")
    verdict = scored(profile, role).verdict
    assert (verdict.threshold, verdict.stage, verdict.band) == (record.score + asked, stage, band)


@pytest.mark.parametrize(("asked", "verdict"), [(0.0, True), (1e-6, False)])
def test_no_verdict_is_given_below_the_least_coverage(asked, verdict):
    profile = Profile(skills=example("student").skills)
    coverage = scored(profile).coverage
    least = replace(FRAMEWORK.verdict.min_coverage, value=coverage + asked)
    rules = replace(FRAMEWORK.verdict, min_coverage=least)
    role = replace(FRAMEWORK, verdict=rules, digest=f"least {asked}")
    assert (scored(profile, role).verdict.band != "no-verdict") is verdict


@pytest.mark.parametrize(
    ("name", "insights"),
    [
        ("student", {1, 3, 4, 5}),
        ("career-changer", {1, 4}),
        ("statistician", {2}),
        ("phd-without-programming", {1, 2}),
        ("self-taught", {3, 4}),
        ("experienced-engineer", set()),
        ("mostly-unanswered", set()),
    ],
)
def test_a_misconception_is_named_to_those_whom_it_may_concern(name, insights):
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
def test_ratings_that_seldom_go_together_are_asked_about_and_stay_evidence(name, asked):
    record = scored(example(name))
    assert [note.id for note in record.consistency] == asked
    silent = scored(example(name), replace(FRAMEWORK, consistency=(), digest="asks nothing"))
    assert (silent.score, silent.estimate, silent.verdict) == (record.score, record.estimate, record.verdict)


def test_a_language_that_is_not_named_contradicts_no_rating():
    rated = Profile(skills={"python-language": 3}, languages={"java": 3})
    assert not scored(rated).consistency
    named = replace(rated, languages={"java": 3, "python": 1})
    assert [note.id for note in scored(named).consistency] == ["python-rated-but-not-known"]


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
    assert bachelor["years"].share_at_or_below == 0
    analyst = {note.id: note for note in scored(example("data-analyst")).standing}
    assert analyst["years"].share_at_or_below == pytest.approx(0.92)
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


def sourced(value):
    """Every number of a framework that says where it comes from."""
    if isinstance(value, Sourced):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from sourced(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from sourced(inner)


def test_the_record_holds_every_number_of_the_framework_with_its_basis():
    record = scored(example("student"))
    assert (record.framework.id, record.framework.version) == (FRAMEWORK.id, FRAMEWORK.version)
    assert record.framework.digest == FRAMEWORK.digest
    assert len(record.leaves) == len(FRAMEWORK.facets)
    numbers = sorted((n.basis, n.where or n.rationale) for n in sourced(FRAMEWORK))
    assert sorted((entry.basis, entry.note) for entry in record.provenance) == numbers
    assert {entry.basis for entry in record.provenance} == {"document", "survey", "assumption"}
    assert len({entry.id for entry in record.provenance}) == len(record.provenance)
    assert all(entry.note for entry in record.provenance)
    assert all(leaf.reason.endswith(".") for leaf in record.leaves)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_criteria_rated_once_are_less_sure_than_each_of_their_skills_rated_so(level):
    criteria = [c.id for c in FRAMEWORK.criteria if any(facet.scale.kind == "rating" for facet in c.facets)]
    by_skill, by_criterion = (
        scored(replace(example("student"), skills=dict.fromkeys(names, level), answers=()))
        for names in (RATED, criteria)
    )
    width, wider = (r.estimate.high - r.estimate.low for r in (by_skill, by_criterion))
    assert wider > width
    assert by_criterion.estimate.evidence_share < by_skill.estimate.evidence_share
