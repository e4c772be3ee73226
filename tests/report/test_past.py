"""What changed since last time, in every report that shows it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from readiness.report import Options, render
from readiness.report.blocks import Para
from readiness.report.sections.comparison import changes

from .page import full, read, words
from .test_markdown import read_markdown

FORMATS = ["terminal", "markdown", "html"]


def _text(record, form, extras, **options):
    text = render(record, format=form, options=Options(width=100, **options), **extras)
    seen = {
        "terminal": lambda: text,
        "markdown": lambda: read_markdown(text).text,
        "html": lambda: words(read(text)),
    }
    return " ".join(seen[form]().split())


@pytest.fixture(scope="module", params=["ada", "checked", "beginner", "little", "expert", "hostile"])
def busy(request, records):
    """A record with its past as the arguments of `render`."""
    record, extras, _ = full(records[request.param].profile)
    return record, extras


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("detail", [False, True])
def test_since_last_time_says_change_moves_and_how_sure(busy, form, detail):
    record, extras = busy
    found = changes(extras["comparison"], most=None if detail or form != "terminal" else 3)
    text = _text(record, form, extras, detail=detail)
    since = text[text.rindex("Since last time") :]
    sentences = [block.text for block in found if isinstance(block, Para)]
    assert len(sentences) >= 2
    for sentence in sentences:
        assert sentence in since


@pytest.mark.parametrize("width", [20, 40, 64, 80, 200])
@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_the_screen(busy, width, detail):
    record, extras = busy
    text = render(record, options=Options(width=width, detail=detail), **extras)
    assert max(map(cell_len, text.splitlines())) <= width


def test_no_name_leaves_its_place(records):
    record, extras, _ = full(records["hostile"].profile)
    found = read_markdown(render(record, format="markdown", **extras))
    assert not {"script", "img", "b"} & set(found.tags)
    urls = {r.url.replace(" ", "%20") for step in record.plan.steps for r in step.resources if r.url}
    assert set(found.links) <= urls
    assert render(record, options=Options(encoding="ascii"), **extras).isascii()


def test_data_formats_are_the_record_alone(busy):
    record, extras = busy
    for form in ("json", "csv"):
        assert render(record, format=form, **extras) == render(record, format=form)


def test_reports_that_follow_each_other_have_none_of_one_person(records):
    record, extras, _ = full(records["ada"].profile)
    for form in ("terminal", "markdown"):
        both = render([record, record], format=form, **extras)
        assert both == render([record, record], format=form)
