"""Laws of the score and the verdict, over random profiles: what nobody's number may do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.person import person
from readiness.assessment.verdict import ORDER, chances, verdict_of
from readiness.framework import load_framework
from readiness.profile import Education, Experience, Profile
from readiness.profile.model import Answer
from readiness.questionnaire import load_bank

ROLE = load_framework()
FACETS = tuple(facet.id for facet in ROLE.rated)
BANK = load_bank()
ROUNDING = 1e-7
DEGREES = ("none", "secondary", "bachelor", "phd")
RANKS = {name: rank for rank, name in enumerate(ORDER)} | {"looks-ready": ORDER.index("ready")}

profiles = st.builds(
    Profile,
    skills=st.dictionaries(st.sampled_from(FACETS), st.integers(0, 4), min_size=8),
    source=st.sampled_from(["self", "self", "mentor"]),
    languages=st.one_of(st.none(), st.just({"python": 3}), st.just({"python": 2, "r": 2})),
    education=st.builds(
        Education,
        level=st.one_of(st.none(), st.sampled_from(DEGREES)),
        bootcamps=st.one_of(st.none(), st.just(0)),
    ),
    experience=st.builds(
        Experience,
        years=st.one_of(st.none(), st.sampled_from([0.0, 1.0, 3.0])),
        projects=st.one_of(st.none(), st.integers(0, 4)),
    ),
    answers=st.lists(
        st.tuples(st.sampled_from(BANK), st.booleans()), max_size=8, unique_by=lambda p: p[0].id
    ).map(lambda pairs: tuple(answer(item, right=right) for item, right in pairs)),
)
full = st.lists(st.integers(0, 4), min_size=len(FACETS), max_size=len(FACETS)).map(
    lambda levels: Profile(skills=dict(zip(FACETS, levels, strict=True)))
)


def answer(item, *, right):
    response = None
    if right:
        response = {
            "number": lambda: repr(item.answer),
            "choice": lambda: str(item.key),
            "text": lambda: item.accept[0],
            "sequence": lambda: ", ".join(map(str, item.answer)),
        }[item.kind]()
    return Answer(item=item.id, response=response)


def score(profile):
    return float(person(profile, ROLE).expected.mean[0])


def width(profile):
    expected = person(profile, ROLE).expected
    return float(expected.high[0] - expected.low[0])


@settings(max_examples=60, deadline=None)
@given(profile=profiles, item=st.sampled_from(BANK))
def test_a_right_answer_never_lowers_score_or_chance_and_a_missed_one_never_raises_them(profile, item):
    others = tuple(a for a in profile.answers if a.item != item.id)
    plain = person(replace(profile, answers=others), ROLE)
    right, missed = (
        person(replace(profile, answers=(*others, answer(item, right=right))), ROLE)
        for right in (True, False)
    )
    assert missed.expected.mean[0] - ROUNDING <= plain.expected.mean[0] <= right.expected.mean[0] + ROUNDING
    assert chances(missed).now - 0.005 <= chances(plain).now <= chances(right).now + 0.005


@settings(max_examples=40, deadline=None)
@given(profile=profiles)
def test_contributions_add_up_and_the_score_lies_in_its_interval(profile):
    who = person(profile, ROLE)
    assert 100 * np.nansum(who.weight * who.reached) == pytest.approx(float(who.expected.mean[0]), abs=1e-9)
    assert who.expected.low[0] <= who.expected.mean[0] <= who.expected.high[0]
    low, high = who.bounds
    assert 0 <= low <= high <= 100 + 1e-9


@settings(max_examples=40, deadline=None)
@given(profile=profiles, part=st.sampled_from(["level", "years", "projects"]))
def test_leaving_a_fact_out_is_never_better_than_its_best_nor_settles_what_its_worst_would_undo(
    profile, part
):
    def given_as(value):
        if part == "level":
            return replace(profile, education=replace(profile.education, level=value))
        return replace(profile, experience=replace(profile.experience, **{part: value}))

    best, worst = {"level": ("phd", "none"), "years": (10.0, 0.0), "projects": (10, 0)}[part]
    verdicts = [verdict_of(person(given_as(value), ROLE)).band for value in (None, best, worst)]
    if "no-verdict" in verdicts:
        return
    left_out, at_best, at_worst = (RANKS[band] for band in verdicts)
    assert left_out <= at_best
    if left_out == RANKS["ready"]:
        assert at_worst == RANKS["ready"]
    if left_out == RANKS["not-yet"]:
        assert at_best == RANKS["not-yet"]


@settings(max_examples=40, deadline=None)
@given(profile=full)
def test_more_trust_narrows_the_range_and_ends_at_what_is_stated(profile):
    widths = [width(replace(profile, source=source)) for source in ("self", "mentor", "verified")]
    assert widths[0] >= widths[1] >= widths[2] - 1e-9
    verified = replace(
        profile,
        source="verified",
        languages={"r": 2},
        education=Education(level="bachelor", field="computer-science", certifications=(), bootcamps=1),
        experience=Experience(years=2, projects=3),
    )
    who = person(verified, ROLE)
    assert float(who.expected.mean[0]) == pytest.approx(float(who.stated_total.score[0]), abs=1e-9)
    assert float(who.expected.sd[0]) == 0


def test_a_mentor_is_nearer_to_what_is_stated_than_the_person_on_average():
    rng = np.random.default_rng(2)
    away = []
    for _ in range(40):
        levels = np.clip(rng.integers(0, 5) + rng.integers(-1, 2, len(FACETS)), 0, 4)
        profile = Profile(
            skills=dict(zip(FACETS, map(int, levels), strict=True)),
            languages={"r": 2},
            education=Education(level="bachelor", field="other", bootcamps=0),
            experience=Experience(years=1, projects=1),
        )
        stated = float(person(profile, ROLE).stated_total.score[0])
        away.append([abs(score(replace(profile, source=s)) - stated) for s in ("self", "mentor")])
    own, mentor = np.array(away).mean(axis=0)
    assert mentor < 0.8 * own


def test_hiding_a_third_of_the_ratings_widens_the_range_and_seldom_narrows_it_by_a_tenth():
    """Where what is left is low, low is what is expected of the rest, and low scores have narrow ranges."""
    rng = np.random.default_rng(12)
    ratios = []
    for _ in range(150):
        levels = np.clip(rng.integers(0, 5) + rng.integers(-1, 2, len(FACETS)), 0, 4)
        hidden = set(rng.choice(FACETS, len(FACETS) // 3, replace=False))
        whole = Profile(skills=dict(zip(FACETS, map(int, levels), strict=True)))
        part = replace(whole, skills={f: level for f, level in whole.skills.items() if f not in hidden})
        ratios.append(width(part) / width(whole))
    assert np.mean(ratios) > 1.1
    assert np.mean(np.array(ratios) < 0.9) <= 0.02
    assert min(ratios) > 0.8


def test_a_must_have_that_is_waived_stays_and_counts_as_unanswered():
    waived = Profile(skills=dict.fromkeys(FACETS[1:], 3), not_applicable=("python-language",))
    left_out = Profile(skills=dict.fromkeys(FACETS[1:], 3))
    assert score(waived) == score(left_out)
    assert verdict_of(person(waived, ROLE)).band in {"too-close", "not-yet"}


def test_a_role_of_which_much_does_not_apply_gets_no_verdict():
    most = tuple(f.id for f in ROLE.rated if f.must_have is None)
    found = verdict_of(person(Profile(skills={"python-language": 2}, not_applicable=most), ROLE))
    assert found.band == "no-verdict"


def test_renormalising_over_what_was_answered_would_break_the_law_on_facts():
    """The broken variant: the score of version 1, over what was answered."""
    silent = Profile(skills=dict.fromkeys(FACETS, 3))
    told = replace(
        silent, education=Education(level="none", field="none"), experience=Experience(years=0, projects=0)
    )
    stated = [float(person(profile, ROLE).stated_total.score[0]) for profile in (silent, told)]
    assert stated[0] > stated[1] + 10
    assert score(silent) < stated[0] - 5
