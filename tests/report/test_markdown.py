"""The report as Markdown, read back by a Markdown parser."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readiness.report import render
from readiness.report.markdown import escaped

PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags, self.links = "", [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.text += data


def read_markdown(markdown):
    reader = _Text()
    reader.feed(PARSER.render(markdown))
    return reader


@given(st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), min_size=1))
def test_escaped_text_reads_as_itself(text):
    found = read_markdown(escaped(text))
    assert found.text.strip() == text.strip()
    assert set(found.tags) <= {"p"}


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "+ a",
        "1. a",
        "1) a",
        "> a",
        "=== a",
        "---",
        "***",
        "```a",
        "a|b",
        "<b>x",
        "&lt;",
        "~~a~~",
    ],
)
def test_no_text_starts_a_block(text):
    found = read_markdown(escaped(text))
    assert found.text.strip() == text
    assert set(found.tags) <= {"p"}


def test_hostile_name_becomes_no_markup_and_no_link(records):
    found = read_markdown(render(records["hostile"], format="markdown"))
    assert "script" not in found.tags
    assert "img" not in found.tags
    assert "b" not in found.tags
    shipped = {r.url for step in records["hostile"].plan.steps for r in step.resources}
    assert set(found.links) <= {url.replace(" ", "%20") for url in shipped}
    assert {r.url for step in records["hostile"].next_steps for r in step.resources} <= set(found.links)
    assert "<script>alert(1)</script> [x](http://evil.example)" in found.text
    assert "http://evil" not in render(records["hostile"], format="markdown")


def test_every_report_is_read_with_its_tables(record):
    found = read_markdown(render(record, format="markdown"))
    assert found.tags.count("h1") == 1
    assert "table" in found.tags
    assert record.verdict.title in found.text
