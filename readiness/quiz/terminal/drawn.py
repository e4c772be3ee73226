"""The screens of a sitting, drawn: each asks with keys and gives the move back."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from prompt_toolkit.filters import Condition
from prompt_toolkit.input.typeahead import clear_typeahead
from questionary import text

from readiness.quiz import wording
from readiness.quiz.answers import UnclearError, number_text, parse
from readiness.quiz.moves import Answered, Change, Word, allows
from readiness.quiz.paragraphs import wrapped
from readiness.quiz.plain import WORDS
from readiness.quiz.terminal import keys, painting
from readiness.quiz.terminal.options import Entry
from readiness.quiz.terminal.prompts import Prompt
from readiness.quiz.terminal.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from readiness.quiz.moves import Move
    from readiness.quiz.screens import Asking, Explaining, Marked, Reviewing
    from readiness.quiz.terminal.painting import Line
    from readiness.quiz.terminal.running import Runner

__all__ = ["DrawnScreens"]


class DrawnScreens:
    """Asks on a terminal that can be drawn on."""

    def __init__(self, source: Input, output: Output, runner: Runner) -> None:
        self._input = source
        self._output = output
        self._runner = runner

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        """Some lines, and options to choose from."""
        shown = [line for text in lines for line in (text, "")]
        prompt = Prompt(
            lambda width: painting.hint([keys.way_to_choose(len(options)), "Ctrl-C leave"], width),
            lambda width, _: painting.plain_lines(shown[:-1], min(width - 1, 88)),
        )
        entries = [Entry(str(number), number - 1, text) for number, text in enumerate(options, 1)]
        entries = entries if len(entries) > 1 else [Entry("Enter", 0, options[0])]
        chosen: int = self._list(prompt, entries)
        return chosen

    def ask_line(self, lines: Sequence[str], prompt: str) -> str:
        """Some lines, and one to type."""
        width = min(self._output.get_size().columns - 1, 88)
        keys = "Enter answers | Ctrl-C leave"
        shown = [line for paragraph in (keys, *lines, prompt) for line in (*wrapped(paragraph, width), "")]
        asked = text("\n".join(shown[:-1]), qmark="", style=STYLE, erase_when_done=True)
        typed: str = self._runner.run(asked.application)
        return typed.strip()

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Check after check."""
        index = 0
        while index < len(checks):
            marked = checks[index]
            at = wording.SittingProgress(index + 1, len(checks), marked.title)
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

    def ask(self, screen: Asking) -> Move:
        """The move; to end the checks is asked once more."""
        while True:
            move = self._ask(screen)
            if move is not Word.STOP or self.choose(wording.END_CHECKS, wording.END_CHECKS_OPTIONS):
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
        move: Move = self._runner.run(app)
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
        move: Move = self._runner.run(app)
        return move

    def explain(self, screen: Explaining) -> Move:
        """The check just answered, explained."""
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

    def review(self, screen: Reviewing) -> Move:
        """Every answer, to be changed or confirmed."""
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
        move: Move = self._runner.run(app)
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
        return self._runner.run(app)


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
