"""What a step is shown to bring is one figure wherever it stands, and moves the score as it is shown."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from readiness.assessment import assess
from readiness.assessment.replan import make_plan
from readiness.profile import Goals, read_profile
from readiness.report.blocks import Para, Table
from readiness.report.formats import Options
from readiness.report.plan import plan_blocks, plan_section
from readiness.report.plan_markdown import render_plan as as_markdown
from readiness.report.sections.answer import first_steps
from readiness.report.sections.next_steps import next_steps
from readiness.report.terminal import paint

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


def tenths(text):
    return round(10 * float(text))


def gains_of_heads(blocks):
    """In tenths, by place: what the numbered lines of a list say."""
    heads = [block.text for block in blocks if isinstance(block, Para) and block.mark]
    return [tenths(found[1]) if (found := re.search(r"\+([\d.]+) points", head)) else 0 for head in heads]


def column(blocks, name):
    table = next(b for b in blocks if isinstance(b, Table) and name in {c.title for c in b.columns})
    at = [c.title for c in table.columns].index(name)
    return [tenths(row[at]) for row in table.rows]


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
@pytest.mark.parametrize("goals", [Goals(hours_per_week=6, weeks=40), Goals(hours_per_week=25)])
def test_list_table_and_weeks_show_one_figure(file, goals):
    record = assess(replace(read_profile(file), goals=goals), assessed_at=NOW)
    plan = record.plan
    if plan is None or not plan.steps:
        return
    section = plan_section(record).blocks
    gains = column(section, "Points")
    assert gains_of_heads(first_steps(record).blocks) == gains[:3]
    assert gains_of_heads(next_steps(record).blocks) == gains[:3]
    before, after = tenths(f"{plan.score_before:.1f}"), tenths(f"{plan.score_after:.1f}")
    assert before + sum(gains) == after
    scores = [before, *(tenths(f"{week.score:.1f}") for week in plan.weeks)]
    by_id = dict(zip([step.id for step in plan.steps], gains, strict=True))
    for (old, new), week in zip(pairwise(scores), plan.weeks, strict=True):
        assert new - old == sum(by_id[part.step] for part in week.parts if part.finishes)
    for k, step in enumerate(plan.steps):
        assert abs(gains[k] - 10 * step.gain_points) <= 1 + 1e-6


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_a_plan_shows_them_as_the_report_does(file):
    record = assess(read_profile(file), assessed_at=NOW)
    if record.plan is None or not record.plan.steps:
        return
    made = make_plan(record, created_at=NOW, how_sure=False)
    gains = column(plan_section(record).blocks, "Points")
    assert column(plan_blocks(made, detail=True), "Points") == gains
    text = paint(plan_blocks(made, detail=True), Options())
    shown = re.findall(r"estimated; (?:\+([\d.]+) points|(?:under|no) )", text)
    assert [tenths(one) if one else 0 for one in shown] == gains
    ticked = re.findall(r"hours?\\?(?: \\?\(estimated\\?\))?, ([\d.\\]+) points\*\*", as_markdown(made))
    assert [tenths(one.replace("\\", "")) for one in ticked] == gains
