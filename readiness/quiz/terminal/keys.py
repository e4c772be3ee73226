"""What the keys do, the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

from readiness.quiz.moves import Answered, LeftError, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyPressEvent

    from readiness.quiz.screens import Asking
    from readiness.quiz.terminal.options import Entry
    from readiness.quiz.terminal.prompts import Prompt

__all__ = [
    "STAYS",
    "bind_jumps",
    "bind_leaving",
    "bind_marks",
    "bind_moves",
    "bind_scrolling",
    "bind_typing",
    "way_to_choose",
    "ways",
]


STAYS: Final = object()
"""The value of a row that cannot be opened, because its explanation was shown."""


def ways(screen: Asking) -> list[str]:
    """The hint: every key and word that does something on this screen."""
    question = screen.question
    if question.kind == "multiple":
        first = f"1-{question.choices[-1].key} mark, 0 none, Enter answers"
    elif question.choices and len(question.choices[-1].key) == 1:
        first = f"{question.choices[0].key}-{question.choices[-1].key} answer, or arrows and Enter"
    elif question.choices:
        first = "arrows or a number, then Enter"
    else:
        first = "Enter answers"
    typed = not question.choices
    parts = [first]
    if question.can_be_unknown:
        parts.append("type idk: don't know" if typed else "d don't know")
    if question.can_be_skipped:
        parts.append("type skip" if typed else "s skip")
    if question.section == "checks":
        parts.append("type finish: end checks" if typed else "f end checks")
    if screen.can_go_back:
        parts.append("left back")
    if screen.earlier is not None:
        parts.append("right on")
    return [*parts, "? help", "Ctrl-C save and leave"]


def way_to_choose(n: int) -> str:
    """How one of `n` options is chosen; with more than nine a number is more than one key."""
    if n == 1:
        return "Enter goes on"
    return f"1-{n} choose, or arrows and Enter" if n < 10 else "arrows or a number, then Enter"  # noqa: PLR2004


def bind_moves(prompt: Prompt, screen: Asking) -> None:
    """Back, forward, skip, help and the end of the checks, where answers are chosen."""
    question = screen.question
    if screen.can_go_back:
        prompt.ends("left", Word.BACK)
    if screen.earlier is not None:
        prompt.ends("right", Word.FORWARD)
    if question.can_be_skipped:
        prompt.ends("s", Word.SKIP)
    if question.section == "checks":
        prompt.ends("f", Word.STOP)
    prompt.on("?", lambda _: prompt.toggle_help())


def bind_typing(prompt: Prompt, screen: Asking, *, left_when: Condition, help_when: Condition) -> None:
    """Back, forward and help where answers are typed; no letter does anything but stand there."""
    if screen.can_go_back:
        prompt.ends("left", Word.BACK, when=left_when)
    if screen.earlier is not None:
        prompt.ends("right", Word.FORWARD, when=left_when)
    prompt.on("?", lambda _: prompt.toggle_help(), when=help_when)
    prompt.on("down", lambda _: prompt.scroll(1))
    prompt.on("up", lambda _: prompt.scroll(-1))


def bind_marks(prompt: Prompt, entries: Sequence[Entry], *, nothing: bool) -> None:
    """Number keys mark, Enter answers, and nothing marked has to be said."""
    none = len(entries)

    def press(index: int) -> None:
        prompt.options.pointed_at = index
        if index < none:
            prompt.options.toggle(index)

    def enter(event: KeyPressEvent) -> None:
        marked = [entry.value for entry in entries if entry.value in (prompt.options.marked or ())]
        if prompt.options.pointed_at == none and not marked:
            event.app.exit(result=Answered([]))
        elif marked or nothing:
            event.app.exit(result=Answered(marked))
        else:
            prompt.note("Nothing is marked yet: press a number to mark, or 0 if you have none of these.")

    for index, entry in enumerate(entries):
        prompt.on(entry.key, lambda _, index=index: press(index))  # type: ignore[misc]
    prompt.ends("0", Answered([]))
    prompt.on(" ", lambda _: press(prompt.options.pointed_at))
    prompt.on("enter", enter)


def bind_jumps(prompt: Prompt, entries: Sequence[Entry]) -> None:
    """Digits move to the row of that number; Enter opens it."""
    rows = {entry.key: index for index, entry in enumerate(entries) if entry.key.isdigit()}
    typed = ""

    def digit(event: KeyPressEvent) -> None:
        nonlocal typed
        typed = typed + event.data if typed + event.data in rows else event.data
        if typed in rows:
            prompt.options.pointed_at = rows[typed]
            prompt.note(f"Number {typed}: Enter chooses it.")
        else:
            typed = ""

    def enter(event: KeyPressEvent) -> None:
        value = prompt.options.pointed.value
        if value is STAYS:
            prompt.note("Its explanation was shown, so this answer stays.")
        else:
            event.app.exit(result=value)

    for key in "0123456789":
        prompt.on(key, digit)
    prompt.on("enter", enter)


def bind_scrolling(prompt: Prompt) -> None:
    """Arrows scroll where there is nothing to choose."""
    prompt.on("down", lambda _: prompt.scroll(1))
    prompt.on("up", lambda _: prompt.scroll(-1))
    prompt.on(" ", lambda _: prompt.scroll(8))


def bind_leaving(app: Application[Any]) -> None:
    """Ctrl-C leaves, and Ctrl-D where nothing is typed; Ctrl-Z puts the program to sleep."""
    own = KeyBindings()
    empty = Condition(lambda: not app.current_buffer.text)

    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=LeftError())

    own.add("c-c", eager=True)(leave)
    own.add("c-q", eager=True)(leave)
    own.add("c-d", eager=True, filter=empty)(leave)
    own.add("c-z", eager=True)(lambda event: event.app.suspend_to_background())
    app.key_bindings = merge_key_bindings([b for b in (app.key_bindings, own) if b is not None])
