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


def test_forty_columns_keep_hint_form_and_options(drawing, asking):
    for facet in ("sql", "probability", "communication"):
        for item in load_items(facet):
            question = check_question(item, facet)
            text = "\n".join(drawing(40, 24).draw(asking(question)))
            assert "Ctrl-C save and leave" in text
            assert "Your answer:" in text or "  2  " in text or "show all" in text, item.id


def test_numbered_lines_say_the_form_before_the_first_try(asking):
    for item in load_items("probability"):
        question = check_question(item, "Probability")
        target = io.StringIO()
        with pytest.raises(LeftError):
            PlainFace(io.StringIO("quit\n"), target).show(asking(question))
        words = " ".join(target.getvalue().split())
        assert not question.form or f"Type {question.form}." in words
