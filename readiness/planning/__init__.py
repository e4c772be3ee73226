"""Which hours move the score most: candidate steps, the best plan, its order and weeks, how sure it is.

Pure: arrays and plain records in, records out.
"""

from readiness.planning.best import Chosen, Smallest, best_plan, smallest_plan
from readiness.planning.candidates import HIGHEST_LEVEL, Action, Candidate, Need, candidates, stated
from readiness.planning.common import Common, common_plan, merged
from readiness.planning.order import Week, WeekShare, order, schedule
from readiness.planning.progress import Progress, progress
from readiness.planning.rivals import RULES, Rule, rule_of_thumb
from readiness.planning.stability import Scenario, margins, margins_in_hours, shares_kept

__all__ = [
    "HIGHEST_LEVEL",
    "RULES",
    "Action",
    "Candidate",
    "Chosen",
    "Common",
    "Need",
    "Progress",
    "Rule",
    "Scenario",
    "Smallest",
    "Week",
    "WeekShare",
    "best_plan",
    "candidates",
    "common_plan",
    "margins",
    "margins_in_hours",
    "merged",
    "order",
    "progress",
    "rule_of_thumb",
    "schedule",
    "shares_kept",
    "smallest_plan",
    "stated",
]
