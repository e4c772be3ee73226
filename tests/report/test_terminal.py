"""The report on a screen."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

from readiness.framework import load_field_facts, load_framework
from readiness.report import Options, options_for, render
from readiness.report.role import role_text

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [20, 40, 64, 80, 200])
@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_the_screen(record, width, detail):
    text = render(record, options=Options(width=width, detail=detail))
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_of_a_role_is_wider_than_the_screen(width):
    text = role_text(load_framework(), load_field_facts(), options=Options(width=width))
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 200])
def test_no_word_is_broken(saved, width):
    words = set(render(saved, options=Options(width=width, detail=True)).split())
    for title in (leaf.title for leaf in saved.leaves):
        assert set(title.split()) <= words | {w.strip(".,:") for w in words}


def test_answer_comes_last(saved):
    text = render(saved)
    assert text.index("What this score is not") < text.index(f"\n{saved.verdict.title}: ")


def test_detail_shows_more(record):
    assert len(render(record, detail=True)) > 1.5 * len(render(record))


def test_detail_names_every_facet_and_every_figure(saved):
    text = " ".join(render(saved, detail=True, options=Options(width=100)).split())
    for leaf in saved.leaves:
        assert leaf.title in text
    for source in saved.provenance:
        assert source.note.split()[0] in text


def test_plain_text_has_no_escape_and_colour_only_adds_escapes(saved):
    plain = render(saved)
    coloured = render(saved, options=Options(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    stripped = [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()]
    assert stripped == plain.splitlines()


def test_screen_without_line_drawing_gets_ascii(saved, records):
    text = render([saved, records["expert"]], options=Options(encoding="ascii"))
    assert text.isascii()
    assert "#####" in text


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_name_is_shown_and_not_obeyed(records, colour):
    text = render(records["hostile"], options=Options(width=200, colour=colour))
    bare = ESCAPE.sub("", text)
    assert "[bold red]=cmd" in bare
    assert r"\x1b[31mred\x1b[0m" in bare
    assert r"\u202egnp.exe\x07" in bare
    assert "\x1b[31m" not in text
    assert all(c.isprintable() for line in bare.splitlines() for c in line)


class _Stream(io.StringIO):
    def __init__(self, *, screen, encoding="utf-8"):
        super().__init__()
        self._screen, self._encoding = screen, encoding

    def isatty(self):
        return self._screen

    @property
    def encoding(self):
        return self._encoding


def test_colour_needs_a_terminal_that_wants_it():
    assert options_for(_Stream(screen=True), environ={"TERM": "xterm"}).colour
    assert not options_for(_Stream(screen=False), environ={"TERM": "xterm"}).colour
    assert not options_for(_Stream(screen=True), environ={"TERM": "xterm", "NO_COLOR": "1"}).colour
    assert not options_for(_Stream(screen=True), environ={"TERM": "dumb"}).colour


def test_encoding_of_the_stream_decides_what_is_drawn():
    assert options_for(_Stream(screen=True)).unicode
    assert not options_for(_Stream(screen=True, encoding="latin-1")).unicode
    assert not options_for(_Stream(screen=True, encoding="no-such-encoding")).unicode


def test_several_records_follow_each_other(records):
    text = render([records["ada"], records["beginner"]])
    assert "for Ada" in text
    assert "for Noor" in text
