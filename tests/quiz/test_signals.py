"""A signal at any moment, also between two screens, ends the quiz and keeps every answer."""

import contextlib
import random
import signal
import time

import pytest

from readiness.framework import load_framework
from readiness.quiz.moves import LeftError
from readiness.quiz.questions import rating_questions
from readiness.store import Store

ROUNDS = 24


def interrupted(drawing, moment):
    """A face that is told to leave at one moment of a prompt's life."""

    class Interrupted(drawing):
        def _run(self, app):
            if moment == "before it starts":
                assert self.interrupt()
            if moment == "when it is drawn":
                app.after_render += lambda _: self.interrupt()
            return super()._run(app)

        def _remember_loop(self, app):
            if moment == "before its loop is known":
                assert self.interrupt()
            super()._remember_loop(app)
            if moment == "as it starts":
                assert self.interrupt()
            if moment == "as it ends":
                self._loop.call_later(0.15, self.interrupt)

    return Interrupted(80, 24)


MOMENTS = (
    "before it starts", "before its loop is known", "as it starts", "when it is drawn", "as it ends"
)  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_told_to_leave_at_any_moment_of_a_prompt_it_ends(drawing, asking, moment):
    question = rating_questions(load_framework(), by_criterion=False)[0]
    face = interrupted(drawing, moment)
    with pytest.raises(LeftError):
        face.answer(asking(question))
    with pytest.raises(LeftError):  # and no later prompt is shown
        face.answer(asking(question))


@pytest.mark.parametrize("delay", range(0, 20, 2))
def test_an_answer_and_a_signal_at_once_end_it_too(drawing, asking, delay):
    class Late(drawing):
        def _remember_loop(self, app):
            super()._remember_loop(app)
            self._loop.call_later(delay / 2000, self.interrupt)

    question = rating_questions(load_framework(), by_criterion=False)[0]
    face = Late(80, 24)
    with contextlib.suppress(LeftError):
        face.answer(asking(question), "2")
    face.interrupt()
    with pytest.raises(LeftError):
        face.answer(asking(question))


def test_signals_between_two_screens_always_end_the_quiz(quiz, home):
    chance = random.Random(8)  # noqa: S311
    terminal = quiz("--quick")
    terminal.see("Whose sitting is this?")
    terminal.press("enter")
    terminal.see("Begin")
    terminal.press("enter")
    kept = 0
    for number in [signal.SIGHUP, signal.SIGTERM, signal.SIGINT] * (ROUNDS // 3):
        terminal.see("Ctrl-C save and leave")
        if "Your answers" in terminal.text:
            break
        terminal.child.send("0" if "1-4 mark" in terminal.text else "2\r")
        time.sleep(chance.random() ** 2 * 0.08)
        terminal.child.kill(number)
        assert terminal.ends(within=8) == 130
        assert "Press ENTER" not in terminal.raw
        assert "Traceback" not in terminal.raw
        with Store(home) as store:
            (sitting,) = store.sittings.all() or [None]
            now = 0 if sitting is None else len(store.sittings.events(sitting.id))
        assert kept <= now <= kept + 2
        kept = now
        terminal = quiz("--quick")
        if kept:
            terminal.see("Go on where I stopped")
            terminal.press("1")
        else:
            terminal.see("Whose sitting is this?")
            terminal.press("enter")
            terminal.see("Begin")
            terminal.press("enter")
