"""How the pieces of a screen look, in the sixteen colours that every theme of a terminal sets."""

from __future__ import annotations

from typing import Final

from prompt_toolkit.styles import Style

__all__ = ["STYLE"]

STYLE: Final = Style(
    [
        ("question", "bold"),
        ("progress", "bold"),
        ("pointer", "fg:ansicyan bold"),
        ("pointed", "bold"),
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
