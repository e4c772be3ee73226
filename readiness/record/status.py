"""The record of a plan under way: what is done, what is left, and what the next assessment found."""

from readiness.models.frozen import dataclass
from readiness.record.plan import PlanStep, PlanWeek

__all__ = ["DoneRecord", "FacetReview", "Review", "Status"]


@dataclass(frozen=True, kw_only=True)
class DoneRecord:
    """A step that is done, and the points it was expected to bring."""

    id: str
    facet_title: str
    done_on: str
    gain_points: float


@dataclass(frozen=True, kw_only=True)
class FacetReview:
    """What the finished steps of a facet were expected to bring, and what the next assessment found."""

    facet: str
    title: str
    predicted_points: float
    actual_points: float | None
    """None where the facet was not answered again"""


@dataclass(frozen=True, kw_only=True)
class Review:
    """Predicted against actual gain, in the points that the plan was made with."""

    assessed_at: str
    predicted_points: float
    actual_points: float
    facets: tuple[FacetReview, ...]
    score_before: float
    score_after: float | None


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where a plan stands on a day."""

    on: str
    this_week: int | None
    done: tuple[DoneRecord, ...]
    left: tuple[PlanStep, ...]
    overdue: tuple[str, ...]
    weeks: tuple[PlanWeek, ...]
    score_before: float
    score_expected: float
    """With what the finished steps are expected to have brought"""
    score_at_end: float
    ends_on: str | None
    """Last day of the last week, as things stand"""
    planned_end: str | None
    weeks_late: int | None
    """Below 0 where the end has come nearer"""
    review: Review | None
