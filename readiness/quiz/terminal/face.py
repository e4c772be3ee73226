"""The sitting in a terminal: one screen a question, one key an answer."""

from __future__ import annotations

import contextlib
import os
import sys
from asyncio import get_running_loop
from typing import TYPE_CHECKING, Any, TextIO

from prompt_toolkit.application import create_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from questionary import text

from readiness.quiz import wording
from readiness.quiz.answers import UnclearError, number_text, parse
from readiness.quiz.moves import Answered, Change, LeftError, Word, allows
from readiness.quiz.paragraphs import wrapped
from readiness.quiz.plain import LOWEST, NARROWEST, WORDS, PlainFace
from readiness.quiz.screens import Asking, Explaining
from readiness.quiz.signals import by_line
from readiness.quiz.terminal import keys, painting
from readiness.quiz.terminal.options import Entry
from readiness.quiz.terminal.prompts import Prompt
from readiness.quiz.terminal.style import STYLE

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from prompt_toolkit.application import Application

    from readiness.quiz.moves import Move
    from readiness.quiz.screens import Marked, Reviewing, Screen
    from readiness.quiz.terminal.painting import Line

__all__ = ["TerminalFace", "UnfitTerminalError"]


class UnfitTerminalError(Exception):
    """A terminal that cannot be drawn on, such as Git Bash's on Windows."""


class TerminalFace:
    """Draws on `target`, and reads keys from standard input."""

    def __init__(self, target: TextIO) -> None:
        try:
            self._output = create_output(stdout=target)
            self._input = create_input(sys.stdin)
        except Exception as error:  # the exception's class exists on Windows only
            raise UnfitTerminalError(type(error).__name__) from error
        if isinstance(self._output, Vt100_Output):
            self._output.enable_cpr = False  # its answer can arrive as if typed, after the program has ended
        self._plain = PlainFace(sys.stdin, target)
        self._app: Application[Any] | None = None
        self._loop: AbstractEventLoop | None = None
        self._told_to_leave = False
        self._is_plain = False

    def interrupt(self) -> bool:
        """End the prompt that is on the screen, or the next one; False where a line has to be broken off."""
        self._told_to_leave = True
        if self._is_plain:
            return self._plain.interrupt()
        if self._app is not None and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # its loop may have just been closed
                self._loop.call_soon_threadsafe(self._leave, self._app)
        return True

    def ask(self, lines: Sequence[str], prompt: str) -> str:
        """Some lines, and one to type."""
        if self._is_small():
            with self._by_line():
                return self._plain.ask(lines, prompt)
        with self._session():
            return self._ask_line(lines, prompt)

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        """Some lines, and options to choose from."""
        if self._is_small():
            with self._by_line():
                return self._plain.choose(lines, options)
        with self._session():
            return self._choose(lines, options)

    def show(self, screen: Screen) -> Move:
        """A question, an explanation or the review."""
        if self._is_small():
            with self._by_line():
                return self._plain.show(screen)
        with self._session():
            if isinstance(screen, Asking):
                return self._ask_until_sure(screen)
            if isinstance(screen, Explaining):
                return self._explain(screen)
            return self._review(screen)

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Check after check, if the person wants to."""
        if self._is_small():
            with self._by_line():
                self._plain.look_through(checks)
            return
        with self._session():
            self._look_through(checks)

    def _choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        shown = [line for text in lines for line in (text, "")]
        prompt = Prompt(lambda _: [], lambda width, _: painting.plain_lines(shown[:-1], min(width - 1, 88)))
        entries = [Entry(str(number), number - 1, text) for number, text in enumerate(options, 1)]
        entries = entries if len(entries) > 1 else [Entry("Enter", 0, options[0])]
        chosen: int = self._list(prompt, entries)
        return chosen

    def _ask_line(self, lines: Sequence[str], prompt: str) -> str:
        width = min(self._output.get_size().columns - 1, 88)
        keys = "Enter answers | Ctrl-C leave"
        shown = [line for paragraph in (keys, *lines, prompt) for line in (*wrapped(paragraph, width), "")]
        asked = text("\n".join(shown[:-1]), qmark="", style=STYLE, erase_when_done=True)
        typed: str = self._run(asked.application)
        return typed.strip()

    def _look_through(self, checks: Sequence[Marked]) -> None:
        index = 0
        while index < len(checks):
            marked = checks[index]
            at = wording.Progress(index + 1, len(checks), marked.title)
            prompt = Prompt(
                lambda width, at=at: [  # type: ignore[misc]
                    *painting.progress_lines(at, width),
                    *painting.hint(["Enter next", "left back", "q end"], width),
                ],
                lambda width, _, marked=marked: painting.page(marked, width),  # type: ignore[misc]
            )
            prompt.ends("left", "back")
            prompt.ends("right", "next")
            prompt.ends("q", "end")
            last = index + 1 == len(checks)
            step = self._list(prompt, [Entry("Enter", "next", "End" if last else "Next")], scrolls=True)
            if step == "end":
                return
            index = max(0, index - 1) if step == "back" else index + 1

    def _ask_until_sure(self, screen: Asking) -> Move:
        """The move; to end the checks is asked once more."""
        while True:
            move = self._ask(screen)
            if move is not Word.STOP or self._choose(wording.END_CHECKS, wording.END_CHECKS_OPTIONS):
                return move

    def _ask(self, screen: Asking) -> Move:
        question = screen.question
        prompt = Prompt(
            lambda width: _pinned(screen, width),
            lambda width, helped: painting.asking(screen, width, helped=helped),
        )
        if question.kind == "multiple":
            return self._mark(prompt, screen)
        if not question.choices:
            return self._type(prompt, screen)
        keys.bind_moves(prompt, screen)
        entries = [Entry(choice.key, Answered(choice.value), choice.text) for choice in question.choices]
        if question.can_be_unknown:
            entries.append(Entry("d", Word.DONT_KNOW, "I don't know"))
        earlier: Any = None
        if screen.earlier is not None:
            unknown = screen.earlier.outcome == "dont_know"
            earlier = Word.DONT_KNOW if unknown else Answered(screen.earlier.value)
        known = any(entry.value == earlier for entry in entries)
        move: Move = self._list(prompt, entries, default=earlier if known else None)
        return move

    def _mark(self, prompt: Prompt, screen: Asking) -> Move:
        question = screen.question
        keys.bind_moves(prompt, screen)
        held = screen.earlier.value if screen.earlier is not None else None
        checked = held if isinstance(held, list) else []
        entries = [Entry(choice.key, choice.value, choice.text) for choice in question.choices]
        app = prompt.check([*entries, Entry("0", "", "None of these")], checked=checked)
        keys.bind_marks(prompt, entries, nothing=held == [])
        move: Move = self._run(app)
        return move

    def _type(self, prompt: Prompt, screen: Asking) -> Move:
        question = screen.question
        held = screen.earlier.value if screen.earlier is not None else None
        default = number_text(held) if isinstance(held, (int, float)) else str(held or "")
        app = prompt.text(default=default, above=lambda width: painting.how_to_answer(screen, width))
        buffer = app.current_buffer
        at_start = Condition(lambda: not buffer.cursor_position or buffer.text == default)
        is_empty = Condition(lambda: not buffer.text or question.kind == "number")
        keys.bind_typing(prompt, screen, left_when=at_start, help_when=is_empty)

        def enter(_: object) -> None:
            typed = app.current_buffer.text.strip()
            word = WORDS.get(typed.lower())
            if word is not None and allows(screen, word):
                app.exit(result=word)
            elif not typed and screen.earlier is not None:
                app.exit(result=Word.FORWARD)
            else:
                try:
                    app.exit(result=Answered(parse(question, typed)))
                except UnclearError as unclear:
                    prompt.note(str(unclear))

        prompt.on("enter", enter)
        move: Move = self._run(app)
        return move

    def _explain(self, screen: Explaining) -> Move:
        prompt = Prompt(
            lambda width: [
                *painting.progress_lines(screen.progress, width),
                *painting.hint(["Enter goes on", "Ctrl-C save and leave"], width),
            ],
            lambda width, _: painting.explaining(screen, width),
        )
        prompt.ends("right", Word.GO_ON)
        move: Move = self._list(prompt, [Entry("Enter", Word.GO_ON, "Go on")], scrolls=True)
        return move

    def _review(self, screen: Reviewing) -> Move:
        clear_typeahead(self._input)  # keys pressed too often must not wave the review through
        with contextlib.suppress(Exception):
            import termios

            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

        def pinned(width: int) -> list[Line]:
            ways = ["Enter chooses", "a number goes to that answer", "left back", "Ctrl-C save and leave"]
            lines: list[Line] = [[("class:progress", "Your answers")], *painting.hint(ways, width)]
            if screen.sureness is not None:
                lines += painting.plain_lines([wording.sureness(screen.sureness)], width - 1)
            return lines

        prompt = Prompt(pinned, lambda width, _: painting.plain_lines([wording.FIRST_REVIEW], width - 1))
        prompt.ends("left", Word.BACK)
        prompt.ends("r", Word.RESULT)
        entries = [Entry("r", Word.RESULT, "See my result")]
        section = ""
        for row in screen.rows:
            if row.question.section not in {section, "stop"}:
                section = row.question.section
                entries.append(Entry("", None, f"-- {section} --"))
            value = Change(row.question.id) if row.can_change else keys.STAYS
            entries.append(Entry(str(row.number), value, f"{row.question.title}: {row.answer}"))
        app = prompt.select(entries)
        keys.bind_jumps(prompt, entries)
        move: Move = self._run(app)
        return move

    def _list(
        self, prompt: Prompt, entries: Sequence[Entry], *, default: Any = None, scrolls: bool = False
    ) -> Any:
        app = prompt.select(entries, default=default)
        if scrolls:
            keys.bind_scrolling(prompt)
        elif any(entry.key.isdigit() and len(entry.key) > 1 for entry in entries):
            keys.bind_jumps(prompt, entries)
        else:
            for entry in entries:
                if len(entry.key) == 1:
                    prompt.ends(entry.key, entry.value)
        return self._run(app)

    def _run(self, app: Application[Any]) -> Any:
        """The result of a prompt.

        A signal never raises here: it could do so inside the event loop, which would take it for a mistake of
        its own. It is noted, and looked at before the prompt, when it starts, and after it.
        """
        self._app = app
        try:
            if self._told_to_leave:
                raise LeftError
            keys.bind_leaving(app)
            result = app.run(pre_run=lambda: self._remember_loop(app), handle_sigint=False)
        except (EOFError, KeyboardInterrupt, OSError):
            raise LeftError from None
        finally:
            self._app = self._loop = None
        if self._told_to_leave:
            raise LeftError
        return result

    def _remember_loop(self, app: Application[Any]) -> None:
        self._loop = get_running_loop()
        if self._told_to_leave:
            self._loop.call_soon(self._leave, app)

    def _leave(self, app: Application[Any]) -> None:
        """End a prompt; one that has only just started is ended as soon as it can be."""
        if app.is_done:
            return
        if app.is_running and app.future is not None:
            app.exit(exception=LeftError())
        elif self._loop is not None:
            self._loop.call_later(0.01, self._leave, app)

    @contextlib.contextmanager
    def _by_line(self) -> Iterator[None]:
        """Read whole lines, and let signals break them off."""
        self._is_plain = True
        try:
            if self._told_to_leave:
                raise LeftError
            with by_line():
                yield
        finally:
            self._is_plain = False

    def _session(self) -> AbstractContextManager[object]:
        return create_app_session(input=self._input, output=self._output)

    def _is_small(self) -> bool:
        try:
            size = os.get_terminal_size(self._output.fileno())
        except OSError:
            return False
        return 0 < size.columns < NARROWEST or 0 < size.lines < LOWEST


def _pinned(screen: Asking, width: int) -> list[Line]:
    lines: list[Line] = []
    if screen.question.section in {"background", "skills", "checks"}:
        lines += painting.progress_lines(screen.progress, width)
    else:
        lines.append([("class:progress", screen.question.title)])
    lines += painting.hint(keys.ways(screen), width)
    if screen.sureness is not None:
        lines += painting.plain_lines([wording.sureness(screen.sureness)], width - 1)
    return lines
