"""How everything that is read or written is said once: fields with types and limits, and readers of them."""

from readiness.models.base import Field, Frozen, Limits, Record, Tagged, Version1, plain
from readiness.models.recognition import Path, read_as

__all__ = ["Field", "Frozen", "Limits", "Path", "Record", "Tagged", "Version1", "plain", "read_as"]
