"""Every item of the bank as it is drawn: nothing that decides falls off the screen."""

import contextlib
import io

import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from readiness.framework import load_framework
from readiness.questionnaire import ChoiceItem, facet_ids, load_items
from readiness.quiz.moves import LeftError
from readiness.quiz.plain import PlainFace
from readiness.quiz.questions import check_question, rating_questions
from readiness.quiz.screens import Asking
from readiness.quiz.terminal.face import TerminalFace
from readiness.quiz.wording import Progress

MORE = "more lines: Page Down"


class Drawing(TerminalFace):
    """Draws one screen, and leaves."""

    def __init__(self, columns, rows):
        self.stream = io.StringIO()
        self.size = Size(rows=rows, columns=columns)
        self._output = Vt100_Output(self.stream, lambda: self.size, term="xterm-256color", enable_cpr=False)
        self._app = self._loop = None
        self._told_to_leave = self._is_plain = False
        self.drawn = None

    def _run(self, app):
        def keep(_):
            if self.drawn is None:
                self.drawn = self.stream.getvalue()

        app.after_render += keep
        return super()._run(app)

    def draw(self, asking, keys=""):
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=self._output):
            pipe.send_text(f"{keys}\x03")
            with contextlib.suppress(LeftError):
                self._ask(asking)
        screen = pyte.Screen(self.size.columns, self.size.rows)
        pyte.Stream(screen).feed(self.drawn)
        return [line.rstrip() for line in screen.display]


def asking(question, **more):
    progress = Progress(38, 52, f"check 7, about 5 minutes left, {question.title}")
    shape = {"sureness": 12.0, "earlier": None, "can_go_back": True, "opens_section": False}
    return Asking(question, progress, **(shape | more))


def last_word(text):
    return text.split()[-1]


@pytest.mark.parametrize("facet", facet_ids())
def test_every_item_at_eighty_by_twenty_four_keeps_what_decides_in_view(facet):
    for item in load_items(facet):
        question = check_question(item, "Linear algebra and calculus")
        lines = Drawing(80, 24).draw(asking(question))
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


def test_nearly_every_item_fits_without_scrolling():
    scrolled = []
    for facet in facet_ids():
        for item in load_items(facet):
            question = check_question(item, facet)
            if MORE in "\n".join(Drawing(80, 24).draw(asking(question))):
                scrolled.append(item.id)
    assert len(scrolled) <= 12, scrolled


@pytest.mark.parametrize(
    "question", rating_questions(load_framework(), by_criterion=False), ids=lambda q: q.id
)
def test_every_level_of_every_skill_is_in_view(question):
    text = "\n".join(Drawing(80, 24).draw(asking(question, sureness=None)))
    assert MORE not in text
    for choice in question.choices:
        assert f"{choice.key}  {choice.text.split()[0]}" in text
        assert last_word(choice.text) in text


def test_forty_columns_keep_hint_form_and_options():
    for facet in ("sql", "probability", "communication"):
        for item in load_items(facet):
            question = check_question(item, facet)
            text = "\n".join(Drawing(40, 24).draw(asking(question)))
            assert "Ctrl-C save and leave" in text
            assert "Your answer:" in text or "  2  " in text or "show all" in text, item.id


def test_numbered_lines_say_the_form_before_the_first_try():
    for item in load_items("probability"):
        question = check_question(item, "Probability")
        target = io.StringIO()
        with pytest.raises(LeftError):
            PlainFace(io.StringIO("quit\n"), target).show(asking(question))
        words = " ".join(target.getvalue().split())
        assert not question.form or f"Type {question.form}." in words
