"""Plans for people: from an assessment to steps in weeks, and how they move on."""

from readiness.plans.build import plan
from readiness.plans.moving import Reckoning, Status, reckoning, status
from readiness.plans.record import Plan, parse_plan

__all__ = ["Plan", "Reckoning", "Status", "parse_plan", "plan", "reckoning", "status"]
