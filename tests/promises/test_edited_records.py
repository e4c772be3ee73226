"""Reports and plans that somebody edited: refused with their place, or read and good for every command."""

import contextlib
import copy
import json
import os
import random
import sqlite3
from datetime import UTC, date, datetime

import pytest

from readiness import load_framework
from readiness.assessment import assess
from readiness.assessment.compare import compare
from readiness.assessment.replan import make_plan
from readiness.assessment.verifying import verify
from readiness.errors import ReadinessError, RecordError
from readiness.plan.moving import track_plan
from readiness.profile import Answer, Goals, Profile, parse_profile
from readiness.questionnaire import load_items
from readiness.record import parse_assessment, parse_plan, to_json
from readiness.report import render
from readiness.report.formats import REPORTS, names
from readiness.report.past import with_past
from readiness.report.plan_calendar import render_plan as as_calendar
from readiness.report.plan_status import status_blocks
from readiness.report.sections.comparison import comparison_blocks

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SOME, MORE = 300, int(os.environ.get("READINESS_MUTANTS", "1500"))
"""So many changes are tried; READINESS_MUTANTS=100000 tries every change of every field."""
USED, MANY = 4, 200


WRONG = (
    None, True, -1, 0, 5, 2, 0.5, 1e30, 1e308, -1e30, 1e-300, "yesterday", "", "9999-12-31T00:00:00+00:00",
    "0001-01-01", [], {}, [1], {"a": 1}, "x" * 5000, "\x1b[31m\u202e", "<script>", ["sql"],
)  # fmt: skip


def places(value, path=()):
    """The way to every value; of a list its first two entries and its last."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index in sorted({0, 1, len(value) - 1} & set(range(len(value)))):
            yield from places(value[index], (*path, index))


def changes(value):
    """What a value is changed to: wrong ones, and lists and tables with something more, less or moved."""
    yield from WRONG
    if isinstance(value, list) and value:
        yield from ([*value, value[0]], value[1:], value[::-1])
    if isinstance(value, dict):
        yield {**value, "one-more": 1}
        yield from ({k: v for k, v in value.items() if k != gone} for gone in value)


def mutants(document):
    """The way to every value, with each value that it is changed to."""
    for path in places(document):
        for value in changes(at(document, path)):
            yield path, value


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(document, path, value):
    """A copy of the document with another value at a place."""
    document = copy.deepcopy(document)
    at(document, path[:-1])[path[-1]] = value
    return document


def profile():
    items = load_items("sql")[:3]
    return Profile(
        name="Ada",
        skills={facet.id: k % 5 for k, facet in enumerate(load_framework().rated)},
        answers=tuple(Answer(item=item.id, response="1") for item in items),
        goals=Goals(city="boston", hours_per_week=8, weeks=12),
    )


@pytest.fixture(scope="module")
def record():
    return assess(profile(), assessed_at=NOON)


@pytest.fixture(scope="module")
def plan(record):
    return make_plan(
        record, hours_per_week=8, weeks=12, starts_on=date(2026, 1, 5), created_at=NOON, levels={"sql": 3}
    )


def sampled(made, n):
    document = json.loads(to_json(made))
    found = list(mutants(document))
    assert len(found) > 1000
    chosen = random.Random(19).sample(found, min(n, len(found)))  # noqa: S311 — a choice
    return [(path, value, changed(document, path, value)) for path, value in chosen]


def read_all(parse, made, n):
    """The accepted ones, each with what was changed; every other one is refused as promised."""
    accepted, unplaced = [], []
    for path, value, document in sampled(made, n):
        try:
            accepted.append((path, value, parse(json.dumps(document), source="it.json")))
        except RecordError as error:
            unplaced += [(path, value, p) for p in error.problems if p.where == "the file" or not p.what]
            unplaced += [error.source] * (error.source != "it.json")
    assert not unplaced
    return accepted


def use_report(found, before):
    for form in names(REPORTS):
        if form != "json":
            assert render([found] if form == "csv" else found, format=form)
    for old, new in ((found, before), (before, found)):
        try:
            comparison = compare(old, new)
        except ReadinessError:  # two roles
            continue
        assert comparison_blocks(comparison, detail=True)
        assert render(new, format="html", **with_past(new, [old], None))
    for ask in (verify, lambda one: make_plan(one, created_at=NOON, how_sure=False, hours=20)):
        with contextlib.suppress(ReadinessError):
            ask(found)


@pytest.mark.slow
def test_a_changed_report_is_refused_or_still_good(record):
    accepted = read_all(parse_assessment, record, SOME)
    assert accepted
    for _, _, found in accepted[:: len(accepted) // USED]:
        use_report(found, record)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_changed_reports_are_refused_or_still_good(record):
    accepted = read_all(parse_assessment, record, MORE)
    for _, _, found in accepted[:: max(1, len(accepted) // MANY)]:
        use_report(found, record)


def use_plan(found):
    assert to_json(found)
    if found.starts_on is not None:
        assert as_calendar(found)
    for done in ({}, {found.steps[0].id: date(2026, 1, 9)} if found.steps else {}):
        assert status_blocks(found, track_plan(found, done, today=date(2026, 2, 1)))


def test_a_changed_plan_is_refused_or_still_good(plan):
    accepted = read_all(parse_plan, plan, SOME)
    assert accepted
    for _, _, found in accepted[:100]:
        use_plan(found)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_changed_plans_are_refused_or_still_good(plan):
    for _, _, found in read_all(parse_plan, plan, MORE):
        use_plan(found)


EDITS = {
    "assessed_at": [("assessed_at",), "yesterday"],
    "assessed_at late": [("assessed_at",), "9999-12-31T23:59:59+00:00"],
    "coverage": [("coverage",), 1e30],
    "score": [("score",), 1e308],
    "score.sum": [("score",), 50.0],
    "leaves.0": [("leaves", 0, "contribution"), 1e30],
    "leaves.1": [("leaves", 1, "id"), "nothing-known"],
    "leaves.2": [("leaves", 2, "criterion"), "nothing-known"],
    "leaves": [("leaves",), []],
    "criteria.0": [("criteria", 0, "id"), "nothing-known"],
    "dimensions": [("dimensions",), []],
    "seed": [("seed",), -1],
    "estimate.mean": [("estimate", "low"), 99.0],
    "verdict.band": [("verdict", "band"), "splendid"],
    "plan.effort_hours": [("plan", "effort_hours"), 1.0],
    "plan.steps.0": [("plan", "steps", 0, "facet"), "nothing-known"],
    "plan.weeks.0": [("plan", "weeks", 0, "hours"), 500.0],
    "next_steps": [("next_steps",), []],
}


def edit(document, name):
    path, value = EDITS[name]
    return changed(document, path, value)


CALLS = (
    ["report", "{}"],
    ["report", "{}", "--format", "html"],
    ["compare", "{}", "report.json"],
    ["compare", "report.json", "{}"],
    ["plan", "{}", "--hours", "5", "--quick"],
    ["calibrate", "{}"],
    ["history", "import", "{}"],
)


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_report_is_refused_with_file_and_place_by_every_command(refused, report, tmp_path, name):
    document = json.loads(report.read_text())
    (tmp_path / "edited.json").write_text(json.dumps(edit(document, name)))
    for words in CALLS:
        said = refused(3, *(word.format("edited.json") for word in words))
        assert "edited.json" in said


def test_a_leaf_that_is_there_twice_is_refused(refused, report):
    document = json.loads(report.read_text())
    document["leaves"].append(document["leaves"][0])
    report.write_text(json.dumps(document))
    assert "report.json" in refused(3, "report", report)


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_report_in_the_history_is_refused_with_its_number(refused, stored, name):
    with sqlite3.connect(stored) as connection:
        (text,) = connection.execute("SELECT record FROM assessments WHERE id = 2").fetchone()
        edited = json.dumps(edit(json.loads(text), name))
        connection.execute("UPDATE assessments SET record = ? WHERE id = 2", (edited,))
    connection.close()
    for words in (["history", "show"], ["compare", "1", "2"], ["plan", "--hours", "5", "--quick"]):
        assert "assessment 2 of the history" in refused(3, *words)


def test_verify_names_what_does_not_add_up(call, report):
    document = json.loads(report.read_text())
    document["leaves"][3]["contribution"] += 1
    report.write_text(json.dumps(document))
    done = call("verify", report)
    assert done.code == 3
    assert f"leaves[{document['leaves'][3]['id']}].contribution" in done.out


@pytest.mark.parametrize("value", [{}, {"a": 1}, [], 1, None, "x"])
@pytest.mark.parametrize("key", ["", "x" * 301, "[key]"])
def test_a_wrong_key_is_named_whatever_it_leads_to(key, value):
    record = json.loads(to_json(assess(Profile(skills={"sql": 1}), assessed_at=NOON)))
    record["plan"]["steps"][0]["lifts"][key] = value
    record["next_steps"][0]["lifts"][key] = value
    with pytest.raises(RecordError) as caught:
        parse_assessment(json.dumps(record), source="x.json")
    shown = str(caught.value)
    assert "lifts" in shown
    assert key == "[key]" or "[key]" not in shown
    assert ("is empty" in shown) or key
    assert key != "[key]" or value != 1 or "leaf of the report" in shown


@pytest.mark.parametrize(
    "text", ['{"": 1, "skills": {}}', '{"": 1, "": 2, "skills": {}}', '{"": NaN, "skills": {}}']
)
def test_an_empty_key_has_a_place(text):
    with pytest.raises(ReadinessError, match=r'x\.json: "": '):
        parse_profile(text, source="x.json")
