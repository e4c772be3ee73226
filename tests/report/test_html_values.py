"""What the page says is what the record holds: every table and drawing, read back."""

from __future__ import annotations

import re

import pytest

from readiness.report import render

from .page import SVG, by_id, full, read, rows, words

EPSILON = 0.0500001
APPORTIONED = 0.1 + EPSILON


@pytest.fixture(scope="module", params=["ada", "checked", "expert"])
def page(request, records):
    record, extras, text = full(records[request.param].profile)
    return record, extras, read(text)


def _percent(element, name):
    return float(element.get(name).removesuffix("%"))


def test_fold_tells_who_when_verdict_score_interval_and_coverage(page):
    record, extras, tree = page
    fold = words(next(e for e in tree.iter("div") if e.get("class") == "fold"))
    assert record.profile.name in words(next(tree.iter("h1")))
    assert next(tree.iter("time")).get("datetime") == record.assessed_at[:10]
    assert record.verdict.title in fold
    assert record.verdict.sentence in fold
    score = float(next(tree.iter("b")).text)
    assert abs(score - record.score) <= 0.5
    low, high = re.search(r"likely range: (\S+) to (\d+)", fold).groups()
    assert abs(float(low) - record.estimate.low) <= 0.5
    assert abs(float(high) - record.estimate.high) <= 0.5
    assert f"{round(100 * record.coverage)} % of what counts" in fold or record.coverage > 0.994
    for step in extras["plan"].steps[:3] or record.next_steps[:3]:
        assert step.facet_title in fold
        assert f"+{step.gain_points:.1f} points" in fold
        assert f"{step.effort_hours:g} hours{' in week' if extras['plan'].steps else ''}" in fold
    assert extras["plan"].sentence in fold


def test_score_line_is_drawn_where_the_numbers_are(page):
    record, _, tree = page
    line = next(e for e in tree.iter(f"{SVG}svg") if e.get("aria-labelledby") == "line-t line-d")
    reach = next(e for e in line.iter(f"{SVG}rect") if e.get("class") == "reach")
    assert _percent(reach, "x") == pytest.approx(record.estimate.low, abs=0.01)
    assert _percent(reach, "width") == pytest.approx(record.estimate.high - record.estimate.low, abs=0.01)
    mark = next(e for e in line.iter(f"{SVG}svg") if e.get("class") == "over")
    assert _percent(mark, "x") == pytest.approx(record.score, abs=0.01)
    bar = next(e for e in line.iter(f"{SVG}line") if e.get("class") == "bar")
    assert _percent(bar, "x1") == record.verdict.threshold


def test_points_table_holds_every_dimension_criterion_and_facet(page):
    record, _, tree = page
    table = rows(by_id(tree, "points"))[1:]
    expected = []
    for dimension in record.dimensions:
        expected.append(dimension)
        for criterion in (c for c in record.criteria if c.dimension == dimension.id):
            expected.append(criterion)
            expected += [leaf for leaf in record.leaves if leaf.criterion == criterion.id]
    assert [row[0] for row in table] == [part.title for part in expected]
    for row, part in zip(table, expected, strict=True):
        if part.attainment is None:
            assert row[2] == "–"
            continue
        reached, possible = map(float, row[2].split(" of "))
        assert reached == pytest.approx(part.contribution, abs=APPORTIONED)
        assert possible == pytest.approx(100 * part.effective_weight, abs=2 * APPORTIONED)
        assert float(row[3]) == pytest.approx(part.points_missing, abs=EPSILON)
        assert float(row[4].split()[0]) == pytest.approx(100 * part.weight, abs=0.5001)


def test_shown_points_add_up_to_the_shown_score(page):
    record, _, tree = page
    table = rows(by_id(tree, "points"))[1:]
    titles = {node.title for node in record.dimensions}
    tops = [float(row[2].split()[0]) for row in table if row[0] in titles and row[2] != "–"]
    shown = re.search(r"Where your ([\d.]+) points are", words(by_id(tree, "points-h")))[1]
    assert round(sum(tops), 1) == float(shown) == round(record.score, 1)


def test_stacked_bar_is_as_long_as_the_score(page):
    record, _, tree = page
    bar = next(e for e in tree.iter(f"{SVG}svg") if e.get("aria-labelledby") == "stack-t stack-d")
    parts = [e for e in bar if e.tag == f"{SVG}rect" and e.get("class") != "rest"]
    assert sum(_percent(e, "width") for e in parts) == pytest.approx(record.score, abs=0.1)
    assert len(parts) == sum(1 for c in record.criteria if c.contribution > 0)


def test_each_skill_is_drawn_and_told_with_stated_likely_and_asked(page):
    record, _, tree = page
    section = by_id(tree, "skills")
    told = {}
    for row in section.iter("tr"):
        head = row.find("th")
        if head is not None and head.get("scope") == "row":
            told[(head.text or "").strip()] = row
    answered = [leaf for leaf in record.leaves if leaf.attainment is not None]
    assert set(told) == {leaf.title for leaf in answered}
    for leaf in answered:
        cells = [words(cell) for cell in told[leaf.title]]
        assert float(cells[5]) == pytest.approx(leaf.points_missing, abs=EPSILON)
        if leaf.gain_next_level is not None and leaf.gain_next_level > EPSILON:
            assert float(cells[6]) == pytest.approx(leaf.gain_next_level, abs=EPSILON)
        if leaf.measured is None:
            assert cells[3].endswith("reached")
            continue
        level, low, high = map(float, re.match(r"([\d.]+) \(([\d.]+)–([\d.]+)\)", cells[3]).groups())
        assert (level, low, high) == pytest.approx(
            (leaf.measured.level, leaf.measured.low, leaf.measured.high), abs=EPSILON
        )
        assert cells[4] == f"level {leaf.bar}"
        marks = {e.get("class"): e for e in told[leaf.title].iter() if e.get("class")}
        assert _percent(marks["likely"], "cx") == pytest.approx(25 * leaf.measured.level, abs=0.01)
        assert _percent(marks["bar"], "x1") == 25 * leaf.bar
        assert _percent(marks["reach"], "x") == pytest.approx(25 * leaf.measured.low, abs=0.01)
        if isinstance(leaf.answer, int):
            assert cells[2] == f"level {leaf.answer}"
            assert _percent(marks["stated"], "cx") == 25 * leaf.answer


def test_gaps_are_grouped_as_likely_unsure_and_met(page):
    record, _, tree = page
    section = by_id(tree, "skills")
    counts = {}
    for heading in section.iter("h3"):
        number = next(heading.iter("span")).text
        counts[heading.text.strip()] = int(number)
    for group, title in (("likely gap", "Likely gaps"), ("unsure", "Unsure"), ("met", "Met")):
        measured = sum(leaf.measured is not None and leaf.measured.group == group for leaf in record.leaves)
        assert counts.get(title, 0) >= measured
    assert sum(counts.values()) == len(record.leaves)


def test_every_step_shows_hours_gain_and_resources(page):
    record, extras, tree = page
    for step in extras["plan"].steps[:3] or record.next_steps:
        told = by_id(tree, f"step-{step.id}")
        text = words(told)
        assert f"+{step.gain_points:.1f} points" in text
        assert f"about {step.effort_hours:g} hour" in text
        assert {e.get("href") for e in told.iter("a")} == {r.url for r in step.resources if r.url}
        for resource in step.resources:
            assert resource.price in text


def test_plan_shows_every_step_and_week_with_its_score(page):
    _, extras, tree = page
    plan = extras["plan"]
    section = by_id(tree, "plan")
    assert plan.sentence.replace("`", "") in words(section)
    table = rows(section)
    for step in plan.steps:
        assert any(row[0] == step.facet_title and row[1] == str(step.to_level) for row in table)
    for week in plan.weeks:
        row = next(row for row in table if row[0] == str(week.number) and row[1] == week.starts_on)
        assert float(row[-1]) == pytest.approx(week.score, abs=EPSILON)
        assert float(row[-2].split()[0]) == pytest.approx(week.hours, abs=EPSILON)


def test_past_shows_each_score_and_the_moves_add_up(page):
    record, extras, tree = page
    section = by_id(tree, "past")
    over_time, *_ = list(section.iter("table"))
    told = rows(over_time)[1:]
    for row, each in zip(told, [*extras["earlier"], record], strict=True):
        assert abs(float(row[1]) - each.score) <= 0.5
        assert row[3] == each.verdict.title
    moved = [float(row[1]) for row in rows(list(section.iter("table"))[1])[1:]]
    change = round(record.score, 1) - round(extras["earlier"][-1].score, 1)
    assert sum(moved) == pytest.approx(change, abs=1e-6)


def test_every_figure_stands_with_its_basis_and_reason(page):
    record, _, tree = page
    table = rows(by_id(tree, "made"))
    figures = [row for row in table if len(row) == 4 and row[2] in {"source", "assumption"}]
    assert len(figures) == len(record.provenance)
    for row, source in zip(figures, record.provenance, strict=True):
        assert row[0] == " ".join(source.title.split())
        assert row[2] == {"document": "source", "assumption": "assumption"}[source.basis]
        assert row[3] == " ".join(source.note.split())
        if isinstance(source.value, float):
            assert float(row[1].split()[0].replace(",", "")) == source.value


def test_digests_verdict_alternatives_and_context_are_the_records(page):
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
    for insight in record.insights:
        assert insight.sentence in field
    assert "Redmond, WA" in field


def test_saved_report_is_as_stored(saved, golden):
    golden(render(saved, format="html"), "report.html")
