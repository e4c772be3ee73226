"""How ready somebody is for an entry-level machine learning job, how sure that is, and what to do next.

>>> from datetime import datetime, timezone
>>> from readiness import Education, Profile, assess
>>> profile = Profile(
...     skills={"python-programming": 2, "data-analysis": 3}, education=Education(level="bachelor")
... )
>>> record = assess(profile, assessed_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
>>> record.verdict.title
'Too little answered for a verdict'

Names are imported when first used, so that a command pays only for what it needs.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as that of typing, which takes as long to import as everything here
if TYPE_CHECKING:
    from typing import Any

    from readiness.assessment import assess as assess
    from readiness.assessment.compare import compare as compare
    from readiness.assessment.replan import make_plan as make_plan
    from readiness.assessment.verifying import Difference as Difference
    from readiness.assessment.verifying import verify as verify
    from readiness.cohort.batches import assess_many as assess_many
    from readiness.errors import AccessError as AccessError
    from readiness.errors import ContentError as ContentError
    from readiness.errors import ProfileError as ProfileError
    from readiness.errors import ReadinessError as ReadinessError
    from readiness.framework import FieldFacts as FieldFacts
    from readiness.framework import Framework as Framework
    from readiness.framework import framework_ids as framework_ids
    from readiness.framework import load_field_facts as load_field_facts
    from readiness.framework import load_framework as load_framework
    from readiness.profile import Answer as Answer
    from readiness.profile import Education as Education
    from readiness.profile import Experience as Experience
    from readiness.profile import Goals as Goals
    from readiness.profile import Profile as Profile
    from readiness.profile import parse_profile as parse_profile
    from readiness.profile import read_profile as read_profile
    from readiness.record import Assessment as Assessment
    from readiness.record import parse_assessment as parse_assessment
    from readiness.record import parse_plan as parse_plan
    from readiness.record import to_json as to_json
    from readiness.record.plan import Plan as Plan
    from readiness.report import render as render
    from readiness.scoring import aggregate as aggregate
    from readiness.scoring import weighted_score as weighted_score

__version__ = "0.2.0"

_HOME = {
    "AccessError": "errors",
    "Answer": "profile",
    "Assessment": "record",
    "ContentError": "errors",
    "Difference": "assessment.verifying",
    "Education": "profile",
    "Experience": "profile",
    "FieldFacts": "framework",
    "Framework": "framework",
    "Goals": "profile",
    "Plan": "record.plan",
    "Profile": "profile",
    "ProfileError": "errors",
    "ReadinessError": "errors",
    "aggregate": "scoring",
    "assess": "assessment",
    "assess_many": "cohort.batches",
    "compare": "assessment.compare",
    "framework_ids": "framework",
    "load_field_facts": "framework",
    "load_framework": "framework",
    "parse_assessment": "record",
    "parse_plan": "record",
    "parse_profile": "profile",
    "make_plan": "assessment.replan",
    "read_profile": "profile",
    "render": "report",
    "to_json": "record",
    "verify": "assessment.verifying",
    "weighted_score": "scoring",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """A public name from the module that holds it: `import readiness` takes 7 ms, all of them 160 ms."""
    if name not in _HOME:
        raise AttributeError(f"module 'readiness' has no attribute {name!r}")
    value = getattr(import_module(f"readiness.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
