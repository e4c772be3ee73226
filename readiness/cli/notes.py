"""What is said of a profile by the name of its file: which answers were left out, and what is wrong in it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from readiness import streams
from readiness.errors import ProfileError, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Framework
    from readiness.profile import Profile

__all__ = ["naming", "say_left_out"]


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
