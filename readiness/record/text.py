"""Records as JSON texts, written and read."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from readiness.errors import Problem, ProfileError, RecordError
from readiness.models import read_as
from readiness.models.fields import once_per_class
from readiness.profile.documents import describe
from readiness.profile.reading import parse_json
from readiness.record.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record.plan_document import PlanDocument

__all__ = [
    "assessment_problems_in",
    "parse_assessment",
    "parse_plan",
    "parse_record",
    "to_json",
    "to_json_list",
]

Read = TypeVar("Read")


def to_json(record: Any, *, indent: int | None = 2) -> str:
    """The record as JSON, the same bytes for the same record, with a line end."""
    return json.dumps(record, default=_fields, ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def to_json_list(records: Sequence[Any]) -> str:
    """Several records as one JSON array."""
    return "[\n" + ",\n".join(to_json(record).rstrip("\n") for record in records) + "\n]\n"


def _fields(value: Any) -> Any:
    return {name: getattr(value, name) for name in _names(type(value))}


@once_per_class
def _names(model: type[Any]) -> tuple[str, ...]:
    if not is_dataclass(model):
        raise TypeError(f"{model.__name__} has no place in a record")
    return tuple(field.name for field in fields(model))


def parse_assessment(raw: bytes | str, *, source: str = "the report", consistent: bool = True) -> Assessment:
    """The assessment in a JSON text, as strictly read as a profile.

    Parameters
    ----------
    raw : bytes or str
        The text.
    source : str
        Its name in errors.
    consistent : bool
        Whether its parts have to agree. `verify` alone does without: it computes every number itself.

    Raises
    ------
    RecordError
        If the text is not the record of an assessment, or its parts contradict each other.
    """
    otherwise = Problem(
        "the file", "is no assessment", "make one with `readiness score PROFILE --format json`"
    )
    from readiness.record.checking import assessment_problems, basic_problems

    found = parse_record(Assessment, raw, source, marks={"score", "leaves", "framework"}, otherwise=otherwise)
    return _agreeing(found, assessment_problems(found) if consistent else basic_problems(found), source)


def parse_plan(raw: bytes | str, *, source: str = "the plan") -> PlanDocument:
    """The plan in a JSON text, as strictly read as a profile.

    Raises
    ------
    RecordError
        If the text is not the record of a plan, or its parts contradict each other.
    """
    otherwise = Problem("the file", "is no plan", "make one with `readiness plan PROFILE --format json`")
    from readiness.record.plan_checking import plan_problems
    from readiness.record.plan_document import PlanDocument

    found = parse_record(PlanDocument, raw, source, marks={"goal", "steps", "roles"}, otherwise=otherwise)
    return _agreeing(found, plan_problems(found), source)


def assessment_problems_in(values: Any) -> list[Problem]:
    """What is wrong with the content of an assessment; nothing where it is one."""
    from readiness.record.checking import assessment_problems

    record, problems = read_as(Assessment, values)
    return problems if record is None else assessment_problems(record)


def _agreeing(found: Read, problems: Sequence[Problem], source: str) -> Read:
    """The record, refused where it contradicts itself."""
    if problems:
        raise RecordError(source, problems)
    return found


def parse_record(
    model: type[Read], raw: bytes | str, source: str, *, marks: set[str], otherwise: Problem
) -> Read:
    """The record in a JSON text; a text without the keys `marks` is said to be something else.

    Raises
    ------
    RecordError
        If the text is not a record of this model.
    """
    try:
        values = parse_json(raw, source=source)
    except ProfileError as error:
        raise RecordError(error.source, error.problems) from None
    if not isinstance(values, dict) or not marks <= values.keys():
        document = describe(values)
        is_half = document.kind == "report" and "leaves" in marks
        if is_half or document.kind == "unknown":
            raise RecordError(source, [otherwise])
        found = document.problem("a record")
        raise RecordError(source, [Problem(found.where, f"{otherwise.what}: it {found.what}", found.fix)])
    version = values.get("schema_version")
    if version == 1 and version is not True:
        older = "was made by an older version, which scored in another way, and cannot be recomputed"
        raise RecordError(source, [otherwise._replace(what=older)])
    record, problems = read_as(model, values)
    if record is None:
        raise RecordError(source, problems)
    return record
