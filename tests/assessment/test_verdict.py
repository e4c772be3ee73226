"""Every verdict: by the chance to be ready, by what was left out, by who says so."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.role import role_of
from readiness.assessment.verdict import ORDER, Chances, rank_verdicts
from readiness.profile import Answer, Education, Experience, Profile

from .people import (
    FRAMEWORK,
    MUST_HAVES,
    RATED,
    complete,
    example,
    items_of,
    leaf_of,
    right_answer,
    scored,
    without_skill,
)

BELIEVED = role_of(FRAMEWORK).population.settings
FACTS = Profile(
    education=Education(level="bachelor", field="computer-science", certifications=("other",), bootcamps=0),
    experience=Experience(years=2, projects=3),
    languages={"r": 2},
)
NO_FACTS = replace(
    FACTS,
    education=Education(level="none", field="none", certifications=(), bootcamps=0),
    experience=Experience(years=0, projects=0),
    languages={},
)


def checked(profile: Profile, *facets: str, n: int = 1) -> Profile:
    """The profile with right answers to harder checks about these facets."""
    answers = tuple(
        Answer(item=item.id, response=right_answer(item))
        for facet in facets
        for item in items_of(facet, level=3)[:n]
    )
    return replace(profile, answers=answers)


def ranks(now, worst=None, best=None, *, silent=False):
    now = np.asarray(now, dtype=float)
    found = Chances(now, now if worst is None else worst, now if best is None else best)
    return [ORDER[rank] for rank in rank_verdicts(found, BELIEVED, silent=silent)]


def test_a_chance_begins_a_band_at_its_number():
    not_yet, close, probably, ready = ORDER
    assert ranks([0, 0.1999999, 0.2, 0.4999999, 0.5, 0.7999999, 0.8, 1]) == [
        not_yet, not_yet, close, close, probably, probably, ready, ready,
    ]  # fmt: skip


def test_ready_needs_what_was_left_out_at_its_worst_to_agree():
    assert ranks([0.9, 0.9], worst=np.array([0.79, 0.8])) == ["probably-ready", "ready"]
    assert ranks([0.6], worst=0.0) == ["probably-ready"]


def test_not_yet_needs_what_was_left_out_at_its_best_to_agree():
    assert ranks([0.1, 0.1], best=np.array([0.19, 0.2])) == ["not-yet", "too-close"]
    assert ranks([0.3], best=1.0) == ["too-close"]


def test_silence_about_a_must_have_is_too_close_at_best():
    assert ranks([0.1, 0.3, 0.6, 0.9], silent=True) == ["not-yet", "too-close", "too-close", "too-close"]


@pytest.mark.parametrize(
    ("profile", "band", "title"),
    [
        (complete(), "ready", "Ready to apply"),
        (complete(source="self"), "looks-ready", "Looks ready, unchecked"),
        (complete(3, source="self", deployment=0), "probably-ready", "Probably ready"),
        (example("data-analyst"), "too-close", "Too close to call"),
        (example("student"), "not-yet", "Not yet"),
        (example("mostly-unanswered"), "no-verdict", "Too little answered for a verdict"),
    ],
)
def test_every_band_is_said_with_its_title(profile, band, title):
    verdict = scored(profile).verdict
    assert (verdict.band, verdict.title) == (band, title)
    assert 0 <= verdict.chance <= 1
    assert verdict.sentence.endswith(".")
    edges = {"ready": 0.8, "looks-ready": 0.8, "probably-ready": 0.5, "too-close": 0.2, "not-yet": 0}
    assert verdict.chance >= edges.get(band, 0)
    assert (verdict.threshold, verdict.ready_from) == (75, 0.8)


def test_verified_levels_settle_the_verdict():
    """Level 2 everywhere brings too few points; a single must-have at 1 stands in the way of any."""
    enough, few, short = scored(complete()), scored(complete(2)), scored(complete(model_evaluation=1))
    assert [record.verdict.chance for record in (enough, few, short)] == [1, 0, 0]
    assert few.verdict.blocked_by == ()
    assert short.score > 75 > few.score
    assert short.verdict.blocked_by == ("model-evaluation",)
    assert short.verdict.sentence == (
        "Although your points reach 75, Model evaluation is below what every opening asks."
    )
    states = {m.id: (m.state, m.chance, m.level) for m in short.verdict.must_haves}
    assert states["model-evaluation"] == ("below", 0, pytest.approx(1))
    assert states["python-language"] == ("met", 1, pytest.approx(3))
    assert scored(complete(model_evaluation=2)).verdict.band == "ready"


def test_every_must_have_is_listed_with_its_floor_and_what_is_known_of_it():
    profile = checked(without_skill(example("student"), "data-wrangling"), "model-evaluation", n=2)
    listed = {m.id: m for m in scored(profile).verdict.must_haves}
    assert list(listed) == MUST_HAVES
    assert {m.floor for m in listed.values()} == {2}
    assert [name for name, m in listed.items() if not m.known] == ["data-wrangling"]
    assert {name: m.n_answers for name, m in listed.items() if m.n_answers} == {"model-evaluation": 2}


@pytest.mark.parametrize("facet", MUST_HAVES)
@pytest.mark.parametrize("source", ["self", "verified"])
def test_a_must_have_of_which_nothing_is_said_leaves_it_too_close_however_good_the_rest(facet, source):
    record = scored(without_skill(complete(4, source=source), facet))
    assert record.score > 99
    assert record.verdict.band == "too-close"
    assert record.verdict.blocked_by == ()
    assert leaf_of(record, facet).title in record.verdict.sentence


def test_answers_about_a_silent_must_have_speak_for_it():
    silent = without_skill(complete(4, source="self"), "model-evaluation")
    assert scored(checked(silent, "python-language", n=6)).verdict.band == "too-close"
    spoken = scored(checked(silent, "model-evaluation", n=4)).verdict
    assert spoken.chance > 0.8
    assert spoken.band == "looks-ready"


def test_right_answers_elsewhere_do_not_lift_a_must_have_over_its_floor():
    profile = complete(4, source="self", python_language=0)
    others = [name for name in RATED if name != "python-language"]
    before, after = scored(profile), scored(checked(profile, *others, n=2))
    assert before.verdict.blocked_by == after.verdict.blocked_by == ("python-language",)
    assert before.verdict.must_haves[0].chance == after.verdict.must_haves[0].chance < 0.2
    assert after.verdict.band == "not-yet"


def test_wrong_answers_about_a_must_have_outweigh_a_claim():
    claim = complete(4, source="self")
    wrong = tuple(
        Answer(item=item.id, response=None) for item in items_of("model-evaluation") if item.level <= 2
    )
    verdict = scored(replace(claim, answers=wrong)).verdict
    assert verdict.blocked_by == ("model-evaluation",)
    assert verdict.band == "not-yet"


def test_ratings_alone_look_ready_and_checks_of_every_must_have_make_it_ready():
    claim = complete(4, source="self")
    assert scored(claim).verdict.band == "looks-ready"
    for left in MUST_HAVES:
        others = [name for name in MUST_HAVES if name != left]
        verdict = scored(checked(claim, *others)).verdict
        assert (verdict.band, verdict.checked) == ("looks-ready", False)
    verdict = scored(checked(claim, *MUST_HAVES)).verdict
    assert (verdict.band, verdict.checked) == ("ready", True)
    assert "This rests on your ratings: short checks would test them." in scored(claim).verdict.sentence
    assert "would test" not in verdict.sentence


def test_verified_must_haves_need_no_checks_and_a_mentor_is_not_enough():
    claim = complete(4, source="self")
    verified, mentor = (
        scored(replace(claim, sources=dict.fromkeys(MUST_HAVES, source))).verdict
        for source in ("verified", "mentor")
    )
    assert (verified.band, verified.checked) == ("ready", True)
    assert (mentor.band, mentor.checked) == ("looks-ready", False)


def test_without_must_haves_anything_that_was_checked_will_do():
    skills = FRAMEWORK.dimensions[0]
    criteria = tuple(
        replace(c, facets=tuple(replace(f, must_have=None) for f in c.facets)) for c in skills.criteria
    )
    role = replace(
        FRAMEWORK,
        dimensions=(replace(skills, criteria=criteria), *FRAMEWORK.dimensions[1:]),
        digest="no must-haves",
    )
    claim = complete(4, source="self")
    assert scored(claim, role).verdict.must_haves == ()
    assert scored(claim, role).verdict.band == "looks-ready"
    assert scored(checked(claim, "sql"), role).verdict.band == "ready"
    assert scored(replace(claim, sources={"sql": "verified"}), role).verdict.band == "ready"


def test_over_a_fifth_that_does_not_apply_there_is_no_verdict():
    """Statistics without its must-have 9.3 points, framing 5, deployment 1.6; with communication 20.9."""
    away = ["probability", "regression-modeling", "linear-algebra-calculus", "problem-framing"]
    fifth = [*away, "deployment"]
    for names, points, band in ((fifth, 15.91, "ready"), ([*fifth, "communication"], 20.91, "no-verdict")):
        record = scored(replace(without_skill(complete(), *names), not_applicable=tuple(names)))
        weight = {leaf.id: leaf.weight for leaf in scored(complete()).leaves}
        assert 100 * sum(weight[name] for name in names) == pytest.approx(points, abs=0.01)
        assert record.coverage == pytest.approx(1)
        assert record.score == pytest.approx(100)
        assert record.verdict.band == band


@pytest.mark.parametrize(("asked", "band"), [(1e-9, "ready"), (-1e-9, "no-verdict")])
def test_the_share_that_may_not_apply_is_the_roles(asked, band):
    names = ("communication", "sql")
    away = replace(without_skill(complete(), *names), not_applicable=names)
    weight = sum(leaf_of(scored(complete()), name).weight for name in names)
    most = replace(FRAMEWORK.verdict.most_not_applicable, value=weight + asked)
    rules = replace(FRAMEWORK.verdict, most_not_applicable=most)
    role = replace(FRAMEWORK, verdict=rules, digest=f"waives {asked}")
    assert scored(away, role).verdict.band == band


def with_facts(profile: Profile, facts: Profile) -> Profile:
    return replace(profile, education=facts.education, experience=facts.experience, languages=facts.languages)


@settings(deadline=None, max_examples=40)
@given(
    st.fixed_dictionaries({name: st.integers(2, 4) for name in MUST_HAVES}),
    st.sampled_from([1, 2, 3, 4]),
    st.sampled_from(["self", "mentor", "verified"]),
)
def test_leaving_facts_out_is_never_better_than_the_best_nor_settled_against_the_worst(must, rest, source):
    skills = {**dict.fromkeys(RATED, rest), **must}
    silent = Profile(skills=skills, source=source)
    rank = {"not-yet": 0, "too-close": 1, "probably-ready": 2, "looks-ready": 3, "ready": 3}
    open_, best, worst = (
        rank[scored(profile).verdict.band]
        for profile in (silent, with_facts(silent, FACTS), with_facts(silent, NO_FACTS))
    )
    assert worst <= best
    assert open_ <= best
    if open_ == 3:
        assert worst == 3
    if open_ == 0:
        assert best == 0


def test_facts_that_would_settle_it_are_what_the_sentence_asks_for():
    """Verified skills bring 69 of 79 points: 90 with every fact at its bar, and 69 with none."""
    silent = with_facts(complete(probability=1, sql=1, deployment=1, regression_modeling=1), Profile())
    verdicts = [scored(p).verdict for p in (silent, with_facts(silent, FACTS), with_facts(silent, NO_FACTS))]
    assert scored(with_facts(silent, NO_FACTS)).score == pytest.approx(69.09, abs=0.01)
    assert [verdict.band for verdict in verdicts] == ["probably-ready", "ready", "not-yet"]
    weightiest = "Years of machine learning or data work, Portfolio projects, Highest degree and 3 more"
    assert f"what you left out ({weightiest}) would settle it" in verdicts[0].sentence


@pytest.mark.parametrize("seed", range(5))
def test_a_must_have_is_never_said_to_be_likelier_than_its_level_makes_it(seed):
    """A chance of more than a half beside a likely level clearly under the floor would contradict itself."""
    rng = np.random.default_rng(seed)
    for _ in range(20):
        profile = Profile(skills={facet.id: int(rng.integers(0, 5)) for facet in FRAMEWORK.rated})
        for must in scored(profile).verdict.must_haves:
            assert must.chance < 0.5 or must.level > must.floor - 0.75, must
            assert must.state != "met" or must.level > must.floor - 0.4, must
            assert must.state != "below" or must.level < must.floor - 0.4, must


def all_right(facets, n=3):
    return tuple(
        Answer(item=item.id, response=right_answer(item)) for facet in facets for item in items_of(facet)[:n]
    )


@pytest.mark.parametrize("source", ["self", "mentor"])
def test_answers_that_speak_against_a_level_of_0_are_said_to(source):
    zeros = complete(0, source=source)
    record = scored(replace(zeros, answers=all_right(RATED, n=1)))
    assert record.verdict.band == "not-yet"
    assert "Python language, Data wrangling" in record.verdict.sentence
    assert record.verdict.sentence.endswith("are rated 0, which the answers speak against: rate them again.")
    assert "below what every opening asks" not in record.verdict.sentence
    assert "fit together" not in record.leniency.sentence
    assert record.leniency.sentence.startswith("More answers about ")
    one = scored(replace(zeros, answers=all_right(["python-language"])))
    assert "below what every opening asks; Python language is rated 0, which" in one.verdict.sentence
    assert "about Python language are right" in one.leniency.sentence


def test_wrong_answers_and_verified_levels_do_not_speak_against_a_level_of_0():
    zeros = complete(0, source="self")
    wrong = tuple(replace(answer, response=None) for answer in all_right(RATED))
    assert "speak against" not in scored(replace(zeros, answers=wrong)).verdict.sentence
    verified = scored(replace(complete(0), answers=all_right(RATED)))
    assert "speak against" not in verified.verdict.sentence


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("degree", ["none", "bachelor"])
@pytest.mark.parametrize(("years", "projects"), [(0, 0), (2, 0), (0, 3), (2, 3)])
def test_who_is_told_to_keep_closing_gaps_has_steps_to_do_so(level, degree, years, projects):
    who = complete(level)
    education = replace(who.education, level=degree)
    record = scored(replace(who, education=education, experience=Experience(years=years, projects=projects)))
    if record.verdict.band == "ready":
        assert ("keep closing the gaps" in record.verdict.sentence) == bool(record.plan.steps)


@pytest.mark.parametrize("level", [3, 4])
def test_nobody_whose_answers_are_all_right_is_called_lenient(level):
    hardest = [max(items_of(facet), key=lambda item: item.level) for facet in RATED]
    answers = tuple(Answer(item=item.id, response=right_answer(item)) for item in hardest)
    right = scored(replace(complete(level, source="self"), answers=answers))
    assert (
        right.leniency.sentence == "Your ratings and your answers fit together within what chance would do."
    )
    wrong = tuple(replace(answer, response=None) for answer in answers)
    assert " above your answers; " in scored(replace(right.profile, answers=wrong)).leniency.sentence


def test_who_gave_the_levels_of_a_criterion_is_said_of_its_skills_too():
    criterion = next(c for c in FRAMEWORK.criteria if c.id == "python-programming")
    skills = dict.fromkeys(RATED, 2)
    by_criterion = scored(Profile(skills=skills, sources={criterion.id: "verified"}))
    by_skill = scored(
        Profile(
            skills=skills, sources={facet.id: "verified" for facet in criterion.facets if facet.id in RATED}
        )
    )
    assert by_criterion.score == by_skill.score
    assert leaf_of(by_criterion, "python-language").source == "verified"
    one = scored(Profile(skills=skills, sources={criterion.id: "verified", "python-language": "mentor"}))
    assert leaf_of(one, "python-language").source == "mentor"
    assert leaf_of(one, "software-engineering").source == "verified"
