"""A profile as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readiness.models import plain

if TYPE_CHECKING:
    from readiness.profile.model import Profile

__all__ = ["profile_json"]


def profile_json(profile: Profile) -> str:
    """The profile as JSON: what was answered or skipped, and nothing else."""
    kept = {key: value for key, value in plain(profile).items() if value not in ({}, []) or key == "skills"}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
