"""Where models become arrays and arrays become an Assessment."""

from readiness.assessment.assessing import assess
from readiness.assessment.verifying import Difference, verify

__all__ = ["Difference", "assess", "verify"]
