"""Every item of the bank as it is drawn: nothing that decides falls off the screen."""

import io

import pytest

from readiness.framework import load_framework
from readiness.questionnaire import ChoiceItem, facet_ids, load_items
from readiness.quiz.moves import LeftError
from readiness.quiz.plain import PlainFace
from readiness.quiz.questions import check_question, rating_questions

MORE = "more lines: Page Down"


def last_word(text):
    return text.split()[-1]


@pytest.mark.parametrize("facet", facet_ids())
def test_every_item_at_eighty_by_twenty_four_keeps_what_decides_in_view(drawing, asking, facet):
    for item in load_items(facet):
        question = check_question(item, "Linear algebra and calculus")
        lines = drawing(80, 24).draw(asking(question))
        text = "\n".join(lines)
        words = " ".join(text.split())
        assert "Ctrl-C save and leave" in text, item.id
        assert "don't know" in text, item.id
        whole = MORE not in text
        shown = question.code.rstrip().split("\n")[-1] if question.code else question.prompt.split("\n")[-1]
        assert not whole or last_word(shown) in text, item.id
        if isinstance(item, ChoiceItem):
            for choice in question.choices:
                assert f"{choice.key}  {choice.text.split()[0]}" in text, item.id
                assert last_word(choice.text) in text, item.id
            assert "arrow up and down show all" not in text, item.id
        else:
            assert " ".join(f"Type {question.form}.".split()) in words, item.id
            assert "Your answer:" in text, item.id


@pytest.mark.slow
def test_nearly_every_item_fits_without_scrolling(drawing, asking):
    scrolled = []
    for facet in facet_ids():
        for item in load_items(facet):
            question = check_question(item, facet)
            if MORE in "\n".join(drawing(80, 24).draw(asking(question))):
                scrolled.append(item.id)
    assert len(scrolled) <= 12, scrolled


@pytest.mark.parametrize(
    "question", rating_questions(load_framework(), by_criterion=False), ids=lambda q: q.id
)
def test_every_level_of_every_skill_is_in_view(drawing, asking, question):
    text = "\n".join(drawing(80, 24).draw(asking(question, sureness=None)))
    assert MORE not in text
    for choice in question.choices:
        assert f"{choice.key}  {choice.text.split()[0]}" in text
        assert last_word(choice.text) in text


@pytest.mark.parametrize("facet", facet_ids())
def test_every_item_at_forty_columns_keeps_what_decides_in_view(drawing, asking, facet):
    """The question may scroll, with a sign; its hint, its form and every option stay on the screen."""
    for item in load_items(facet):
        question = check_question(item, "Linear algebra and calculus")
        lines = drawing(40, 24).draw(asking(question))
        text = "\n".join(lines)
        words = " ".join(text.split())
        assert max(map(len, lines)) <= 40, item.id
        for key in ("don't know", "left back", "? help", "Ctrl-C save and leave"):
            assert key in words, item.id
        shown = question.code.rstrip().split("\n")[-1] if question.code else question.prompt
        joined = text.replace("\n    .. ", "")  # a long line of code goes on below
        assert MORE in text or last_word(shown) in joined, item.id
        if isinstance(item, ChoiceItem):
            assert "f end checks" in words, item.id
            for choice in question.choices:
                at = words.index(f" {choice.key} {choice.text.split()[0]}")
                assert " ".join(choice.text.split()) in words[at:], item.id
        else:
            assert "type finish: end checks" in words, item.id
            assert " ".join(f"Type {question.form}.".split()) in words, item.id
            assert "Your answer:" in text, item.id


@pytest.mark.parametrize(
    "question", rating_questions(load_framework(), by_criterion=False), ids=lambda q: q.id
)
def test_every_level_at_forty_columns_is_in_view(drawing, asking, question):
    words = " ".join(" ".join(drawing(40, 24).draw(asking(question, sureness=None))).split())
    for choice in question.choices:
        assert " ".join(choice.text.split()) in words
    assert "Ctrl-C save and leave" in words


def test_numbered_lines_say_the_form_before_the_first_try(asking):
    for item in load_items("probability"):
        question = check_question(item, "Probability")
        target = io.StringIO()
        with pytest.raises(LeftError):
            PlainFace(io.StringIO("quit\n"), target).show(asking(question))
        words = " ".join(target.getvalue().split())
        assert not question.form or f"Type {question.form}." in words
