"""History on this machine: unfinished sittings, assessments with their records, plans and what is done."""

from readiness.home import data_folder
from readiness.store.people import is_same_person, person_key, person_of
from readiness.store.rows import (
    AssessmentRow,
    DoneStep,
    Event,
    EventOutcome,
    Json,
    PlanRow,
    SittingRow,
    SittingState,
)
from readiness.store.store import Store

__all__ = [
    "AssessmentRow",
    "DoneStep",
    "Event",
    "EventOutcome",
    "Json",
    "PlanRow",
    "SittingRow",
    "SittingState",
    "Store",
    "data_folder",
    "is_same_person",
    "person_key",
    "person_of",
]
