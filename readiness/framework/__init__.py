"""What a role asks for: read from data, checked, digested."""

from readiness.content import parse_toml
from readiness.framework.facts import FieldFacts
from readiness.framework.model import Condition, Criterion, Dimension, Facet, Framework
from readiness.framework.reading import (
    DEFAULT_FRAMEWORK,
    framework_ids,
    is_file_name,
    is_of_the_field,
    load_field_facts,
    load_framework,
    load_level_rules,
    role_files,
)
from readiness.framework.scales import (
    CountScale,
    CoverageScale,
    FactScale,
    Number,
    OrdinalScale,
    RatingScale,
    YearsScale,
    scale_named,
)

__all__ = [
    "DEFAULT_FRAMEWORK",
    "Condition",
    "CountScale",
    "CoverageScale",
    "Criterion",
    "Dimension",
    "Facet",
    "FactScale",
    "FieldFacts",
    "Framework",
    "Number",
    "OrdinalScale",
    "RatingScale",
    "YearsScale",
    "framework_ids",
    "is_file_name",
    "is_of_the_field",
    "load_field_facts",
    "load_framework",
    "load_level_rules",
    "parse_toml",
    "role_files",
    "scale_named",
]
