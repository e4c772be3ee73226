"""What a report says of somebody is true of the record that it was painted from, for anybody."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import readiness
from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.assessment.wording import TOO_MUCH_WAIVED, VERDICT_TITLES
from readiness.framework import load_framework
from readiness.profile import Answer, Education, Experience, Profile
from readiness.questionnaire import load_items
from readiness.report import Options, render
from readiness.report.blocks import Table
from readiness.report.sections.answer import go_on
from readiness.report.sections.comparison import changes
from readiness.report.sections.skills import gaps
from readiness.report.sections.sureness import sureness
from readiness.report.standing import interval
from readiness.words import share

from .conftest import NOW

FRAMEWORK = load_framework()
RATED = [facet.id for facet in FRAMEWORK.rated]
FLOORS = {facet.id: facet.must_have.value for facet in FRAMEWORK.rated if facet.must_have}
OTHERS = [name for name in RATED if name not in FLOORS]
SOURCES = st.sampled_from(["self", "mentor", "verified"])
LEVELS = st.one_of(
    st.integers(0, 4).map(lambda level: dict.fromkeys(RATED, level)),
    st.dictionaries(st.sampled_from(RATED), st.integers(0, 4), min_size=8),
    st.fixed_dictionaries({name: st.integers(2, 4) for name in RATED}),
    st.tuples(st.integers(2, 4), st.integers(0, 2)).map(
        lambda two: {name: two[name in OTHERS] for name in RATED}
    ),
)


@st.composite
def people(draw):
    levels = draw(LEVELS)
    away = tuple(
        draw(st.sets(st.sampled_from([*OTHERS, "python-language"]), max_size=draw(st.integers(0, 12))))
    )
    levels = {name: level for name, level in levels.items() if name not in away}
    asked = draw(st.sets(st.sampled_from(RATED), max_size=draw(st.sampled_from([0, 3, 19]))))
    right = draw(st.booleans())
    fact = draw(st.sampled_from([None, "none", "some", "all"]))
    education, experience = {
        None: (Education(), Experience()),
        "none": (
            Education(level="none", field="none", certifications=(), bootcamps=0),
            Experience(years=0, projects=0),
        ),
        "some": (Education(level="bachelor"), Experience(years=1, projects=1)),
        "all": (
            Education(level="master", field="computer-science", certifications=("other",), bootcamps=0),
            Experience(years=5, projects=3),
        ),
    }[fact]
    return Profile(
        skills=levels,
        source=draw(SOURCES),
        sources=draw(st.dictionaries(st.sampled_from(sorted(levels)), SOURCES, max_size=3)) if levels else {},
        not_applicable=away,
        answers=tuple(_answer(name, right=right) for name in sorted(asked)),
        education=education,
        experience=experience,
        languages=draw(st.sampled_from([None, {"python": 3, "java": 3}])),
    )


def _answer(name, *, right):
    item = next(item for item in load_items(name) if item.kind == "choice")
    return Answer(item=item.id, response=item.key if right else None)


ANYBODY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@ANYBODY
@given(people())
def test_the_verdict_and_its_sentence_say_what_the_record_holds(profile):
    record = assess(profile, FRAMEWORK, assessed_at=NOW)
    verdict, leaves = record.verdict, {leaf.title: leaf for leaf in record.leaves}
    said = verdict.sentence
    reaches = record.score >= verdict.threshold
    if verdict.band == "no-verdict":
        waived = sum(_weight(name) for name in profile.not_applicable if name not in FLOORS)
        too_much = waived > FRAMEWORK.verdict.most_not_applicable.value
        assert (verdict.title == TOO_MUCH_WAIVED) == too_much
        assert ("Answer more" in said) == (record.coverage < 0.5 and not too_much)
        assert ("paths" in go_on(record)) == too_much
    else:
        assert verdict.title == VERDICT_TITLES[verdict.band]
    if verdict.band == "not-yet":
        assert said.startswith(f"Although your points reach {verdict.threshold:g}, ") == reaches
    for clause in re.split("; ", said):
        if "below what every opening asks" in clause and "may well" not in clause:
            for title in [title for title in leaves if title in clause]:
                leaf = leaves[title]
                checked = leaf.measured.n_answers or leaf.source == "verified"
                assert checked or leaf.answer is None or leaf.answer < FLOORS[leaf.id], said
        if "the skills that you left out" in clause:
            assert [leaf for leaf in record.leaves if leaf.is_rated and leaf.outcome != "answered"], said
        elif "you left out" in clause:
            named = [leaf for title, leaf in leaves.items() if title in clause]
            assert named
            assert all(leaf.outcome != "answered" and not leaf.is_rated for leaf in named), said
    assert not said.startswith("You bring") or record.coverage > 1 - 1e-9
    if "ou bring what openings ask for" in said:
        assert not [leaf for leaf in record.leaves if leaf.outcome == "answered" and _is_short(leaf)]
    if "Your skills outweigh" in said:
        assert not [
            leaf for leaf in record.leaves if leaf.is_rated and leaf.outcome == "answered" and _is_short(leaf)
        ]


def _weight(name):
    whole = assess(Profile(skills={"sql": 1}), FRAMEWORK, assessed_at=NOW)
    return next(leaf.weight for leaf in whole.leaves if leaf.id == name)


def _is_short(leaf):
    short = leaf.measured.group == "likely gap" if leaf.measured else leaf.attainment < 1
    return short and leaf.points_missing >= 0.05


@pytest.mark.slow
@ANYBODY
@given(people())
def test_a_report_names_whose_levels_they_are_and_every_answer_that_does_not_count(profile):
    record = assess(profile, FRAMEWORK, assessed_at=NOW)
    text = " ".join(render(record, options=Options(detail=True)).split())
    sources = {leaf.source for leaf in record.leaves if leaf.source}
    if "self" not in sources:
        assert not re.search(r"\b[Yy]our rating|You rated|You gave|people misjudge", text)
    if record.estimate.n_answers == 0 and sources == {"verified"}:
        assert "ratings alone" not in text
    if not record.estimate.n_ratings:
        assert "ratings and" not in record.estimate.sentence
    if record.estimate.n_answers < len(profile.answers):
        assert record.questions.left_out
    waived = [name for name in FLOORS if name in profile.not_applicable]
    assert ("cannot be left out as not applicable" in text) == bool(waived)
    if not record.verdict.checked:
        assert f"'{VERDICT_TITLES['ready']}'" not in str(sureness(record, detail=True))
    if record.estimate.evidence_share < 1 - 1e-9:
        assert "100 % of the doubt" not in text
    found = re.search(r"interval ([\d.]+) to ([\d.]+)", interval(record))
    assert found is None or found[1] != found[2]
    for leaf in record.leaves:
        if leaf.source == "verified" and leaf.measured and leaf.measured.group == "likely gap":
            assert "gap, verified" in text


@pytest.mark.slow
@ANYBODY
@given(people(), people())
def test_a_comparison_shows_one_figure_for_one_thing(one, other):
    old, new = (assess(profile, FRAMEWORK, assessed_at=NOW) for profile in (one, other))
    found = compare(old, new)
    by_most = []
    for most in (None, 3):
        blocks = changes(found, most=most)
        rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
        by_most.append({title: points for title, points, _ in rows if not title.endswith(" others")})
        total = round(10 * new.score) - round(10 * old.score)
        assert f"supports changed by {total / 10:+.1f} points" in blocks[-1].text
    full, short = by_most
    assert short.items() <= full.items()


def test_answers_are_compared_by_what_they_are_called():
    school = Profile(
        skills={"sql": 2}, education=Education(level="bachelor"), languages={"python": 3, "java": 3}
    )
    left = Profile(skills={"sql": None}, education=Education(), languages={"python": 3})
    found = compare(*(assess(profile, FRAMEWORK, assessed_at=NOW) for profile in (school, left)))
    text = " ".join(str(block) for block in changes(found, most=None))
    assert "Bachelor's, now not answered" in text
    assert "rated 2, now not rated" in text
    assert "Java, Python, now Python" in text


def test_what_does_not_apply_now_is_not_called_unanswered():
    before = Profile(skills=dict.fromkeys(RATED, 2))
    kept = {name: level for name, level in before.skills.items() if name != "sql"}
    after = replace(before, skills=kept, not_applicable=("sql",))
    found = compare(*(assess(profile, FRAMEWORK, assessed_at=NOW) for profile in (before, after)))
    text = " ".join(str(block) for block in changes(found, most=None))
    assert "Now said not to apply: SQL." in text
    assert "No longer answered" not in text


@pytest.mark.parametrize(("level", "source"), [(1, "self"), (3, "self"), (3, "verified")])
def test_career_paths_stand_best_first(level, source):
    skills = dict.fromkeys(RATED, level) | {"deep-learning": 4, "language-models": 0, "sql": 2}
    text = " ".join(render(assess(Profile(skills=skills, source=source), FRAMEWORK, assessed_at=NOW)).split())
    (line,) = re.findall(r"How much of what a career path leans on is there: [^.]*\.", text)
    shares = [int(number) for number in re.findall(r"(\d+) %", line)]
    assert shares == sorted(shares, reverse=True)


def test_a_level_that_counts_for_less_than_it_is_has_its_reason():
    skills = {**dict.fromkeys(RATED, 3), "python-language": 0}
    record = assess(Profile(skills=skills, source="verified"), FRAMEWORK, assessed_at=NOW)
    text = " ".join(render(record).split())
    assert re.search(
        r"Data wrangling, .* count at most 1 level above Python language, which they build on\.", text
    )


def test_a_rating_that_is_not_believed_is_not_called_low():
    skills = {**dict.fromkeys(RATED, 0), "python-language": 4}
    record = assess(Profile(skills=skills), FRAMEWORK, assessed_at=NOW)
    assert "Likely below the rating: Python language; your other answers point lower" in " ".join(
        render(record).split()
    )
    if "python-language" in record.verdict.blocked_by:
        assert (
            "the rating of Python language is not believed that far without a check"
            in record.verdict.sentence
        )


@given(st.floats(0, 1))
def test_only_all_is_all_and_only_nothing_is_nothing(value):
    assert (share(value) == "100 %") == (value >= 1 - 1e-9)
    assert (share(value) == "0 %") == (value <= 1e-9)


def test_whole_percentages_are_put_in_words_in_one_place():
    root = Path(readiness.__file__).parent
    rounding = re.compile(r"100(?:\.0)? \* [^}]*:[\d,]*\.0f\}|:\.0%\}")
    apart = {"lint", "cohort", "cohort_bar.py"}  # what is said of content, and of how far a run is
    files = [path for path in root.rglob("*.py") if not apart & set(path.parts)]
    assert len(files) > 200
    assert not [path.name for path in files if rounding.search(path.read_text(encoding="utf-8"))]


@ANYBODY
@given(people())
def test_gaps_stand_in_the_order_that_their_heading_says(profile):
    record = assess(profile, FRAMEWORK, assessed_at=NOW)
    section = gaps(record)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    blocked = {leaf.title for leaf in record.leaves if leaf.id in record.verdict.blocked_by}
    rows = [(row[0].removesuffix(" (must-have)"), float(row[4])) for table in tables for row in table.rows]
    assert [title in blocked for title, _ in rows] == sorted(
        (title in blocked for title, _ in rows), reverse=True
    )
    for kind in (True, False):
        missing = [points for title, points in rows if (title in blocked) == kind]
        assert missing == sorted(missing, reverse=True)
    assert section.title.endswith("most points" if blocked else "most points first")


def test_who_has_no_years_stands_at_the_start_of_the_first_group():
    record = assess(Profile(skills={"sql": 2}, experience=Experience(years=0)), FRAMEWORK, assessed_at=NOW)
    (found,) = record.standing
    assert found.sentence == (
        "At the start of the first group, 0 to 2 years, which holds 55 % of entry-level engineers."
    )
