"""The sitting in a terminal: the only place that needs prompt_toolkit."""

from readiness.quiz.terminal.face import TerminalFace, UnfitTerminalError

__all__ = ["TerminalFace", "UnfitTerminalError"]
