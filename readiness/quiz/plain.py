"""The sitting as numbered lines: for screen readers, dumb terminals and very small windows.

Nothing is redrawn, boxed or coloured; progress is said in words.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from readiness.quiz import wording
from readiness.quiz.answers import UnclearError, parse, shown
from readiness.quiz.explaining import explanation, help_of, outcome
from readiness.quiz.moves import Answered, Change, LeftError, Word, allows
from readiness.quiz.paragraphs import wrapped
from readiness.quiz.screens import Asking, Explaining
from readiness.streams import columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from readiness.quiz.moves import Move
    from readiness.quiz.screens import Marked, Reviewing, Screen

__all__ = ["LOWEST", "NARROWEST", "WORDS", "PlainFace"]

NARROWEST: Final = 40
LOWEST: Final = 12
"""In a window of fewer columns or rows than this, numbered lines are easier to follow."""

WORDS: Final = {"back": Word.BACK, "skip": Word.SKIP, "idk": Word.DONT_KNOW, "finish": Word.STOP}
"""Words instead of an answer. No item has one of them for its answer."""
LETTERS: Final = {"b": "back", "s": "skip", "d": "idk", "f": "finish", "q": "quit", "h": "help", "?": "help"}
"""Short forms, where an answer is chosen by its number."""
MEANING: Final = (
    "Instead of an answer you can type a word: back goes to the question before, skip leaves this one out, "
    "quit saves and leaves. In the checks, idk says that you don't know, and finish ends them."
)
WIDEST: Final = 88


class PlainFace:
    """Reads lines from `source` and writes lines to `target`."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source = source
        self._target = target
        self._is_leaving = False
        self._reading = False

    def choose(self, lines: Sequence[str], options: Sequence[str]) -> int:
        """The lines, then the options by number."""
        self._say("", *lines, "")
        if len(options) == 1:
            if (
                self._word(f"Press Enter to {options[0][:1].lower()}{options[0][1:]}, or type quit: ")
                == "quit"
            ):
                raise LeftError
            return 0
        for number, option in enumerate(options, 1):
            self._say(f"{number}: {option}")
        while True:
            typed = self._word(f"1 to {len(options)}, or quit: ")
            if typed == "quit":
                raise LeftError
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(options):
                return int(typed) - 1
            self._say(f"Please type a number from 1 to {len(options)}.")

    def ask(self, lines: Sequence[str], prompt: str) -> str:
        """The lines, then one to type."""
        self._say("", *lines, "")
        typed = self._read(f"{prompt.removesuffix(':')}, or quit: ")
        if typed.lower() == "quit":
            raise LeftError
        return typed

    def interrupt(self) -> bool:
        """Leave before the next line; False while one is being read, which has to be broken off."""
        self._is_leaving = True
        return not self._reading

    def show(self, screen: Screen) -> Move:
        """A question, an explanation or the review."""
        if isinstance(screen, Asking):
            return self._ask(screen)
        if isinstance(screen, Explaining):
            self._say("", outcome(screen.marked), *explanation(screen.marked))
            self._read("Press Enter to go on: ")
            return Word.GO_ON
        return self._review(screen)

    def look_through(self, checks: Sequence[Marked]) -> None:
        """Check after check."""
        index = 0
        while index < len(checks):
            marked = checks[index]
            self._say("", f"Check {index + 1} of {len(checks)}: {marked.title}.", marked.item.stem.strip())
            self._code(marked.item.code)
            self._say(outcome(marked), *explanation(marked))
            typed = self._word("Enter for the next one, or: back, quit: ")
            if typed == "quit":
                return
            index = max(0, index - 1) if typed == "back" else index + 1

    def _ask(self, screen: Asking) -> Move:
        question = screen.question
        self._say("")
        if question.section in {"background", "skills", "checks"}:
            self._say(f"{wording.progress(screen.progress)}.")
        if screen.sureness is not None:
            self._say(f"{wording.sureness(screen.sureness)}.")
        if screen.opens_section and question.section in wording.LEADS:
            self._say(wording.LEADS[question.section])
        self._say(question.prompt)
        self._code(question.code)
        if question.kind == "multiple":
            self._say("0: None of these")
        for choice in question.choices:
            self._say(f"{choice.key}: {choice.text}")
        if question.form:
            self._say(f"Type {question.form}.")
        if screen.earlier is not None:
            self._say(f"Your answer so far: {shown(question, screen.earlier)}. Press Enter to keep it.")
        while True:
            move = self._understood(screen, self._read(f"{_ways(screen)}: "))
            if move is not None:
                return move

    def _understood(self, screen: Asking, typed: str) -> Move | None:
        question = screen.question
        word = typed.lower()
        word = LETTERS.get(word, word) if question.choices else word
        word = "help" if word == "?" else word
        if word == "quit":
            raise LeftError
        if word == "help":
            self._say(*help_of(question), MEANING)
            return None
        if word == "finish" and allows(screen, Word.STOP):
            return Word.STOP if self.choose(wording.END_CHECKS, wording.END_CHECKS_OPTIONS) else None
        if word in WORDS and allows(screen, WORDS[word]):
            return WORDS[word]
        if word in WORDS:
            self._say("That is not possible here.")
            return None
        if not word and screen.earlier is not None:
            return Word.FORWARD
        try:
            return Answered(parse(question, typed))
        except UnclearError as unclear:
            self._say(str(unclear))
            return None

    def _review(self, screen: Reviewing) -> Move:
        self._say("", wording.FIRST_REVIEW, "")
        for row in screen.rows:
            self._say(f"{row.number}: {row.question.title}: {row.answer}")
        if screen.sureness is not None:
            self._say("", f"{wording.sureness(screen.sureness)}.")
        while True:
            typed = self._read(
                "Type r for your result, or a number to change that answer, or: back, quit: "
            ).lower()
            if typed == "quit":
                raise LeftError
            if typed in {"r", "result"}:
                return Word.RESULT
            if typed == "back":
                return Word.BACK
            found = next((row for row in screen.rows if str(row.number) == typed), None)
            if found is None:
                self._say(f"Please type r, or a number from 1 to {len(screen.rows)}.")
            elif not found.can_change:
                self._say("Its explanation was shown, so this answer stays.")
            else:
                return Change(found.question.id)

    def _code(self, code: str | None) -> None:
        if code:
            print("", code.strip("\n"), "", sep="\n", file=self._target)

    def _say(self, *lines: str) -> None:
        for line in lines:
            print(*wrapped(line, self._width()), sep="\n", file=self._target)

    def _width(self) -> int:
        return min(WIDEST, max(20, columns(self._target)))

    def _word(self, prompt: str) -> str:
        typed = self._read(prompt).lower()
        return LETTERS.get(typed, typed)

    def _read(self, prompt: str) -> str:
        self._target.write("\n".join(wrapped(prompt.rstrip(), self._width() - 2)) + " ")
        self._target.flush()
        while True:
            try:
                self._reading = True
                line = "" if self._is_leaving else self._source.readline()
            except UnicodeDecodeError:
                self._target.write("That could not be read; please type it again: ")
                self._target.flush()
                continue
            except (LeftError, KeyboardInterrupt, OSError):
                with contextlib.suppress(OSError):
                    self._target.write("\n")  # the line of the prompt is still open
                raise LeftError from None
            finally:
                self._reading = False
            if not line or self._is_leaving:
                raise LeftError
            return line.strip()


def _ways(screen: Asking) -> str:
    question = screen.question
    first = "Your answer"
    if question.kind == "multiple":
        first = "Numbers with commas between them"
    elif question.choices:
        first = f"{question.choices[0].key} to {question.choices[-1].key}"
    elif question.kind == "number":
        first = f"A number ({question.unit})" if question.unit else "A number"
    elif question.unit:
        first = f"Your answer ({question.unit})"
    words = [word for word, move in WORDS.items() if allows(screen, move)]
    return f"{first}, or: {', '.join([*words, 'help', 'quit'])}"
