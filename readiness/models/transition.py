"""The spelling of models that two files still use: a base in place of the decorator."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import Any, dataclass_transform

__all__ = ["Field", "Frozen", "Record"]


def Field(  # noqa: N802
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    key: str | None = None,
    **metadata: Any,
) -> Any:
    """A field with metadata."""
    more = {"alias": key} if key else {}
    return field(default=default, default_factory=default_factory, metadata={**metadata, **more})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class Frozen:
    """A frozen dataclass of keywords."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(frozen=True, kw_only=True)(cls)


Record = Frozen
