"""Which hours move the score most: candidate steps, the best plan, its order and weeks, how sure it is.

Pure: arrays and plain records in, records out.
"""

from readiness.knapsack.best import Chosen, Smallest, best_plan, smallest_plan
from readiness.knapsack.candidates import (
    HIGHEST_LEVEL,
    Action,
    Candidate,
    Need,
    candidates,
    gain,
    level_worth,
    stated,
)
from readiness.knapsack.common import Common, common_plan, merged
from readiness.knapsack.order import Week, WeekShare, order, schedule
from readiness.knapsack.progress import Progress, progress
from readiness.knapsack.rivals import RULES, Rule, rule_of_thumb
from readiness.knapsack.stability import Scenario, margins, margins_in_hours, shares_kept

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
    "gain",
    "level_worth",
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
