"""What the page says is what the record holds: every table and drawing, read back."""

from __future__ import annotations

import re

import pytest

from readiness.report import render
from readiness.report.sections.answer import way
from readiness.report.standing import score_text
from readiness.report.steps import heads, target, worded

from .page import SVG, by_id, full, read, rows, words

EPSILON = 0.0500001


@pytest.fixture(scope="module", params=["ada", "checked", "expert"])
def page(request, records):
    record, extras, text = full(records[request.param].profile)
    return record, extras, read(text)


def _percent(element, name):
    return float(element.get(name).removesuffix("%"))


def test_answer_says_who_when_verdict_score_and_interval(page):
    record, _, tree = page
    answer = words(next(e for e in tree.iter("div") if e.get("class") == "fold"))
    assert record.profile.name in words(next(tree.iter("h1")))
    assert next(tree.iter("time")).get("datetime") == record.assessed_at[:10]
    for said in (record.verdict.title, record.verdict.sentence, score_text(record), way(record)):
        assert said in answer
    for step, gain, _, weeks in worded(record):
        assert step.facet_title in answer
        assert f"{step.effort_hours:g} hours, {weeks}, {gain}" in answer
    for must in record.verdict.must_haves:
        assert must.title in answer


def test_score_line_has_three_distinct_marks_where_the_numbers_are(page):
    record, _, tree = page
    line = next(e for e in tree.iter(f"{SVG}svg") if e.get("aria-labelledby") == "line-t line-d")
    reach = next(e for e in line.iter(f"{SVG}rect") if e.get("class") == "reach")
    assert _percent(reach, "x") == pytest.approx(record.estimate.low, abs=0.01)
    assert _percent(reach, "width") == pytest.approx(record.estimate.high - record.estimate.low, abs=0.01)
    mark = next(e for e in line.iter(f"{SVG}svg") if e.get("class") == "over")
    assert _percent(mark, "x") == pytest.approx(record.score, abs=0.01)
    bar = next(e for e in line.iter(f"{SVG}line") if e.get("class") == "bar")
    assert _percent(bar, "x1") == record.verdict.threshold
    tip = float(mark.get("y"))
    assert tip <= float(reach.get("y")) <= float(bar.get("y1"))


def test_points_table_holds_every_dimension_criterion_and_facet(page):
    record, _, tree = page
    *table, together = rows(by_id(tree, "points"))[1:]
    expected = []
    for dimension in record.dimensions:
        expected.append(dimension)
        for criterion in (c for c in record.criteria if c.dimension == dimension.id):
            expected.append(criterion)
            expected += [leaf for leaf in record.leaves if leaf.criterion == criterion.id]
    assert [row[0].rstrip(" *†") for row in table] == [part.title for part in expected]
    for row, part in zip(table, expected, strict=True):
        reached, possible = map(float, row[2].split(" of "))
        assert reached == pytest.approx(part.contribution, abs=0.31)
        assert possible == pytest.approx(100 * part.weight, abs=0.31)
    assert together[2] == f"{record.score:.1f} of 100.0"
    titles = {node.title for node in record.dimensions}
    tops = [row[2].split(" of ") for row in table if row[0].rstrip(" *†") in titles][: len(titles)]
    assert round(sum(float(reached) for reached, _ in tops), 1) == round(record.score, 1)


def test_each_skill_is_drawn_and_said_with_stated_likely_and_asked(page):
    record, _, tree = page
    said = {}
    for row in by_id(tree, "skills").iter("tr"):
        title = row.find("th")
        if title is not None and title.get("scope") == "row":
            said[title.text.removesuffix(" (must-have)")] = row
    assert set(said) == {leaf.title for leaf in record.leaves}
    for leaf in record.leaves:
        cells = [words(cell) for cell in said[leaf.title]]
        if leaf.gain_next_level is not None and leaf.gain_next_level > EPSILON:
            assert float(cells[6]) == pytest.approx(leaf.gain_next_level, abs=EPSILON)
        if leaf.measured is None:
            continue
        level, low, high = map(float, re.match(r"([\d.]+) \(([\d.]+)–([\d.]+)\)", cells[3]).groups())
        assert (level, low, high) == pytest.approx(
            (leaf.measured.level, leaf.measured.low, leaf.measured.high), abs=EPSILON
        )
        assert cells[4] == f"level {leaf.bar}"
        marks = {e.get("class"): e for e in said[leaf.title].iter() if e.get("class")}
        assert _percent(marks["likely"], "cx") == pytest.approx(25 * leaf.measured.level, abs=0.01)
        assert _percent(marks["bar"], "x1") == 25 * leaf.bar
        assert _percent(marks["reach"], "x") == pytest.approx(25 * leaf.measured.low, abs=0.01)
        if isinstance(leaf.answer, int):
            assert cells[2] == f"level {leaf.answer}"
            assert _percent(marks["stated"], "cx") == 25 * leaf.answer


def test_every_step_shows_hours_gain_and_resources(page):
    record, _, tree = page
    section = by_id(tree, "steps")
    links = [e.get("href") for e in section.iter("a")]
    assert links == [r.url for step in record.next_steps for r in step.resources if r.url]
    for step, line in zip(record.next_steps, heads(record), strict=True):
        assert line in words(section)
        assert all(resource.price in words(section) for resource in step.resources)


def test_plan_shows_every_step_and_week_with_its_score(page):
    record, _, tree = page
    plan = record.plan
    if not plan.steps:
        assert "plan" not in {e.get("id") for e in tree.iter()}
        return
    section = by_id(tree, "plan")
    assert plan.sentence.replace("`", "") in words(section)
    table = rows(section)
    for step in plan.steps:
        assert any(row[0] == target(step) and row[1] == f"{step.to_level:g}" for row in table)
    for week in plan.weeks:
        row = next(row for row in table if row[0] == str(week.number) and row[1] == week.starts_on)
        assert float(row[-1]) == pytest.approx(week.score, abs=EPSILON)
        assert float(row[-2].split()[0]) == pytest.approx(week.hours, abs=EPSILON)


def test_past_shows_each_score_with_its_interval_and_the_moves_add_up(page):
    record, extras, tree = page
    section = by_id(tree, "past")
    moves, *_, over_time = list(section.iter("table"))
    for row, each in zip(rows(over_time)[1:], [*extras["earlier"], record], strict=True):
        assert row[1] == score_text(each)
        assert row[2] == each.verdict.title
    moved = [float(row[1]) for row in rows(moves)[1:]]
    change = round(record.score, 1) - round(extras["earlier"][-1].score, 1)
    assert sum(moved) == pytest.approx(change, abs=1e-6)


def test_every_figure_stands_with_its_basis_and_reason(page):
    record, _, tree = page
    figures = rows(by_id(tree, "figures"))[1:]
    assert len(figures) == len(record.provenance)
    for row, source in zip(figures, record.provenance, strict=True):
        assert row[0] == " ".join(source.title.split())
        assert row[3] == {"document": "source"}.get(source.basis, source.basis)
        assert row[4] == " ".join(source.note.split())
        if isinstance(source.value, float):
            assert float(row[1].replace(",", "")) == source.value


def test_digests_alternatives_and_context_are_the_records(page):
    record, _, tree = page
    made, sure, field = (words(by_id(tree, name)) for name in ("made", "sure", "field"))
    for digest in (record.framework.digest, record.questions.digest, record.framework.version):
        assert digest in made
    assert "readiness verify" in made
    assert "no hiring decision" in made
    for other in record.robustness.alternatives:
        assert other.title in sure
    for career in record.careers:
        assert career.role in field
    for standing in record.standing:
        assert standing.sentence in field
    if record.salary:
        assert f"{record.salary.low:,} to {record.salary.high:,}" in field
    mistakes = words(by_id(tree, "mistakes")) if record.insights else ""
    for insight in record.insights:
        assert insight.sentence in mistakes
    assert "Redmond, WA" in field


def test_saved_report_is_as_stored(saved, golden):
    golden(render(saved, format="html"), "report.html")
