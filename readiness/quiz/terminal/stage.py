"""Questionary's prompts, made once and shown again: making one takes longer than a person should wait."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import questionary
from prompt_toolkit.filters import Condition
from questionary.prompts.common import InquirerControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindingsBase
    from prompt_toolkit.layout import Window
    from prompt_toolkit.layout.containers import Container

__all__ = ["POINTER", "Base", "Stage"]

POINTER: Final = ">"
STYLE: Final = questionary.Style(
    [
        ("question", "bold"),
        ("progress", "bold"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "bold"),
        ("selected", ""),
        ("answer", "noinherit bold"),
        ("help", ""),
        ("hint", ""),
        ("note", "bold"),
        ("right", "bold fg:ansigreen"),
        ("wrong", "bold"),
        ("code.keyword", "bold"),
        ("code.string", "fg:ansigreen"),
        ("code.number", "fg:ansimagenta"),
        ("code.comment", "italic"),
        ("code.builtin", "fg:ansicyan"),
        ("code.name", "bold"),
    ]
)


_LIST: Final[dict[str, Any]] = {
    "message": "",
    "choices": ["-"],
    "qmark": "",
    "pointer": POINTER,
    "style": STYLE,
    "use_jk_keys": False,
    "use_emacs_keys": False,
    "erase_when_done": True,
}


class Base(NamedTuple):
    """A prompt as questionary makes it, before anything is added for one screen."""

    app: Application[Any]
    bindings: KeyBindingsBase | None
    container: Container
    focused: Window
    control: InquirerControl | None


class Stage:
    """The prompts of one terminal; they are made inside its app session.

    ``before_render`` and ``before_key`` belong to the screen that is shown.
    """

    def __init__(self) -> None:
        self.before_render: Callable[[], None] = lambda: None
        self.before_key: Callable[[], None] = lambda: None

    @cached_property
    def choosing(self) -> Base:
        """A list to choose one from."""
        return self._base(questionary.select(**_LIST))

    @cached_property
    def marking(self) -> Base:
        """A list to mark several of."""
        return self._base(questionary.checkbox(**_LIST))

    @cached_property
    def typing(self) -> Base:
        """A line to type."""
        base = self._base(
            questionary.text(
                "Your answer:", qmark="", style=STYLE, erase_when_done=True, reserve_space_for_menu=0
            )
        )
        for window in base.app.layout.find_all_windows():
            window.wrap_lines = Condition(lambda: True)
        return base

    def _base(self, question: questionary.Question) -> Base:
        app = question.application
        app.before_render += lambda _: self.before_render()
        app.key_processor.before_key_press += lambda _: self.before_key()
        lists = (w.content for w in app.layout.find_all_windows() if isinstance(w.content, InquirerControl))
        return Base(app, app.key_bindings, app.layout.container, app.layout.current_window, next(lists, None))
