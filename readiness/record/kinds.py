"""The kinds of numbers, names and dates that records hold, with their limits.

Numbers of a record are computed, and a sum of shares may miss 1 by a rounding error: limits allow `SLIP`.
"""

from typing import Annotated, Final

from readiness.limits import MOST_RECORD_ENTRIES
from readiness.models import Limits

__all__ = [
    "SLIP",
    "Amount",
    "AnyAmount",
    "Change",
    "Count",
    "Dollars",
    "Few",
    "Id",
    "Level",
    "Points",
    "Seed",
    "Share",
    "Week",
    "WholeAmount",
    "WholeLevel",
]

SLIP: Final = 1e-6
Share = Annotated[float, Limits(ge=-SLIP, le=1 + SLIP)]
Points = Annotated[float, Limits(ge=-SLIP, le=100 + SLIP)]
Change = Annotated[float, Limits(ge=-100 - SLIP, le=100 + SLIP)]
"""A difference of points"""
Level = Annotated[float, Limits(ge=-SLIP, le=4 + SLIP)]
Amount = Annotated[float, Limits(ge=0, le=1e6)]
"""Hours, an importance, a count or years"""
WholeAmount = Annotated[int, Limits(ge=0, le=1_000_000)]
AnyAmount = Annotated[float, Limits(ge=-1e9, le=1e9)]
"""An amount with a sign"""
WholeLevel = Annotated[int, Limits(ge=0, le=4)]
Dollars = Annotated[int, Limits(ge=0, le=10_000_000)]
Count = Annotated[int, Limits(ge=0, le=1_000_000)]
Seed = Annotated[int, Limits(ge=0, le=2**32 - 1)]
Week = Annotated[int, Limits(ge=1, le=1_000_000)]
Id = Annotated[str, Limits(min_length=1, max_length=300)]
Few: Final = Limits(max_length=MOST_RECORD_ENTRIES)
