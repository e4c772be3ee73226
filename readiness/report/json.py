"""The record itself: every number unrounded, the contract that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.record import to_json, to_json_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record import Assessment
    from readiness.report.formats import Options, Past

__all__ = ["render"]


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:  # noqa: ARG001 — one signature for all
    """One record as an object, several as an array of them."""
    return to_json(records[0]) if len(records) == 1 else to_json_list(records)
