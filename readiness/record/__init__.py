"""The record of one assessment: every number that any report needs, its reason, and its versions.

Shares, attainments, weights and probabilities are 0 to 1; scores, contributions and gaps are points,
0 to 100; effort is hours. Nothing in the record is rounded. ``None`` means that there is no such number:
not answered, or nothing to say.
"""

from readiness.record.assessment import (
    Alternative,
    Assessment,
    Career,
    ConsistencyNote,
    Driver,
    InsightNote,
    LargestGap,
    LeniencyNote,
    Provenance,
    RobustnessNote,
    Salary,
    Standing,
)
from readiness.record.score import (
    Bounds,
    Estimate,
    FrameworkRef,
    Group,
    Leaf,
    Measured,
    MustHave,
    MustHaveState,
    Node,
    Outcome,
    QuestionsRef,
    Stated,
    Verdict,
)
from readiness.record.text import parse_assessment, parse_plan, parse_record, to_json, to_json_list

__all__ = [
    "Alternative",
    "Assessment",
    "Bounds",
    "Career",
    "ConsistencyNote",
    "Driver",
    "Estimate",
    "FrameworkRef",
    "Group",
    "InsightNote",
    "LargestGap",
    "Leaf",
    "LeniencyNote",
    "Measured",
    "MustHave",
    "MustHaveState",
    "Node",
    "Outcome",
    "Provenance",
    "QuestionsRef",
    "RobustnessNote",
    "Salary",
    "Standing",
    "Stated",
    "Verdict",
    "parse_assessment",
    "parse_plan",
    "parse_record",
    "to_json",
    "to_json_list",
]
