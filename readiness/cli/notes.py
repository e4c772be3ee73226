"""What is said beside a result on standard error: which answers of a profile were left out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness import streams
from readiness.errors import visible

if TYPE_CHECKING:
    from readiness.framework import Framework
    from readiness.profile import Profile

__all__ = ["say_left_out"]


def say_left_out(profile: Profile, framework: Framework, source: str) -> None:
    """A line for each reason for which answers do not count; nothing where all do."""
    from readiness.assessment.measured import checks

    for note in checks(profile, framework).left_out:
        streams.note(f"readiness: {visible(source)}: {note}")
