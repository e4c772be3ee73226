"""What a command line names: a role with the questions that it brings, and profiles by their files."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from readiness import streams
from readiness.cli import values
from readiness.cli.targets import InputPath
from readiness.errors import ProfileError, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.profile.model import Source

__all__ = [
    "add_questions", "add_trust", "named_role", "named_roles", "naming", "questions_folder", "say_left_out",
    "trusted",
]  # fmt: skip

SOURCES = ("self", "mentor", "verified")


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


def add_trust(own: Arguments) -> None:
    """The option ``--trust``."""
    own.add_argument(
        "--trust",
        metavar="SOURCE",
        type=values.one_of(SOURCES),
        choices=SOURCES,
        help="who gave the levels, for this call: self, mentor, or verified (taken as they are)",
    )


def trusted(profile: Profile, source: Source | None) -> Profile:
    """The profile with every level from one source, which is then named for each; as it is without one."""
    return (
        replace(profile, source=source, sources=dict.fromkeys(profile.skills, source)) if source else profile
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


@contextlib.contextmanager
def naming(source: str) -> Iterator[None]:
    """What is wrong with a profile is said of its file, not of the person whom it names."""
    try:
        yield
    except ProfileError as error:
        raise ProfileError(source, error.problems) from None


def say_left_out(profile: Profile, framework: Framework, source: str) -> None:
    """A line for each reason for which answers do not count; nothing where all do."""
    from readiness.assessment.measured import checks

    for note in checks(profile, framework).left_out:
        streams.note(f"readiness: {visible(source)}: {note}")
