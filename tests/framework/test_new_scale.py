"""A new scale is one module: everything else finds out from it what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar, Literal

import numpy as np
import pyarrow as pa
import pytest

from readiness import Experience, Profile, assess, assess_many, load_framework
from readiness.arrays import Floats
from readiness.cohort import score_batches
from readiness.cohort.columns import table_schema, template
from readiness.framework import scales
from readiness.framework.scales.base import FactScale, Number, ScaleAnswer, ScaleBase, ScaleRow
from readiness.profile.held import unheld_levels
from readiness.questionnaire.background import background_of
from readiness.report import render
from readiness.report.role import role_text
from readiness.report.steps import worded
from readiness.web.pages import templates

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SAID = "assumption"


@dataclass(frozen=True, kw_only=True)
class LogScale(FactScale):
    """Each doubling counts the same: one project is a third of seven."""

    kind: Literal["doublings"] = "doublings"
    bar: Number
    unit: ClassVar[str] = "bar, doublings"
    counted: ClassVar[str] = "Each doubling of the projects counts the same."
    missing: ClassVar[str] = "twice as many projects"
    climbs: ClassVar[bool] = True

    @property
    def inputs(self) -> tuple[str, ...]:
        return ("experience.projects",)

    def answer(self, said: Mapping[str, Any]) -> ScaleAnswer | None:
        n = said["experience.projects"]
        return None if n is None else ScaleAnswer(n, float(n))

    def attained(self, numbers: Floats, parts: Floats | None = None) -> Floats:  # noqa: ARG002
        return np.minimum(1.0, np.log2(1 + numbers) / np.log2(1 + self.bar.value))

    @property
    def rows(self) -> tuple[ScaleRow, ...]:
        return (ScaleRow("half", "Half of it", 50.0, "percent", self.bar),)

    @classmethod
    def climb(cls, start: str, end: str) -> str:
        return f"{start} doubled to {end}"

    def describe_answer(self, given: object) -> str:
        return f"You doubled up to {given}"

    @classmethod
    def worded(cls, figure: str) -> str:
        return f"{figure} doubled"


@pytest.fixture
def role(monkeypatch):
    """The shipped role with its projects on a scale that it has never heard of."""
    monkeypatch.setitem(scales.SCALES, "doublings", LogScale)
    shipped = load_framework()
    scale = LogScale(bar=Number(value=7, basis=SAID, rationale="Seven are enough."))

    def changed(facet):
        return replace(facet, scale=scale) if facet.id == "projects" else facet

    dimensions = tuple(
        replace(d, criteria=tuple(replace(c, facets=tuple(map(changed, c.facets))) for c in d.criteria))
        for d in shipped.dimensions
    )
    return replace(shipped, dimensions=dimensions, digest="of-a-test")


def leaf_of(role, n):
    profile = Profile(skills={"sql": 2, "python-language": 2}, experience=Experience(projects=n))
    record = assess(profile, role, assessed_at=NOON)
    return record, next(leaf for leaf in record.leaves if leaf.id == "projects")


def test_answers_count_as_the_scale_says(role):
    for n, attained in ((0, 0), (1, 1 / 3), (3, 2 / 3), (7, 1), (20, 1)):
        record, leaf = leaf_of(role, n)
        assert leaf.attainment == pytest.approx(attained)
        assert leaf.scale == "doublings"
        assert sum(each.contribution for each in record.leaves) == pytest.approx(record.score)
    assert leaf_of(role, None)[1].outcome == "not_asked"


def test_words_tables_and_questions_follow(role):
    record, leaf = leaf_of(role, 3)
    assert leaf.reason == "You doubled up to 3; the role asks for 7."
    listed = {source.id: source for source in record.provenance}
    assert listed["projects.bar"].unit == "bar, doublings"
    assert listed["projects.half"].value == 50
    assert "7 doubled" in render(record, format="markdown", detail=True)
    page = role_text(role, format="markdown")
    assert "Each doubling of the projects counts the same." in page
    assert "7 doubled" in page
    assert "experience.projects" in {question.id for question in background_of(role)}


def test_steps_raise_it_by_what_it_says(role):
    record, leaf = leaf_of(role, 1)
    points = leaf.contribution + leaf.points_missing
    steps = [step for step in record.plan.steps if step.facet == "projects"]
    assert steps
    for step in steps:
        at = LogScale.attained(leaf_scale(role), np.array([float(step.from_level), float(step.to_level)]))
        assert step.gain_points == pytest.approx(points * (at[1] - at[0]), abs=1e-6)


@pytest.mark.parametrize("column", ["projects", "experience.projects"])
def test_many_people_count_by_it_as_one_does(role, column):
    counts = [0, 1, None, 3, 7, 20, 1]
    rows = pa.RecordBatch.from_pydict({"sql": [2] * 7, "python-language": [2] * 7, column: counts})
    (many,) = score_batches(iter([rows]), role)
    records = [leaf_of(role, n)[0] for n in counts]
    assert many["score"].to_pylist() == pytest.approx([record.score for record in records])
    assert many["verdict"].to_pylist() == [record.verdict.band for record in records]
    lines = assess_many([record.profile for record in records], role)
    assert lines["score"].to_pylist() == pytest.approx([record.score for record in records])


def test_a_table_to_fill_in_and_a_resume_know_it(role):
    assert "experience.projects" in template(role).splitlines()[0].split(",")
    assert table_schema(role)["properties"]["experience.projects"]["type"] == ["integer", "null"]
    assert list(unheld_levels(role)) == []


def test_a_page_says_its_steps_as_it_does(role):
    record, _ = leaf_of(role, 1)
    step = next(step for step in record.plan.steps if step.facet == "projects")
    span = LogScale.climb(f"{step.from_level:g}", f"{step.to_level:g}")
    steps = [one for one in worded(replace(record, next_steps=record.plan.steps)) if one[0] is step]
    shown = templates().get_template("parts.html.j2").module.steps(steps)
    assert f"<b>{step.facet_title}, {span}</b>" in shown


def test_what_a_scale_has_to_say_is_asked_for():
    for scale in (ScaleBase, FactScale):
        with pytest.raises(TypeError, match="abstract"):
            scale()

    class Silent(FactScale):
        kind = "silent"
        inputs = ("experience.projects",)

    with pytest.raises(TypeError, match="answer"):
        Silent()


def leaf_scale(role):
    return next(facet.scale for facet in role.facets if facet.id == "projects")


def test_every_module_of_scales_is_one_and_is_found():
    modules = {module.name for module in iter_modules([str(Path(scales.__file__).parent)])} - {"base"}
    assert len(modules) > 4
    shipped = {kind for kind, scale in scales.SCALES.items() if scale.__module__.startswith(scales.__name__)}
    assert {kind.replace("-", "_") for kind in shipped} == modules
