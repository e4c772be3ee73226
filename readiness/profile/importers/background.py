"""What a resume says, part by part, before anything is understood; every reader ends in this."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Certificate", "Post", "Project", "ResumeContent", "Skill", "Study"]


class Post(NamedTuple):
    """One post. `start` and `end` are as written, of whatever type."""

    place: str
    title: str
    organisation: str
    start: Any
    end: Any
    text: str


class Study(NamedTuple):
    """One course of study."""

    place: str
    kind: str
    area: str
    institution: str
    start: Any
    end: Any


class Skill(NamedTuple):
    """A skill or a heading over several; `level` is what was said about it, "" for nothing."""

    place: str
    name: str
    level: str
    keywords: tuple[str, ...]


class Certificate(NamedTuple):
    """A certificate and who gave it."""

    place: str
    name: str
    issuer: str


class Project(NamedTuple):
    """A project; `link` is where somebody else can look at it."""

    place: str
    name: str
    link: str
    start: Any
    end: Any
    keywords: tuple[str, ...]


class ResumeContent(NamedTuple):
    """Everything that is read from one source."""

    source: str
    """What the source is, in words."""
    name: str
    jobs: tuple[Post, ...] = ()
    studies: tuple[Study, ...] = ()
    skills: tuple[Skill, ...] = ()
    spoken: tuple[Skill, ...] = ()
    """Languages with how well they are known: spoken ones, but some people list those of programming here."""
    certificates: tuple[Certificate, ...] = ()
    projects: tuple[Project, ...] = ()
    unused: tuple[str, ...] = ()
    """Parts of the source that say nothing here."""
