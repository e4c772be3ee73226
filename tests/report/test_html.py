"""The page: well formed, self-contained, stable, small, and nothing of the input in it is markup."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from readiness.profile import Goals
from readiness.report import render

from .page import SVG, by_id, full, read, words

MOST_BYTES = 120_000


@pytest.fixture(scope="module")
def complete(records):
    return full(records["checked"].profile)


def test_every_page_is_parsed_without_an_error(record):
    tree = read(render(record, format="html"))
    assert len(list(tree.iter("h1"))) == 1
    assert [words(e) for e in tree.iter("title")] == [words(next(tree.iter("h1")))]
    for landmark in ("header", "main", "footer"):
        assert len(list(tree.iter(landmark))) == 1
    assert tree.get("lang") == "en-GB"


def test_headings_skip_no_level(complete):
    levels = [int(e.tag[1]) for e in read(complete[2]).iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_every_link_inside_leads_somewhere(complete):
    tree = read(complete[2])
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 20
    inside = [e.get("href")[1:] for e in tree.iter() if (e.get("href") or "").startswith("#")]
    named = [name for e in tree.iter() for name in (e.get("aria-labelledby") or "").split()]
    assert len(inside) >= 4
    assert set(inside) | set(named) <= set(ids)


def test_every_drawing_has_a_text_and_every_table_scopes_and_a_caption(complete):
    tree = read(complete[2])
    drawings = [e for e in tree.iter(f"{SVG}svg") if e.get("role") == "img"]
    assert len(drawings) > 40
    assert all(words(e.find(f"{SVG}title")) or e.get("aria-labelledby") for e in drawings)
    tables = list(tree.iter("table"))
    assert len(tables) > 8
    for table in tables:
        assert words(table.find("caption"))
        assert all(cell.get("scope") for cell in table.iter("th"))


def test_no_script_and_nothing_is_loaded(complete):
    text = complete[2]
    tree = read(text)
    for tag in ("script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"):
        assert not list(tree.iter(tag))
    assert not [name for e in tree.iter() for name in e.attrib if str(name).startswith("on")]
    assert not [e for e in tree.iter() if e.get("style") or e.get("src")]
    assert "url(" not in text
    assert "@import" not in text
    addresses = [e.get("href") for e in tree.iter() if e.get("href")]
    assert all(address.startswith(("#", "https://", "http://")) for address in addresses)
    assert not [e for e in tree.iter() if e.tag != "a" and (e.get("href") or "#")[0] != "#"]


def test_policy_forbids_all_but_the_one_style(complete):
    text = complete[2]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}';" in policy
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_hostile_name_is_text_everywhere(records):
    text = render(records["hostile"], format="html")
    tree = read(text)
    name = "<script>alert(1)</script> [x](http://evil.example)"
    assert name in words(next(tree.iter("h1")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not list(tree.iter("script"))
    assert not [e for e in tree.iter("a") if "evil" in (e.get("href") or "")]


@pytest.mark.parametrize(
    "name",
    ["<!--", "</title><b>", "]]>", "{{ 7*7 }}", "{% raw %}", "&amp;", "'\"><svg onload=x>", "`<i>`", "&#0;"],
)
def test_no_name_leaves_its_place(records, name):
    record = replace(records["ada"], profile=replace(records["ada"].profile, name=name, cohort=name))
    tree = read(render(record, format="html"))
    assert words(next(tree.iter("h1"))) == f"Readiness report for {name}"
    group = read(render([record] * 6, format="html"))
    assert words(next(group.iter("h1"))) == f"Readiness of a group: {name}"


def test_free_text_of_a_record_is_escaped_wherever_it_stands(saved):
    """Reports can be edited: every string of the record may be hostile."""
    evil = '"><i>x</i>`<u>`'
    leaves = tuple(replace(leaf, title=evil, reason=evil) for leaf in saved.leaves)
    criteria = tuple(replace(node, title=evil, rationale=evil) for node in saved.criteria)
    steps = tuple(
        replace(
            step,
            do=evil,
            facet_title=evil,
            effort_source=evil,
            resources=tuple(replace(r, title=evil, url="javascript:alert(1)") for r in step.resources),
        )
        for step in saved.next_steps
    )
    sources = tuple(replace(source, title=evil, note=evil) for source in saved.provenance)
    verdict = replace(saved.verdict, title=evil, sentence=evil)
    record = replace(
        saved, leaves=leaves, criteria=criteria, next_steps=steps, provenance=sources, verdict=verdict
    )
    tree = read(render(record, format="html"))
    assert not list(tree.iter("i"))
    assert not list(tree.iter("u"))
    assert "javascript" not in " ".join(e.get("href") or "" for e in tree.iter())


def test_same_record_same_bytes(complete):
    record, extras, text = complete
    assert render(record, format="html", **extras) == text
    code = (
        "import sys; from readiness.record import parse_assessment; from readiness.report import render; "
        "sys.stdout.buffer.write(render(parse_assessment(sys.stdin.buffer.read()), format='html').encode())"
    )
    json_text = render(record, format="json").encode()
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=json_text,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": "C"},
        ).stdout
        for seed in ("1", "2")
    }
    assert pages == {render(record, format="html").encode()}


def test_every_page_is_small(records, complete):
    longest = replace(records["expert"].profile, name="漢" * 200)
    for text in (complete[2], full(longest)[2], *(render(r, format="html") for r in records.values())):
        assert len(text.encode()) < MOST_BYTES


def test_a_plan_of_years_does_not_swell_the_page(records):
    goals = Goals(hours_per_week=0.5, weeks=260)
    text = full(replace(records["beginner"].profile, goals=goals))[2]
    assert len(text.encode()) < MOST_BYTES


def test_who_answered_nothing_is_asked_for_more(records):
    tree = read(render(records["nobody"], format="html"))
    assert "Too little answered for a verdict" in words(by_id(tree, "verdict"))
    assert "readiness quiz" in words(by_id(tree, "first"))


def test_past_shows_only_where_it_is_given(records, complete):
    assert "past" in {e.get("id") for e in read(complete[2]).iter()}
    assert "past" not in {e.get("id") for e in read(render(records["ada"], format="html")).iter()}


def test_all_but_the_answer_is_folded_and_detail_opens_it(complete):
    record, extras, text = complete
    folds = list(read(text).iter("details"))
    assert len(folds) >= 8
    assert not [fold for fold in folds if fold.get("open") is not None]
    whole = list(read(render(record, format="html", detail=True, **extras)).iter("details"))
    assert len(whole) == len(folds)
    assert all(fold.get("open") is not None for fold in whole)
    assert words(folds[0].find("summary")) == "You against what is asked"


def test_no_backtick_is_left(complete):
    assert "`" not in complete[2]


def test_templates_are_in_the_package():
    from importlib.resources import files

    names = {each.name for each in (files("readiness.report") / "templates").iterdir()}
    assert {"base.html.j2", "report.html.j2", "cohort.html.j2", "style.css"} <= names
