"""The role that a command line names, with the questions that it brings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from readiness.cli.targets import InputPath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.framework import Framework

__all__ = ["add_questions", "named_role", "named_roles", "questions_folder"]


class Arguments(Protocol):
    """Where an option is added: a parser, or a group of one."""

    def add_argument(self, *names: str, **options: Any) -> object:
        """An option, with what `argparse` takes."""


def add_questions(own: Arguments) -> None:
    """The option ``--questions``."""
    own.add_argument(
        "--questions",
        metavar="DIR",
        type=InputPath,
        help="questions of your own: facets, checks, steps, background (default: what the role file names)",
    )


def named_role(name: str | None, questions: str | None = None) -> Framework:
    """The role, by default the shipped one; its questions are used from here on.

    Parameters
    ----------
    name : str, optional
        Id of a shipped role, or a .toml file.
    questions : str, optional
        Folder of questions, in place of the one that the role's file names.
    """
    return named_roles([name], questions)[0]


def named_roles(names: Sequence[str | None], questions: str | None = None) -> list[Framework]:
    """Several roles; the questions of all are used, the first one's where two bring the same facet."""
    from readiness.framework import load_framework

    roles = [load_framework(name) if name else load_framework() for name in names]
    folders = [questions_folder(name, role, questions) for name, role in zip(names, roles, strict=True)]
    found = list(dict.fromkeys(folder for folder in folders if folder is not None))
    if found:
        from readiness.questionnaire import read_questions, use_questions

        use_questions(*map(read_questions, found))
    return roles


def questions_folder(name: str | None, framework: Framework, questions: str | None = None) -> Path | None:
    """Where the questions of a role are: the folder that was asked for, else the one beside its file."""
    from readiness.framework import is_file_name

    if questions is not None:
        return Path(questions)
    if framework.questions is not None and name is not None and is_file_name(name):
        return Path(name).parent / framework.questions
    return None
