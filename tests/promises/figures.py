"""What a run of many cases comes to: how many, how they ended, and every promise that was broken."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .forked import Ended

__all__ = ["Fault", "Figures"]


class Fault(NamedTuple):
    """A broken promise, and all that is needed to see it again."""

    names: tuple[str, ...]
    call: str
    what: str
    said: str
    kept: str = ""


@dataclass
class Figures:
    """What a run comes to."""

    n: int = 0
    n_refused: int = 0
    n_named: int = 0
    slowest: float = 0.0
    largest: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def add(self, kind: str, ended: Ended) -> None:
        """Count one run."""
        self.n += 1
        self.codes[ended.code] += 1
        self.kinds[kind] += 1
        self.slowest = max(self.slowest, ended.seconds)
        self.largest = max(self.largest, ended.n_bytes)
        if self.n % 100 == 0:
            print(f"{self.n} so far, {len(self.faults)} with a fault", file=sys.stderr, flush=True)  # noqa: T201
