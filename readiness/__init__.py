"""How ready somebody is for an entry-level machine learning job, how sure that is, and what to do next."""

__version__ = "0.1.0"
