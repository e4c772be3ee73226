"""`readiness schema`: the JSON Schemas of what is read and written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readiness.cli.targets import OutputPath
from readiness.cli.values import one_of

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands

__all__ = ["add", "run", "schema"]

KINDS = ("profile", "assessment", "framework", "plan", "cohort")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "schema",
        help="the JSON Schema of a profile, an assessment, a framework, a plan or a row of a cohort",
        description="Print a JSON Schema (2020-12). With that of a profile you can write one by hand,\n"
        "or let your editor check it.",
    )
    own.add_argument("kind", type=one_of(KINDS), choices=KINDS)
    own.add_argument(
        "--csv", action="store_true", help="cohort: a table to fill in, with one row as an example"
    )
    own.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save it there instead of printing it"
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from readiness.cli.output import print_or_save
    from readiness.errors import UsageError

    if arguments.csv:
        if arguments.kind != "cohort":
            raise UsageError("--csv prints a table of people; use it with: readiness schema cohort")
        from readiness.cohort import template
        from readiness.framework import load_framework

        print_or_save(template(load_framework()), arguments.output, personal=False)
        return 0
    text = json.dumps(schema(arguments.kind), indent=2, ensure_ascii=False) + "\n"
    print_or_save(text, arguments.output, personal=False)
    return 0


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of document."""
    from readiness.framework import Framework, load_framework
    from readiness.models.validation import json_schema
    from readiness.profile import Profile
    from readiness.record import Assessment
    from readiness.record.plan_document import PlanDocument

    if kind == "cohort":
        from readiness.cohort import table_schema

        return table_schema(load_framework())
    models: dict[str, type[Any]] = {
        "profile": Profile,
        "assessment": Assessment,
        "framework": Framework,
        "plan": PlanDocument,
    }
    found = json_schema(models[kind])
    if kind == "framework":
        found["properties"].pop("digest")
    if kind == "profile":
        _name_the_skills(found)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"readiness {kind}",
        **{key: value for key, value in found.items() if key != "title"},
    }


def _name_the_skills(found: dict[str, Any]) -> None:
    """Add the ids of the default role to the description of ``skills``, so that it can be written from."""
    from readiness.framework import load_framework

    framework = load_framework()
    rated = {facet.id for facet in framework.rated}
    lines = [
        f"{criterion.id} ({', '.join(facet.id for facet in criterion.facets if facet.id in rated)})"
        for criterion in framework.criteria
        if any(facet.id in rated for facet in criterion.facets)
    ]
    skills = found["properties"]["skills"]
    skills["description"] += f" Criteria of {framework.id}, with their facets: {'; '.join(lines)}."
    skills["examples"] = [{"python-language": 3, "data-analysis": 2}]
