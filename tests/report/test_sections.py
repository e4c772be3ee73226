"""What the sections say of a record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from readiness.report import blocks, render
from readiness.report.blocks import Bullets, Link, Para, Table
from readiness.report.document import below
from readiness.report.formats import Past
from readiness.report.sections.about import sources
from readiness.report.sections.basis import must_haves
from readiness.report.sections.next_steps import next_steps
from readiness.report.sections.skills import gaps, skills
from readiness.report.sections.sureness import sureness
from readiness.report.standing import by_basis, likely, ranked, state_of

PACKAGE = Path(blocks.__file__).parents[1]


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)


def test_must_haves_show_floor_level_and_chance(record):
    table = must_haves(record)
    assert len(table.rows) == len(record.verdict.must_haves)
    for row, must in zip(table.rows, record.verdict.must_haves, strict=True):
        assert row[0] == must.title
        assert float(row[1]) == must.floor
        assert float(row[2]) == pytest.approx(must.level, abs=0.0501)
        assert row[3].endswith("%")
        assert (row[5] == "nothing yet") == (not must.known and not must.n_answers)


def test_every_leaf_stands_once_likely_gaps_first(record):
    section = skills(record)
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[0].removesuffix(" (must-have)") for row in table.rows] == [x.title for x in ranked(record)]
    assert sorted(x.id for x in ranked(record)) == sorted(x.id for x in record.leaves)
    states = [state_of(leaf) for leaf in ranked(record)]
    assert states == sorted(states, key=list(dict.fromkeys(states)).index)


def test_what_was_not_answered_is_no_gap(records):
    record = records["little"]
    table = gaps(record).blocks[0]
    unanswered = {leaf.title for leaf in record.leaves if state_of(leaf) == "not answered"}
    assert unanswered
    assert not unanswered & {row[0].removesuffix(" (must-have)") for row in table.rows}


def test_must_haves_that_stand_in_the_way_come_first(records):
    record = records["beginner"]
    assert record.verdict.blocked_by
    titles = [row[0] for row in gaps(record).blocks[0].rows]
    n_blocked = len(record.verdict.blocked_by)
    assert {
        leaf.title + " (must-have)" for leaf in record.leaves if leaf.id in record.verdict.blocked_by
    } == set(titles[:n_blocked])


def test_all_three_bases_are_counted_and_shown(records):
    record = records["ada"]
    counts = Counter(source.basis for source in record.provenance)
    assert set(counts) == {"document", "survey", "assumption"}
    text = by_basis(record)
    for basis, words in (
        ("document", "from the source"),
        ("survey", "from surveys"),
        ("assumption", "assumptions"),
    ):
        assert f"{counts[basis]} are {words}" in text
    table = sources(record).blocks[1]
    names = {"document": "source", "survey": "survey", "assumption": "assumption"}
    assert [row[3] for row in table.rows] == [names[source.basis] for source in record.provenance]
    assert all(row[4] for row in table.rows)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_nothing_is_called_measured_that_rests_on_few_answers(record, form):
    assert "measured" not in render(record, format=form, detail=True).lower()


def test_likely_levels_say_how_many_answers_stand_behind_them(records):
    checked = [leaf for leaf in records["checked"].leaves if leaf.measured and leaf.measured.n_answers]
    assert checked
    for leaf in checked:
        n = leaf.measured.n_answers
        assert likely(leaf).endswith(f", {n} check{'' if n == 1 else 's'}")


def test_shares_of_verdicts_add_up(records):
    for record in records.values():
        section = sureness(record, detail=True)
        for table in (block for block in section.blocks if isinstance(block, Table)):
            if table.columns[0].title == "verdict":
                known = [int(row[1].split()[0]) for row in table.rows if row[1][0].isdigit()]
                assert sum(known) in range(99, 101)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://a b", "https://a\x1b", "//x"]
)
def test_only_web_addresses_become_links(records, url):
    record = records["ada"]
    step = record.next_steps[0]
    changed = replace(step, resources=(replace(step.resources[0], url=url),))
    links = [b for b in next_steps(replace(record, next_steps=(changed,))).blocks if isinstance(b, Link)]
    assert [link.url for link in links] == [""]


def test_no_text_holds_a_control_character(records):
    texts = [text for section in below(records["hostile"], Past()) for text in _texts(section)]
    assert len(texts) > 100
    assert all(text.isprintable() for text in texts)


def test_sections_have_a_name_a_title_and_something_in_them(record):
    found = below(record, Past())
    assert len({section.id for section in found}) == len(found) >= 8
    assert all(section.title and section.blocks for section in found)
    assert any(isinstance(block, Para | Bullets) for section in found for block in section.blocks)


def test_pages_know_every_block_by_its_name():
    """A template tells blocks apart by the names of their classes."""
    known = {block.__name__ for block in get_args(blocks.Block)} - {"Rule"}  # pages draw no rules
    for place, wanted in (("report", known), ("web", known - {"Bars", "Scale", "Climb", "Timeline"})):
        texts = [file.read_text("utf-8") for file in (PACKAGE / place / "templates").glob("*.j2")]
        named = set(re.findall(r'kind == "([A-Z]\w+)"', "".join(texts)))
        assert named == wanted
