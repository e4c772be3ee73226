"""What plain dataclasses say of their fields beyond a type, and the readers of them.

Content, profiles and records are standard-library dataclasses, each said once. Plain content is recognised
from them (`recognition`); pydantic, which takes longer to import than a profile takes to score, reads the
same dataclasses to say what is wrong with the rest and to write JSON Schemas (`validation`).
"""

from readiness.models.fields import Limits, Tagged, Version1, Version2, plain
from readiness.models.reading import check_fields, read_as
from readiness.models.recognition import Path

__all__ = [
    "Limits",
    "Path",
    "Tagged",
    "Version1",
    "Version2",
    "check_fields",
    "plain",
    "read_as",
]
