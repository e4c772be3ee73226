"""What the keys do, the same on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

__all__ = ["bind_jumps", "bind_leaving", "bind_marks", "bind_moves", "bind_scrolling", "ways"]


def ways(screen: Asking) -> list[str]:
    """The hint: what the keys do on this screen."""
    question = screen.question
    if question.kind == "multiple":
        first = f"1-{question.choices[-1].key} mark, Enter answers"
    elif question.choices and len(question.choices[-1].key) == 1:
        first = f"{question.choices[0].key}-{question.choices[-1].key} answer"
    elif question.choices:
        first = "arrows or a number, then Enter"
    else:
        first = "Enter answers"
    parts = [first]
    typed = question.kind == "typed"
    if question.can_be_unknown and not typed:
        parts.append("d don't know")
    if screen.can_go_back:
        parts.append("left back")
    if question.can_be_skipped and not typed:
        parts.append("s skip")
    return [*parts, "? help", "Ctrl-C save and leave"]


def bind_moves(
    prompt: Prompt,
    screen: Asking,
    *,
    when: Condition | None = None,
    letters_when: Condition | None = None,
) -> None:
    """Back, forward, skip, help and the end of the checks; `when` the keys are not being typed as text."""
    question = screen.question
    letters_when = when if letters_when is None else letters_when
    if screen.can_go_back:
        prompt.ends("left", Word.BACK, when=when)
    if screen.earlier is not None:
        prompt.ends("right", Word.FORWARD, when=when)
    if question.can_be_skipped:
        prompt.ends("s", Word.SKIP, when=letters_when)
    if question.section == "checks":
        prompt.ends("f", Word.STOP, when=letters_when)
    prompt.on("?", lambda _: prompt.toggle_help(), when=when)


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
        if isinstance(value, int):
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
