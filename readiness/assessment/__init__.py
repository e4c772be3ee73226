"""Where models become arrays and arrays become an Assessment."""

from readiness.assessment.assessing import assess

__all__ = ["assess"]
