"""Questionary's prompts under a head that wraps, scrolls and never hides the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import questionary
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import (
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.margins import ConditionalMargin, ScrollbarMargin

from readiness.quiz.terminal.painting import Line, option
from readiness.quiz.terminal.stage import POINTER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary.prompts.common import InquirerControl

    from readiness.quiz.terminal.stage import Base, Stage

__all__ = ["Entry", "Prompt"]

MORE: Final = " -- arrow up and down show all --"
LEAST_BODY: Final = 3
"""Lines of the question that are on the screen however low it is; Page Down shows the others."""


class Entry(NamedTuple):
    """One thing to choose: its key, what choosing it gives, its text. Without a value it is a heading."""

    key: str
    value: Any
    text: str


class Prompt:
    """One prompt on the screen.

    Parameters
    ----------
    pinned, body : callable
        Lines for a width: those that always stay on top, and those that scroll where there is no room.
    """

    def __init__(
        self,
        stage: Stage,
        pinned: Callable[[int], list[Line]],
        body: Callable[[int, bool], list[Line]],
    ) -> None:
        self._stage = stage
        self._pinned = pinned
        self._body = body
        self._helped = False
        self._offset = 0
        self._hidden = 0
        self._note = ""
        self._entries: Sequence[Entry] = ()
        self._control: InquirerControl | None = None
        self._width = 0
        self._bindings = KeyBindings()
        self._bindings.add("pagedown", eager=True)(lambda _: self.scroll(8))
        self._bindings.add("pageup", eager=True)(lambda _: self.scroll(-8))

    def on(self, key: str, act: Callable[[KeyPressEvent], None], *, when: Condition | None = None) -> None:
        """Bind a key."""
        self._bindings.add(key, eager=True, filter=True if when is None else when)(act)

    def ends(self, key: str, result: Any, *, when: Condition | None = None) -> None:
        """Let a key end the prompt with a result."""
        self.on(key, lambda event: event.app.exit(result=result), when=when)

    def toggle_help(self) -> None:
        """Show or hide the help."""
        self._helped = not self._helped
        self._offset = 0

    def scroll(self, lines: int) -> None:
        """Move what does not fit."""
        self._offset = max(0, min(self._hidden, self._offset + lines))

    def note(self, text: str) -> None:
        """Say something below the choices until the next key."""
        self._note = text

    def select(self, entries: Sequence[Entry], *, default: Any = None) -> Application[Any]:
        """A list to choose one from."""
        places = [k for k, entry in enumerate(entries) if entry.key]
        chosen = next((k for k in places if entries[k].value == default), places[0])
        return self._with_list(self._stage.choosing, entries, chosen, ())

    def check(self, entries: Sequence[Entry], *, checked: Sequence[Any] = ()) -> Application[Any]:
        """A list to mark several of."""
        return self._with_list(self._stage.marking, entries, 0, checked)

    def text(self, *, default: str = "") -> Application[Any]:
        """A line to type."""
        base = self._stage.typing
        app = base.app
        app.layout = Layout(
            HSplit([self._head(app, lambda: 1), base.container, self._foot(app)]),
            focused_element=base.focused,
        )
        app.current_buffer.reset(Document(default))
        return self._ready(base)

    @property
    def control(self) -> InquirerControl:
        """The list of a `select` or a `check`."""
        assert self._control is not None  # noqa: S101 — asked for with a list only
        return self._control

    def _with_list(
        self, base: Base, entries: Sequence[Entry], pointed_at: int, marked: Sequence[Any]
    ) -> Application[Any]:
        app = base.app
        self._entries = entries
        self._control = control = base.control
        assert control is not None  # noqa: S101 — a list has one
        control.choices = [_choice(entry) for entry in entries]
        control.pointed_at = pointed_at
        control.selected_options = list(marked)
        control.is_answered = False
        bar = ConditionalMargin(ScrollbarMargin(), Condition(lambda: self._is_long(app)))
        window = Window(
            control,
            wrap_lines=True,
            always_hide_cursor=True,
            right_margins=[bar],
            scroll_offsets=ScrollOffsets(bottom=lambda: str(control.get_pointed_at().title).count("\n")),
            height=lambda: Dimension.exact(min(self._list_height(), self._list_room(app))),
        )
        head = self._head(app, lambda: min(self._list_height(), self._list_room(app)))
        app.layout = Layout(HSplit([head, window, self._foot(app)]), focused_element=window)
        return self._ready(base)

    def _ready(self, base: Base) -> Application[Any]:
        app = base.app
        app.key_bindings = merge_key_bindings([b for b in (base.bindings, self._bindings) if b is not None])
        self._stage.before_render = lambda: self._fit(app)
        self._stage.before_key = lambda: self.note("")
        return app

    def _fit(self, app: Application[Any]) -> None:
        width = app.output.get_size().columns
        if self._control is not None and width != self._width:
            self._width = width
            before = len(POINTER) + 2 + (2 if self._control.use_indicator else 0)
            for choice, entry in zip(self._control.choices, self._entries, strict=True):
                choice.title = (
                    option(entry.key, entry.text, width, before=before) if entry.key else entry.text
                )

    def _is_long(self, app: Application[Any]) -> bool:
        return self._control is not None and self._list_height() > self._list_room(app)

    def _list_height(self) -> int:
        return sum(str(choice.title).count("\n") + 1 for choice in self.control.choices)

    def _list_room(self, app: Application[Any]) -> int:
        """Rows for the list: all that the head leaves, and at least half of the window if it needs them."""
        size = app.output.get_size()
        room = size.rows - self._foot_height(size.columns)
        pinned = len(self._pinned(size.columns))
        pinned += bool(pinned)
        head = pinned + len(self._body(size.columns, self._helped)) + 1
        wanted = max(room - head, min(self._list_height(), room // 2))
        return max(1, min(wanted, room - pinned - LEAST_BODY))

    def _head(self, app: Application[Any], below: Callable[[], int]) -> Window:
        def lines() -> list[Line]:
            size = app.output.get_size()
            pinned = self._pinned(size.columns)
            pinned = [*pinned, []] if pinned else []
            body = [*self._body(size.columns, self._helped), []]
            room = size.rows - self._foot_height(size.columns) - below() - len(pinned)
            room = max(room, LEAST_BODY)
            if len(body) <= room:
                self._hidden = 0
                return [*pinned, *body]
            self._hidden = len(body) - (room - 1)
            self._offset = max(0, min(self._offset, self._hidden))
            more = self._hidden - self._offset
            sign = f"-- {more} more lines: Page Down --" if more else "-- the end: Page Up goes back --"
            return [*pinned, *body[self._offset : self._offset + room - 1], [("class:note", sign)]]

        def fragments() -> FormattedText:
            pieces = FormattedText()
            for line in lines():
                pieces += [("", "\n"), *line] if pieces else line or [("", "")]
            return pieces

        return Window(
            FormattedTextControl(fragments), wrap_lines=True, height=lambda: Dimension.exact(len(lines()))
        )

    def _foot(self, app: Application[Any]) -> Window:
        def fragments() -> FormattedText:
            if self._note:
                return FormattedText([("", "\n"), ("class:note", f" {self._note}")])
            return FormattedText([("class:note", MORE)] if self._is_long(app) else [])

        return Window(
            FormattedTextControl(fragments),
            wrap_lines=True,
            height=lambda: Dimension.exact(self._foot_height(app.output.get_size().columns)),
        )

    def _foot_height(self, width: int) -> int:
        if self._note:
            return 2 + (len(self._note) + 1) // width
        return 1


def _choice(entry: Entry) -> questionary.Choice:
    if not entry.key:
        return questionary.Separator(entry.text)
    return questionary.Choice(entry.text, value=entry.value)
