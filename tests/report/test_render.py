"""One way to every format."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from readiness.errors import UsageError
from readiness.framework import load_field_facts, load_framework
from readiness.record import parse_assessment, to_json
from readiness.report import Options, render
from readiness.report.role import role_text


def test_json_is_the_record(saved):
    text = render(saved, format="json")
    assert parse_assessment(text) == saved
    assert text == to_json(saved)


def test_several_records_are_a_json_array(saved):
    assert len(json.loads(render([saved, saved], format="json"))) == 2


def test_unknown_format_names_the_near_one(saved):
    with pytest.raises(UsageError, match="did you mean markdown"):
        render(saved, format="markdwon")


@pytest.mark.parametrize("format_", ["terminal", "markdown", "csv", "json"])
def test_text_ends_with_one_line_end(saved, format_):
    text = render(saved, format=format_)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_reports_in_data_formats_import_no_terminal_library():
    code = (
        "import sys, readiness.report, readiness.report.csv, readiness.report.json, "
        "readiness.report.markdown; print(sorted({'rich', 'jinja2', 'prompt_toolkit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_role_shows_every_number_with_its_basis():
    framework = load_framework()
    text = " ".join(role_text(framework, load_field_facts(), options=Options(width=100)).split())
    for criterion in framework.criteria:
        assert f"{criterion.importance.value:g}" in text
        assert criterion.id in text
        assert " ".join((criterion.why or "").split()[:3]) in text
    for facet in framework.facets:
        assert facet.id in text
    for band in framework.verdict.bands:
        assert band.title in text


def test_role_without_the_field_says_nothing_about_it():
    text = role_text(load_framework())
    assert "salaries" not in text
    assert role_text(load_framework(), load_field_facts(), format="markdown").startswith("# Machine learning")
