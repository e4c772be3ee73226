"""Where models become arrays and arrays become an Assessment."""

from readiness.assessment.assess import assess
from readiness.assessment.verify import Difference, verify

__all__ = ["Difference", "assess", "verify"]
