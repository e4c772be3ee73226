"""Which hours move the score most: candidate steps, the best plan, its order and weeks, how sure it is.

Pure: arrays and plain records in, records out.
"""

from readiness.planning.best import Chosen, Smallest, best_plan, smallest_plan
from readiness.planning.candidates import Action, Candidate, Need, candidates, certain, remaining_gap
from readiness.planning.order import Week, WeekShare, order, schedule

__all__ = [
    "Action",
    "Candidate",
    "Chosen",
    "Need",
    "Smallest",
    "Week",
    "WeekShare",
    "best_plan",
    "candidates",
    "certain",
    "order",
    "remaining_gap",
    "schedule",
    "smallest_plan",
]
