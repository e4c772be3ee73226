"""Plans for people: from an assessment to steps in weeks, and how they move on."""

from readiness.plan.build import make_plan
from readiness.plan.moving import reckoning, track_plan

__all__ = ["make_plan", "reckoning", "track_plan"]
