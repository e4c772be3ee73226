"""A signal at any moment, also between two screens, ends the quiz and keeps every answer."""

import asyncio
import contextlib
import random
import signal
import time
from asyncio import get_running_loop

import pytest

from readiness.framework import load_framework
from readiness.quiz.moves import LeftError
from readiness.quiz.questions import rating_questions
from readiness.quiz.terminal.running import Runner
from readiness.store import Store

ROUNDS = 24


def interrupted(runner, moment):
    """A runner that is interrupted at one moment of a prompt's life."""

    class Interrupted(runner):
        def run(self, app):
            if moment == "before it starts":
                self.interrupt()
            if moment == "when it is drawn":
                app.after_render += lambda _: self.interrupt()
            return super().run(app)

        def started(self, app):
            if moment == "before its loop is known":
                self.interrupt()
            super().started(app)
            if moment == "as it starts":
                self.interrupt()
            if moment == "as it ends":
                get_running_loop().call_later(0.15, self.interrupt)

    return Interrupted


MOMENTS = (
    "before it starts", "before its loop is known", "as it starts", "when it is drawn", "as it ends"
)  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_interrupted_at_any_moment_a_prompt_ends(drawing, drawing_runner, asking, moment):
    question = rating_questions(load_framework(), by_criterion=False)[0]
    face = drawing(80, 24, interrupted(drawing_runner, moment))
    with pytest.raises(LeftError):
        face.answer(asking(question))
    with pytest.raises(LeftError):  # and no later prompt is shown
        face.answer(asking(question))


@pytest.mark.parametrize("delay", range(0, 20, 2))
def test_an_answer_and_a_signal_at_once_end_it_too(drawing, drawing_runner, asking, delay):
    class Late(drawing_runner):
        def started(self, app):
            super().started(app)
            get_running_loop().call_later(delay / 2000, self.interrupt)

    question = rating_questions(load_framework(), by_criterion=False)[0]
    face = drawing(80, 24, Late)
    with contextlib.suppress(LeftError):
        face.answer(asking(question), "2")
    face.runner.interrupt()
    with pytest.raises(LeftError):
        face.answer(asking(question))


def test_interrupted_just_after_the_answer_no_other_prompt_is_shown():
    """The loop of the prompt is closed by then: a moment that no key can hit."""
    runner = Runner()

    class Prompt:
        is_running, is_done, future, key_bindings = True, True, None, None
        runs = 0

        def run(self, *, pre_run, handle_sigint):
            async def start():
                pre_run()

            assert not handle_sigint
            asyncio.run(start())
            self.runs += 1
            runner.interrupt()
            return "answered"

    prompt = Prompt()
    for _ in range(2):
        with pytest.raises(LeftError):
            runner.run(prompt)
    assert prompt.runs == 1


@pytest.mark.slow
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
