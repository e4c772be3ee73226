"""One screen: a head that wraps and scrolls, and below it a list or a line to type that is never hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.margins import ConditionalMargin, ScrollbarMargin
from prompt_toolkit.layout.processors import BeforeInput

from readiness.quiz.terminal.options import Entry, OptionList
from readiness.quiz.terminal.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.key_binding import KeyPressEvent

    from readiness.quiz.terminal.painting import Line

__all__ = ["Prompt"]

MORE: Final = " -- arrow up and down show all --"
LEAST_BODY: Final = 3
"""Lines of the question that are on the screen however low it is; Page Down shows the others."""
TYPING_PROMPT: Final = "Your answer: "


class Prompt:
    """One prompt on the screen.

    Parameters
    ----------
    pinned, body : callable
        Lines for a width: those that always stay on top, and those that scroll where there is no room.
    """

    def __init__(self, pinned: Callable[[int], list[Line]], body: Callable[[int, bool], list[Line]]) -> None:
        self._pinned = pinned
        self._body = body
        self._helped = False
        self._offset = 0
        self._hidden = 0
        self._note = ""
        self._options: OptionList | None = None
        self._bindings = KeyBindings()
        self.on("pagedown", lambda _: self.scroll(8))
        self.on("pageup", lambda _: self.scroll(-8))

    def on(self, key: str, act: Callable[[KeyPressEvent], None], *, when: Condition | None = None) -> None:
        """Bind a key; what was noted before is gone when it acts."""

        def clear_note_and_act(event: KeyPressEvent) -> None:
            self.note("")
            act(event)

        self._bindings.add(key, eager=True, filter=True if when is None else when)(clear_note_and_act)

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
        pointed_at = next((k for k in places if entries[k].value == default), places[0])
        return self._with_list(OptionList(entries, pointed_at=pointed_at))

    def check(self, entries: Sequence[Entry], *, checked: Sequence[Any] = ()) -> Application[Any]:
        """A list to mark several of."""
        return self._with_list(OptionList(entries, marked=list(checked)))

    def text(self, *, default: str = "", above: Callable[[int], list[Line]]) -> Application[Any]:
        """A line to type, and lines right above it that are never out of view."""
        buffer = Buffer(document=Document(default), multiline=False, on_text_changed=lambda _: self.note(""))
        line = Window(
            BufferControl(buffer, input_processors=[BeforeInput(TYPING_PROMPT, style="class:question")]),
            wrap_lines=True,
            dont_extend_height=True,
            style="class:answer",
        )
        form = Window(
            FormattedTextControl(lambda: _joined(above(self._width()))),
            wrap_lines=True,
            height=lambda: Dimension.exact(len(above(self._width()))),
        )

        def height() -> int:
            return len(above(self._width())) + 1 + (len(TYPING_PROMPT) + len(buffer.text)) // self._width()

        return self._application(HSplit([form, line]), height, focused=line)

    @property
    def options(self) -> OptionList:
        """The list of a `select` or a `check`."""
        assert self._options is not None  # noqa: S101 — asked for with a list only
        return self._options

    def _with_list(self, options: OptionList) -> Application[Any]:
        self._options = options
        self.on("down", lambda _: options.move(1))
        self.on("up", lambda _: options.move(-1))
        self.on("enter", lambda event: event.app.exit(result=options.pointed.value))
        self._bindings.add(Keys.Any)(lambda _: self.note(""))

        def height() -> int:
            return min(options.height(self._width()), self._list_room())

        window = Window(
            FormattedTextControl(
                lambda: FormattedText(options.pieces(self._width())), focusable=True, show_cursor=False
            ),
            wrap_lines=True,
            always_hide_cursor=True,
            right_margins=[ConditionalMargin(ScrollbarMargin(), Condition(self._is_long))],
            scroll_offsets=ScrollOffsets(bottom=lambda: options.pointed_height(self._width()) - 1),
            height=lambda: Dimension.exact(height()),
        )
        return self._application(window, height)

    def _application(
        self, asked: Window | HSplit, height: Callable[[], int], *, focused: Window | None = None
    ) -> Application[Any]:
        self._app: Application[Any] = Application(
            layout=Layout(
                HSplit([self._head(height), asked, self._foot()]), focused_element=focused or asked
            ),
            key_bindings=self._bindings,
            style=STYLE,
            erase_when_done=True,
        )
        return self._app

    def _width(self) -> int:
        return self._app.output.get_size().columns

    def _is_long(self) -> bool:
        return self._options is not None and self._options.height(self._width()) > self._list_room()

    def _list_room(self) -> int:
        """Rows for the list: all that the head leaves, and at least half of the window if it needs them."""
        size = self._app.output.get_size()
        room = size.rows - self._foot_height(size.columns)
        pinned = len(self._pinned(size.columns))
        pinned += bool(pinned)
        head = pinned + len(self._body(size.columns, self._helped)) + 1
        wanted = max(room - head, min(self.options.height(size.columns), (room + 1) // 2))
        return max(1, min(wanted, room - pinned - LEAST_BODY))

    def _head(self, below: Callable[[], int]) -> Window:
        def lines() -> list[Line]:
            size = self._app.output.get_size()
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

        return Window(
            FormattedTextControl(lambda: _joined(lines())),
            wrap_lines=True,
            height=lambda: Dimension.exact(len(lines())),
        )

    def _foot(self) -> Window:
        def fragments() -> FormattedText:
            if self._note:
                return FormattedText([("", "\n"), ("class:note", f" {self._note}")])
            return FormattedText([("class:note", MORE)] if self._is_long() else [])

        return Window(
            FormattedTextControl(fragments),
            wrap_lines=True,
            height=lambda: Dimension.exact(self._foot_height(self._width())),
        )

    def _foot_height(self, width: int) -> int:
        if self._note:
            return 2 + (len(self._note) + 1) // width
        return 1


def _joined(lines: Sequence[Line]) -> FormattedText:
    pieces = FormattedText()
    for line in lines:
        pieces += [("", "\n"), *line] if pieces else line or [("", "")]
    return pieces
