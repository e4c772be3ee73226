"""Every format, from one saved assessment."""

from __future__ import annotations

import json

import pytest

from readiness.framework import load_field_facts, load_framework
from readiness.models import read_as
from readiness.record.comparison import Comparison
from readiness.report import Options, render
from readiness.report.role import role_text

from .conftest import HERE


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("detail", [False, True])
def test_terminal_report_is_as_stored(saved, golden, width, detail):
    text = render(saved, options=Options(width=width, detail=detail))
    golden(text, f"terminal-{width}{'-detail' if detail else ''}.txt")


def test_coloured_report_is_as_stored(saved, golden):
    golden(render(saved, options=Options(colour=True)), "terminal-80-colour.txt")


def test_report_in_ascii_is_as_stored(saved, golden):
    golden(render(saved, options=Options(encoding="ascii")), "terminal-80-ascii.txt")


def _comparison():
    values = json.loads((HERE / "saved-comparison.json").read_bytes())
    return read_as(Comparison, values)[0]


@pytest.mark.parametrize("width", [40, 80])
def test_report_with_what_changed_is_as_stored(saved, golden, width):
    text = render(saved, options=Options(width=width), comparison=_comparison())
    golden(text[text.index("Since last time") :], f"since-{width}.txt")


def test_markdown_with_what_changed_is_as_stored(saved, golden):
    text = render(saved, format="markdown", comparison=_comparison())
    golden(text[text.index("## Since last time") : text.index("## How sure")], "since.md")


@pytest.mark.parametrize(("format_", "suffix"), [("markdown", "md"), ("csv", "csv"), ("json", "json")])
def test_report_for_a_file_is_as_stored(saved, golden, format_, suffix):
    golden(render(saved, format=format_), f"report.{suffix}")


def test_role_text_names_every_basis_and_the_field():
    text = role_text(load_framework(), load_field_facts())
    assert text.count("the article names no company here") == 2
    assert "Context only: nothing in this part enters a score." in " ".join(text.split())
    for figure in ("100,000", "135,000", "Microsoft", "82 %", "70 %", "Data Science Manager"):
        assert figure in text
